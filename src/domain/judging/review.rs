//! A coach's review of one session: marks on the rubric, and comments that hold on to the words they were made on. It
//! never touches the session. Marks are somebody's judgment: nothing here reads the notes to grade them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;
use super::rubric::{self, Verdict};
use crate::domain::content::design::{Level, RubricItem};
use crate::domain::session::event::{Evidence, Wall};

/// What a coach says of a rubric item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoachMark {
    /// Here in the notes.
    Shown(Evidence),
    NotShown,
    /// It cannot be judged: the item counts neither for nor against.
    NotAssessed,
}

/// What a comment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CommentKind {
    #[default]
    Good,
    Fix,
    Question,
}

impl CommentKind {
    pub const ALL: [Self; 3] = [Self::Good, Self::Fix, Self::Question];

    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Fix => "fix",
            Self::Question => "question",
        }
    }

    /// The one after it; the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Good => Self::Fix,
            Self::Fix => Self::Question,
            Self::Question => Self::Good,
        }
    }
}

/// Words on a line or several lines of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub kind: CommentKind,
    pub anchor: Anchor,
    pub text: String,
    pub at: Wall,
    pub edited: Option<Wall>,
    pub resolved: Option<Wall>,
}

/// A comment that is being written: kept as it grows, so that nothing on the screen is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The place of the comment that it will replace; `None` for a new one.
    pub of: Option<usize>,
    pub kind: CommentKind,
    pub anchor: Anchor,
    pub text: String,
}

/// When the coach saw the marks of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revealed {
    pub at: Wall,
    /// Before every stage was scored, after a confirmation.
    pub early: bool,
}

/// One coach's review of one session. Stages are places in the session's plan, items places in the rubric of the
/// design's stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub coach: String,
    /// When it was last changed; `None` while nothing is said.
    pub changed: Option<Wall>,
    pub marks: BTreeMap<usize, BTreeMap<usize, CoachMark>>,
    /// In the order in which they were made.
    pub comments: Vec<Comment>,
    pub draft: Option<Draft>,
    pub revealed: Option<Revealed>,
    /// Stages in which a mark changed after that.
    pub marked_after_reveal: BTreeSet<usize>,
}

impl Review {
    /// A review that says nothing yet.
    pub fn new(coach: &str) -> Self {
        Self {
            coach: coach.to_owned(),
            changed: None,
            marks: BTreeMap::new(),
            comments: Vec::new(),
            draft: None,
            revealed: None,
            marked_after_reveal: BTreeSet::new(),
        }
    }

    /// Whether nothing was said: no mark, no comment, nothing revealed.
    pub fn is_empty(&self) -> bool {
        self.marks.values().all(BTreeMap::is_empty)
            && self.comments.is_empty()
            && self.draft.is_none()
            && self.revealed.is_none()
    }

    pub fn mark_of(&self, stage: usize, item: usize) -> Option<&CoachMark> {
        self.marks.get(&stage)?.get(&item)
    }

    /// Marks one item, over what was said of it before.
    pub fn mark(&mut self, stage: usize, item: usize, mark: CoachMark, now: Wall) {
        if self.mark_of(stage, item) == Some(&mark) {
            return;
        }
        self.marks.entry(stage).or_default().insert(item, mark);
        if self.revealed.is_some() {
            self.marked_after_reveal.insert(stage);
        }
        self.changed = Some(now);
    }

    /// Marks every item of a stage that has no mark yet.
    pub fn mark_rest(&mut self, stage: usize, items: usize, mark: &CoachMark, now: Wall) {
        for item in 0..items {
            if self.mark_of(stage, item).is_none() {
                self.mark(stage, item, mark.clone(), now);
            }
        }
    }

    /// How many items of a stage carry a mark.
    pub fn marked(&self, stage: usize, items: usize) -> usize {
        (0..items)
            .filter(|item| self.mark_of(stage, *item).is_some())
            .count()
    }

    /// Whether every item of a stage carries a mark.
    pub fn is_scored(&self, stage: usize, items: usize) -> bool {
        self.marked(stage, items) == items
    }

    /// The level that a stage's marks reach; `None` while an item has no mark, where there is no rubric, and where
    /// nothing could be assessed. Items that could not be assessed are left out of the count; a level of which none
    /// could be is not reached.
    pub fn verdict(&self, stage: usize, rubric: &[RubricItem]) -> Option<Verdict> {
        if rubric.is_empty() || !self.is_scored(stage, rubric.len()) {
            return None;
        }
        let marks = rubric.iter().enumerate();
        let marks = marks.map(|(place, item)| (item.level, self.mark_of(stage, place)));
        let assessed = marks
            .clone()
            .filter(|(_, mark)| *mark != Some(&CoachMark::NotAssessed));
        assessed.clone().next()?;
        // The items of a level that could not be judged at all stay, as not shown: they end the climb.
        let is_dark = |level: Level| assessed.clone().all(|(of, _)| of != level);
        let counted =
            marks.filter(|(level, mark)| *mark != Some(&CoachMark::NotAssessed) || is_dark(*level));
        let shown = counted.map(|(level, mark)| (level, matches!(mark, Some(CoachMark::Shown(_)))));
        Some(rubric::climb(&shown))
    }

    /// Shows this coach the marks of the candidate and of others. `is_complete` says whether every stage was scored.
    pub fn reveal(&mut self, is_complete: bool, now: Wall) {
        if self.revealed.is_none() {
            self.revealed = Some(Revealed {
                at: now,
                early: !is_complete,
            });
            self.changed = Some(now);
        }
    }

    /// Ends the draft: a comment that says something stands; one that was emptied goes.
    pub fn keep_draft(&mut self, now: Wall) {
        let Some(draft) = self.draft.take() else {
            return;
        };
        let text = draft.text.trim().to_owned();
        let old = draft.of.filter(|of| *of < self.comments.len());
        match old {
            Some(of) if text.is_empty() => {
                self.comments.remove(of);
            }
            Some(of) => {
                let comment = &mut self.comments[of];
                if (comment.kind, comment.text.as_str()) == (draft.kind, text.as_str()) {
                    return;
                }
                comment.edited = Some(now);
                (comment.kind, comment.text) = (draft.kind, text);
            }
            None if text.is_empty() => return,
            None => self.comments.push(Comment {
                kind: draft.kind,
                anchor: draft.anchor,
                text,
                at: now,
                edited: None,
                resolved: None,
            }),
        }
        self.changed = Some(now);
    }

    /// Resolves a comment, or opens it again.
    pub fn resolve(&mut self, comment: usize, now: Wall) {
        if let Some(comment) = self.comments.get_mut(comment) {
            comment.resolved = match comment.resolved {
                Some(_) => None,
                None => Some(now),
            };
            self.changed = Some(now);
        }
    }
}

#[cfg(test)]
mod tests;
