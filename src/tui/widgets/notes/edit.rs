//! What changes the text: typing, deleting, pasting, indenting, undo. Every change goes through one function, which
//! keeps rows, history and the change to be told in step; it knows nothing of the screen.

use std::ops::Range;
use std::time::Duration;

use ropey::Rope;

use crate::domain::session::notes::Change;

use super::graphemes::{ceil, line_slice};
use super::undo::{Kind, Splice};
use super::{LIMIT, Move, Notes, Outcome, Span};

/// What one indent puts before a line.
const INDENT: &str = "  ";

/// How a line is moved in or out: at `start`, `cut` characters go and `added` comes.
struct Shift {
    start: usize,
    cut: usize,
    added: &'static str,
}

impl Notes {
    pub(super) fn type_in(&mut self, character: char, now: Duration) -> Outcome {
        if character.is_control() && !matches!(character, '\n' | '\t') {
            return Outcome::Same;
        }
        let range = self.selection_or_caret();
        let after = Span::at(range.start + 1);
        let mut buffer = [0; 4];
        self.put(
            range,
            character.encode_utf8(&mut buffer),
            after,
            Kind::Letter,
            now,
        )
    }

    pub(super) fn paste(&mut self, text: &str, now: Duration) -> Outcome {
        self.replace(self.selection_or_caret(), text, now)
    }

    /// Puts `text`, cleaned like a paste, in place of a range of the text, as one step of undo; the caret goes behind it.
    /// A range that reaches past the end is cut off there.
    pub fn replace(&mut self, range: Range<usize>, text: &str, now: Duration) -> Outcome {
        let text = cleaned(text);
        let end = range.end.min(self.rope.len_chars());
        let range = range.start.min(end)..end;
        let after = Span::at(range.start + text.chars().count());
        self.put(range, &text, after, Kind::Whole, now)
    }

    /// Makes the line of the caret `to`, as one step of undo; the caret goes to its end.
    pub fn replace_line(&mut self, to: &str, now: Duration) -> Outcome {
        let line = self.caret_line();
        let start = self.rope.line_to_char(line);
        let length = self.line(line).chars().count();
        self.replace(start..start + length, to, now)
    }

    /// Whether the caret stands at the end of its line.
    pub fn at_line_end(&self) -> bool {
        let line = self.caret_line();
        self.caret() == self.rope.line_to_char(line) + self.line(line).chars().count()
    }

    /// Puts whole lines below the line of the caret, or in its place where it is empty, as one step of undo; the caret
    /// goes to an empty line behind them.
    pub fn write_below(&mut self, lines: &str, now: Duration) -> Outcome {
        let line = self.caret_line();
        let start = self.rope.line_to_char(line);
        let length = self.line(line).chars().count();
        let lead = if length == 0 { "" } else { "\n" };
        let end = start + length;
        self.replace(end..end, &format!("{lead}{lines}\n"), now)
    }

    /// Makes the text `to`, cleaned like a paste, by the smallest change and as one step of undo. The caret stays where
    /// it was in what did not change.
    pub fn replace_all(&mut self, to: &str, now: Duration) -> Outcome {
        let to = Rope::from_str(&cleaned(to));
        let whole = Change {
            old: 0..self.rope.len_chars(),
            new: 0..to.len_chars(),
        };
        let Some(edit) = whole.smallest(&self.rope, &to) else {
            return Outcome::Same;
        };
        let end = edit.at + edit.removed;
        let inserted = edit.inserted.chars().count();
        let caret = match self.span.caret {
            caret if caret <= edit.at => caret,
            caret if caret < end => edit.at + inserted,
            caret => caret - edit.removed + inserted,
        };
        let after = Span::at(caret);
        self.put(edit.at..end, &edit.inserted, after, Kind::Whole, now)
    }

    /// Deletes the selection, or what lies between the caret and where `to` would go.
    pub(super) fn erase(&mut self, to: Move, now: Duration) -> Outcome {
        let caret = self.span.caret;
        let (range, kind) = if let Some(selected) = self.selection() {
            (selected, Kind::Whole)
        } else {
            let target = self.target(to);
            let by_letter = matches!(to, Move::Left | Move::Right);
            let kind = if by_letter { Kind::Letter } else { Kind::Whole };
            (caret.min(target)..caret.max(target), kind)
        };
        let after = Span::at(range.start);
        self.put(range, "", after, kind, now)
    }

    pub(super) fn copy(&mut self) -> Outcome {
        let Some(selected) = self.selection() else {
            return Outcome::Same;
        };
        self.marking = false;
        self.kept = self.rope.slice(selected).to_string();
        Outcome::Copied(self.kept.clone())
    }

    pub(super) fn cut(&mut self, now: Duration) -> Outcome {
        let Some(selected) = self.selection() else {
            return Outcome::Same;
        };
        self.kept = self.rope.slice(selected.clone()).to_string();
        let after = Span::at(selected.start);
        match self.put(selected, "", after, Kind::Whole, now) {
            Outcome::Changed => Outcome::Cut(self.kept.clone()),
            other => other,
        }
    }

    pub(super) fn indent(&mut self, now: Duration) -> Outcome {
        let lines = self.touched_lines();
        let several = lines.len() > 1;
        let shift = |notes: &Self, line| {
            let empty = line_slice(&notes.rope, line).len_chars() == 0;
            (0, if several && empty { "" } else { INDENT })
        };
        self.shift_lines(lines, shift, now)
    }

    pub(super) fn unindent(&mut self, now: Duration) -> Outcome {
        let lines = self.touched_lines();
        let shift = |notes: &Self, line| {
            let line = line_slice(&notes.rope, line);
            let blanks = line.chars().take(INDENT.len());
            let cut = match line.get_char(0) {
                Some('\t') => 1,
                _ => blanks.take_while(|blank| *blank == ' ').count(),
            };
            (cut, "")
        };
        self.shift_lines(lines, shift, now)
    }

    /// The line of the caret, or every line that the selection reaches into.
    fn touched_lines(&self) -> Range<usize> {
        let range = self.selection_or_caret();
        let first = self.rope.char_to_line(range.start);
        let last = self.rope.char_to_line(range.end);
        let barely = last > first && self.rope.line_to_char(last) == range.end;
        first..last + usize::from(!barely)
    }

    /// Moves lines in or out as one splice. `shift` says for a line how many characters go from its start and what comes.
    fn shift_lines(
        &mut self,
        lines: Range<usize>,
        shift: impl Fn(&Self, usize) -> (usize, &'static str),
        now: Duration,
    ) -> Outcome {
        let shifts: Vec<Shift> = lines
            .map(|line| {
                let (cut, added) = shift(self, line);
                let start = self.rope.line_to_char(line);
                Shift { start, cut, added }
            })
            .filter(|shift| shift.cut > 0 || !shift.added.is_empty())
            .collect();
        let (Some(first), Some(last)) = (shifts.first(), shifts.last()) else {
            return Outcome::Same;
        };
        let range = first.start..last.start + last.cut;
        let mut text = String::new();
        let mut done = range.start;
        for shift in &shifts {
            text.extend(self.rope.slice(done..shift.start).chunks());
            text.push_str(shift.added);
            done = shift.start + shift.cut;
        }
        let after = Span {
            anchor: self.span.anchor.map(|anchor| shifted(anchor, &shifts)),
            caret: shifted(self.span.caret, &shifts),
        };
        self.put(range, &text, after, Kind::Whole, now)
    }

    pub(super) fn undo(&mut self) -> Outcome {
        let Some(step) = self.history.take_done() else {
            return Outcome::Same;
        };
        for splice in step.splices.iter().rev() {
            let end = splice.at + splice.inserted.chars().count();
            self.splice(splice.at..end, &splice.removed);
        }
        self.settle(step.before);
        self.history.undone(step);
        Outcome::Changed
    }

    pub(super) fn redo(&mut self) -> Outcome {
        let Some(step) = self.history.take_undone() else {
            return Outcome::Same;
        };
        for splice in &step.splices {
            let end = splice.at + splice.removed.chars().count();
            self.splice(splice.at..end, &splice.inserted);
        }
        self.settle(step.after);
        self.history.redone(step);
        Outcome::Changed
    }

    fn selection_or_caret(&self) -> Range<usize> {
        let caret = self.span.caret;
        self.selection().unwrap_or(caret..caret)
    }

    /// Every edit but undo and redo: puts `text` in place of `range` and the caret at `after`, unless it would pass the limit.
    fn put(
        &mut self,
        range: Range<usize>,
        text: &str,
        after: Span,
        kind: Kind,
        now: Duration,
    ) -> Outcome {
        if range.is_empty() && text.is_empty() {
            return Outcome::Same;
        }
        let removed = self.rope.slice(range.clone()).len_bytes();
        let grows = text.len() > removed;
        if grows && self.rope.len_bytes() - removed + text.len() > LIMIT {
            return Outcome::Full;
        }
        let before = self.span;
        let splice = self.splice(range, text);
        self.settle(after);
        self.history.record(splice, before, self.span, kind, now);
        Outcome::Changed
    }

    /// Sets caret and anchor after an edit; what came together into one grapheme is not parted by them.
    fn settle(&mut self, span: Span) {
        self.span = Span {
            anchor: span.anchor.map(|anchor| ceil(&self.rope, anchor)),
            caret: ceil(&self.rope, span.caret),
        };
        self.marking = false;
        self.goal = None;
        self.view.follow();
    }

    /// Changes the text, and nothing else but what must follow it.
    fn splice(&mut self, range: Range<usize>, text: &str) -> Splice {
        let removed = self.rope.slice(range.clone()).to_string();
        let first = self.rope.char_to_line(range.start);
        let offset = range.start - self.rope.line_to_char(first);
        let old_last = self.rope.char_to_line(range.end);
        self.rope.remove(range.clone());
        self.rope.insert(range.start, text);
        let end = range.start + text.chars().count();
        let new_last = self.rope.char_to_line(end);
        self.rows.edited(first, offset, old_last, new_last);
        let at = range.start;
        let change = Change {
            old: range,
            new: at..end,
        };
        self.untold = Some(match self.untold.take() {
            Some(before) => before.then(&change),
            None => change,
        });
        Splice {
            at,
            removed,
            inserted: text.to_string(),
        }
    }
}

/// Where a place stands after the lines were moved in or out.
fn shifted(place: usize, shifts: &[Shift]) -> usize {
    let before = shifts.iter().take_while(|shift| shift.start <= place);
    before.fold(place, |moved, shift| {
        let cut = shift.cut.min(place - shift.start);
        moved - cut + shift.added.chars().count()
    })
}

/// Text from outside as it may come into the notes: lines end at LF, and no other control character but tab is left.
fn cleaned(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| if character == '\r' { '\n' } else { character })
        .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        .collect()
}
