//! Every style. The 16 terminal colors follow the user's own palette; no background is ever painted, and nothing is
//! told by color alone.

use ratatui::style::{Color, Modifier, Style};

pub const PLAIN: Style = Style::new();
/// Frames, and what matters least.
pub const QUIET: Style = Style::new().add_modifier(Modifier::DIM);
/// What an author stressed.
pub const EMPHASIS: Style = Style::new().add_modifier(Modifier::ITALIC);
/// The titles of a page's parts; they stand on lines of their own.
pub const HEADING: Style = Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));
/// Formulas and code inside a text.
pub const CODE: Style = Style::new().fg(Color::Cyan);
/// Titles and what is current.
pub const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
/// The selected line of a list; its marker says the same.
pub const CHOSEN: Style = Style::new().add_modifier(Modifier::BOLD);
/// The countdown.
pub const TIME: Style = Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD);
/// The last minute.
pub const TIME_SHORT: Style = Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD);
/// Past zero; the plus sign and the word say the same.
pub const OVER: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
/// A key in a list of keys.
pub const KEY: Style = Style::new().add_modifier(Modifier::BOLD);
/// What was just written, in a replay; a line in words says the same.
pub const INSERTED: Style = Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));
/// What was just taken out, in a replay; the marks around it and a line in words say the same.
pub const DELETED: Style = Style::new().add_modifier(Modifier::CROSSED_OUT.union(Modifier::DIM));
/// What has gone wrong.
pub const WRONG: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);

/// An entry of a list; where it is selected, its marker says the same.
pub fn entry(is_selected: bool) -> Style {
    if is_selected { CHOSEN } else { PLAIN }
}
