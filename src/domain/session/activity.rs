//! When the notes were written: silences, the lines between which they are shown, and how soon the notes changed after a
//! follow-up. All times are interview time, so a pause is not a silence.

mod reactions;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

pub use reactions::{Reaction, reactions};

use super::Session;
use super::event::Event;
use super::log::Log;
use super::notes::Text;
use super::timeline::clock;

/// A period without an edit is a silence from this length on.
pub const SILENCE: Duration = Duration::from_secs(60);

/// A period of a stage in which nothing was written.
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

/// Every silence of the interview, in order. Time in an external editor, or between entries with missing ones, is
/// never a silence, because the log does not tell what was written then.
pub fn silences(log: &Log) -> Vec<Silence> {
    let mut silences = Vec::new();
    let (mut stage, mut from) = (0, Duration::ZERO);
    let mut in_editor = false;
    let entries = &log.entries()[..log.interview_len()];
    for (index, entry) in entries.iter().enumerate() {
        let is_end = index + 1 == entries.len();
        if log.has_gap_before(index) {
            // What was written between the two entries is not known.
            from = entry.at;
        }
        let breaks = match &entry.event {
            Event::Entered { .. } | Event::EditorOpened { .. } | Event::EditorClosed { .. } => true,
            Event::Edit { stage: written, .. } => *written == stage,
            Event::Opened { .. } => in_editor,
            _ => false,
        };
        let to = entry.at;
        if breaks || is_end {
            if !in_editor && to.saturating_sub(from) >= SILENCE {
                silences.push(Silence { stage, from, to });
            }
            from = to;
        }
        match entry.event {
            Event::Entered { stage: to, .. } => stage = to,
            Event::EditorOpened { .. } => in_editor = true,
            Event::EditorClosed { .. } | Event::Opened { .. } => in_editor = false,
            _ => {}
        }
    }
    silences
}

/// The silences by stage and by the index of the line before which they are shown.
///
/// That is the line which ended the silence: of the lines last edited after it, the one edited first. If there is none,
/// the silence is shown after the last line.
pub fn silences_by_line(session: &Session, log: &Log) -> BTreeMap<(usize, usize), Vec<Silence>> {
    let mut by_line = BTreeMap::<(usize, usize), Vec<Silence>>::new();
    let written: Vec<Vec<(Duration, usize)>> = session
        .stages
        .iter()
        .map(|state| lines_by_time(&state.notes))
        .collect();
    for silence in silences(log) {
        let Some(state) = session.stages.get(silence.stage) else {
            continue;
        };
        let lines = &written[silence.stage];
        let next = lines.partition_point(|(touched, _)| *touched < silence.to);
        let line = match lines.get(next) {
            Some((_, line)) => *line,
            None if state.notes.is_empty() => 0,
            None => state.notes.line_count(),
        };
        by_line
            .entry((silence.stage, line))
            .or_default()
            .push(silence);
    }
    by_line
}

/// The lines that are not blank as (time of the last edit, index), sorted.
fn lines_by_time(notes: &Text) -> Vec<(Duration, usize)> {
    let lines = notes.lines().enumerate();
    let written = lines.filter(|(_, (text, _))| !text.trim().is_empty());
    let mut by_time: Vec<(Duration, usize)> = written
        .map(|(line, (_, touched))| (touched, line))
        .collect();
    by_time.sort_unstable();
    by_time
}

#[cfg(test)]
mod tests;
