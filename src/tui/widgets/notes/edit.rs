//! Typing, deleting, pasting and undo. Every change goes through [`Notes::apply`], which also updates the wrapped rows
//! and the cursor and returns the splice.

use std::ops::Range;
use std::time::Duration;

use super::graphemes::ceil;
use super::undo::UndoStep;
use super::{Cursor, EditOutcome, Move, Notes};
use crate::domain::session::notes::Splice;

impl Notes {
    pub(super) fn type_in(&mut self, character: char, now: Duration) -> EditOutcome {
        if character.is_control() && !matches!(character, '\n' | '\t') {
            return EditOutcome::Same;
        }
        let range = self.selection_or_caret();
        let after = Cursor::at(range.start + 1);
        self.put(range, character.to_string(), after, Some(now))
    }

    pub(super) fn paste(&mut self, text: &str) -> EditOutcome {
        self.replace(self.selection_or_caret(), text)
    }

    /// Replaces a range by `text`, cleaned like a paste, as one undo step. The caret moves after it. The range is
    /// cut at the end of the notes.
    pub fn replace(&mut self, range: Range<usize>, text: &str) -> EditOutcome {
        let text = cleaned(text);
        let end = range.end.min(self.rope.len_chars());
        let range = range.start.min(end)..end;
        let after = Cursor::at(range.start + text.chars().count());
        self.put(range, text, after, None)
    }

    /// Replaces the line of the caret as one undo step. The caret moves to its end.
    pub fn replace_line(&mut self, to: &str) -> EditOutcome {
        let line = self.line_range();
        self.replace(line, to)
    }

    /// Changes one line by the smallest splice and as one undo step. Caret and selection stay where they are in the text.
    pub fn rewrite_line(&mut self, line: usize, to: &str) -> EditOutcome {
        let mut splice = Splice::between(self.line(line), cleaned(to));
        splice.at += self.rope.line_to_char(line);
        let (end, end_after) = (splice.removed_end(), splice.inserted_end());
        let moved = |offset: usize| match offset {
            offset if offset <= splice.at => offset,
            offset if offset < end => end_after,
            offset => offset - end + end_after,
        };
        let after = Cursor {
            anchor: self.cursor.anchor.map(moved),
            offset: moved(self.cursor.offset),
        };
        let (goal, marking) = (self.goal, self.marking);
        let outcome = self.put(splice.at..end, splice.inserted, after, None);
        (self.goal, self.marking) = (goal, marking);
        outcome
    }

    /// Changes the text to `to`, cleaned like a paste, by the smallest splice and as one undo step. The caret keeps its
    /// position in the text that did not change.
    pub fn replace_all(&mut self, to: &str) -> EditOutcome {
        let splice = Splice::between(&self.rope, cleaned(to));
        let (end, end_after) = (splice.removed_end(), splice.inserted_end());
        let caret = match self.cursor.offset {
            caret if caret <= splice.at => caret,
            caret if caret < end => end_after,
            caret => caret - end + end_after,
        };
        self.put(splice.at..end, splice.inserted, Cursor::at(caret), None)
    }

    /// Deletes the selection, or the text between the caret and the target of `to`.
    pub(super) fn erase(&mut self, to: Move, now: Duration) -> EditOutcome {
        if let Some(selected) = self.selection() {
            let after = Cursor::at(selected.start);
            return self.put(selected, String::new(), after, None);
        }
        let (caret, target) = (self.cursor.offset, self.target(to));
        let range = caret.min(target)..caret.max(target);
        let after = Cursor::at(range.start);
        let by_letter = matches!(to, Move::Left | Move::Right);
        self.put(range, String::new(), after, by_letter.then_some(now))
    }

    pub(super) fn copy(&mut self) -> EditOutcome {
        let Some(selected) = self.selection() else {
            return EditOutcome::Same;
        };
        self.marking = false;
        self.copied = self.rope.slice(selected).to_string();
        EditOutcome::Copied(self.copied.clone())
    }

    pub(super) fn cut(&mut self) -> EditOutcome {
        let Some(selected) = self.selection() else {
            return EditOutcome::Same;
        };
        let after = Cursor::at(selected.start);
        match self.put(selected, String::new(), after, None) {
            EditOutcome::Changed(splice) => {
                self.copied.clone_from(&splice.removed);
                EditOutcome::Cut(splice)
            }
            other => other,
        }
    }

    pub(super) fn undo(&mut self) -> EditOutcome {
        let Some(step) = self.history.undo() else {
            return EditOutcome::Same;
        };
        let (splice, before) = (step.splice.inverse(), step.before);
        if self.has_room_for(&splice) {
            return self.apply(splice, before);
        }
        self.history.redo();
        EditOutcome::Full
    }

    /// Takes the times of the lines that the last change replaced, as they were before it, for its undo. Returns the
    /// times of the changed lines if the change was an undo or a redo. `times` gets these lines and is not always called.
    pub fn exchange_times(
        &mut self,
        splice: &Splice,
        times: impl FnOnce(Range<usize>) -> Vec<Duration>,
    ) -> Option<Vec<Duration>> {
        let rope = &self.rope;
        self.history.exchange_times(|| {
            let first = rope.char_to_line(splice.at);
            times(first..first + 1 + splice.removed.matches('\n').count())
        })
    }

    pub(super) fn redo(&mut self) -> EditOutcome {
        let Some(step) = self.history.redo() else {
            return EditOutcome::Same;
        };
        let (splice, after) = (step.splice.clone(), step.after);
        if self.has_room_for(&splice) {
            return self.apply(splice, after);
        }
        self.history.undo();
        EditOutcome::Full
    }

    /// Whether the text after this splice is within its limits. It may always become shorter.
    fn has_room_for(&self, splice: &Splice) -> bool {
        let (removed, inserted) = (&splice.removed, &splice.inserted);
        let ends = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
        let lines = self.rope.len_lines() - ends(removed) + ends(inserted);
        let bytes = self.rope.len_bytes() - removed.len() + inserted.len();
        inserted.len() <= removed.len() || (bytes <= self.room.bytes && lines <= self.room.lines)
    }

    pub(super) fn selection_or_caret(&self) -> Range<usize> {
        let caret = self.cursor.offset;
        self.selection().unwrap_or(caret..caret)
    }

    /// Every edit but undo and redo: replaces `range` by `text` and moves the cursor to `after`, unless the notes would
    /// exceed their limit. `letter_at` is the time at which one letter was typed or deleted, else `None`.
    pub(super) fn put(
        &mut self,
        range: Range<usize>,
        text: String,
        after: Cursor,
        letter_at: Option<Duration>,
    ) -> EditOutcome {
        let removed = self.rope.slice(range.clone()).to_string();
        let splice = Splice {
            at: range.start,
            removed,
            inserted: text,
        };
        if !self.has_room_for(&splice) {
            return EditOutcome::Full;
        }
        if splice.is_empty() {
            return EditOutcome::Same;
        }
        let before = self.cursor;
        let outcome = self.apply(splice.clone(), after);
        let after = self.cursor;
        let step = UndoStep {
            splice,
            before,
            after,
            touched_before: Vec::new(),
            touched_after: Vec::new(),
        };
        self.history.record(step, letter_at);
        outcome
    }

    /// Applies a splice to the text, the wrapped rows and the cursor. Both ends of the selection move to the end of
    /// their grapheme, since an edit can join two graphemes.
    fn apply(&mut self, splice: Splice, after: Cursor) -> EditOutcome {
        let first = self.rope.char_to_line(splice.at);
        let offset = splice.at - self.rope.line_to_char(first);
        let end = splice.removed_end();
        let old_last = self.rope.char_to_line(end);
        self.rope.remove(splice.at..end);
        self.rope.insert(splice.at, &splice.inserted);
        let new_last = self.rope.char_to_line(splice.inserted_end());
        self.rows.edited(first, offset, old_last, new_last);
        self.cursor = Cursor {
            anchor: after.anchor.map(|anchor| ceil(&self.rope, anchor)),
            offset: ceil(&self.rope, after.offset),
        };
        self.marking = false;
        self.goal = None;
        self.view.follow();
        EditOutcome::Changed(splice)
    }
}

/// A text with LF line ends and without control characters other than LF and tab.
fn cleaned(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| if character == '\r' { '\n' } else { character })
        .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        .collect()
}
