//! One line to type in: the notes' editor without its gutter and without line ends.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ropey::Rope;

use super::notes::{Action as Edit, Look, Notes, Outcome};
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};

/// A line that is being typed.
#[derive(Debug)]
pub struct LineInput {
    notes: Notes,
}

impl Default for LineInput {
    fn default() -> Self {
        Self {
            notes: Notes::new(Rope::new()),
        }
    }
}

impl LineInput {
    pub fn text(&self) -> String {
        self.notes.rope().to_string()
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes one key; whether the text changed.
    pub fn on(&mut self, key: Key, now: Duration) -> bool {
        let edit = match (keys::action(Context::Notes, key), key.typed()) {
            (Some(Action::Edit(Edit::Newline | Edit::Indent | Edit::Unindent)), _) => return false,
            (Some(Action::Edit(edit)), _) => edit,
            (_, Some(character)) => Edit::Insert(character),
            _ => return false,
        };
        !matches!(self.notes.act(edit, now), Outcome::Same | Outcome::Full)
    }

    /// Puts a text in, its line ends made blanks.
    pub fn paste(&mut self, text: &str, now: Duration) {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = self.notes.act(Edit::Paste(line), now);
    }

    /// Draws the line; where the caret stands.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let at = self.notes.render(area, buf, &Look::default());
        at.unwrap_or(area.as_position())
    }
}
