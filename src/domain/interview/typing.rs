//! How changes of the notes become events: adjacent splices of one turn of the loop are joined into one edit, which is
//! then trimmed to what really changed.

use std::ops::Range;
use std::time::Duration;

use super::{ClockReading, Interview, KEYFRAME_AFTER};
use crate::domain::session::event::Event;
use crate::domain::session::notes::{Edit, Splice};
use crate::domain::session::touched::Touched;

/// A change of the notes that later splices of the same turn may extend, with the time of its first splice.
#[derive(Debug)]
pub(super) struct PendingEdit {
    stage: usize,
    at: Duration,
    splice: Splice,
}

impl Interview {
    /// Takes a change that the editor made to the notes of a stage. It becomes an event before the next event of another
    /// kind, before the next change that is not adjacent, or at the end of the turn (`take_outbox`).
    pub fn apply_splice(&mut self, stage: usize, splice: Splice, now: ClockReading) {
        if let Some(pending) = &mut self.pending_edit {
            if pending.stage == stage && pending.splice.join(&splice) {
                return;
            }
            self.record_pending_edit();
        }
        let at = self.elapsed(now);
        self.pending_edit = Some(PendingEdit { stage, at, splice });
    }

    /// Records a change of the notes of a stage as one event.
    pub fn edit(&mut self, stage: usize, edit: Edit, now: ClockReading) {
        self.edit_at(stage, Event::edit(stage, edit), self.elapsed(now));
    }

    /// Takes an undo or redo of the editor: the lines of the inserted text get these times back, one for each.
    pub fn restore(
        &mut self,
        stage: usize,
        splice: &Splice,
        touched: &[Duration],
        now: ClockReading,
    ) {
        self.record_pending_edit();
        let changed = splice.clone().trimmed();
        if changed.is_empty() {
            return;
        }
        let same = splice.inserted.chars().take(changed.at - splice.at);
        let first = same.filter(|letter| *letter == '\n').count();
        let lines = 1 + changed.inserted.matches('\n').count();
        let times = touched.get(first..first + lines).unwrap_or_default();
        let event = Event::Edit {
            stage,
            edit: changed.to_edit(),
            touched: Touched::of(times),
        };
        self.edit_at(stage, event, self.elapsed(now));
    }

    /// When these lines of a stage's notes were last edited, with what was typed in this turn.
    pub fn touched(&self, stage: usize, lines: Range<usize>) -> Vec<Duration> {
        let Some(state) = self.session.stages.get(stage) else {
            return Vec::new();
        };
        let pending = self.pending_edit.as_ref();
        let pending = pending.filter(|pending| pending.stage == stage);
        let Some(pending) = pending else {
            return lines.map(|line| state.notes.touched(line)).collect();
        };
        let edit = pending.splice.clone().trimmed().to_edit();
        let (first, before, after) = state.notes.touched_after(&edit, pending.at);
        lines
            .map(|line| match line.checked_sub(first) {
                None => state.notes.touched(line),
                Some(index) => match after.get(index) {
                    Some(time) => *time,
                    None => state.notes.touched(line - after.len() + before),
                },
            })
            .collect()
    }

    /// Records what was typed in this turn, unless it cancels out.
    pub(super) fn record_pending_edit(&mut self) {
        let Some(PendingEdit { stage, at, splice }) = self.pending_edit.take() else {
            return;
        };
        let splice = splice.trimmed();
        if !splice.is_empty() {
            self.edit_at(stage, Event::edit(stage, splice.to_edit()), at);
        }
    }

    fn edit_at(&mut self, stage: usize, event: Event, at: Duration) {
        self.record(at, event);
        if let Some(edits) = self.edits_since_keyframe.get_mut(stage) {
            *edits += 1;
            if *edits >= KEYFRAME_AFTER {
                self.keyframe(stage, at);
            }
        }
    }
}

#[cfg(test)]
mod tests;
