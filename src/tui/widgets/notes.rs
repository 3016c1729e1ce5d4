//! The notes editor: a text, the caret in it, what undoes it and how it lies in its area. Every change is given back
//! as the splice that it made, from which the interview makes the events of the log.
//! A pure value: it knows no clock, no terminal and no file; the time of an action is handed in.

mod draw;
mod edit;
mod find;
mod graphemes;
mod indent;
mod moves;
mod pieces;
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

use crate::domain::session::notes::{line_of, line_slice};

pub use crate::tui::edit::{EditAction, EditOutcome, Move};
pub use draw::Look;
use rows::Rows;
use undo::History;
use view::View;

/// How many bytes of UTF-8 the notes of one stage may hold.
pub const LIMIT: usize = 256 * 1024;

/// The editor of one text. All offsets in the text are counted in Unicode scalar values.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    rope: Rope,
    span: Span,
    /// Moves select until the next edit, as after Ctrl-Space.
    marking: bool,
    /// The column that moves up and down keep to, in columns of the text.
    goal: Option<usize>,
    history: History,
    /// What was last cut or copied, for `EditAction::PasteKept`. Editors of several texts share it by hand.
    pub copied: String,
    rows: Rows,
    view: View,
}

/// Where the caret stands and, if anything may be selected, where the selection began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Span {
    anchor: Option<usize>,
    caret: usize,
}

impl Span {
    fn at(caret: usize) -> Self {
        Self {
            anchor: None,
            caret,
        }
    }

    /// The selected range; none where it would be empty.
    fn selected(self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.caret)?;
        Some(anchor.min(self.caret)..anchor.max(self.caret))
    }
}

impl Notes {
    /// An editor of `rope` with the caret at the end and nothing to undo.
    pub fn new(rope: Rope) -> Self {
        Self {
            span: Span::at(rope.len_chars()),
            rope,
            ..Self::default()
        }
    }

    /// Shows another text with the caret at an offset of it, the view as near as it was; nothing to undo.
    pub fn show(&mut self, rope: Rope, caret: usize) {
        let view = self.view.clone();
        *self = Self {
            view,
            ..Self::new(rope)
        };
        self.go_to(caret);
    }

    /// Goes on with a rope that holds the same text, such as the session's after it took in the edits: the two share
    /// their memory, so that the notes exist once.
    pub fn share(&mut self, rope: &Rope) {
        debug_assert_eq!(
            self.rope, *rope,
            "the record holds other notes than the editor"
        );
        self.rope = rope.clone();
    }

    /// The text; cloning it is cheap.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// A line without its LF; empty past the end.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        line_of(&self.rope, line)
    }

    /// The line of the caret, from 0.
    pub fn caret_line(&self) -> usize {
        self.rope.char_to_line(self.span.caret)
    }

    /// Whether the caret stands at the end of its line.
    pub fn at_line_end(&self) -> bool {
        self.span.caret == self.line_range().end
    }

    /// The selected range; none where nothing is selected.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.span.selected()
    }

    /// Does one action at `now`, a time of any clock that does not go back. Pauses between letters part the steps of undo.
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
            EditAction::Indent => self.indent(),
            EditAction::Unindent => self.unindent(),
            EditAction::Undo => self.undo(),
            EditAction::Redo => self.redo(),
            EditAction::SelectAll => self.select(Some(0), self.rope.len_chars(), false),
            EditAction::SetMark => self.select(Some(self.span.caret), self.span.caret, true),
            EditAction::Unselect => self.select(None, self.span.caret, false),
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
    fn select(&mut self, anchor: Option<usize>, caret: usize, marking: bool) -> EditOutcome {
        self.span = Span { anchor, caret };
        self.marking = marking;
        self.goal = None;
        self.history.close();
        self.view.follow();
        EditOutcome::Same
    }
}
