//! The rubric of one stage: items with their marks and levels, with the selected one in view.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::blocks::{Blocks, Drawn, marker};
use crate::domain::content::design::RubricItem;
use crate::domain::sanitize;

/// Columns of the marker, the mark and the level before the text of an item.
const LEAD: usize = 18;

/// Draws the items, each with its mark, such as `[x]`, and a coach's notes on them, which may be missing. The selected one is shown whole, with why it counts and what to
/// write; the others are shown whole if all fit.
pub fn draw(
    items: &[RubricItem],
    marks: &[&str],
    notes: &[&str],
    selected: usize,
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let all = blocks(items, (marks, notes), selected, area.width, true);
    let blocks = if all.fits(area.height) {
        all
    } else {
        blocks(items, (marks, notes), selected, area.width, false)
    };
    blocks.draw(Some(selected), area, buf)
}

fn blocks(
    items: &[RubricItem],
    (marks, notes): (&[&str], &[&str]),
    selected: usize,
    width: u16,
    is_whole: bool,
) -> Blocks {
    let mut blocks = Blocks::default();
    let width = usize::from(width).max(LEAD + 8);
    for (index, (item, mark)) in items.iter().zip(marks).enumerate() {
        let is_selected = index == selected;
        let lead = format!("{}{mark} {:<13}", marker(is_selected), item.level.word());
        let text = sanitize::line(&item.look_for);
        blocks.add(index, &lead, &text, width, is_whole || is_selected);
        if let Some(note) = notes.get(index).filter(|note| !note.is_empty()) {
            let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
            let lead = format!("     {:<13}", "note");
            let is_whole = is_whole || is_selected;
            blocks.add(index, &lead, &sanitize::line(&note), width, is_whole);
        }
        let more = [("why", &item.why), ("write", &item.how)];
        for (label, text) in more
            .iter()
            .filter(|(_, text)| is_selected && !text.is_empty())
        {
            let lead = format!("     {label:<13}");
            blocks.add(index, &lead, &sanitize::line(text), width, true);
        }
    }
    blocks
}
