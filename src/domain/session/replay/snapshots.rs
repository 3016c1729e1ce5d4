//! The snapshots of a replay, so that no seek folds many entries: states at a regular distance, which grows if they would
//! take too much memory.

use crate::domain::session::Session;
use crate::domain::session::log::Log;
use crate::domain::session::stage_state::StageState;

/// The number of entries between two states at first.
const STRIDE: usize = 256;
/// The largest number of states.
const MOST_STATES: usize = 256;
/// The approximate limit for all states in bytes, without the text of notes and questions, which they share.
const MOST_BYTES: usize = 16 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct Snapshots {
    stride: usize,
    /// The session after 0, `stride`, 2 `stride` … entries.
    states: Vec<Session>,
}

impl Snapshots {
    /// Folds the first `len` entries; `None` if the log has no head.
    pub fn of(log: &Log, len: usize) -> Option<Self> {
        let mut session = Session::new(log.head()?.clone());
        let mut snapshots = Self {
            stride: STRIDE,
            states: vec![session.clone()],
        };
        let mut bytes = weight(&session);
        for index in 0..len {
            log.fold(index, &mut session);
            if (index + 1) % snapshots.stride != 0 {
                continue;
            }
            let next = weight(&session);
            while snapshots.states.len() > 1
                && (snapshots.states.len() >= MOST_STATES || bytes + next > MOST_BYTES)
            {
                snapshots.thin();
                bytes = snapshots.states.iter().map(weight).sum();
            }
            let is_due = (index + 1) == snapshots.states.len() * snapshots.stride;
            // Where this one alone is too large, none is due any more, and a seek folds from the first.
            if is_due && bytes + next <= MOST_BYTES {
                bytes += next;
                snapshots.states.push(session.clone());
            }
        }
        Some(snapshots)
    }

    /// The session without any event but its head.
    pub fn first(&self) -> &Session {
        &self.states[0]
    }

    /// The number of entries of the last state at or before the position `index`, and that state.
    pub fn before(&self, index: usize) -> (usize, &Session) {
        let state = (index / self.stride).min(self.states.len() - 1);
        (state * self.stride, &self.states[state])
    }

    /// Removes every other state.
    fn thin(&mut self) {
        let mut odd = false;
        self.states.retain(|_| {
            odd = !odd;
            odd
        });
        self.stride *= 2;
    }
}

/// The approximate size of a state in bytes.
fn weight(session: &Session) -> usize {
    let prompts = session
        .head
        .plan
        .stages
        .iter()
        .flat_map(|stage| &stage.prompts);
    let plan = prompts
        .map(|prompt| 100 + prompt.ask.len() + prompt.hint.len() + prompt.listen_for.len())
        .sum::<usize>();
    let stages = session.stages.iter().map(stage_weight).sum::<usize>();
    500 + plan + stages + 64 * session.gaps.len()
}

fn stage_weight(state: &StageState) -> usize {
    let follow_ups = state
        .follow_ups
        .iter()
        .map(|follow_up| 64 + follow_up.ask.len());
    let lists = 16 * state.notes.line_count() + 24 * state.hints.len() + 24 * state.covered.len();
    500 + lists + 8 * state.asked.len() + follow_ups.sum::<usize>()
}
