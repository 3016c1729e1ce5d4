//! A coach's review of a session as other programs read it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{EvidenceView, id_of};
use crate::domain::judging::facts::{Judgment, Marker, PlacedComment, SessionFacts};
use crate::domain::judging::review::Review;
use crate::domain::units::rfc3339;

#[derive(Serialize)]
pub(super) struct ReviewView<'a> {
    coach: &'a str,
    /// The time of the last change.
    at: Option<String>,
    /// By the stage's id.
    levels: BTreeMap<&'a str, u8>,
    /// Whether every item of every stage is marked.
    complete: bool,
    revealed_at: Option<String>,
    revealed_early: bool,
    /// Ids of stages.
    marked_after_reveal: Vec<&'a str>,
    marks: Vec<MarkView<'a>>,
    comments: Vec<CommentView<'a>>,
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
    /// The commented text.
    on: &'a str,
    text: &'a str,
    at: String,
    edited_at: Option<String>,
    resolved_at: Option<String>,
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
            levels: stages.clone().filter_map(level).collect(),
            complete: facts.is_complete(review),
            revealed_at: review.revealed.map(|revealed| rfc3339(revealed.at)),
            revealed_early: review.revealed.is_some_and(|revealed| revealed.early),
            marked_after_reveal: after.map(|stage| id_of(session, *stage)).collect(),
            marks: stages
                .flat_map(|stage| marks(facts, index, stage))
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

impl<'a> CommentView<'a> {
    pub fn new(facts: &'a SessionFacts<'_>, placed: &PlacedComment<'a>) -> Self {
        let comment = placed.comment;
        let stage = (placed.position).map_or(comment.anchor.stage, |spot| spot.stage);
        Self {
            kind: comment.kind.word(),
            stage: id_of(facts.report.session, stage),
            line: placed.position.map(|spot| spot.line + 1),
            on: &comment.anchor.text,
            text: &comment.text,
            at: rfc3339(comment.at),
            edited_at: comment.edited.map(rfc3339),
            resolved_at: comment.resolved.map(rfc3339),
        }
    }
}
