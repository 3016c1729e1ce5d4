//! The row of stages, with the open one marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::blocks::marker;
use super::frame::LEAD;
use super::{from_column, put};
use crate::tui::theme;

/// Columns for the right edge of the screen.
const EDGE: u16 = 2;

/// Draws the title and the stages with a marker at the open one. If the stages do not all fit, only the open one is
/// shown, with its number.
pub fn draw(title: &str, shorts: &[String], open: usize, area: Rect, buf: &mut Buffer) {
    let label = |index: usize, short| format!("{}{} {short}", marker(index == open), index + 1);
    let style = |index| {
        if index == open {
            theme::ACCENT_STRONG
        } else {
            theme::PLAIN
        }
    };
    let labels = shorts.iter().enumerate();
    let labels = labels.map(|(index, short)| (label(index, short), style(index)));
    let mut labels: Vec<(String, Style)> = labels.collect();
    let columns = |labels: &[(String, Style)]| {
        let columns = labels.iter().map(|(label, _)| label.width() as u16 + 1);
        columns.sum::<u16>().saturating_sub(1)
    };
    if columns(&labels) + 2 * EDGE > area.width {
        let short = shorts.get(open).map_or("", String::as_str);
        let label = format!("▸{}/{} {short}", open + 1, shorts.len());
        labels = vec![(label, theme::ACCENT_STRONG)];
    }
    let start = area.width.saturating_sub(columns(&labels) + EDGE);
    let left = Rect {
        width: start.saturating_sub(1),
        ..area
    };
    put(title, theme::STRONG, 0, from_column(left, LEAD), buf);
    let mut rest = from_column(area, start);
    for (label, style) in &labels {
        put(label, *style, 0, rest, buf);
        rest = from_column(rest, label.width() as u16 + 1);
    }
}
