//! What changes the text: typing, deleting, pasting, undo. Every change goes through one function, which keeps rows
//! and history in step with the text and gives the splice that it made; it knows nothing of the screen.

use std::ops::Range;
use std::time::Duration;

use super::graphemes::ceil;
use super::undo::Step;
use super::{EditOutcome, LIMIT, Move, Notes, Span};
use crate::domain::session::notes::Splice;

impl Notes {
    pub(super) fn type_in(&mut self, character: char, now: Duration) -> EditOutcome {
        if character.is_control() && !matches!(character, '\n' | '\t') {
            return EditOutcome::Same;
        }
        let range = self.selection_or_caret();
        let after = Span::at(range.start + 1);
        self.put(range, character.to_string(), after, Some(now))
    }

    pub(super) fn paste(&mut self, text: &str) -> EditOutcome {
        self.replace(self.selection_or_caret(), text)
    }

    /// Puts `text`, cleaned like a paste, in place of a range of the text, as one step of undo; the caret goes behind it.
    /// A range that reaches past the end is cut off there.
    pub fn replace(&mut self, range: Range<usize>, text: &str) -> EditOutcome {
        let text = cleaned(text);
        let end = range.end.min(self.rope.len_chars());
        let range = range.start.min(end)..end;
        let after = Span::at(range.start + text.chars().count());
        self.put(range, text, after, None)
    }

    /// Makes the line of the caret `to`, as one step of undo; the caret goes to its end.
    pub fn replace_line(&mut self, to: &str) -> EditOutcome {
        let line = self.line_range();
        self.replace(line, to)
    }

    /// Puts whole lines below the line of the caret, or in its place where it is empty, as one step of undo; the caret
    /// goes to an empty line behind them.
    pub fn write_below(&mut self, lines: &str) -> EditOutcome {
        let line = self.line_range();
        let lead = if line.is_empty() { "" } else { "\n" };
        self.replace(line.end..line.end, &format!("{lead}{lines}\n"))
    }

    /// Makes the text `to`, cleaned like a paste, by the smallest change and as one step of undo. The caret stays where
    /// it was in what did not change.
    pub fn replace_all(&mut self, to: &str) -> EditOutcome {
        let splice = Splice::between(&self.rope, cleaned(to));
        let (end, end_after) = (splice.removed_end(), splice.inserted_end());
        let caret = match self.span.caret {
            caret if caret <= splice.at => caret,
            caret if caret < end => end_after,
            caret => caret - end + end_after,
        };
        self.put(splice.at..end, splice.inserted, Span::at(caret), None)
    }

    /// Deletes the selection, or what lies between the caret and where `to` would go.
    pub(super) fn erase(&mut self, to: Move, now: Duration) -> EditOutcome {
        if let Some(selected) = self.selection() {
            let after = Span::at(selected.start);
            return self.put(selected, String::new(), after, None);
        }
        let (caret, target) = (self.span.caret, self.target(to));
        let range = caret.min(target)..caret.max(target);
        let after = Span::at(range.start);
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
        let after = Span::at(selected.start);
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
        self.apply(splice, before)
    }

    pub(super) fn redo(&mut self) -> EditOutcome {
        let Some(step) = self.history.redo() else {
            return EditOutcome::Same;
        };
        let (splice, after) = (step.splice.clone(), step.after);
        self.apply(splice, after)
    }

    pub(super) fn selection_or_caret(&self) -> Range<usize> {
        let caret = self.span.caret;
        self.selection().unwrap_or(caret..caret)
    }

    /// Every edit but undo and redo: puts `text` in place of `range` and the caret at `after`, unless it would pass the
    /// limit. `letter_at` tells that it is one letter typed or deleted, and when.
    pub(super) fn put(
        &mut self,
        range: Range<usize>,
        text: String,
        after: Span,
        letter_at: Option<Duration>,
    ) -> EditOutcome {
        let removed = self.rope.slice(range.clone()).to_string();
        let grows = text.len() > removed.len();
        if grows && self.rope.len_bytes() - removed.len() + text.len() > LIMIT {
            return EditOutcome::Full;
        }
        let splice = Splice {
            at: range.start,
            removed,
            inserted: text,
        };
        if splice.is_empty() {
            return EditOutcome::Same;
        }
        let before = self.span;
        let outcome = self.apply(splice.clone(), after);
        let after = self.span;
        let step = Step {
            splice,
            before,
            after,
        };
        self.history.record(step, letter_at);
        outcome
    }

    /// Changes the text and what must follow it. What comes together into one grapheme is not parted by the caret or
    /// the selection.
    fn apply(&mut self, splice: Splice, after: Span) -> EditOutcome {
        let first = self.rope.char_to_line(splice.at);
        let offset = splice.at - self.rope.line_to_char(first);
        let end = splice.removed_end();
        let old_last = self.rope.char_to_line(end);
        self.rope.remove(splice.at..end);
        self.rope.insert(splice.at, &splice.inserted);
        let new_last = self.rope.char_to_line(splice.inserted_end());
        self.rows.edited(first, offset, old_last, new_last);
        self.span = Span {
            anchor: after.anchor.map(|anchor| ceil(&self.rope, anchor)),
            caret: ceil(&self.rope, after.caret),
        };
        self.marking = false;
        self.goal = None;
        self.view.follow();
        EditOutcome::Changed(splice)
    }
}

/// Text from outside as it may come into the notes: lines end at LF, and no other control character but tab is left.
fn cleaned(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| if character == '\r' { '\n' } else { character })
        .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        .collect()
}
