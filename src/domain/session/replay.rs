//! A session as it stood at any moment of its interview. It folds the same events as the running program, from the
//! nearest of the states that it keeps, so that a seek costs the same wherever it leads.

mod snapshots;

use std::ops::Range;
use std::time::Duration;

use super::Session;
use super::event::{Entry, Event};
use super::log::Log;
use super::notes::{Edit, Text};
use snapshots::Snapshots;

/// One change of the notes, as it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its moment.
    pub at: Duration,
    /// A place in the plan's stages.
    pub stage: usize,
    pub edit: Edit,
    /// The characters that went.
    pub removed: String,
}

/// A replay with its place in the log and its moment.
#[derive(Debug)]
pub struct Replay {
    log: Log,
    /// How many entries are the interview's.
    len: usize,
    snapshots: Snapshots,
    /// The session after `place` entries.
    session: Session,
    place: usize,
    at: Duration,
    change: Option<Change>,
}

impl Replay {
    /// Stands at the start; `None` where the log has no head.
    pub fn of(log: Log) -> Option<Self> {
        let len = log.interview_len();
        let snapshots = Snapshots::of(&log, len)?;
        let mut replay = Self {
            session: snapshots.first().clone(),
            log,
            len,
            snapshots,
            place: 0,
            at: Duration::ZERO,
            change: None,
        };
        replay.seek(Duration::ZERO);
        Some(replay)
    }

    /// The session as it stands at this moment.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The moment that is shown.
    pub fn at(&self) -> Duration {
        self.at
    }

    /// How many entries lie before this moment.
    pub fn place(&self) -> usize {
        self.place
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The moment of the interview's last entry.
    pub fn end(&self) -> Duration {
        self.moment_of(self.len)
    }

    /// The entries up to this moment.
    pub fn happened(&self) -> &[Entry] {
        &self.entries()[..self.place]
    }

    /// Where each stage was entered: the moment, and its place in the plan's stages.
    pub fn stage_starts(&self) -> impl Iterator<Item = (Duration, usize)> {
        self.entries().iter().filter_map(|entry| match entry.event {
            Event::Entered { stage, .. } => Some((entry.at, stage)),
            _ => None,
        })
    }

    /// The last edit up to this moment, whatever came after it; `None` before the first, and where the last one was
    /// left out of the notes: it did not fit, or the log has a hole before it.
    pub fn change(&self) -> Option<&Change> {
        self.change.as_ref()
    }

    /// Goes to just behind an entry, counted from 1; 0 is before all.
    pub fn go(&mut self, place: usize) {
        let place = place.min(self.len);
        self.at = self.moment_of(place);
        self.stand(place);
    }

    /// Goes to a moment: everything up to it has happened.
    pub fn seek(&mut self, at: Duration) {
        let at = at.min(self.end());
        let happened = self.entries().partition_point(|entry| entry.at <= at);
        self.stand(happened);
        self.at = at;
    }

    /// The last edit, with what was typed right before it at its place since `since`: letters come one by one and are
    /// read as words.
    pub fn typed_since(&self, since: Duration) -> Option<Change> {
        let mut run = self.change()?.clone();
        if !run.removed.is_empty() {
            return Some(run);
        }
        // Behind a keyframe nobody knows whether an edit was left out.
        let recent = self.happened().iter().rev().take_while(|entry| {
            entry.at >= since && !matches!(entry.event, Event::Keyframe { .. })
        });
        for entry in recent.filter(|entry| is_edit(entry)).skip(1) {
            match &entry.event {
                Event::Edit { stage, edit, .. }
                    if *stage == run.stage && edit.continues_with(&run.edit) =>
                {
                    run.edit.at = edit.at;
                    run.edit.inserted.insert_str(0, &edit.inserted);
                }
                _ => break,
            }
        }
        Some(run)
    }

    /// The moment of the next entry that tells more than that time passed; `None` where there is none.
    pub fn next_change(&self) -> Option<Duration> {
        let rest = &self.entries()[self.place..];
        rest.iter()
            .find(|entry| entry.event.is_change())
            .map(|entry| entry.at)
    }

    /// One edit on or back; whether there was one.
    pub fn step(&mut self, back: bool) -> bool {
        let to = if back {
            // Behind the edit before the last one that is shown.
            let before = &self.entries()[..self.place];
            let shown = before.iter().rposition(is_edit);
            shown.map(|shown| {
                before[..shown]
                    .iter()
                    .rposition(is_edit)
                    .map_or(0, |at| at + 1)
            })
        } else {
            let rest = &self.entries()[self.place..];
            rest.iter().position(is_edit).map(|at| self.place + at + 1)
        };
        to.inspect(|to| self.go(*to)).is_some()
    }

    /// To where the next stage began, or back to where this or the one before did; whether there was one.
    pub fn step_stage(&mut self, back: bool) -> bool {
        let entered = |entry: &Entry| match entry.event {
            Event::Entered { stage, .. } => Some(stage),
            _ => None,
        };
        let to = if back {
            let mut before = self.happened().iter();
            before.rposition(|entry| entered(entry).is_some() && entry.at < self.at)
        } else {
            let (at, stage) = (self.at, self.session.stage);
            let is_next =
                |entry: &Entry| entered(entry).is_some_and(|to| to != stage || entry.at > at);
            let mut rest = self.entries()[self.place..].iter();
            rest.position(is_next).map(|on| self.place + on)
        };
        to.inspect(|to| self.go(to + 1)).is_some()
    }

    /// The place behind the entry with which a word first stood in any stage's notes, upper and lower case alike;
    /// `None` where it never did.
    pub fn first_appearance(&self, word: &str) -> Option<usize> {
        let word = folded(word.trim().chars());
        if word.is_empty() {
            return None;
        }
        let reach = word.chars().count();
        let mut found = None;
        self.read(|place, _, notes, fresh| {
            let rope = notes.rope();
            let end = fresh.end.saturating_add(reach).min(rope.len_chars());
            let near = rope.slice(fresh.start.saturating_sub(reach)..end);
            found = folded(near.chars()).contains(&word).then_some(place);
            found.is_none()
        });
        found
    }

    /// For each of some lines of a stage the place behind the entry with which it first stood there, blanks around it
    /// left out of account; `None` where it never did.
    pub fn first_lines(&self, wanted: &[(usize, &str)]) -> Vec<Option<usize>> {
        let mut found = vec![None; wanted.len()];
        self.read(|place, stage, notes, fresh| {
            let rope = notes.rope();
            let lines = rope.char_to_line(fresh.start)..=rope.char_to_line(fresh.end);
            for (found, (of, words)) in found.iter_mut().zip(wanted) {
                let stands = |line| {
                    // Comparing lengths first spares most lines the copy.
                    rope.line(line).len_bytes() >= words.trim().len()
                        && notes.line(line).trim() == words.trim()
                };
                if *of == stage && found.is_none() && lines.clone().any(stands) {
                    *found = Some(place);
                }
            }
            found.contains(&None)
        });
        found
    }

    /// Reads the notes from the start: `look` is shown every change as the place behind its entry, the stage, its
    /// notes then, and which characters are new in them. It says whether to go on.
    fn read(&self, mut look: impl FnMut(usize, usize, &Text, Range<usize>) -> bool) {
        let mut session = self.snapshots.first().clone();
        for (place, entry) in self.entries().iter().enumerate() {
            let stood = match &entry.event {
                Event::Keyframe { stage, notes, .. } => {
                    let page = session.stages.get(*stage);
                    page.is_some_and(|page| page.notes == *notes)
                }
                _ => false,
            };
            self.log.fold(place, &mut session);
            let (stage, fresh) = match &entry.event {
                Event::Edit { stage, edit, .. } => {
                    let end = edit.at.saturating_add(edit.inserted.chars().count());
                    (*stage, edit.at..end)
                }
                Event::Keyframe { stage, .. } if !stood => (*stage, 0..usize::MAX),
                _ => continue,
            };
            let Some(page) = session.stages.get(stage) else {
                continue;
            };
            let len = page.notes.rope().len_chars();
            let fresh = fresh.start.min(len)..fresh.end.min(len);
            if !look(place + 1, stage, &page.notes, fresh) {
                return;
            }
        }
    }

    fn entries(&self) -> &[Entry] {
        &self.log.entries()[..self.len]
    }

    fn moment_of(&self, place: usize) -> Duration {
        let last = place
            .checked_sub(1)
            .and_then(|last| self.log.entries().get(last));
        last.map_or(Duration::ZERO, |entry| entry.at)
    }

    /// Folds up to `place`, from here where that is near. The last edit before it must be seen to happen.
    fn stand(&mut self, place: usize) {
        if place == self.place {
            return;
        }
        let back = place < self.place;
        let last = self.entries()[..place].iter().rposition(is_edit);
        let unseen = last.filter(|last| back || *last >= self.place);
        if back {
            self.change = None;
        }
        let (from, state) = self.snapshots.before(unseen.unwrap_or(place));
        let mut from = from;
        if back || from > self.place {
            self.session = state.clone();
        } else {
            from = self.place;
        }
        for next in from..place {
            if unseen == Some(next) {
                self.change = self.see(next);
            } else {
                self.log.fold(next, &mut self.session);
            }
        }
        self.place = place;
    }

    /// Folds in an edit; the change it makes, if it is not left out.
    fn see(&mut self, place: usize) -> Option<Change> {
        let before = (!self.session.is_finished()).then(|| self.change_of(place));
        self.log.fold(place, &mut self.session);
        let change = before??;
        self.session.stages[change.stage].whole.then_some(change)
    }

    /// The change that an edit is about to make, if it fits.
    fn change_of(&self, place: usize) -> Option<Change> {
        let entry = self.log.entries().get(place)?;
        let Event::Edit { stage, edit, .. } = &entry.event else {
            return None;
        };
        let rope = self.session.stages.get(*stage)?.notes.rope();
        let end = edit.at.checked_add(edit.removed)?;
        Some(Change {
            at: entry.at,
            stage: *stage,
            edit: edit.clone(),
            removed: rope.get_slice(edit.at..end)?.to_string(),
        })
    }
}

fn is_edit(entry: &Entry) -> bool {
    matches!(entry.event, Event::Edit { .. })
}

/// Letter by letter, so that a letter becomes the same one whatever stands beside it.
fn folded(letters: impl Iterator<Item = char>) -> String {
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
