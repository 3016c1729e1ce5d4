//! The notes editor: a text, its cursor, its undo history and its wrapped rows. Every change is returned as the splice
//! that it made, from which the interview makes the events of the log. The caller passes the time of an action in.

mod draw;
mod edit;
mod find;
mod glyphs;
mod graphemes;
mod indent;
mod moves;
mod rows;
#[cfg(test)]
mod tests;
mod undo;
mod view;
mod wrap;

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use ropey::Rope;

use crate::domain::session::NotesRoom;
use crate::domain::session::notes::{line_of, line_slice};

pub use crate::tui::edit::{EditAction, EditOutcome, Move};
pub use draw::NotesLook;
use rows::RowCache;
use undo::UndoHistory;
use view::Viewport;

/// The editor of one text. All offsets in the text are counted in Unicode scalar values.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    rope: Rope,
    /// How large the text may be.
    pub room: NotesRoom,
    cursor: Cursor,
    /// Whether moves select until the next edit, as after Ctrl-Space.
    marking: bool,
    /// The column that moves up and down return to on longer rows.
    goal: Option<usize>,
    history: UndoHistory,
    /// What was last cut or copied, for `EditAction::PasteKept`. The caller copies it from one editor to another.
    pub copied: String,
    rows: RowCache,
    view: Viewport,
}

/// The caret, and the other end of the selection where there is one; both are offsets in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Cursor {
    anchor: Option<usize>,
    offset: usize,
}

impl Cursor {
    fn at(offset: usize) -> Self {
        Self {
            anchor: None,
            offset,
        }
    }

    /// The selected range; `None` if it is empty.
    fn selected(self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.offset)?;
        Some(anchor.min(self.offset)..anchor.max(self.offset))
    }
}

impl Notes {
    /// An editor of `rope` with the caret at the end and an empty undo history.
    pub fn new(rope: Rope) -> Self {
        Self {
            cursor: Cursor::at(rope.len_chars()),
            rope,
            ..Self::default()
        }
    }

    /// Shows another text with the caret at an offset. The undo history is cleared and the scroll position stays.
    pub fn show(&mut self, rope: Rope, caret: usize) {
        let view = self.view.clone();
        *self = Self {
            view,
            ..Self::new(rope)
        };
        self.go_to(caret);
    }

    /// Replaces the rope by one with the same text, such as the session's after the same edits. The two then share
    /// their memory.
    pub fn share(&mut self, rope: &Rope) {
        debug_assert_eq!(
            self.rope, *rope,
            "the session and the editor have different notes"
        );
        self.rope = rope.clone();
    }

    /// The text. A rope is cheap to clone.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// A line without its LF; empty if there is no such line.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        line_of(&self.rope, line)
    }

    /// The line of the caret, counted from 0.
    pub fn caret_line(&self) -> usize {
        self.rope.char_to_line(self.cursor.offset)
    }

    /// Whether the caret is at the end of its line.
    pub fn at_line_end(&self) -> bool {
        self.cursor.offset == self.line_range().end
    }

    /// The selected range; `None` if nothing is selected.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.cursor.selected()
    }

    /// Does one action. `now` is the time on any monotonic clock: a pause between two letters begins a new undo step.
    pub fn act(&mut self, action: EditAction, now: Duration) -> EditOutcome {
        match action {
            EditAction::Move { to, select } => self.go(to, select),
            EditAction::Insert(character) => self.type_in(character, now),
            EditAction::Newline => self.type_in('\n', now),
            EditAction::Paste(text) => self.paste(&text),
            EditAction::PasteKept => self.paste(&self.copied.clone()),
            EditAction::Backspace => self.erase(Move::Left, now),
            EditAction::Delete => self.erase(Move::Right, now),
            EditAction::WordBack => self.erase(Move::WordLeft, now),
            EditAction::LineBack => self.erase(Move::LineStart, now),
            EditAction::Indent => self.indent(),
            EditAction::Unindent => self.unindent(),
            EditAction::Undo => self.undo(),
            EditAction::Redo => self.redo(),
            EditAction::SelectAll => self.select(Some(0), self.rope.len_chars(), false),
            EditAction::SetMark => self.select(Some(self.cursor.offset), self.cursor.offset, true),
            EditAction::Unselect => self.select(None, self.cursor.offset, false),
            EditAction::Copy => self.copy(),
            EditAction::Cut => self.cut(),
        }
    }

    /// The line of the caret without its LF.
    fn line_range(&self) -> Range<usize> {
        let line = self.caret_line();
        let start = self.rope.line_to_char(line);
        start..start + line_slice(&self.rope, line).len_chars()
    }

    /// Sets the caret and the other end of the selection without touching the text.
    fn select(&mut self, anchor: Option<usize>, offset: usize, marking: bool) -> EditOutcome {
        self.cursor = Cursor { anchor, offset };
        self.marking = marking;
        self.goal = None;
        self.history.close();
        self.view.follow();
        EditOutcome::Same
    }
}
