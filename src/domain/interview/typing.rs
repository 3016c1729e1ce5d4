//! How changes of the notes become events: adjacent splices of one turn of the loop are joined into one edit, which is
//! then trimmed to what really changed.

use std::time::Duration;

use super::{ClockReading, Interview, KEYFRAME_AFTER};
use crate::domain::session::event::Event;
use crate::domain::session::notes::{Edit, Splice};

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
        self.edit_at(stage, edit, self.elapsed(now));
    }

    /// Records what was typed in this turn, unless it cancels out.
    pub(super) fn record_pending_edit(&mut self) {
        let Some(PendingEdit { stage, at, splice }) = self.pending_edit.take() else {
            return;
        };
        let splice = splice.trimmed();
        if !splice.is_empty() {
            self.edit_at(stage, splice.to_edit(), at);
        }
    }

    fn edit_at(&mut self, stage: usize, edit: Edit, at: Duration) {
        self.record(at, Event::edit(stage, edit));
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
