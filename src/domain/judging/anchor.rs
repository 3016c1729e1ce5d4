//! The anchor of a comment: it stores the text of the commented lines, so that they are found again after the notes
//! changed.

use std::borrow::Cow;

use crate::domain::session::Session;
use crate::domain::session::notes::Text;

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
    /// The text of one or more lines, separated by LF.
    pub text: String,
}

/// Where the anchor's text is now: an index into the plan's stages and the first line, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnchorPosition {
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
        })
    }

    /// The number of lines.
    pub fn lines(&self) -> usize {
        self.text.split('\n').count()
    }

    /// Finds the text: equal lines in its stage, nearest to the original line; else lines of its stage that contain the
    /// text; else equal lines in another stage. `None` if the text was removed.
    pub fn find(&self, session: &Session) -> Option<AnchorPosition> {
        let wanted: Vec<&str> = self.text.split('\n').map(str::trim).collect();
        let find_in = |stage: usize, matches: fn(&str, &str) -> bool| {
            let notes = &session.stages.get(stage)?.notes;
            let line = self.nearest(notes, &wanted, matches)?;
            Some(AnchorPosition { stage, line })
        };
        let mut others = (0..session.stages.len()).filter(|stage| *stage != self.stage);
        find_in(self.stage, is_same)
            .or_else(|| find_in(self.stage, contains))
            .or_else(|| others.find_map(|stage| find_in(stage, is_same)))
    }

    fn nearest(
        &self,
        notes: &Text,
        wanted: &[&str],
        matches: fn(&str, &str) -> bool,
    ) -> Option<usize> {
        let last = notes.line_count().checked_sub(wanted.len())?;
        let matches_at = |first: &usize| {
            let mut lines = wanted.iter().enumerate();
            lines.all(|(offset, wanted)| matches(notes.line(first + offset).trim(), wanted))
        };
        // Notes seldom change after the interview, so the original line is tried first.
        if self.line <= last && matches_at(&self.line) {
            return Some(self.line);
        }
        if wanted.len() > MAX_SEARCHED_LINES {
            return None;
        }
        let found = (0..=last).filter(matches_at);
        found.min_by_key(|line| line.abs_diff(self.line))
    }
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
mod tests;
