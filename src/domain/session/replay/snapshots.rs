//! The states that a replay keeps, so that no seek folds far: one every so many entries, fewer where they would take
//! too much memory. It knows neither a place in the log nor a moment.

use crate::domain::session::Session;
use crate::domain::session::log::Log;
use crate::domain::session::stage_state::StageState;

/// A state is kept every so many entries at first.
const STRIDE: usize = 256;
/// Never more states than this.
const MOST_STATES: usize = 256;
/// All states together take about so many bytes at most, the texts aside: those they share.
const MOST_BYTES: usize = 64 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct Snapshots {
    stride: usize,
    /// The session after 0, `stride`, 2 `stride` … entries.
    states: Vec<Session>,
}

impl Snapshots {
    /// Folds the first `len` entries; `None` where the log has no head.
    pub fn of(log: &Log, len: usize) -> Option<Self> {
        let mut session = Session::new(log.head()?.clone());
        let mut snapshots = Self {
            stride: STRIDE,
            states: vec![session.clone()],
        };
        let mut bytes = weight(&session);
        for place in 0..len {
            log.fold(place, &mut session);
            if (place + 1) % snapshots.stride == 0 {
                bytes += weight(&session);
                snapshots.states.push(session.clone());
                while snapshots.states.len() > MOST_STATES
                    || (bytes > MOST_BYTES && snapshots.states.len() > 1)
                {
                    snapshots.thin();
                    bytes = snapshots.states.iter().map(weight).sum();
                }
            }
        }
        Some(snapshots)
    }

    /// The session with nothing but its head.
    pub fn first(&self) -> &Session {
        &self.states[0]
    }

    /// The latest state that has none of the entries from `place` on, and how many it has.
    pub fn before(&self, place: usize) -> (usize, &Session) {
        let state = (place / self.stride).min(self.states.len() - 1);
        (state * self.stride, &self.states[state])
    }

    /// Lets every other state go.
    fn thin(&mut self) {
        let mut odd = false;
        self.states.retain(|_| {
            odd = !odd;
            odd
        });
        self.stride *= 2;
    }
}

/// About how many bytes a state takes.
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
    let pages = session.stages.iter().map(page_weight).sum::<usize>();
    500 + plan + pages + 64 * session.gaps.len()
}

fn page_weight(page: &StageState) -> usize {
    let asked = page.asked.iter().map(|asked| {
        let reply = asked.reply.as_ref();
        100 + asked.typed.len()
            + reply.map_or(0, |(question, answer)| question.len() + answer.len())
    });
    let follow_ups = page.follow_ups.iter().map(|(_, ask, _)| 48 + ask.len());
    let lists = 16 * page.notes.line_count() + 24 * page.hints.len() + 24 * page.covered.len();
    500 + lists + asked.sum::<usize>() + follow_ups.sum::<usize>()
}
