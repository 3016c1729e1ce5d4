//! What every style means, and the colors of each theme.
//!
//! Screens draw with the styles of this page: one of the 16 terminal colors stands for one meaning (cyan for the accent,
//! green for good, yellow for a warning, red for over), and the attribute DIM for secondary text. A finished frame is
//! given the colors of the chosen [`Theme`] in one pass, so that no screen knows which theme it is. No fact is shown by
//! color alone.

mod palette;

pub use palette::Theme;

use ratatui::style::{Color, Modifier, Style};

const BOLD: Modifier = Modifier::BOLD;

pub const PLAIN: Style = Style::new();
/// Lines between panes and secondary text.
pub const SECONDARY: Style = Style::new().add_modifier(Modifier::DIM);
/// Emphasis in a text.
pub const EMPHASIS: Style = Style::new().add_modifier(Modifier::ITALIC);
/// Headings of a page of text, which have lines of their own.
pub const HEADING: Style = Style::new().add_modifier(BOLD.union(Modifier::UNDERLINED));
/// Titles of panes and sections, and what matters in a text.
pub const STRONG: Style = Style::new().add_modifier(BOLD);
/// The one accent: markers, the current stage, bars, computed results, the border of what floats, and code in a text.
pub const ACCENT: Style = Style::new().fg(Color::Cyan);
/// A word in the accent before dim text: dim and colored it would be hard to read on white.
pub const ACCENT_WORD: Style = ACCENT.remove_modifier(Modifier::DIM);
/// The title of the pane with the keys, the program's name, keys in a list of keys, and the digits of the countdown.
pub const ACCENT_STRONG: Style = ACCENT.add_modifier(BOLD);
/// What is done, reached or better than planned; its words or marks say so too.
pub const GOOD: Style = Style::new().fg(Color::Green);
/// What only an earlier attempt has; a minus says so too.
pub const REMOVED: Style = Style::new().fg(Color::Red);
/// What asks for a second look; its words say so too.
pub const WARNING: Style = Style::new().fg(Color::Yellow);
/// The countdown in the last minute, and the digit of a likely line.
pub const WARNING_STRONG: Style = WARNING.add_modifier(BOLD);
/// Time over the plan, which also shows a plus sign or a word.
pub const OVER: Style = Style::new().fg(Color::Red).add_modifier(BOLD);
/// What failed; its words say so too.
pub const ERROR: Style = OVER;
/// What must not be missed, on one short place.
pub const ALARM: Style = OVER.add_modifier(Modifier::REVERSED);
/// The selected row of the pane with the keys, up to the pane's edges. It has a marker too. Colors and dim text would
/// break the reversed row into patches, so it has none.
pub const SELECTION: Style = Style::new()
    .fg(Color::Reset)
    .add_modifier(BOLD.union(Modifier::REVERSED))
    .remove_modifier(Modifier::DIM);
/// The selected entry in a pane without the keys. It has a marker too.
pub const CHOSEN: Style = STRONG;
/// Selected or found text.
pub const MARKED: Style = Style::new().add_modifier(Modifier::REVERSED);
/// Text that was just inserted, in a replay. A line of text says so too.
pub const INSERTED: Style = Style::new().add_modifier(BOLD.union(Modifier::UNDERLINED));
/// Text that was just deleted, in a replay. Marks around it and a line of text say so too.
pub const DELETED: Style = Style::new().add_modifier(Modifier::CROSSED_OUT.union(Modifier::DIM));

/// A key that is not possible now, in the place where it works at other times.
pub const IMPOSSIBLE: Style = SECONDARY.fg(Color::Reset).remove_modifier(BOLD);

/// What the screen gets behind a box that floats over it.
pub const BEHIND: Style = SECONDARY.remove_modifier(BOLD.union(Modifier::REVERSED));

/// The style of an entry of a list; a selected one also has a marker.
pub fn entry(is_selected: bool) -> Style {
    if is_selected { CHOSEN } else { PLAIN }
}

/// The style of a level from 1 to 4, which always stands beside its digit.
pub fn level(level: u8) -> Style {
    match level {
        1 => WARNING,
        2 => ACCENT,
        3.. => GOOD,
        0 => SECONDARY,
    }
}
