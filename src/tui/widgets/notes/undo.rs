//! The undo history. Letters are joined into steps that end at a word or a pause. It holds splices, not the text.

use std::collections::VecDeque;
use std::time::Duration;

use super::Cursor;
use crate::domain::session::notes::Splice;

/// The most bytes that all steps may take; then the oldest is dropped.
const LIMIT: usize = 16 * 1024 * 1024;

/// After a longer pause, a letter begins a new step.
const PAUSE: Duration = Duration::from_secs(1);

/// What one undo reverts, and the cursor before and after it.
#[derive(Debug, Clone)]
pub(super) struct UndoStep {
    pub splice: Splice,
    pub before: Cursor,
    pub after: Cursor,
}

/// The steps done and undone.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    done: VecDeque<UndoStep>,
    undone: Vec<UndoStep>,
    /// Set while the newest step may still grow.
    open: Option<OpenStep>,
    /// What all steps take.
    bytes: usize,
}

#[derive(Debug, Clone, Copy)]
struct OpenStep {
    /// When its last letter was typed or deleted.
    last: Duration,
    /// Whether it has a letter, so that a blank ends it.
    word: bool,
}

impl History {
    /// Ends the newest step: the next edit begins another.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Adds an edit and clears what could be redone. One letter, typed or deleted at `letter_at`, may join the newest
    /// step; any other edit is a step of its own.
    pub fn record(&mut self, step: UndoStep, letter_at: Option<Duration>) {
        self.bytes -= self
            .undone
            .drain(..)
            .map(|step| step.bytes())
            .sum::<usize>();
        let replaces = !step.splice.removed.is_empty() && !step.splice.inserted.is_empty();
        let open = self.open.take().zip(letter_at);
        let open = open.filter(|(open, now)| !replaces && now.saturating_sub(open.last) <= PAUSE);
        let word = open.is_some_and(|(open, _)| open.word);
        self.open = letter_at.and_then(|now| opens(&step.splice, word, now));
        if open.is_none() || !self.grow(&step) {
            self.bytes += step.bytes();
            self.done.push_back(step);
        }
        while self.bytes > LIMIT && self.done.len() > 1 {
            let oldest = self.done.pop_front();
            self.bytes -= oldest.as_ref().map_or(0, UndoStep::bytes);
        }
    }

    /// Moves the newest step to the undone ones and returns it.
    pub fn undo(&mut self) -> Option<&UndoStep> {
        self.close();
        self.undone.push(self.done.pop_back()?);
        self.undone.last()
    }

    /// Moves the step that was undone last back and returns it.
    pub fn redo(&mut self) -> Option<&UndoStep> {
        self.close();
        self.done.push_back(self.undone.pop()?);
        self.done.back()
    }

    /// Joins `next` to the newest step if they touch, and returns whether it did. A step that cancels out is removed.
    fn grow(&mut self, next: &UndoStep) -> bool {
        let Some(mut newest) = self.done.pop_back() else {
            return false;
        };
        self.bytes -= newest.bytes();
        let joined = newest.splice.join(&next.splice);
        if joined {
            newest.after = next.after;
        }
        if newest.splice.is_empty() {
            self.close();
        } else {
            self.bytes += newest.bytes();
            self.done.push_back(newest);
        }
        joined
    }
}

impl UndoStep {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.splice.removed.len() + self.splice.inserted.len()
    }
}

/// The step after a letter: it is still open unless the letter is a line end or a blank after a word.
fn opens(letter: &Splice, word: bool, now: Duration) -> Option<OpenStep> {
    let text = if letter.inserted.is_empty() {
        &letter.removed
    } else {
        &letter.inserted
    };
    let blank = text.chars().all(char::is_whitespace);
    let ends = text.contains('\n') || (blank && word);
    (!ends).then_some(OpenStep {
        last: now,
        word: word || !blank,
    })
}
