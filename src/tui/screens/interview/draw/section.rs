//! The left pane as a place to draw in, and the headings of its sections.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::symbols::shown;
use crate::tui::theme;
use crate::tui::widgets::frame::LEAD;
use crate::tui::widgets::{from_column, put_right, put_styled};

/// How a pane is drawn.
#[derive(Debug, Clone, Copy)]
pub struct LeftPane {
    pub pane: Rect,
    /// Columns of the text.
    pub width: u16,
    /// Whether the screen is wide enough for the clock on one line, and high enough for large digits.
    pub one_line: bool,
    pub digits: bool,
    /// Whether what the interviewer said is in this pane.
    pub has_interviewer: bool,
    /// Rows that the open commands take from the end of the pane. What stands above them stays in its place.
    pub lent: u16,
}

impl LeftPane {
    /// The rows of the pane when the commands are closed.
    pub fn height(self) -> usize {
        usize::from(self.pane.height) + usize::from(self.lent)
    }
}

/// Draws the heading of a section, and at its right end how to act on it, if both fit.
pub fn draw_section(
    title: impl IntoIterator<Item = Span<'static>>,
    keys: &str,
    pane: Rect,
    width: u16,
    buf: &mut Buffer,
) {
    let text = Rect {
        width: width.min(pane.width.saturating_sub(LEAD)),
        ..from_column(pane, LEAD)
    };
    let (title, keys) = (Line::from_iter(title), shown(keys));
    draw_lines(std::slice::from_ref(&title), text, buf);
    if title.width() + keys.chars().count() + 2 <= usize::from(text.width) && pane.height > 0 {
        put_right(&keys, theme::SECONDARY, text, buf);
    }
}

/// Draws lines from the first row of an area on.
pub fn draw_lines(lines: &[Line<'_>], area: Rect, buf: &mut Buffer) {
    put_styled(lines, area, buf);
}
