//! The rubric of one stage: items with their marks and levels, the chosen one in view. Plain values in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::blocks::{Blocks, Drawn, marker};
use crate::domain::content::design::RubricItem;
use crate::domain::sanitize;

/// Columns of marker, mark and level before an item's words.
const LEAD: usize = 18;

/// Draws the items, each with its mark (`[x]` and the like): the chosen one whole, the others too where there is
/// room for all.
pub fn draw(
    items: &[RubricItem],
    marks: &[&str],
    chosen: usize,
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let all = blocks(items, marks, chosen, area.width, true);
    let blocks = if all.fits(area.height) {
        all
    } else {
        blocks(items, marks, chosen, area.width, false)
    };
    blocks.draw(Some(chosen), area, buf)
}

fn blocks(
    items: &[RubricItem],
    marks: &[&str],
    chosen: usize,
    width: u16,
    is_whole: bool,
) -> Blocks {
    let mut blocks = Blocks::default();
    let width = usize::from(width).max(LEAD + 8);
    for (index, (item, mark)) in items.iter().zip(marks).enumerate() {
        let is_chosen = index == chosen;
        let lead = format!("{}{mark} {:<13}", marker(is_chosen), item.level.word());
        let text = sanitize::line(&item.look_for);
        blocks.add(index, &lead, &text, width, is_whole || is_chosen);
    }
    blocks
}
