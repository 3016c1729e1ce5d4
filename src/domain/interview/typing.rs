//! How changes of the notes become events: the splices of one turn of the loop that touch are one edit, cut down to
//! what really changed.

use std::time::Duration;

use super::{ClockReading, Interview, KEYFRAME_AFTER};
use crate::domain::session::event::Event;
use crate::domain::session::notes::{Edit, Splice};

/// A change of the notes that may still grow: its stage and the time when it began.
#[derive(Debug)]
pub(super) struct PendingEdit {
    stage: usize,
    at: Duration,
    splice: Splice,
}

impl Interview {
    /// The notes of a stage changed in the editor. It becomes an event with the next event of another kind, with the
    /// next change elsewhere, or with the end of the turn (`take_outbox`).
    pub fn type_in(&mut self, stage: usize, splice: Splice, now: ClockReading) {
        if let Some(typed) = &mut self.typed {
            if typed.stage == stage && typed.splice.join(&splice) {
                return;
            }
            self.record_typed();
        }
        let at = self.moment(now);
        self.typed = Some(PendingEdit { stage, at, splice });
    }

    /// The notes of a stage changed, as one event.
    pub fn edit(&mut self, stage: usize, edit: Edit, now: ClockReading) {
        self.edit_at(stage, edit, self.moment(now));
    }

    /// Makes an event of what was typed in this turn; none where it cancels out.
    pub(super) fn record_typed(&mut self) {
        let Some(PendingEdit { stage, at, splice }) = self.typed.take() else {
            return;
        };
        let splice = splice.trimmed();
        if !splice.is_empty() {
            self.edit_at(stage, splice.to_edit(), at);
        }
    }

    fn edit_at(&mut self, stage: usize, edit: Edit, at: Duration) {
        self.record(at, Event::edit(stage, edit));
        if let Some(edits) = self.edits.get_mut(stage) {
            *edits += 1;
            if *edits >= KEYFRAME_AFTER {
                self.keyframe(stage, at);
            }
        }
    }
}

#[cfg(test)]
mod tests;
