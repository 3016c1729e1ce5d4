//! A review file in TOML, from and to a `Review`. The file names stages by id; what belongs to a stage that the session
//! lacks is left out. Unknown keys are kept.

mod parts;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Table;

use parts::{MarkToml, RemarkToml};

use super::{Glance, Scores, StoredReview};
use crate::domain::judging::anchor::Anchor;
use crate::domain::judging::message::Message;
use crate::domain::judging::report::is_public;
use crate::domain::judging::review::{CoachMark, Comment, Draft, Published, Revealed, Review};
use crate::domain::session::Session;
use crate::domain::session::event::{FORMAT, Wall};
use crate::store::state::Coach;

/// How late a version is: its number, then its last change.
pub(super) type Age = (u64, Option<Wall>);

/// The whole file, in the order in which people read it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct ReviewToml {
    format: u32,
    coach: String,
    #[serde(default)]
    pub key: String,
    /// The id of the session.
    #[serde(default)]
    pub session: String,
    changed: Option<Wall>,
    /// How many versions were saved.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub revision: u64,
    /// Missing while only the coach may see the review.
    published_at: Option<Wall>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    changed_after_publishing: bool,
    revealed_at: Option<Wall>,
    revealed_early: Option<bool>,
    #[serde(default)]
    complete: bool,
    /// Levels of any shape, so that a wrong one does not make the review unreadable.
    levels: Option<toml::Value>,
    message: Option<MessageToml>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stage: Vec<StageToml>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    comment: Vec<CommentToml>,
    draft: Option<DraftToml>,
    #[serde(flatten)]
    other: Table,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct MessageToml {
    #[serde(flatten)]
    message: Message,
    #[serde(flatten)]
    other: Table,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StageToml {
    id: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    marked_after_reveal: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mark: Vec<MarkToml>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    note: Vec<NoteToml>,
    #[serde(flatten)]
    other: Table,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct NoteToml {
    item: usize,
    text: String,
    #[serde(flatten)]
    other: Table,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct CommentToml {
    #[serde(flatten)]
    remark: RemarkToml,
    at: Wall,
    edited_at: Option<Wall>,
    resolved_at: Option<Wall>,
    #[serde(flatten)]
    other: Table,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct DraftToml {
    of: Option<usize>,
    #[serde(flatten)]
    remark: RemarkToml,
    #[serde(flatten)]
    other: Table,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn is_zero(revision: &u64) -> bool {
    *revision == 0
}

impl ReviewToml {
    /// Whether this is a later version of the same coach's review.
    pub fn is_later_than(&self, other: &Self) -> bool {
        self.key == other.key && self.revision > other.revision
    }

    /// The name of the coach who wrote it; not sanitized.
    pub fn coach_name(&self) -> &str {
        &self.coach
    }

    /// The coach who wrote it. The digits that the coach's own machine gave the name of the file are a part of the key in most
    /// cases; a key without hex digits there, which no program writes, has `0000`, so that no text of the file gets into a
    /// path.
    pub fn writer(&self) -> Coach {
        let digits = self.key.get(12..16).unwrap_or_default();
        let digits = u16::from_str_radix(digits, 16).unwrap_or_default();
        Coach {
            name: self.coach_name().to_owned(),
            digits: format!("{digits:04x}"),
            key: self.key.clone(),
        }
    }

    /// How late a version of the review it is.
    pub fn age(&self) -> Age {
        (self.revision, self.changed)
    }

    /// Whether others than its coach may see the review.
    pub fn is_public(&self) -> bool {
        let is_scored = self.complete || !levels(self.levels.as_ref()).is_empty();
        is_public(
            self.published_at.is_some(),
            !is_scored && self.says_nothing(),
        )
    }

    /// Whether the part before the marks and comments tells what a list shows: not where it depends on them whether others
    /// may see the review.
    pub fn says_enough(&self) -> bool {
        self.published_at.is_none() || self.complete || !levels(self.levels.as_ref()).is_empty()
    }

    fn says_nothing(&self) -> bool {
        self.comment.is_empty()
            && (self.stage.iter()).all(|stage| stage.mark.is_empty() && stage.note.is_empty())
            && (self.message.as_ref()).is_none_or(|written| written.message.is_blank())
    }

    pub fn glance(self) -> Glance {
        let message = self.message.as_ref().map(|written| &written.message);
        Glance {
            goal: message.and_then(Message::goal).map(str::to_owned),
            earlier_goal: message.and_then(|message| message.earlier_goal),
            is_public: self.is_public(),
            age: self.age(),
            published: self.published_at,
            key: self.key,
            coach: self.coach,
            complete: self.complete,
            revealed: self.revealed_at.is_some(),
            levels: levels(self.levels.as_ref()),
        }
    }

    /// The review in the file; `name` is the file's name.
    pub fn stored(&self, name: &str, session: &Session) -> StoredReview {
        let stages = &session.head.plan.stages;
        let index = |id: &str| stages.iter().position(|stage| stage.id == id);
        let mut review = Review::new(&self.coach);
        review.changed = self.changed;
        review.revealed = self.revealed_at.map(|at| Revealed {
            at,
            early: self.revealed_early.unwrap_or_default(),
        });
        if let Some(written) = &self.message {
            review.message = written.message.clone();
        }
        review.published = self.published_at.map(|at| Published {
            at,
            is_changed: self.changed_after_publishing,
        });
        for stage in &self.stage {
            if let Some(at) = index(&stage.id) {
                stage.add_to(&mut review, at, &index);
            }
        }
        let comments = self.comment.iter().filter_map(|comment| {
            Some(Comment {
                kind: comment.remark.kind,
                anchor: comment.remark.anchor(&index)?,
                text: comment.remark.text.clone(),
                at: comment.at,
                edited: comment.edited_at,
                resolved: comment.resolved_at,
            })
        });
        review.comments = comments.collect();
        review.draft = self.draft.as_ref().and_then(|draft| {
            let before = self.comment.iter().take(draft.of.unwrap_or_default());
            let of = before.filter(|comment| index(&comment.remark.stage).is_some());
            Some(Draft {
                replaces: draft.of.map(|_| of.count()),
                kind: draft.remark.kind,
                anchor: draft.remark.anchor(&index)?,
                text: draft.remark.text.clone(),
            })
        });
        StoredReview {
            name: name.to_owned(),
            key: self.key.clone(),
            review,
        }
    }

    /// The new file of a review; `self` is the file that it replaces, `stages` are the ids of the session's stages.
    pub fn replaced_by(
        &self,
        (key, session): (&str, &str),
        stages: &[String],
        review: &Review,
        scores: &Scores,
    ) -> Self {
        let id = |stage: usize| stages.get(stage).cloned().unwrap_or_default();
        let remark = |kind, anchor: &Anchor, text: &str| RemarkToml::new(kind, anchor, text, id);
        let comments = review.comments.iter().map(|comment| CommentToml {
            remark: remark(comment.kind, &comment.anchor, &comment.text),
            at: comment.at,
            edited_at: comment.edited,
            resolved_at: comment.resolved,
            other: {
                let is_same = |old: &&CommentToml| {
                    old.at == comment.at && old.remark.on == comment.anchor.text
                };
                other(self.comment.iter().find(is_same).map(|old| &old.other))
            },
        });
        let draft = review.draft.as_ref().map(|draft| DraftToml {
            of: draft.replaces,
            remark: remark(draft.kind, &draft.anchor, &draft.text),
            other: other(self.draft.as_ref().map(|old| &old.other)),
        });
        Self {
            format: FORMAT,
            coach: review.coach.clone(),
            key: key.to_owned(),
            session: session.to_owned(),
            changed: review.changed,
            revision: self.revision,
            published_at: review.published.map(|published| published.at),
            changed_after_publishing: review.published.is_some_and(|it| it.is_changed),
            revealed_at: review.revealed.map(|revealed| revealed.at),
            revealed_early: review.revealed.map(|revealed| revealed.early),
            complete: scores.complete,
            levels: toml::Value::try_from(&scores.levels).ok(),
            message: self.message_of(review),
            stage: (0..stages.len())
                .filter_map(|stage| self.stage_of(stages, stage, review))
                .collect(),
            comment: comments.collect(),
            draft,
            other: self.other.clone(),
        }
    }

    /// The overall message, if there is one.
    fn message_of(&self, review: &Review) -> Option<MessageToml> {
        let other = other(self.message.as_ref().map(|old| &old.other));
        let is_empty = review.message == Message::default() && other.is_empty();
        (!is_empty).then(|| MessageToml {
            message: review.message.clone(),
            other,
        })
    }

    /// The entry of a stage, if it has marks or notes.
    fn stage_of(&self, stages: &[String], stage: usize, review: &Review) -> Option<StageToml> {
        let marks = review.marks.get(&stage).filter(|marks| !marks.is_empty());
        let marked_after_reveal = review.marked_after_reveal.contains(&stage);
        let notes = review.item_notes.get(&stage).into_iter().flatten();
        if marks.is_none() && !marked_after_reveal && notes.clone().next().is_none() {
            return None;
        }
        let id = &stages[stage];
        let old = self.stage.iter().find(|old| old.id == *id);
        let marks = marks.into_iter().flatten().map(|(item, mark)| {
            let mut old = old.into_iter().flat_map(|old| &old.mark);
            let old = old.find(|old| old.item == *item);
            MarkToml::new(*item, mark, stages, other(old.map(|old| &old.other)))
        });
        let notes = notes.map(|(item, text)| {
            let mut old = old.into_iter().flat_map(|old| &old.note);
            let old = old.find(|old| old.item == *item);
            NoteToml {
                item: *item,
                text: text.clone(),
                other: other(old.map(|old| &old.other)),
            }
        });
        Some(StageToml {
            note: notes.collect(),
            id: id.clone(),
            marked_after_reveal,
            mark: marks.collect(),
            other: other(old.map(|old| &old.other)),
        })
    }
}

impl StageToml {
    /// Adds the marks and notes of the stage at this index to a review.
    fn add_to(&self, review: &mut Review, at: usize, index: &impl Fn(&str) -> Option<usize>) {
        if self.marked_after_reveal {
            review.marked_after_reveal.insert(at);
        }
        let notes = self.note.iter().map(|note| (note.item, note.text.clone()));
        let notes: BTreeMap<usize, String> = notes.collect();
        if !notes.is_empty() {
            review.item_notes.entry(at).or_default().extend(notes);
        }
        let marks = self.mark.iter();
        let marks = marks.filter_map(|mark| Some((mark.item, mark.mark(index)?)));
        let marks: BTreeMap<usize, CoachMark> = marks.collect();
        if !marks.is_empty() {
            review.marks.entry(at).or_default().extend(marks);
        }
    }
}

fn other(old: Option<&Table>) -> Table {
    old.cloned().unwrap_or_default()
}

/// The levels by stage id; anything but a number from 1 to 4 is left out.
fn levels(table: Option<&toml::Value>) -> BTreeMap<String, u8> {
    let levels = table.and_then(toml::Value::as_table).into_iter().flatten();
    let levels = levels.filter_map(|(id, level)| {
        let level = u8::try_from(level.as_integer()?).ok()?;
        (1..=4).contains(&level).then(|| (id.clone(), level))
    });
    levels.collect()
}
