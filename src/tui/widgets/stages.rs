//! The row of stages, with the open one marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::blocks::marker;
use super::{from_column, put};
use crate::tui::theme;

/// Columns for the mark, which is at the right end.
const MARK_COLUMNS: u16 = 5;

/// Draws the title, the stages with a marker at the open one, and a one-column mark at the right end. If the stages do
/// not all fit, only the open one is shown, with its number.
pub fn draw(title: &str, shorts: &[String], open: usize, mark: &str, area: Rect, buf: &mut Buffer) {
    let mut line = Line::default();
    for (index, short) in shorts.iter().enumerate() {
        let (marker, number) = (marker(index == open), index + 1);
        let gap = if index == 0 { "" } else { " " };
        line.push_span(gap);
        let label = format!("{marker}{number} {short}");
        line.push_span(Span::styled(label, theme::entry(index == open)));
    }
    let mut margin = MARK_COLUMNS;
    if line.width() as u16 + margin > area.width {
        let short = shorts.get(open).map_or("", String::as_str);
        line = format!("▸{}/{} {short}", open + 1, shorts.len()).into();
        margin = 2;
    }
    let start = area.width.saturating_sub(line.width() as u16 + margin);
    let left = Rect {
        width: start.saturating_sub(1),
        ..area
    };
    put(title, theme::STRONG, 0, from_column(left, 1), buf);
    line.render(from_column(area, start), buf);
    let last = from_column(area, area.width.saturating_sub(1));
    put(mark, theme::QUIET, 0, last, buf);
}
