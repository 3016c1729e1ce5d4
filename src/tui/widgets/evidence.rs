//! Marking a rubric item: the item, and the line of the notes that shows it.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::notes_view::NotesView;
use super::{below, inset, put, put_lines, wrap, wrap_at_most};
use crate::domain::content::design::RubricItem;
use crate::domain::judging::rubric::likeliest_line;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::tui::theme;

/// A line of the notes: its stage and its line, both counted from 0.
pub type LineIndex = (usize, usize);

/// The selected rubric item of a stage, and the notes with the line that shows or may show it.
#[derive(Debug)]
pub struct EvidencePicker {
    pub notes: NotesView,
    pub item: usize,
    /// The likeliest line of each item that was selected, by stage and item. It is searched once, since notes are long.
    likeliest: HashMap<(usize, usize), Option<LineIndex>>,
}

impl EvidencePicker {
    pub fn new(session: &Session) -> Self {
        Self {
            notes: NotesView::new(&session.stages),
            item: 0,
            likeliest: HashMap::new(),
        }
    }

    /// Selects an item of a stage's rubric, and the line that is marked for it or else the likeliest one.
    pub fn select(
        &mut self,
        stage: usize,
        item: usize,
        rubric: &[RubricItem],
        marked: Option<LineIndex>,
    ) {
        self.item = item.min(rubric.len().saturating_sub(1));
        let line = marked.or_else(|| self.likeliest(stage, rubric));
        let (shown, line) = line.map_or((stage, None), |(shown, line)| (shown, Some(line)));
        self.notes.show(shown, line);
    }

    fn likeliest(&mut self, stage: usize, rubric: &[RubricItem]) -> Option<LineIndex> {
        let (item, lines) = (self.item, self.notes.lines());
        let found = || likeliest_line(rubric.get(item)?, stage, &lines);
        *self.likeliest.entry((stage, item)).or_insert_with(found)
    }

    /// Draws the selected line as the proposal for the item, below an empty row. `marked` is the line marked now.
    pub fn draw_proposal(
        &self,
        session: &Session,
        marked: Option<LineIndex>,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let area = below(inset(area), 1);
        let width = usize::from(area.width);
        let (Some((words, minute)), Some((stage, line))) =
            (self.notes.chosen_text(), self.notes.chosen())
        else {
            let words = "No line chosen: J and K choose one, - says it is not shown.";
            return put_lines(wrap(words, width), theme::PLAIN, area, buf);
        };
        let is_marked = marked == Some((stage, line));
        let verb = if is_marked { "Shown by" } else { "Shown by?" };
        let short = session.head.plan.stages.get(stage);
        let short = short.map_or(String::new(), |stage| sanitize::line(&stage.short));
        let head = format!("{verb} {short}, line {}, minute {minute}:", line + 1);
        put(&head, theme::STRONG, 0, area, buf);
        let words = wrap_at_most(words.trim(), width, 2);
        put_lines(words, theme::PLAIN, below(area, 1), buf);
    }
}
