//! The prompts of a stage with their marks: the chosen one whole, the others on one line. Plain values in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{fit, wrap};
use crate::tui::theme;

/// Columns before a prompt's words: marker and mark.
const LEAD: usize = 5;

/// One prompt to draw.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub ask: &'a str,
    pub covered: bool,
}

/// Draws the prompts with the chosen one in view; returns, for each row drawn, which prompt stands there.
pub fn draw(rows: &[Row<'_>], chosen: Option<usize>, area: Rect, buf: &mut Buffer) -> Vec<usize> {
    let width = usize::from(area.width).saturating_sub(LEAD);
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let mark = if row.covered { "[x]" } else { "[ ]" };
        let here = chosen == Some(place);
        let words = if here {
            wrap(row.ask, width)
        } else {
            vec![fit(row.ask, width)]
        };
        for (line, words) in words.into_iter().enumerate() {
            let lead = match (line, here) {
                (0, true) => format!("▸{mark} "),
                (0, false) => format!(" {mark} "),
                _ => " ".repeat(LEAD),
            };
            lines.push((place, lead + &words));
        }
    }
    let height = usize::from(area.height);
    let last_of_chosen = lines
        .iter()
        .rposition(|(place, _)| Some(*place) == chosen)
        .unwrap_or(0);
    let first = (last_of_chosen + 1).saturating_sub(height);
    let shown = lines.into_iter().skip(first).take(height);
    let mut places = Vec::new();
    for (row, (place, words)) in shown.enumerate() {
        let style = if chosen == Some(place) {
            theme::CHOSEN
        } else {
            theme::PLAIN
        };
        buf.set_stringn(
            area.x,
            area.y + row as u16,
            words,
            usize::from(area.width),
            style,
        );
        places.push(place);
    }
    places
}
