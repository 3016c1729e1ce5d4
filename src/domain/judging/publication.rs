//! What a coach's review holds for others to read, in words.

use std::collections::BTreeMap;

use super::report;
use super::review::Review;
use crate::domain::content::design::Design;
use crate::domain::session::Session;
use crate::domain::units::counted;

/// Asks whether to publish a review of this session; the second sentence says when the candidate would see it.
pub fn question(session: &Session) -> [&'static str; 2] {
    if session.is_finished() {
        [
            "Publish this review?",
            "The candidate sees it after scoring every stage.",
        ]
    } else {
        [
            "Publish a review of an unfinished session?",
            "The candidate sees it after finishing the interview and scoring every stage.",
        ]
    }
}

/// Says that a review of this session is published, and when the candidate sees it.
pub fn outcome(session: &Session) -> &'static str {
    if session.is_finished() {
        "published: the candidate sees this review after scoring every stage"
    } else {
        "published: the candidate sees this review after finishing the interview and scoring every stage"
    }
}

/// What would be sent: `32 of 40 items marked · 3 comments · message: summary, 2 things to fix, no goal`.
pub fn contents(session: &Session, design: Option<&Design>, review: &Review) -> String {
    let stages = 0..session.stages.len();
    let items = stages.map(|stage| {
        let items = report::rubric(session, design, stage).len();
        (review.marked(stage, items), items)
    });
    let (marked, items) = items.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let mut parts = vec![format!("{marked} of {} marked", counted(items, "item"))];
    let notes: usize = review.item_notes.values().map(BTreeMap::len).sum();
    if notes > 0 {
        parts.push(counted(notes, "item note"));
    }
    parts.push(match review.comments.len() {
        0 => "no comments".to_owned(),
        count => counted(count, "comment"),
    });
    parts.push(message(review));
    parts.join(" · ")
}

fn message(review: &Review) -> String {
    let message = &review.message;
    if message.is_blank() {
        return "no message".to_owned();
    }
    let summary = message.paragraphs().next();
    let summary = summary.map_or("no summary", |_| "summary");
    let fixes = match message.to_fix().count() {
        0 => "nothing to fix".to_owned(),
        1 => "1 thing to fix".to_owned(),
        count => format!("{count} things to fix"),
    };
    let goal = message.goal().map_or("no goal", |_| "goal");
    format!("message: {summary}, {fixes}, {goal}")
}
