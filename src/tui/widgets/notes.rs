//! The notes editor: a text, the caret in it, what undoes it and how it lies in its area.
//! A pure value: it knows no clock, no terminal and no file; the moment of an act is handed in.

mod draw;
mod edit;
mod find;
mod graphemes;
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

use crate::domain::session::notes::{Change, Edit, line_of};

pub use crate::tui::edit::{Action, Move, Outcome};
pub use draw::Look;
use rows::Rows;
use undo::History;
use view::View;

/// How many bytes of UTF-8 the notes of one stage may hold.
pub const LIMIT: usize = 256 * 1024;

/// The editor of one text. All places in the text are counted in Unicode scalar values.
#[derive(Debug, Clone)]
pub struct Notes {
    rope: Rope,
    span: Span,
    /// Moves select until the next edit, as after Ctrl-Space.
    marking: bool,
    /// The column that moves up and down keep to, in columns of the text.
    goal: Option<usize>,
    history: History,
    /// The text at the last `take_change`, and where it differs from the text now.
    told: Rope,
    untold: Option<Change>,
    kept: String,
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
    /// An editor of `rope` with the caret at the end, nothing to undo and nothing to tell.
    pub fn new(rope: Rope) -> Self {
        Self {
            span: Span::at(rope.len_chars()),
            marking: false,
            goal: None,
            history: History::default(),
            told: rope.clone(),
            untold: None,
            kept: String::new(),
            rows: Rows::default(),
            view: View::default(),
            rope,
        }
    }

    /// Shows another text with the caret at a place of it, the view as near as it was; nothing to undo or to tell.
    pub fn show(&mut self, rope: Rope, caret: usize) {
        let view = self.view.clone();
        *self = Self {
            view,
            ..Self::new(rope)
        };
        self.go_to(caret.min(self.rope.len_chars()));
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

    /// Where the caret stands.
    pub fn caret(&self) -> usize {
        self.span.caret
    }

    /// The line of the caret, from 0.
    pub fn caret_line(&self) -> usize {
        self.rope.char_to_line(self.span.caret)
    }

    /// The selected range; none where nothing is selected.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.span.selected()
    }

    /// Whether moves select, as they do from `Action::SetMark` on.
    pub fn is_marking(&self) -> bool {
        self.marking
    }

    /// What was last cut or copied here, for `Action::PasteKept`; it is lent to the editor of another stage with `keep`.
    pub fn kept(&self) -> &str {
        &self.kept
    }

    /// Sets what `Action::PasteKept` pastes.
    pub fn keep(&mut self, text: impl Into<String>) {
        self.kept = text.into();
    }

    /// Does one action at `now`, a moment of any clock that does not go back. Pauses between edits part the steps of undo.
    pub fn act(&mut self, action: Action, now: Duration) -> Outcome {
        match action {
            Action::Move { to, select } => self.go(to, select),
            Action::Insert(character) => self.type_in(character, now),
            Action::Newline => self.type_in('\n', now),
            Action::Paste(text) => self.paste(&text, now),
            Action::PasteKept => {
                let kept = self.kept.clone();
                self.paste(&kept, now)
            }
            Action::Backspace => self.erase(Move::Left, now),
            Action::Delete => self.erase(Move::Right, now),
            Action::WordBack => self.erase(Move::WordLeft, now),
            Action::Indent => self.indent(now),
            Action::Unindent => self.unindent(now),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::SelectAll => self.select(Some(0), self.rope.len_chars(), false),
            Action::SetMark => self.select(Some(self.span.caret), self.span.caret, true),
            Action::Unselect => self.select(None, self.span.caret, false),
            Action::Copy => self.copy(),
            Action::Cut => self.cut(now),
        }
    }

    /// The smallest edit that makes the text as it is now out of the text at the last call; none where they are the same.
    pub fn take_change(&mut self) -> Option<Edit> {
        let change = self.untold.take()?;
        let edit = change.smallest(&self.told, &self.rope);
        self.told = self.rope.clone();
        edit
    }

    /// Sets the caret and the other end of the selection without touching the text.
    fn select(&mut self, anchor: Option<usize>, caret: usize, marking: bool) -> Outcome {
        self.span = Span { anchor, caret };
        self.marking = marking;
        self.goal = None;
        self.history.close();
        self.view.follow();
        Outcome::Same
    }
}
