//! A coach's review of a session as other programs read it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{EvidenceView, id_of};
use crate::domain::judging::facts::{Judgment, Marker, PlacedComment, SessionFacts};
use crate::domain::judging::message::{GoalOutcome, Message};
use crate::domain::judging::review::Review;
use crate::domain::units::{millis, rfc3339};

#[derive(Serialize)]
pub(super) struct ReviewView<'a> {
    coach: &'a str,
    /// The time of the last change.
    at: Option<String>,
    /// Null where nothing is written.
    message: Option<MessageView<'a>>,
    /// By the stage's id.
    levels: BTreeMap<&'a str, u8>,
    /// Whether every item of every stage is marked.
    complete: bool,
    /// Null while only the coach may see the review.
    published_at: Option<String>,
    changed_after_publishing: bool,
    revealed_at: Option<String>,
    revealed_early: bool,
    /// Ids of stages.
    marked_after_reveal: Vec<&'a str>,
    marks: Vec<MarkView<'a>>,
    item_notes: Vec<ItemNoteView<'a>>,
    comments: Vec<CommentView<'a>>,
}

/// What the coach says about one rubric item.
#[derive(Serialize)]
struct ItemNoteView<'a> {
    stage: &'a str,
    look_for: &'a str,
    level: &'a str,
    text: &'a str,
}

/// The coach's overall message.
#[derive(Serialize)]
pub struct MessageView<'a> {
    /// Paragraphs, separated by LF.
    summary: &'a str,
    fixes: Vec<&'a str>,
    goal: Option<&'a str>,
    /// What became of the goal of an earlier session: `met` or `missed`.
    earlier_goal: Option<&'static str>,
}

impl<'a> MessageView<'a> {
    /// `None` where nothing is written.
    fn of(message: &'a Message) -> Option<Self> {
        (!message.is_blank()).then(|| Self {
            summary: &message.summary,
            fixes: message.to_fix().collect(),
            goal: message.goal(),
            earlier_goal: message.earlier_goal.map(GoalOutcome::word),
        })
    }
}

/// The coach's mark of one rubric item.
#[derive(Serialize)]
struct MarkView<'a> {
    stage: &'a str,
    look_for: &'a str,
    level: &'a str,
    #[serde(rename = "mark")]
    word: &'static str,
    evidence: Option<EvidenceView<'a>>,
}

#[derive(Serialize)]
pub struct CommentView<'a> {
    kind: &'static str,
    /// The id of the stage that has the commented text now, or had it where the text was removed.
    stage: &'a str,
    /// The first line, from 1; null where the text was removed.
    line: Option<usize>,
    /// The commented text; empty for a stage as a whole and for a time.
    on: &'a str,
    /// The interview time that the comment is about; left out for lines and for a stage as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    time_ms: Option<u64>,
    text: &'a str,
    at: String,
    edited_at: Option<String>,
    resolved_at: Option<String>,
    /// What the candidate replied; null if nothing.
    reply: Option<ReplyView<'a>>,
}

/// The candidate's reply to a comment.
#[derive(Serialize)]
struct ReplyView<'a> {
    text: &'a str,
    at: Option<String>,
}

impl<'a> ReviewView<'a> {
    pub(super) fn new(facts: &'a SessionFacts<'_>, index: usize) -> Self {
        let session = facts.report.session;
        let review: &Review = facts.reviews[index].1;
        let stages = 0..session.stages.len();
        let level = |stage| Some((id_of(session, stage), facts.report.level(review, stage)?));
        let after = review.marked_after_reveal.iter();
        let comments = facts.comments_of(index);
        Self {
            coach: &review.coach,
            at: review.changed.map(rfc3339),
            message: MessageView::of(&review.message),
            levels: stages.clone().filter_map(level).collect(),
            complete: facts.is_complete(review),
            published_at: review.published.map(|published| rfc3339(published.at)),
            changed_after_publishing: review.published.is_some_and(|it| it.is_changed),
            revealed_at: review.revealed.map(|revealed| rfc3339(revealed.at)),
            revealed_early: review.revealed.is_some_and(|revealed| revealed.early),
            marked_after_reveal: after.map(|stage| id_of(session, *stage)).collect(),
            marks: stages
                .flat_map(|stage| marks(facts, index, stage))
                .collect(),
            item_notes: (0..session.stages.len())
                .flat_map(|stage| item_notes(facts, index, stage))
                .collect(),
            comments: comments
                .map(|comment| CommentView::new(facts, comment))
                .collect(),
        }
    }
}

/// A coach's marks of the rubric items of a stage.
fn marks<'a>(facts: &'a SessionFacts<'_>, review: usize, stage: usize) -> Vec<MarkView<'a>> {
    let session = facts.report.session;
    let items = facts.items(stage).into_iter();
    let marks = items.filter_map(|item| {
        let judgment = item.by(Marker::Coach(review))?;
        if judgment == Judgment::Unmarked {
            return None;
        }
        Some(MarkView {
            stage: id_of(session, stage),
            look_for: item.look_for,
            level: item.level,
            word: judgment.word(),
            evidence: judgment
                .evidence()
                .map(|shown| EvidenceView::new(session, shown)),
        })
    });
    marks.collect()
}

/// A coach's notes on the rubric items of a stage.
fn item_notes<'a>(facts: &SessionFacts<'a>, review: usize, stage: usize) -> Vec<ItemNoteView<'a>> {
    let session = facts.report.session;
    let items = facts.items(stage).into_iter();
    let notes = items.flat_map(|item| {
        let own = item.notes.into_iter();
        let own = own.filter(move |(by, _)| *by == Marker::Coach(review));
        own.map(move |(_, text)| ItemNoteView {
            stage: id_of(session, stage),
            look_for: item.look_for,
            level: item.level,
            text,
        })
    });
    notes.collect()
}

impl<'a> CommentView<'a> {
    pub fn new(facts: &'a SessionFacts<'_>, placed: &PlacedComment<'a>) -> Self {
        let comment = placed.comment;
        let session = facts.report.session;
        let stage = (placed.position).map_or(comment.anchor.stage, |spot| spot.stage);
        Self {
            kind: comment.kind.word(),
            stage: id_of(session, stage),
            line: placed.position.map(|spot| spot.line + 1),
            on: &comment.anchor.text,
            time_ms: comment.anchor.time.map(millis::whole),
            text: &comment.text,
            at: rfc3339(comment.at),
            edited_at: comment.edited.map(rfc3339),
            resolved_at: comment.resolved.map(rfc3339),
            reply: placed.reply.map(|reply| ReplyView {
                text: &reply.text,
                at: session.wall_after(reply.after).map(rfc3339),
            }),
        }
    }
}
