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
    let stages = session.stages.iter();
    let written: Vec<LinesByTime> = stages.map(|state| LinesByTime::of(&state.notes)).collect();
    for silence in silences(log) {
        if let Some(lines) = written.get(silence.stage) {
            let line = lines.first_from(silence.to);
            let silences = by_line.entry((silence.stage, line)).or_default();
            silences.push(silence);
        }
    }
    by_line
}

/// The lines of a stage's notes in the order of their last edits, to find where something that happened stands among them.
#[derive(Debug)]
pub struct LinesByTime {
    by_time: Vec<(Duration, usize)>,
    /// The number of lines; 0 of empty notes.
    count: usize,
}

impl LinesByTime {
    pub fn of(notes: &Text) -> Self {
        Self {
            by_time: lines_by_time(notes),
            count: if notes.is_empty() {
                0
            } else {
                notes.line_count()
            },
        }
    }

    /// The index of the line before which something of this time stands: of the lines last edited from then on, the one
    /// edited first; if there is none, after the last line.
    pub fn first_from(&self, at: Duration) -> usize {
        let next = self.by_time.partition_point(|(touched, _)| *touched < at);
        self.by_time.get(next).map_or(self.count, |(_, line)| *line)
    }
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
