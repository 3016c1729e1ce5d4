//! When the notes were written: how long nothing was written, between which lines that shows, and how soon the notes
//! answered a follow-up. All of it is read from the log in interview time, so a pause is no silence.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::Session;
use super::event::Event;
use super::log::Log;
use super::notes::Text;
use super::timeline::clock;

/// A stage in which nothing was written for so long was silent.
pub const SILENCE: Duration = Duration::from_secs(60);

/// A stretch of a stage in which nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// An index into the plan's stages.
    pub stage: usize,
    pub from: Duration,
    pub to: Duration,
}

impl Silence {
    pub fn length(&self) -> Duration {
        self.to.saturating_sub(self.from)
    }
}

/// `2:40 of silence from 5:10`.
impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of silence from {}",
            clock(self.length()),
            clock(self.from)
        )
    }
}

/// Every silence of the interview, in order. While the notes are in an external editor nobody knows what is written.
pub fn silences(log: &Log) -> Vec<Silence> {
    let mut silences = Vec::new();
    let (mut stage, mut from) = (0, Duration::ZERO);
    let mut outside = false;
    let entries = &log.entries()[..log.interview_len()];
    for (index, entry) in entries.iter().enumerate() {
        let is_end = index + 1 == entries.len();
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

/// Every silence by its stage and the line that it stands before.
///
/// That is the line which ended it: of the lines last touched since, the one touched first. Where none is left, it
/// stands behind the last line.
pub fn silences_by_line(session: &Session, log: &Log) -> BTreeMap<(usize, usize), Vec<Silence>> {
    let mut by_line = BTreeMap::<(usize, usize), Vec<Silence>>::new();
    let written: Vec<Vec<(Duration, usize)>> = session
        .stages
        .iter()
        .map(|page| lines_by_time(&page.notes))
        .collect();
    for silence in silences(log) {
        let Some(page) = session.stages.get(silence.stage) else {
            continue;
        };
        let lines = &written[silence.stage];
        let next = lines.partition_point(|(touched, _)| *touched < silence.to);
        let line = match lines.get(next) {
            Some((_, line)) => *line,
            None if page.notes.is_empty() => 0,
            None => page.notes.line_count(),
        };
        by_line
            .entry((silence.stage, line))
            .or_default()
            .push(silence);
    }
    by_line
}

/// The lines that hold words, by the time at which each was last touched.
fn lines_by_time(notes: &Text) -> Vec<(Duration, usize)> {
    let lines = notes.moments().iter().copied().enumerate();
    let written = lines.filter(|(line, _)| !notes.line(*line).trim().is_empty());
    let mut by_time: Vec<(Duration, usize)> =
        written.map(|(line, touched)| (touched, line)).collect();
    by_time.sort_unstable();
    by_time
}

/// A follow-up of the log, and how long it took until the notes of its stage changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reaction {
    /// An index into the plan's stages.
    pub stage: usize,
    pub at: Duration,
    /// `None` where the notes never changed after it.
    pub after: Option<Duration>,
}

/// `the notes changed 0:50 later`.
impl fmt::Display for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.after {
            Some(after) => write!(f, "the notes changed {} later", clock(after)),
            None => f.write_str("the notes did not change after it"),
        }
    }
}

/// The reaction to each follow-up, in the order in which they came up.
pub fn reactions(log: &Log) -> Vec<Reaction> {
    let entries = &log.entries()[..log.interview_len()];
    let mut next_edit = BTreeMap::<usize, Duration>::new();
    let mut reactions = Vec::new();
    for entry in entries.iter().rev() {
        match entry.event {
            Event::Edit { stage, .. } => {
                next_edit.insert(stage, entry.at);
            }
            Event::FollowUp { stage, .. } => {
                let edit = next_edit.get(&stage);
                reactions.push(Reaction {
                    stage,
                    at: entry.at,
                    after: edit.map(|edit| edit.saturating_sub(entry.at)),
                });
            }
            _ => {}
        }
    }
    reactions.reverse();
    reactions
}

#[cfg(test)]
mod tests;
