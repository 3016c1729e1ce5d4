//! Two panes side by side, or on a narrow screen one of them under the titles of all.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::frame::Heading;
use super::{from_column, put};
use crate::tui::theme;

/// The least columns at which two panes fit side by side.
const WIDE: u16 = 100;

/// Whether two panes fit.
pub fn fit_side_by_side(area: Rect) -> bool {
    area.width >= WIDE
}

/// The headings of panes beside each other: that of the pane with the keys has a marker, so that no color is needed to
/// see it.
pub fn headings<const N: usize>(headings: [Heading; N]) -> [Heading; N] {
    headings.map(|heading| {
        if heading.is_focused {
            heading.marked()
        } else {
            heading
        }
    })
}

/// Draws the title of a pane, which has a marker if it receives the keys.
fn draw_title(title: &str, is_open: bool, area: Rect, buf: &mut Buffer) {
    let style = if is_open {
        theme::ACCENT_STRONG
    } else {
        theme::PLAIN
    };
    put(title, style, 0, area, buf);
}

/// Draws titles in a row with `gap` blanks between two.
pub fn draw_tabs<T: AsRef<str>>(
    titles: impl IntoIterator<Item = (T, bool)>,
    gap: u16,
    area: Rect,
    buf: &mut Buffer,
) {
    let mut rest = area;
    for (title, is_open) in titles {
        let lead = if is_open { "▸ " } else { "" };
        let title = format!("{lead}{}", title.as_ref());
        draw_title(&title, is_open, rest, buf);
        rest = from_column(rest, title.width() as u16 + gap);
    }
}

/// Whether a column of the screen is in an area.
pub fn has_column(area: Rect, column: u16) -> bool {
    area.contains(Position::new(column, area.y))
}
