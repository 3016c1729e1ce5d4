//! The anchor of a comment or a mark: it stores the text of the lines, so that they are found again after the notes
//! changed.

use std::borrow::Cow;
use std::time::Duration;

use crate::domain::session::Session;
use crate::domain::session::notes::Text;
use crate::domain::session::timeline::clock;

/// The largest number of lines of an anchor that is searched for. A longer one is found only at its original line, so
/// that a hostile file cannot make the search slow.
const MAX_SEARCHED_LINES: usize = 200;

/// Some lines of the notes as they were when the comment was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// An index into the plan's stages.
    pub stage: usize,
    /// The first line, from 0.
    pub line: usize,
    /// The text of one or more lines, separated by LF; empty for the stage as a whole or a time of it.
    pub text: String,
    /// The interview time that it is about; `None` for lines and for the stage as a whole. The journal only grows, so it
    /// means the same whatever becomes of the notes.
    pub time: Option<Duration>,
}

/// A line of the notes: an index into the plan's stages and the line, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinePosition {
    pub stage: usize,
    pub line: usize,
}

impl Anchor {
    /// An anchor on the lines between `first` and `last` of a stage's notes, in either order; `None` if they are blank or
    /// do not exist.
    pub fn on(session: &Session, stage: usize, first: usize, last: usize) -> Option<Self> {
        let notes = &session.stages.get(stage)?.notes;
        let (first, last) = (first.min(last), first.max(last).min(notes.line_count() - 1));
        let lines: Vec<Cow<'_, str>> = (first..=last).map(|line| notes.line(line)).collect();
        let text = lines.join("\n");
        (!text.trim().is_empty()).then_some(Self {
            stage,
            line: first,
            text,
            time: None,
        })
    }

    /// The anchor of a comment on a stage as a whole, which may have no text.
    pub fn on_stage(stage: usize) -> Self {
        Self {
            stage,
            line: 0,
            text: String::new(),
            time: None,
        }
    }

    /// The anchor of a comment on what happened in a stage at this interview time, to the millisecond.
    pub fn at_time(stage: usize, time: Duration) -> Self {
        Self {
            time: Some(time),
            ..Self::on_stage(stage)
        }
    }

    /// Whether it is on no lines: on a stage as a whole, or on a time of it.
    pub fn is_on_stage(&self) -> bool {
        self.text.is_empty()
    }

    /// What it is on where it is on no lines: `the whole stage`, or `12:49 of the interview`.
    pub fn part_of_stage(&self) -> String {
        match self.time {
            Some(time) => format!("{} of the interview", clock(time)),
            None => "the whole stage".to_owned(),
        }
    }

    /// The number of lines.
    pub fn lines(&self) -> usize {
        self.text.split('\n').count()
    }

    /// Where the text is now; see [`find`]. For several lines it is the first one. `None` for a stage as a whole, too.
    pub fn find(&self, session: &Session) -> Option<LinePosition> {
        if self.is_on_stage() {
            return None;
        }
        let (stage, line) = (self.stage, self.line);
        find(session, LinePosition { stage, line }, &self.text)
    }
}

/// Finds lines of text that once began at a position: equal lines in its stage, nearest to the original line; else lines
/// of its stage that contain the text; else equal lines in another stage. `None` if the text was removed.
pub fn find(session: &Session, position: LinePosition, text: &str) -> Option<LinePosition> {
    let wanted: Vec<&str> = text.split('\n').map(str::trim).collect();
    let find_in = |stage: usize, matches: fn(&str, &str) -> bool| {
        let notes = &session.stages.get(stage)?.notes;
        let line = nearest(notes, position.line, &wanted, matches)?;
        Some(LinePosition { stage, line })
    };
    let mut others = (0..session.stages.len()).filter(|stage| *stage != position.stage);
    find_in(position.stage, is_same)
        .or_else(|| find_in(position.stage, contains))
        .or_else(|| others.find_map(|stage| find_in(stage, is_same)))
}

/// The line nearest to `original` from which lines match the wanted ones.
fn nearest(
    notes: &Text,
    original: usize,
    wanted: &[&str],
    matches: fn(&str, &str) -> bool,
) -> Option<usize> {
    let last = notes.line_count().checked_sub(wanted.len())?;
    let matches_at = |first: &usize| {
        let mut lines = wanted.iter().enumerate();
        lines.all(|(offset, wanted)| matches(notes.line(first + offset).trim(), wanted))
    };
    // Notes seldom change after the interview, so the original line is tried first.
    if original <= last && matches_at(&original) {
        return Some(original);
    }
    if wanted.len() > MAX_SEARCHED_LINES {
        return None;
    }
    let found = (0..=last).filter(matches_at);
    found.min_by_key(|line| line.abs_diff(original))
}

fn is_same(line: &str, wanted: &str) -> bool {
    line == wanted
}

fn contains(line: &str, wanted: &str) -> bool {
    if wanted.is_empty() {
        line.is_empty()
    } else {
        line.contains(wanted)
    }
}

#[cfg(test)]
pub(super) mod tests;
