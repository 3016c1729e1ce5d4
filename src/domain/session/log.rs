//! The events of a session in the order of its journal, with the gaps where lines are missing. Replay, silences and
//! reactions start from here because they need the time of each event.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::event::{Entry, Event, Head};
use super::{RunState, Session};

/// A session's entries in order, the head first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    /// Shared by its copies: a replay has the log of the screen that opens it.
    entries: Arc<Vec<Entry>>,
    /// Entries are missing before these indexes.
    gaps: BTreeSet<usize>,
}

impl Log {
    /// Appends an entry. A time before the previous entry's is raised to it, as the fold does.
    pub fn push(&mut self, mut entry: Entry) {
        entry.at = entry.at.max(self.end());
        Arc::make_mut(&mut self.entries).push(entry);
    }

    /// Records that entries are missing before the next one.
    pub fn mark_gap(&mut self) {
        self.gaps.insert(self.entries.len());
    }

    /// Whether entries are missing before the entry at `index`.
    pub fn has_gap_before(&self, index: usize) -> bool {
        self.gaps.contains(&index)
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The head; `None` if the journal has lost it.
    pub fn head(&self) -> Option<&Head> {
        self.entries.iter().find_map(|entry| match &entry.event {
            Event::Head(head) => Some(&**head),
            _ => None,
        })
    }

    /// Folds the entry at `index` into a session that has all entries before it.
    pub fn fold(&self, index: usize, session: &mut Session) {
        if self.has_gap_before(index) {
            session.mark_gap();
        }
        if let Some(entry) = self.entries.get(index) {
            session.apply(entry);
        }
    }

    /// The log up to and including the interview time `at`, without the debrief.
    #[must_use]
    pub fn until(&self, at: Duration) -> Self {
        let interview = self.entries.iter();
        let interview = interview.take_while(|entry| entry.at <= at && entry.after.is_none());
        let entries: Vec<Entry> = interview.cloned().collect();
        let gaps = self.gaps.range(..entries.len()).copied().collect();
        Self {
            entries: Arc::new(entries),
            gaps,
        }
    }

    /// The session of this head as it was at the interview time `at`, without the debrief. The time since the last event
    /// counts for the open stage.
    pub fn session_at(&self, head: Head, at: Duration) -> Session {
        let log = self.until(at);
        let mut session = Session::new(head);
        for index in 0..log.entries().len() {
            log.fold(index, &mut session);
        }
        if session.run == RunState::Running {
            session.charge(at);
        }
        session
    }

    /// The number of entries of the interview, finish included. Those of the debrief follow.
    pub fn interview_len(&self) -> usize {
        let debrief = self.entries.iter().position(|entry| entry.after.is_some());
        debrief.unwrap_or(self.entries.len())
    }

    /// The interview time of the last entry.
    pub fn end(&self) -> Duration {
        self.entries.last().map_or(Duration::ZERO, |entry| entry.at)
    }
}

#[cfg(test)]
pub mod tests;
