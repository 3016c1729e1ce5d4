//! The events of a session as its journal holds them, with the holes between them: what every reading that needs to
//! know *when* starts from. The fold itself is `session`'s.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Session;
use super::event::{Entry, Event, Head};

/// A session's entries in order, the head first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    entries: Vec<Entry>,
    /// Entries are missing before these places.
    holes: BTreeSet<usize>,
}

impl Log {
    /// Takes the next entry. A moment that runs backwards is lifted to the one before, as the fold takes it.
    pub fn push(&mut self, mut entry: Entry) {
        entry.at = entry.at.max(self.end());
        self.entries.push(entry);
    }

    /// Entries are missing before the next.
    pub fn lose_thread(&mut self) {
        self.holes.insert(self.entries.len());
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What was known at the start; `None` where the journal lost it.
    pub fn head(&self) -> Option<&Head> {
        self.entries.iter().find_map(|entry| match &entry.event {
            Event::Head(head) => Some(&**head),
            _ => None,
        })
    }

    /// Folds one entry into a session that has those before it.
    pub fn fold(&self, place: usize, session: &mut Session) {
        if self.holes.contains(&place) {
            session.lose_thread();
        }
        if let Some(entry) = self.entries.get(place) {
            session.apply(entry);
        }
    }

    /// The log as it stood at a moment of the interview: everything up to it had happened, nothing of the debrief.
    #[must_use]
    pub fn until(&self, at: Duration) -> Self {
        let interview = self.entries.iter();
        let interview = interview.take_while(|entry| entry.at <= at && entry.after.is_none());
        let entries: Vec<Entry> = interview.cloned().collect();
        let holes = self.holes.range(..entries.len()).copied().collect();
        Self { entries, holes }
    }

    /// How many entries belong to the interview itself, its finish included: the debrief's come after it.
    pub fn interview_len(&self) -> usize {
        let debrief = self.entries.iter().position(|entry| entry.after.is_some());
        debrief.unwrap_or(self.entries.len())
    }

    /// The moment of the last entry.
    pub fn end(&self) -> Duration {
        self.entries.last().map_or(Duration::ZERO, |entry| entry.at)
    }
}

#[cfg(test)]
pub mod tests;
