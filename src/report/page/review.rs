//! What a page says of a review beside its marks and comments.

use serde::Serialize;

use super::short;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::review::Review;
use crate::domain::units::{date, rfc3339};

#[derive(Serialize)]
pub(super) struct ReviewPage<'a> {
    coach: &'a str,
    changed: Option<String>,
    /// Each stage that has a level, with it.
    levels: Vec<String>,
    comments: usize,
    resolved: usize,
    /// How far it goes, and what its writer knew.
    standing: Vec<String>,
}

impl<'a> ReviewPage<'a> {
    pub(super) fn of(facts: &SessionFacts<'_>, coach: &'a str, review: &Review) -> Self {
        let levels = facts.stages().enumerate().filter_map(|(stage, (plan, _))| {
            let level = facts.report.level(review, stage)?;
            Some(format!("{} {level}", plan.short))
        });
        let resolved = review.comments.iter();
        Self {
            coach,
            changed: review.changed.map(rfc3339),
            levels: levels.collect(),
            comments: review.comments.len(),
            resolved: resolved
                .filter(|comment| comment.resolved.is_some())
                .count(),
            standing: standing(facts, review),
        }
    }
}

/// How far a review goes, when the marks of others were revealed to its writer, and what changed after that.
fn standing(facts: &SessionFacts<'_>, review: &Review) -> Vec<String> {
    let complete = if facts.is_complete(review) {
        "Every item of every stage is marked."
    } else {
        "Not every item is marked."
    };
    let Some(revealed) = review.revealed else {
        return vec![
            complete.to_owned(),
            "The marks of others were not revealed.".to_owned(),
        ];
    };
    let when = if revealed.early {
        "early, before every stage was scored"
    } else {
        "after every stage was scored"
    };
    let changed = review.marked_after_reveal.iter();
    let changed: Vec<String> = changed.map(|stage| short(facts, *stage)).collect();
    vec![
        complete.to_owned(),
        format!(
            "The marks of others were revealed {when}: {}.",
            date(revealed.at)
        ),
        if changed.is_empty() {
            "No mark changed after that.".to_owned()
        } else {
            format!("Marks changed after that in {}.", changed.join(", "))
        },
    ]
}
