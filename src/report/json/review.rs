//! One coach's review of a session as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::stage::Evidence;
use super::{id_of, wall};
use crate::report::facts::{Facts, Judged, Remark, Who};

#[derive(Serialize)]
pub(super) struct Review<'a> {
    coach: &'a str,
    /// When it was last changed.
    at: Option<String>,
    /// By the stage's id.
    levels: BTreeMap<&'a str, u8>,
    /// Whether every item of every stage is marked.
    complete: bool,
    revealed_at: Option<String>,
    revealed_early: bool,
    /// Ids of stages.
    marked_after_reveal: Vec<&'a str>,
    marks: Vec<Mark<'a>>,
    comments: Vec<Comment<'a>>,
}

/// What the coach says of an item of a stage's rubric.
#[derive(Serialize)]
struct Mark<'a> {
    stage: &'a str,
    look_for: &'a str,
    level: &'a str,
    #[serde(rename = "mark")]
    word: &'static str,
    evidence: Option<Evidence<'a>>,
}

#[derive(Serialize)]
struct Comment<'a> {
    kind: &'static str,
    /// The id of the stage in whose notes its words stand; of the one it was made in where they are gone.
    stage: &'a str,
    /// The first line, from 1; null where its words are gone.
    line: Option<usize>,
    /// The words it was made on.
    on: &'a str,
    text: &'a str,
    at: String,
    edited_at: Option<String>,
    resolved_at: Option<String>,
}

impl<'a> Review<'a> {
    pub(super) fn of(facts: &'a Facts<'_>, place: usize) -> Self {
        let session = facts.report.session;
        let review = facts.reviews[place].1;
        let level = |stage| {
            let level = facts.report.level(review, stage)?;
            Some((id_of(session, stage), level))
        };
        let after = review.marked_after_reveal.iter();
        Self {
            coach: &review.coach,
            at: review.changed.map(wall),
            levels: (0..facts.stages()).filter_map(level).collect(),
            complete: facts.is_complete(review),
            revealed_at: review.revealed.map(|revealed| wall(revealed.at)),
            revealed_early: review.revealed.is_some_and(|revealed| revealed.early),
            marked_after_reveal: after.map(|stage| id_of(session, *stage)).collect(),
            marks: marks(facts, place),
            comments: (facts.remarks_of(place))
                .map(|remark| comment(facts, remark))
                .collect(),
        }
    }
}

fn marks<'a>(facts: &'a Facts<'_>, review: usize) -> Vec<Mark<'a>> {
    let session = facts.report.session;
    let mut marks = Vec::new();
    for stage in 0..facts.stages() {
        for item in facts.items(stage) {
            let Some(judged) = item.by(Who::Coach(review)) else {
                continue;
            };
            let evidence = match judged {
                Judged::Unmarked => continue,
                Judged::Shown(evidence) => Some(Evidence::of(session, evidence)),
                Judged::NotShown | Judged::NotAssessed => None,
            };
            marks.push(Mark {
                stage: id_of(session, stage),
                look_for: item.look_for,
                level: item.level,
                word: judged.word(),
                evidence,
            });
        }
    }
    marks
}

fn comment<'a>(facts: &'a Facts<'_>, remark: &Remark<'a>) -> Comment<'a> {
    let comment = remark.comment;
    let stage = (remark.spot).map_or(comment.anchor.stage, |spot| spot.stage);
    Comment {
        kind: comment.kind.word(),
        stage: id_of(facts.report.session, stage),
        line: remark.spot.map(|spot| spot.line + 1),
        on: &comment.anchor.text,
        text: &comment.text,
        at: wall(comment.at),
        edited_at: comment.edited.map(wall),
        resolved_at: comment.resolved.map(wall),
    }
}
