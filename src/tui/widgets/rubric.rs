//! The rubric of one stage: items with their marks and levels, and the line that the chosen one is held against.
//! Plain values in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{fit, wrap};
use crate::domain::content::design::RubricItem;
use crate::domain::sanitize;
use crate::tui::theme;

/// Columns before an item's words: marker and mark, and the level.
const MARKS: usize = 5;
const LEVELS: usize = 13;

/// What one drawing left where.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Which item each row shows.
    pub rows: Vec<usize>,
    /// The row of the chosen one, from the area's top.
    pub chosen: u16,
}

/// Draws the items, each with its mark (`[x]` and the like), with the chosen one whole and in view; the others too where
/// there is room for all.
pub fn draw(
    items: &[RubricItem],
    marks: &[&str],
    chosen: usize,
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let width = usize::from(area.width)
        .saturating_sub(MARKS + LEVELS)
        .max(8);
    let height = usize::from(area.height);
    let lines = rows(items, marks, chosen, width, true);
    let lines = if lines.len() <= height {
        lines
    } else {
        rows(items, marks, chosen, width, false)
    };
    let end = lines.iter().rposition(|(item, _)| *item == chosen);
    let first = (end.unwrap_or(0) + 1).saturating_sub(height);
    let mut drawn = Drawn::default();
    for (row, (item, words)) in lines.into_iter().skip(first).take(height).enumerate() {
        let style = if item == chosen {
            theme::CHOSEN
        } else {
            theme::PLAIN
        };
        if item == chosen && !drawn.rows.contains(&item) {
            drawn.chosen = row as u16;
        }
        let y = area.y + row as u16;
        buf.set_stringn(area.x, y, words, usize::from(area.width), style);
        drawn.rows.push(item);
    }
    drawn
}

fn rows(
    items: &[RubricItem],
    marks: &[&str],
    chosen: usize,
    width: usize,
    whole: bool,
) -> Vec<(usize, String)> {
    let mut rows = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let words = sanitize::line(&item.look_for);
        let words = if whole || place == chosen {
            wrap(&words, width)
        } else {
            vec![fit(&words, width)]
        };
        for (line, words) in words.into_iter().enumerate() {
            let lead = if line == 0 {
                let marker = if place == chosen { "▸" } else { " " };
                let mark = marks.get(place).unwrap_or(&"[ ]");
                format!("{marker}{mark} {:<LEVELS$}", item.level.word())
            } else {
                " ".repeat(MARKS + LEVELS)
            };
            rows.push((place, lead + &words));
        }
    }
    rows
}
