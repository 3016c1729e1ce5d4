//! The state of a session at any time of its interview. A seek folds the same events as the running program, from the
//! nearest snapshot, so that its cost does not depend on the target.

mod snapshots;

use std::ops::Range;
use std::time::Duration;

use super::Session;
use super::event::{Entry, Event};
use super::log::Log;
use super::notes::{Edit, Text};
use snapshots::Snapshots;

/// One change of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Interview time.
    pub at: Duration,
    /// An index into the plan's stages.
    pub stage: usize,
    pub edit: Edit,
    /// The removed characters.
    pub removed: String,
}

impl Change {
    /// The change without the lines before the one in which its last edit begins, where it joins several edits.
    #[must_use]
    pub fn from_line_of(&self, last: &Self) -> Self {
        let mut part = self.clone();
        let letters = |change: &Self| change.edit.inserted.chars().count();
        let before = letters(self).saturating_sub(letters(last));
        let before: String = self.edit.inserted.chars().take(before).collect();
        if let Some(end) = before.rfind('\n') {
            part.edit.inserted.drain(..=end);
            part.edit.at += before[..=end].chars().count();
        }
        part
    }
}

/// A replay at a position in the log and an interview time.
#[derive(Debug)]
pub struct Replay {
    log: Log,
    /// The number of entries of the interview, without the debrief.
    len: usize,
    snapshots: Snapshots,
    /// The session after `position` entries.
    session: Session,
    position: usize,
    at: Duration,
    change: Option<Change>,
}

impl Replay {
    /// A replay at the start; `None` if the log has no head.
    pub fn of(log: Log) -> Option<Self> {
        let len = log.interview_len();
        let snapshots = Snapshots::of(&log, len)?;
        let mut replay = Self {
            session: snapshots.first().clone(),
            log,
            len,
            snapshots,
            position: 0,
            at: Duration::ZERO,
            change: None,
        };
        replay.seek(Duration::ZERO);
        Some(replay)
    }

    /// The session at the current position.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The interview time that is shown.
    pub fn at(&self) -> Duration {
        self.at
    }

    /// The number of entries up to the current position.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The time of the interview's last entry.
    pub fn end(&self) -> Duration {
        self.time_of(self.len)
    }

    /// The position at an interview time: after all entries up to it, those at exactly that time included.
    pub fn position_at(&self, at: Duration) -> usize {
        self.entries().partition_point(|entry| entry.at <= at)
    }

    /// The entries up to the current position.
    pub fn happened(&self) -> &[Entry] {
        &self.entries()[..self.position]
    }

    /// The last edit up to the current position. `None` before the first edit, and if the last one was not applied because
    /// it did not fit or follows a gap in the log.
    pub fn change(&self) -> Option<&Change> {
        self.change.as_ref()
    }

    /// Goes to the position after `index` entries.
    pub fn go_to(&mut self, index: usize) {
        let index = index.min(self.len);
        self.at = self.time_of(index);
        self.fold_to(index);
    }

    /// Goes to an interview time; the entries at exactly that time are included.
    pub fn seek(&mut self, at: Duration) {
        let at = at.min(self.end());
        self.fold_to(self.position_at(at));
        self.at = at;
    }

    /// The last edit, joined with the insertions directly before it since the time `since`, so that single letters are
    /// shown as words.
    pub fn typed_since(&self, since: Duration) -> Option<Change> {
        let mut run = self.change()?.clone();
        if !run.removed.is_empty() {
            return Some(run);
        }
        // Across a keyframe it is unknown whether edits are missing.
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

    /// The time of the next entry that is a change; `None` if there is none.
    pub fn next_change(&self) -> Option<Duration> {
        let rest = &self.entries()[self.position..];
        rest.iter()
            .find(|entry| entry.event.is_change())
            .map(|entry| entry.at)
    }

    /// Goes to the next or the previous edit; returns whether there is one.
    pub fn step(&mut self, back: bool) -> bool {
        let to = if back {
            // Go to the edit before the last one that is shown.
            let before = &self.entries()[..self.position];
            let shown = before.iter().rposition(is_edit);
            shown.map(|shown| {
                before[..shown]
                    .iter()
                    .rposition(is_edit)
                    .map_or(0, |at| at + 1)
            })
        } else {
            let rest = &self.entries()[self.position..];
            rest.iter()
                .position(is_edit)
                .map(|at| self.position + at + 1)
        };
        to.inspect(|to| self.go_to(*to)).is_some()
    }

    /// Goes to the next entry into a stage, or back to the last one before now; returns whether there is one.
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
            let mut rest = self.entries()[self.position..].iter();
            rest.position(is_next).map(|on| self.position + on)
        };
        to.inspect(|to| self.go_to(to + 1)).is_some()
    }

    /// The position after the entry with which a word first appeared in any stage's notes, ignoring case; `None` if it
    /// never did.
    pub fn first_appearance(&self, word: &str) -> Option<usize> {
        let word = lower_case(word.trim().chars());
        if word.is_empty() {
            return None;
        }
        let reach = word.chars().count();
        let mut found = None;
        self.visit_changes(|index, _, notes, fresh| {
            let rope = notes.rope();
            let end = fresh.end.saturating_add(reach).min(rope.len_chars());
            let near = rope.slice(fresh.start.saturating_sub(reach)..end);
            found = lower_case(near.chars()).contains(&word).then_some(index);
            found.is_none()
        });
        found
    }

    /// For each (stage, line) the position after the entry with which that line first appeared in the stage, ignoring
    /// surrounding blanks; `None` if it never did.
    pub fn first_lines(&self, wanted: &[(usize, &str)]) -> Vec<Option<usize>> {
        let mut found = vec![None; wanted.len()];
        self.visit_changes(|index, stage, notes, fresh| {
            let rope = notes.rope();
            let lines = rope.char_to_line(fresh.start)..=rope.char_to_line(fresh.end);
            for (found, (of, words)) in found.iter_mut().zip(wanted) {
                let is_equal = |line| {
                    // Comparing lengths first avoids copying most lines.
                    rope.line(line).len_bytes() >= words.trim().len()
                        && notes.line(line).trim() == words.trim()
                };
                if *of == stage && found.is_none() && lines.clone().any(is_equal) {
                    *found = Some(index);
                }
            }
            found.contains(&None)
        });
        found
    }

    /// Calls `visit` for every change of the notes from the start, with the position after it, the stage, the notes after
    /// it and the range of new characters. Stops when `visit` returns false.
    fn visit_changes(&self, mut visit: impl FnMut(usize, usize, &Text, Range<usize>) -> bool) {
        let mut session = self.snapshots.first().clone();
        for (index, entry) in self.entries().iter().enumerate() {
            let is_equal = match &entry.event {
                Event::Keyframe { stage, notes, .. } => {
                    let state = session.stages.get(*stage);
                    state.is_some_and(|state| state.notes == *notes)
                }
                _ => false,
            };
            self.log.fold(index, &mut session);
            let (stage, fresh) = match &entry.event {
                Event::Edit { stage, edit, .. } => {
                    let end = edit.at.saturating_add(edit.inserted.chars().count());
                    (*stage, edit.at..end)
                }
                Event::Keyframe { stage, .. } if !is_equal => (*stage, 0..usize::MAX),
                _ => continue,
            };
            let Some(state) = session.stages.get(stage) else {
                continue;
            };
            let len = state.notes.rope().len_chars();
            let fresh = fresh.start.min(len)..fresh.end.min(len);
            if !visit(index + 1, stage, &state.notes, fresh) {
                return;
            }
        }
    }

    /// All entries of the interview.
    pub fn entries(&self) -> &[Entry] {
        &self.log.entries()[..self.len]
    }

    /// The time of the entry before a position.
    pub fn time_of(&self, index: usize) -> Duration {
        let last = index
            .checked_sub(1)
            .and_then(|last| self.log.entries().get(last));
        last.map_or(Duration::ZERO, |entry| entry.at)
    }

    /// Folds up to the position `index`, from the current state if that is nearest. The last edit before it is folded by
    /// `fold_edit`, so that its change is known.
    fn fold_to(&mut self, index: usize) {
        if index == self.position {
            return;
        }
        let back = index < self.position;
        let last = self.entries()[..index].iter().rposition(is_edit);
        let last_edit = last.filter(|last| back || *last >= self.position);
        if back {
            self.change = None;
        }
        let (mut from, state) = self.snapshots.before(last_edit.unwrap_or(index));
        if back || from > self.position {
            self.session = state.clone();
        } else {
            from = self.position;
        }
        for next in from..index {
            if last_edit == Some(next) {
                self.change = self.fold_edit(next);
            } else {
                self.log.fold(next, &mut self.session);
            }
        }
        self.position = index;
    }

    /// Folds in an edit and returns the change, if the edit was applied.
    fn fold_edit(&mut self, index: usize) -> Option<Change> {
        let before = (!self.session.is_finished()).then(|| self.change_of(index));
        self.log.fold(index, &mut self.session);
        let change = before??;
        self.session.stages[change.stage]
            .notes_complete
            .then_some(change)
    }

    /// The change that the edit at `index` will make, if it fits.
    fn change_of(&self, index: usize) -> Option<Change> {
        let entry = self.log.entries().get(index)?;
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

/// Lower case letter by letter, so that the result does not depend on neighboring letters.
fn lower_case(letters: impl Iterator<Item = char>) -> String {
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
