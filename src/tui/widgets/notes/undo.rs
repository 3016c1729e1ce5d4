//! The steps that undo goes back by: words and pauses, never letters. It keeps what was taken out and put in, and
//! does not know the text itself.

use std::collections::VecDeque;
use std::time::Duration;

use super::Span;

/// How many bytes all steps together may take before the oldest is dropped.
const BOUND: usize = 16 * 1024 * 1024;

/// A longer pause between two edits parts them into two steps.
const PAUSE: Duration = Duration::from_secs(1);

/// At `at`, `removed` went and `inserted` came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
}

/// What one undo takes back: splices in the order they were done, and the caret before and after them.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub splices: Vec<Splice>,
    pub before: Span,
    pub after: Span,
}

/// Whether an edit grows the step before it or is one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One letter typed or deleted.
    Letter,
    /// A paste, a cut, an indent: a step by itself.
    Whole,
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

    /// Takes in what was just done; whatever was undone before can no longer be redone.
    pub fn record(&mut self, splice: Splice, before: Span, after: Span, kind: Kind, now: Duration) {
        self.bytes -= self
            .undone
            .drain(..)
            .map(|step| step.bytes())
            .sum::<usize>();
        let joined = self.open.filter(|open| {
            let replaces = !splice.removed.is_empty() && !splice.inserted.is_empty();
            kind == Kind::Letter && !replaces && now.saturating_sub(open.last) <= PAUSE
        });
        self.open = match kind {
            Kind::Letter => splice.opens(joined.is_some_and(|open| open.word), now),
            Kind::Whole => None,
        };
        let grown = joined.and_then(|_| self.done.pop_back());
        self.bytes -= grown.as_ref().map_or(0, Step::bytes);
        let step = match grown {
            Some(step) => step.and(splice, after),
            None => Step {
                splices: vec![splice],
                before,
                after,
            },
        };
        if step.splices.is_empty() {
            // Typed and deleted again: there is nothing to go back over.
            self.open = None;
            return;
        }
        self.bytes += step.bytes();
        self.done.push_back(step);
        self.drop_oldest(BOUND);
    }

    /// The newest step, to be undone and handed to `undone`.
    pub fn take_done(&mut self) -> Option<Step> {
        self.open = None;
        self.done.pop_back()
    }

    pub fn undone(&mut self, step: Step) {
        self.undone.push(step);
    }

    /// The step undone last, to be done again and handed to `redone`.
    pub fn take_undone(&mut self) -> Option<Step> {
        self.open = None;
        self.undone.pop()
    }

    pub fn redone(&mut self, step: Step) {
        self.done.push_back(step);
    }

    fn drop_oldest(&mut self, bound: usize) {
        while self.bytes > bound && self.done.len() > 1 {
            let oldest = self.done.pop_front();
            self.bytes -= oldest.as_ref().map_or(0, Step::bytes);
        }
    }
}

impl Step {
    /// This step grown by a splice; without splices where they cancel out.
    fn and(mut self, splice: Splice, after: Span) -> Self {
        self.after = after;
        match self.splices.last_mut() {
            Some(last) => {
                if let Some(apart) = last.grow(splice) {
                    self.splices.push(apart);
                } else if last.removed.is_empty() && last.inserted.is_empty() {
                    self.splices.pop();
                }
            }
            None => self.splices.push(splice),
        }
        self
    }

    fn bytes(&self) -> usize {
        let words = |splice: &Splice| splice.removed.len() + splice.inserted.len();
        let own = size_of::<Self>() + self.splices.capacity() * size_of::<Splice>();
        own + self.splices.iter().map(words).sum::<usize>()
    }
}

impl Splice {
    /// The step as it is after this splice of one letter: open, or ended by a line's end or a blank behind a word.
    fn opens(&self, word: bool, now: Duration) -> Option<Open> {
        let text = if self.inserted.is_empty() {
            &self.removed
        } else {
            &self.inserted
        };
        let blank = text.chars().all(char::is_whitespace);
        let ends = text.contains('\n') || (blank && word);
        (!ends).then_some(Open {
            last: now,
            word: word || !blank,
        })
    }

    /// Takes in the splice that follows where the two are one; else gives it back.
    fn grow(&mut self, next: Splice) -> Option<Splice> {
        let end = self.at + self.inserted.chars().count();
        if next.removed.is_empty() && next.at == end {
            self.inserted.push_str(&next.inserted);
        } else if !next.inserted.is_empty() {
            return Some(next);
        } else if self.inserted.is_empty() && next.at + next.removed.chars().count() == self.at {
            self.at = next.at;
            self.removed.insert_str(0, &next.removed);
        } else if self.inserted.is_empty() && next.at == self.at {
            self.removed.push_str(&next.removed);
        } else if next.at + next.removed.chars().count() == end
            && self.inserted.ends_with(&next.removed)
        {
            self.inserted
                .truncate(self.inserted.len() - next.removed.len());
        } else {
            return Some(next);
        }
        None
    }
}
