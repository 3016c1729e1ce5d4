//! Every style. Colors come from the 16 terminal colors of the user's palette. No background is painted, and no fact is
//! shown by color alone.

use ratatui::style::{Color, Modifier, Style};

pub const PLAIN: Style = Style::new();
/// Frames and secondary text.
pub const QUIET: Style = Style::new().add_modifier(Modifier::DIM);
/// Emphasis in a text.
pub const EMPHASIS: Style = Style::new().add_modifier(Modifier::ITALIC);
/// Headings, which have lines of their own.
pub const HEADING: Style = Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));
/// Formulas and code in a text.
pub const CODE: Style = Style::new().fg(Color::Cyan);
/// Titles and the current item.
pub const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
/// The selected line of a list, which also has a marker.
pub const CHOSEN: Style = Style::new().add_modifier(Modifier::BOLD);
/// The countdown.
pub const TIME: Style = Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD);
/// The countdown in the last minute.
pub const TIME_SHORT: Style = Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD);
/// The countdown after the end, which also shows a plus sign and a word.
pub const OVER: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
/// A key in a list of keys.
pub const KEY: Style = Style::new().add_modifier(Modifier::BOLD);
/// Text that was just inserted, in a replay. A line of text says so too.
pub const INSERTED: Style = Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));
/// Text that was just deleted, in a replay. Marks around it and a line of text say so too.
pub const DELETED: Style = Style::new().add_modifier(Modifier::CROSSED_OUT.union(Modifier::DIM));
/// Errors.
pub const WRONG: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);

/// The style of an entry of a list; a selected one also has a marker.
pub fn entry(is_selected: bool) -> Style {
    if is_selected { CHOSEN } else { PLAIN }
}
