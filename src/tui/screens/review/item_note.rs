//! The editor of a note on a rubric item. Every key is saved, so closing it loses nothing.

use super::{Pane, ReviewScreen};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::widgets::text_input::{InputOutcome, TextInput};

/// Longest note, in characters.
const LONGEST: usize = 2000;

/// A note while it is typed.
#[derive(Debug)]
pub(super) struct ItemNoteEditor {
    /// The index of the item in the stage's rubric.
    item: usize,
    pub title: String,
    pub input: TextInput,
}

impl ReviewScreen {
    /// Opens the note on the selected item.
    pub(super) fn open_item_note(&mut self) -> Vec<Effect> {
        let item = self.picker.item;
        let Some(wanted) = self.rubric(self.stage).get(item) else {
            return say(self.no_rubric());
        };
        let title = format!("Note on: {}", sanitize::line(&wanted.look_for));
        let text = self.review.note_of(self.stage, item).unwrap_or_default();
        let input = TextInput::with_lines(text, LONGEST).with_clipboard(&self.clipboard);
        self.item_note = Some(ItemNoteEditor { item, title, input });
        self.pane = Pane::Rubric;
        Vec::new()
    }

    /// Takes a key while the note is typed.
    pub(super) fn item_note_key(
        &mut self,
        action: Option<&Action>,
        key: Key,
        now: Wall,
    ) -> Vec<Effect> {
        let Some(editor) = &mut self.item_note else {
            return Vec::new();
        };
        if matches!(action, Some(Action::Accept | Action::Back)) {
            self.item_note = None;
            return Vec::new();
        }
        let outcome = editor.input.on(action, key);
        self.take_item_note(now);
        match outcome {
            InputOutcome::Full => say("a note holds 2,000 characters"),
            InputOutcome::Cut(text) => vec![Effect::Copy(text)],
            _ => Vec::new(),
        }
    }

    /// Puts what is typed into the review.
    pub(super) fn take_item_note(&mut self, now: Wall) {
        if let Some(editor) = &self.item_note {
            let text = editor.input.text();
            self.review.set_note(self.stage, editor.item, &text, now);
        }
    }
}
