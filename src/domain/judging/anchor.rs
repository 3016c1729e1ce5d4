//! What a comment holds on to: some lines of the notes by their words, so that it is found again after the notes
//! changed, and says when its words are gone.

use std::borrow::Cow;

use crate::domain::session::Session;
use crate::domain::session::notes::Text;

/// Lines of an anchor that is searched for; a longer one is found only where it was, so that a file made to be slow
/// is not.
const MOST: usize = 200;

/// Lines of the notes as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// A place in the plan's stages.
    pub stage: usize,
    /// The first line, from 0.
    pub line: usize,
    /// The words of one line or more, lines parted by LF.
    pub text: String,
}

/// Where an anchor's words stand now: a place in the plan's stages and the first line, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnchorPosition {
    pub stage: usize,
    pub line: usize,
}

impl Anchor {
    /// Holds on to the lines from `first` to `last` of a stage's notes, either order; `None` where nothing stands
    /// there.
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

    /// How many lines it holds.
    pub fn lines(&self) -> usize {
        self.text.split('\n').count()
    }

    /// Where its words stand: the same lines nearest to where they were, else lines of its stage that were written on
    /// and still hold them, else the same lines in another stage. `None` where they are gone.
    pub fn find(&self, session: &Session) -> Option<AnchorPosition> {
        let wanted: Vec<&str> = self.text.split('\n').map(str::trim).collect();
        let look = |stage: usize, is_there: fn(&str, &str) -> bool| {
            let notes = &session.stages.get(stage)?.notes;
            let line = self.nearest(notes, &wanted, is_there)?;
            Some(AnchorPosition { stage, line })
        };
        let mut others = (0..session.stages.len()).filter(|stage| *stage != self.stage);
        look(self.stage, is_same)
            .or_else(|| look(self.stage, holds))
            .or_else(|| others.find_map(|stage| look(stage, is_same)))
    }

    fn nearest(
        &self,
        notes: &Text,
        wanted: &[&str],
        is_there: fn(&str, &str) -> bool,
    ) -> Option<usize> {
        let last = notes.line_count().checked_sub(wanted.len())?;
        let stands_at = |first: &usize| {
            let mut lines = wanted.iter().enumerate();
            lines.all(|(down, wanted)| is_there(notes.line(first + down).trim(), wanted))
        };
        // Notes seldom change once somebody reads them.
        if self.line <= last && stands_at(&self.line) {
            return Some(self.line);
        }
        if wanted.len() > MOST {
            return None;
        }
        let found = (0..=last).filter(stands_at);
        found.min_by_key(|line| line.abs_diff(self.line))
    }
}

fn is_same(line: &str, wanted: &str) -> bool {
    line == wanted
}

fn holds(line: &str, wanted: &str) -> bool {
    if wanted.is_empty() {
        line.is_empty()
    } else {
        line.contains(wanted)
    }
}

#[cfg(test)]
mod tests;
