//! The row of stages: where the interview is. Plain values in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::blocks::marker;
use super::{from_column, put};
use crate::tui::theme;

/// Columns at the right end for the mark.
const MARK_COLUMNS: u16 = 5;

/// Draws the title, the stages with a marker at the open one, and a one-column mark at the right end. Where the
/// stages do not all fit, the open one is shown alone with its number.
pub fn draw(title: &str, shorts: &[String], open: usize, mark: &str, area: Rect, buf: &mut Buffer) {
    let stages = shorts.iter().enumerate();
    let all: Vec<String> = stages
        .map(|(index, short)| format!("{}{} {short}", marker(index == open), index + 1))
        .collect();
    let mut row = all.join(" ");
    let is_wide = row.width() as u16 + MARK_COLUMNS <= area.width;
    if !is_wide {
        let short = shorts.get(open).map_or("", String::as_str);
        row = format!("▸{}/{} {short}", open + 1, shorts.len());
    }
    let behind = if is_wide { MARK_COLUMNS } else { 2 };
    let start = area.width.saturating_sub(row.width() as u16 + behind);
    let left = Rect {
        width: start.saturating_sub(1),
        ..area
    };
    put(title, theme::STRONG, 0, from_column(left, 1), buf);
    let stages = from_column(area, start);
    put(&row, theme::PLAIN, 0, stages, buf);
    if is_wide {
        let before = all.iter().take(open).map(|stage| stage.width() as u16 + 1);
        let here = from_column(stages, before.sum());
        put(
            all.get(open).map_or("", String::as_str),
            theme::STRONG,
            0,
            here,
            buf,
        );
    }
    put(
        mark,
        theme::QUIET,
        0,
        from_column(area, area.width.saturating_sub(1)),
        buf,
    );
}
