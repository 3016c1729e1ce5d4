//! The steps that undo goes back by: words and pauses, never letters. It keeps what went and what came, and does not
//! know the text itself.

use std::collections::VecDeque;
use std::time::Duration;

use super::Span;
use crate::domain::session::notes::Splice;

/// How many bytes all steps together may take before the oldest is dropped.
const BOUND: usize = 16 * 1024 * 1024;

/// A longer pause between two letters parts them into two steps.
const PAUSE: Duration = Duration::from_secs(1);

/// What one undo takes back, and the caret before and after it.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub splice: Splice,
    pub before: Span,
    pub after: Span,
}

/// The steps done and undone.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// The newest step may still grow.
    open: Option<Open>,
    bytes: usize,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    last: Duration,
    /// A letter is in it, so that a blank ends it.
    word: bool,
}

impl History {
    /// Ends the newest step: what comes next is another one.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Takes in what was just done; whatever was undone before can no longer be redone. One letter, typed or deleted
    /// at `letter_at`, grows the step before it; anything else is a step by itself.
    pub fn record(&mut self, step: Step, letter_at: Option<Duration>) {
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
        while self.bytes > BOUND && self.done.len() > 1 {
            let oldest = self.done.pop_front();
            self.bytes -= oldest.as_ref().map_or(0, Step::bytes);
        }
    }

    /// The newest step, which is undone now.
    pub fn undo(&mut self) -> Option<&Step> {
        self.close();
        self.undone.push(self.done.pop_back()?);
        self.undone.last()
    }

    /// The step undone last, which is done again now.
    pub fn redo(&mut self) -> Option<&Step> {
        self.close();
        self.done.push_back(self.undone.pop()?);
        self.done.back()
    }

    /// Makes the newest step and `next` into one, if they touch; where they cancel out, nothing is left to undo.
    fn grow(&mut self, next: &Step) -> bool {
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

impl Step {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.splice.removed.len() + self.splice.inserted.len()
    }
}

/// The step after a letter: still open, or ended by a line's end or by a blank behind a word.
fn opens(letter: &Splice, word: bool, now: Duration) -> Option<Open> {
    let text = if letter.inserted.is_empty() {
        &letter.removed
    } else {
        &letter.inserted
    };
    let blank = text.chars().all(char::is_whitespace);
    let ends = text.contains('\n') || (blank && word);
    (!ends).then_some(Open {
        last: now,
        word: word || !blank,
    })
}
