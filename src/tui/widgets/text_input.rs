//! A text input of one line or of several: the notes editor without gutter.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ropey::Rope;

use super::notes::{EditAction as Edit, EditOutcome, Notes, NotesLook};
use crate::tui::input::Key;
use crate::tui::keys::Action;

/// The result of a key or a paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputOutcome {
    /// The text did not change; the caret may have moved.
    Same,
    Changed,
    /// This text was cut and goes to the system clipboard.
    Cut(String),
    /// Nothing changed, since the text would exceed its limit.
    Full,
}

impl InputOutcome {
    /// Whether the text changed.
    pub fn is_change(&self) -> bool {
        matches!(self, Self::Changed | Self::Cut(_))
    }
}

/// What was last cut or copied in any of several texts. Its clones share it.
#[derive(Debug, Clone, Default)]
pub struct Clipboard(Rc<RefCell<String>>);

/// The most rows of a text in a box on a screen of this height: six, and on a high screen its third.
pub fn most_rows(height: u16) -> u16 {
    6.max(height / 3)
}

/// A text and its caret.
#[derive(Debug, Clone)]
pub struct TextInput {
    notes: Box<Notes>,
    clipboard: Clipboard,
    /// Whether it may have several lines.
    has_lines: bool,
    /// The most characters.
    limit: u32,
}

impl Default for TextInput {
    fn default() -> Self {
        Self::new("", 4000)
    }
}

impl TextInput {
    /// A text with the caret at its end, and the most characters that it may have.
    pub fn new(text: &str, limit: usize) -> Self {
        Self {
            notes: Box::new(Notes::new(Rope::from_str(&one_line(text)))),
            clipboard: Clipboard::default(),
            has_lines: false,
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
        }
    }

    /// The same for a text that may have several lines.
    pub fn with_lines(text: &str, limit: usize) -> Self {
        Self {
            notes: Box::new(Notes::new(Rope::from_str(text))),
            clipboard: Clipboard::default(),
            has_lines: true,
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
        }
    }

    /// The rows that each line takes at a width in columns.
    pub fn rows_of_lines(&self, width: u16) -> Vec<u16> {
        self.notes.rows_of_lines(width)
    }

    /// The rows in a box of so many columns on a screen of this height: two, and more where the text is longer.
    pub fn rows_in_box(&self, columns: u16, height: u16) -> u16 {
        let rows = self.rows_of_lines(columns.saturating_sub(4));
        rows.iter().sum::<u16>().clamp(2, most_rows(height))
    }

    /// The same text, which shares what was last cut or copied with the other texts of this clipboard.
    #[must_use]
    pub fn with_clipboard(self, clipboard: &Clipboard) -> Self {
        Self {
            clipboard: clipboard.clone(),
            ..self
        }
    }

    pub fn text(&self) -> String {
        self.notes.rope().to_string()
    }

    fn limit(&self) -> usize {
        self.limit as usize
    }

    /// Whether the text is empty or blank.
    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// Replaces the text and moves the caret to its end.
    pub fn set(&mut self, text: &str) {
        let new = if self.has_lines {
            Self::with_lines(text, self.limit())
        } else {
            Self::new(text, self.limit())
        };
        *self = new.with_clipboard(&self.clipboard);
    }

    /// Handles a key and the action it has in the context of this line.
    pub fn on(&mut self, action: Option<&Action>, key: Key) -> InputOutcome {
        match (action, key.typed()) {
            (Some(Action::Edit(edit)), _) => self.edit(edit.clone()),
            (Some(Action::Clear), _) if !self.notes.is_empty() => {
                self.set("");
                InputOutcome::Changed
            }
            (None, Some(character)) => self.edit(Edit::Insert(character)),
            _ => InputOutcome::Same,
        }
    }

    /// Inserts a text up to the limit, on one line with blanks for line ends.
    pub fn paste(&mut self, text: &str) -> InputOutcome {
        let room = self.limit().saturating_sub(self.notes.rope().len_chars());
        let text = if self.has_lines {
            text.to_owned()
        } else {
            one_line(text)
        };
        let text: String = text.chars().take(room).collect();
        self.edit(Edit::Paste(text))
    }

    fn edit(&mut self, edit: Edit) -> InputOutcome {
        self.notes.copied.clone_from(&self.clipboard.0.borrow());
        let before = self.notes.clone();
        // The constant time makes undo go by words alone, since a line is short.
        let outcome = self.notes.act(edit, Duration::ZERO);
        let length = self.notes.rope().len_chars();
        if length > self.limit() && length > before.rope().len_chars() {
            self.notes = before;
            return InputOutcome::Full;
        }
        self.clipboard.0.borrow_mut().clone_from(&self.notes.copied);
        match outcome {
            EditOutcome::Same | EditOutcome::Copied(_) => InputOutcome::Same,
            EditOutcome::Changed(_) => InputOutcome::Changed,
            EditOutcome::Cut(splice) => InputOutcome::Cut(splice.removed),
            EditOutcome::Full => InputOutcome::Full,
        }
    }

    /// Draws the text, wrapped to the area; returns the position of the caret.
    pub fn draw(&mut self, area: Rect, style: Style, buf: &mut Buffer) -> Position {
        let look = NotesLook {
            text: style,
            ..NotesLook::default()
        };
        let caret = self.notes.render(area, buf, &look);
        caret.unwrap_or(area.as_position())
    }
}

/// A text on one line. If it has line ends or tabs, every run of blanks becomes one blank.
fn one_line(text: &str) -> String {
    if text.contains(|character: char| character.is_control()) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;
    use crate::tui::keys::{self, Context};

    fn press(input: &mut TextInput, key: Key) -> InputOutcome {
        let action = keys::action(Context::Line, key);
        input.on(action.as_ref(), key)
    }

    #[test]
    fn a_text_is_edited_at_its_caret() {
        let mut input = TextInput::new("5,10", 120);
        for key in [KeyCode::Left, KeyCode::Left, KeyCode::Backspace] {
            press(&mut input, Key::plain(key));
        }
        press(&mut input, Key::char(';'));
        press(&mut input, Key::plain(KeyCode::Delete));
        assert_eq!(input.text(), "5;0");
        press(&mut input, Key::plain(KeyCode::End));
        assert_eq!(press(&mut input, Key::char('q')), InputOutcome::Changed);
        assert_eq!(input.text(), "5;0q");
        assert_eq!(press(&mut input, Key::ctrl('u')), InputOutcome::Changed);
        assert!(input.is_blank());
    }

    #[test]
    fn a_text_keeps_to_one_line_and_its_limit() {
        let mut input = TextInput::new("", 5);
        assert_eq!(input.paste("a\nb c d"), InputOutcome::Changed);
        assert_eq!(input.text(), "a b c");
        assert_eq!(press(&mut input, Key::char('x')), InputOutcome::Full);
        assert_eq!(
            press(&mut input, Key::plain(KeyCode::Enter)),
            InputOutcome::Same
        );
        assert_eq!(input.text(), "a b c");
    }
}
