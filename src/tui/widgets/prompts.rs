//! The prompts of a stage with their marks: the chosen one whole, the others on one line. Plain values in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::blocks::{Blocks, Drawn, marker};

/// Draws the prompts, each with whether it is covered, with the chosen one in view.
pub fn draw(
    prompts: &[(String, bool)],
    chosen: Option<usize>,
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let mut blocks = Blocks::default();
    for (index, (ask, is_covered)) in prompts.iter().enumerate() {
        let is_chosen = chosen == Some(index);
        let mark = if *is_covered { 'x' } else { ' ' };
        let lead = format!("{}[{mark}] ", marker(is_chosen));
        blocks.add(index, &lead, ask, usize::from(area.width), is_chosen);
    }
    blocks.draw(chosen, area, buf)
}
