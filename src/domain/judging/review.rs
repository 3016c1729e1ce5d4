//! A coach's review of one session: marks on the rubric, and comments anchored to lines of the notes. It never changes
//! the session. People make the marks: nothing here grades the notes.

mod merge;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;
use super::message::Message;
use super::rubric::{self, Verdict};
use crate::domain::content::design::{Level, RubricItem};
use crate::domain::session::event::{CommentName, Evidence, Wall};

/// A coach's mark of a rubric item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoachMark {
    /// Shown by this line of the notes.
    Shown(Evidence),
    NotShown,
    /// The item cannot be judged and is not counted.
    NotAssessed,
}

/// The purpose of a comment.
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

    /// The next kind; after the last one the first.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

/// A comment on one or more lines of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub kind: CommentKind,
    pub anchor: Anchor,
    pub text: String,
    pub at: Wall,
    pub edited: Option<Wall>,
    pub resolved: Option<Wall>,
}

impl Comment {
    /// How the candidate's record names it.
    pub fn name(&self, coach: &str) -> CommentName {
        CommentName {
            coach: coach.to_owned(),
            commented: self.at,
            on: self.anchor.text.clone(),
        }
    }
}

/// A comment that is being written; it is saved while it grows, so that a crash does not lose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The index of the comment that it will replace; `None` for a new one.
    pub replaces: Option<usize>,
    pub kind: CommentKind,
    pub anchor: Anchor,
    pub text: String,
}

/// When the coach revealed the marks of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revealed {
    pub at: Wall,
    /// It was before every stage was scored, after a confirmation.
    pub early: bool,
}

/// When the coach published the review, so that the candidate and other coaches may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub at: Wall,
    /// The review was changed after that.
    pub is_changed: bool,
}

/// One coach's review of one session. Stages are indexes into the session's plan, items are indexes into the rubric of
/// the design's stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub coach: String,
    /// When it was last changed; `None` while it is empty.
    pub changed: Option<Wall>,
    pub marks: BTreeMap<usize, BTreeMap<usize, CoachMark>>,
    /// What the coach says about rubric items, marked or not.
    pub item_notes: BTreeMap<usize, BTreeMap<usize, String>>,
    /// In the order in which they were made.
    pub comments: Vec<Comment>,
    pub draft: Option<Draft>,
    /// Empty until it is written.
    pub message: Message,
    pub revealed: Option<Revealed>,
    /// Stages in which a mark changed after that.
    pub marked_after_reveal: BTreeSet<usize>,
    /// `None` while it is only the coach's own; see `report::is_public`.
    pub published: Option<Published>,
}

impl Review {
    /// A review that says nothing yet.
    pub fn new(coach: &str) -> Self {
        Self {
            coach: coach.to_owned(),
            changed: None,
            marks: BTreeMap::new(),
            item_notes: BTreeMap::new(),
            comments: Vec::new(),
            draft: None,
            message: Message::default(),
            revealed: None,
            marked_after_reveal: BTreeSet::new(),
            published: None,
        }
    }

    /// Who may see it, in words: `draft · not published`, `changed after publishing`, or when it was published.
    pub fn publication(&self) -> String {
        match self.published {
            None => "draft · not published".to_owned(),
            Some(published) if published.is_changed => "changed after publishing".to_owned(),
            Some(published) => format!("published {}", published.at.format("%Y-%m-%d")),
        }
    }

    /// `1 good · 1 fix · 1 question`, without the kinds that have none; empty without comments.
    pub fn comment_counts(&self) -> String {
        let counts = CommentKind::ALL.into_iter().filter_map(|kind| {
            let comments = self.comments.iter();
            let count = comments.filter(|comment| comment.kind == kind).count();
            (count > 0).then(|| format!("{count} {}", kind.word()))
        });
        counts.collect::<Vec<_>>().join(" · ")
    }

    /// Whether there is nothing for others to read. A draft is only the coach's own.
    pub fn says_nothing(&self) -> bool {
        self.marks.values().all(BTreeMap::is_empty)
            && self.item_notes.values().all(BTreeMap::is_empty)
            && self.comments.is_empty()
            && self.message.is_blank()
    }

    /// Publishes the review as it is now, with all changes since it was published before.
    pub fn publish(&mut self, now: Wall) {
        self.published = Some(Published {
            at: now,
            is_changed: false,
        });
        // So that it replaces what was sent before.
        self.changed = Some(now);
    }

    /// Notes that something that others may read was changed.
    fn touch(&mut self, now: Wall) {
        self.changed = Some(now);
        if let Some(published) = &mut self.published {
            published.is_changed = true;
        }
    }

    /// Changes the overall message.
    pub fn set_message(&mut self, message: Message, now: Wall) {
        if self.message != message {
            self.message = message;
            self.touch(now);
        }
    }

    /// Goes back to earlier marks and comments. What was revealed stays on record, what was published stays published,
    /// and what is being written stays as it is.
    pub fn restore(&mut self, before: Self, now: Wall) {
        let after = &self.marked_after_reveal | &before.marked_after_reveal;
        *self = Self {
            revealed: self.revealed.or(before.revealed),
            marked_after_reveal: after,
            published: self.published.or(before.published),
            draft: self.draft.take(),
            message: std::mem::take(&mut self.message),
            item_notes: std::mem::take(&mut self.item_notes),
            ..before
        };
        self.touch(now);
    }

    pub fn mark_of(&self, stage: usize, item: usize) -> Option<&CoachMark> {
        self.marks.get(&stage)?.get(&item)
    }

    /// What the coach says about a rubric item.
    pub fn note_of(&self, stage: usize, item: usize) -> Option<&str> {
        self.item_notes.get(&stage)?.get(&item).map(String::as_str)
    }

    /// Changes what the coach says about a rubric item; a blank text removes it.
    pub fn set_note(&mut self, stage: usize, item: usize, text: &str, now: Wall) {
        if self.note_of(stage, item).unwrap_or_default() == text {
            return;
        }
        let notes = self.item_notes.entry(stage).or_default();
        if text.trim().is_empty() {
            notes.remove(&item);
        } else {
            notes.insert(item, text.to_owned());
        }
        self.item_notes.retain(|_, notes| !notes.is_empty());
        self.touch(now);
    }

    /// Marks one item; the new mark replaces an earlier one.
    pub fn mark(&mut self, stage: usize, item: usize, mark: CoachMark, now: Wall) {
        if self.mark_of(stage, item) == Some(&mark) {
            return;
        }
        self.marks.entry(stage).or_default().insert(item, mark);
        if self.revealed.is_some() {
            self.marked_after_reveal.insert(stage);
        }
        self.touch(now);
    }

    /// Marks every item of a stage that has no mark yet.
    pub fn mark_rest(&mut self, stage: usize, items: usize, mark: &CoachMark, now: Wall) {
        for item in 0..items {
            if self.mark_of(stage, item).is_none() {
                self.mark(stage, item, mark.clone(), now);
            }
        }
    }

    /// The number of items of a stage that have a mark.
    pub fn marked(&self, stage: usize, items: usize) -> usize {
        (0..items)
            .filter(|item| self.mark_of(stage, *item).is_some())
            .count()
    }

    /// Whether every item of a stage has a mark.
    pub fn is_scored(&self, stage: usize, items: usize) -> bool {
        self.marked(stage, items) == items
    }

    /// The level that a stage's marks reach; `None` while an item has no mark, if there is no rubric, or if no item could
    /// be assessed. Items that could not be assessed are not counted; a level without any assessed item is not reached.
    pub fn verdict(&self, stage: usize, rubric: &[RubricItem]) -> Option<Verdict> {
        let is_scored = self.is_scored(stage, rubric.len());
        self.verdict_so_far(stage, rubric).filter(|_| is_scored)
    }

    /// The level that the marks of a stage reach so far, where an unmarked item counts as not shown, and why; `None`
    /// without a rubric, or if no item could be assessed.
    pub fn verdict_so_far(&self, stage: usize, rubric: &[RubricItem]) -> Option<Verdict> {
        if rubric.is_empty() {
            return None;
        }
        let marks = rubric.iter().enumerate();
        let marks = marks.map(|(index, item)| (item.level, self.mark_of(stage, index)));
        let assessed = marks
            .clone()
            .filter(|(_, mark)| *mark != Some(&CoachMark::NotAssessed));
        assessed.clone().next()?;
        // If no item of a level could be assessed, all count as not shown, so that the level is not reached.
        let is_unassessed = |level: Level| assessed.clone().all(|(of, _)| of != level);
        let counted = marks.filter(|(level, mark)| {
            *mark != Some(&CoachMark::NotAssessed) || is_unassessed(*level)
        });
        let shown = counted.map(|(level, mark)| (level, matches!(mark, Some(CoachMark::Shown(_)))));
        Some(rubric::level_from_marks(&shown))
    }

    /// Reveals the marks of the candidate and of other coaches. `is_complete` says whether every stage was scored.
    pub fn reveal(&mut self, is_complete: bool, now: Wall) {
        if self.revealed.is_none() {
            self.revealed = Some(Revealed {
                at: now,
                early: !is_complete,
            });
            self.changed = Some(now);
        }
    }

    /// Turns the draft into a comment. An empty draft removes the comment that it would replace.
    pub fn save_draft(&mut self, now: Wall) {
        let Some(draft) = self.draft.take() else {
            return;
        };
        let text = draft.text.trim().to_owned();
        let replaced = draft.replaces.filter(|index| *index < self.comments.len());
        match replaced {
            Some(index) if text.is_empty() => {
                self.comments.remove(index);
            }
            Some(index) => {
                let comment = &mut self.comments[index];
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
        self.touch(now);
    }

    /// Resolves a comment, or reopens a resolved one.
    pub fn resolve(&mut self, comment: usize, now: Wall) {
        if let Some(comment) = self.comments.get_mut(comment) {
            comment.resolved = match comment.resolved {
                Some(_) => None,
                None => Some(now),
            };
            self.touch(now);
        }
    }
}

#[cfg(test)]
mod tests;
