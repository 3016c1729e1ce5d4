//! When the notes were written on: how long they stood still, and how soon they answered a follow-up. A reading of
//! the log in interview time, so a pause is no silence.

use std::time::Duration;

use super::event::Event;
use super::log::Log;

/// A stage in which the notes stood still for so long was silent.
pub const SILENCE: Duration = Duration::from_secs(60);

/// A stretch of a stage in which nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// A place in the plan's stages.
    pub stage: usize,
    pub from: Duration,
    pub to: Duration,
}

impl Silence {
    pub fn length(&self) -> Duration {
        self.to.saturating_sub(self.from)
    }
}

/// Every silence of the interview, in order. While the notes are in an external editor nobody knows what is written.
pub fn silences(log: &Log) -> Vec<Silence> {
    let mut silences = Vec::new();
    let (mut stage, mut from) = (0, Duration::ZERO);
    let mut outside = false;
    let entries = &log.entries()[..log.interview_len()];
    for (place, entry) in entries.iter().enumerate() {
        let is_end = place + 1 == entries.len();
        let breaks = match &entry.event {
            Event::Entered { .. } | Event::EditorOpened { .. } | Event::EditorClosed { .. } => true,
            Event::Edit { stage: written, .. } => *written == stage,
            Event::Opened { .. } => outside,
            _ => false,
        };
        let to = entry.at;
        if breaks || is_end {
            if !outside && to.saturating_sub(from) >= SILENCE {
                silences.push(Silence { stage, from, to });
            }
            from = to;
        }
        match entry.event {
            Event::Entered { stage: to, .. } => stage = to,
            Event::EditorOpened { .. } => outside = true,
            Event::EditorClosed { .. } | Event::Opened { .. } => outside = false,
            _ => {}
        }
    }
    silences
}

/// How long it took until the notes of its stage changed after each follow-up, in the order in which they came up;
/// `None` where they never did.
pub fn reactions(log: &Log) -> Vec<Option<Duration>> {
    let entries = &log.entries()[..log.interview_len()];
    let shown = entries.iter().enumerate();
    let shown = shown.filter_map(|(place, entry)| match entry.event {
        Event::FollowUp { stage, .. } => Some((place, stage, entry.at)),
        _ => None,
    });
    let reaction = |(place, stage, at): (usize, usize, Duration)| {
        let mut later = entries[place..].iter();
        let edit = later.find(
            |entry| matches!(entry.event, Event::Edit { stage: written, .. } if written == stage),
        );
        edit.map(|entry| entry.at.saturating_sub(at))
    };
    shown.map(reaction).collect()
}

#[cfg(test)]
mod tests;
