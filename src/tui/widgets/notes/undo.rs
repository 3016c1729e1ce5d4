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
    /// When the lines of the removed text were last edited before the step, and those of the inserted text after it.
    pub touched_before: Vec<Duration>,
    pub touched_after: Vec<Duration>,
}

/// What the last action did to the history, and so which times of lines it lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum LastAction {
    #[default]
    Other,
    /// The newest step is new.
    Began,
    /// The newest step grew by so many lines of removed text at its start and at its end.
    Grew(usize, usize),
    Undid,
    Redid,
}

/// The steps done and undone.
#[derive(Debug, Clone, Default)]
pub(super) struct UndoHistory {
    done: VecDeque<UndoStep>,
    undone: Vec<UndoStep>,
    /// Set while the newest step may still grow.
    open: Option<OpenUndoStep>,
    /// What all steps take.
    bytes: usize,
    last: LastAction,
}

#[derive(Debug, Clone, Copy)]
struct OpenUndoStep {
    /// When its last letter was typed or deleted.
    last: Duration,
    /// Whether it has a letter, so that a blank ends it.
    word: bool,
}

impl UndoHistory {
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
            self.last = LastAction::Began;
        }
        while self.bytes > LIMIT && self.done.len() > 1 {
            let oldest = self.done.pop_front();
            self.bytes -= oldest.as_ref().map_or(0, UndoStep::bytes);
        }
    }

    /// Moves the newest step to the undone ones and returns it.
    pub fn undo(&mut self) -> Option<&UndoStep> {
        self.close();
        self.last = LastAction::Other;
        self.undone.push(self.done.pop_back()?);
        self.last = LastAction::Undid;
        self.undone.last()
    }

    /// Moves the step that was undone last back and returns it.
    pub fn redo(&mut self) -> Option<&UndoStep> {
        self.close();
        self.last = LastAction::Other;
        self.done.push_back(self.undone.pop()?);
        self.last = LastAction::Redid;
        self.done.back()
    }

    /// Takes the times of the lines that the last change replaced, as they were before it; `times` is called only if they
    /// are needed. Returns the times of the lines after it if the change was an undo or a redo.
    pub fn exchange_times(
        &mut self,
        times: impl FnOnce() -> Vec<Duration>,
    ) -> Option<Vec<Duration>> {
        match std::mem::take(&mut self.last) {
            LastAction::Other | LastAction::Grew(0, 0) => {}
            LastAction::Began => {
                if let Some(step) = self.done.back_mut() {
                    step.touched_before = times();
                    self.bytes += size_of_val(&*step.touched_before);
                }
            }
            LastAction::Grew(front, back) => {
                if let Some(step) = self.done.back_mut() {
                    let times = times();
                    let behind = times.len().saturating_sub(back);
                    step.touched_before.extend_from_slice(&times[behind..]);
                    step.touched_before
                        .splice(0..0, times.into_iter().take(front));
                    self.bytes += (front + back) * size_of::<Duration>();
                }
            }
            LastAction::Undid => {
                let step = self.undone.last_mut()?;
                if step.touched_after.is_empty() {
                    step.touched_after = times();
                    self.bytes += size_of_val(&*step.touched_after);
                }
                return Some(step.touched_before.clone());
            }
            LastAction::Redid => return Some(self.done.back()?.touched_after.clone()),
        }
        None
    }

    /// Joins `next` to the newest step if they touch, and returns whether it did. A step that cancels out is removed.
    fn grow(&mut self, next: &UndoStep) -> bool {
        let Some(mut newest) = self.done.pop_back() else {
            return false;
        };
        self.bytes -= newest.bytes();
        let lines = |text: &str| text.matches('\n').count();
        let before = newest.splice.at.saturating_sub(next.splice.at);
        let before = next.splice.removed.chars().take(before);
        let front = before.filter(|letter| *letter == '\n').count();
        let old = lines(&newest.splice.removed);
        let joined = newest.splice.join(&next.splice);
        if joined {
            newest.after = next.after;
            let back = lines(&newest.splice.removed) - old - front;
            self.last = LastAction::Grew(front, back);
        }
        if newest.splice.is_empty() {
            self.close();
            self.last = LastAction::Other;
        } else {
            self.bytes += newest.bytes();
            self.done.push_back(newest);
        }
        joined
    }
}

impl UndoStep {
    fn bytes(&self) -> usize {
        let times = size_of_val(&*self.touched_before) + size_of_val(&*self.touched_after);
        size_of::<Self>() + self.splice.removed.len() + self.splice.inserted.len() + times
    }
}

/// The step after a letter: it is still open unless the letter is a line end or a blank after a word.
fn opens(letter: &Splice, word: bool, now: Duration) -> Option<OpenUndoStep> {
    let text = if letter.inserted.is_empty() {
        &letter.removed
    } else {
        &letter.inserted
    };
    let blank = text.chars().all(char::is_whitespace);
    let ends = text.contains('\n') || (blank && word);
    (!ends).then_some(OpenUndoStep {
        last: now,
        word: word || !blank,
    })
}
