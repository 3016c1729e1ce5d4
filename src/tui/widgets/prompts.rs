//! The prompts of a stage with their marks. The selected one is shown whole, each other on one line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::blocks::{Blocks, Drawn, marker};

/// Draws the prompts, each with whether it is covered, with the selected one in view.
pub fn draw(
    prompts: &[(String, bool)],
    selected: Option<usize>,
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let mut blocks = Blocks::default();
    for (index, (ask, is_covered)) in prompts.iter().enumerate() {
        let is_selected = selected == Some(index);
        let mark = if *is_covered { 'x' } else { ' ' };
        let lead = format!("{}[{mark}] ", marker(is_selected));
        blocks.add(index, &lead, ask, usize::from(area.width), is_selected);
    }
    blocks.draw(selected, area, buf)
}
