//! The row of stages: where the interview stands. Plain values in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::fit;
use crate::tui::theme;

/// Room at the right end for the mark.
const MARK_COLUMNS: usize = 5;

/// Draws the title, the stages with a marker at the open one, and a one-column mark at the right end. Where the
/// stages do not all fit, the open one stands alone with its number.
pub fn draw(title: &str, shorts: &[&str], open: usize, mark: &str, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    if area.height == 0 || width == 0 {
        return;
    }
    let marker = |place| if place == open { "▸" } else { " " };
    let all: Vec<String> = (shorts.iter().enumerate())
        .map(|(place, short)| format!("{}{} {short}", marker(place), place + 1))
        .collect();
    let mut row = all.join(" ");
    let wide = row.width() + MARK_COLUMNS <= width;
    if !wide {
        let short = shorts.get(open).copied().unwrap_or_default();
        row = format!("▸{}/{} {short}", open + 1, shorts.len());
    }
    let start = width.saturating_sub(row.width() + if wide { MARK_COLUMNS } else { 2 });
    let title = fit(title, start.saturating_sub(2));
    buf.set_stringn(
        area.x + 1.min(area.width - 1),
        area.y,
        title,
        start.saturating_sub(1),
        theme::STRONG,
    );
    buf.set_stringn(
        area.x + start as u16,
        area.y,
        &row,
        width - start,
        theme::PLAIN,
    );
    if wide {
        let before: usize = all[..open.min(all.len())]
            .iter()
            .map(|stage| stage.width() + 1)
            .sum();
        let here = all.get(open).map_or("", String::as_str);
        buf.set_stringn(
            area.x + (start + before) as u16,
            area.y,
            here,
            width,
            theme::STRONG,
        );
    }
    buf.set_stringn(area.x + area.width - 1, area.y, mark, 1, theme::QUIET);
}
