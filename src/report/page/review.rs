//! What a page says about a whole review: its message, its levels, whether it is complete, and when marks were revealed.

use serde::Serialize;

use super::short_title;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::message::Message;
use crate::domain::judging::review::Review;
use crate::domain::units::date;

#[derive(Serialize)]
pub(super) struct ReviewSummary<'a> {
    coach: &'a str,
    /// The short title and the level of each stage that has one.
    levels: Vec<String>,
    /// Sentences on its completeness and on the reveal of other people's marks.
    status: Vec<String>,
}

/// A coach's message.
#[derive(Serialize)]
pub(super) struct MessageSection<'a> {
    coach: &'a str,
    paragraphs: Vec<&'a str>,
    fixes: Vec<&'a str>,
    goal: Option<&'a str>,
}

impl<'a> MessageSection<'a> {
    /// `None` where nothing is written.
    pub(super) fn new(coach: &'a str, message: &'a Message) -> Option<Self> {
        (!message.is_blank()).then(|| Self {
            coach,
            paragraphs: message.paragraphs().collect(),
            fixes: message.to_fix().collect(),
            goal: message.goal(),
        })
    }
}

impl<'a> ReviewSummary<'a> {
    pub(super) fn new(facts: &SessionFacts<'_>, coach: &'a str, review: &Review) -> Self {
        let levels = facts.stages().enumerate().filter_map(|(stage, (plan, _))| {
            let level = facts.report.level(review, stage)?;
            Some(format!("{} {level}", plan.short))
        });
        Self {
            coach,
            levels: levels.collect(),
            status: status(facts, review),
        }
    }
}

/// Whether a review is complete and published, when the marks of others were revealed to its coach, and which marks
/// changed later.
fn status(facts: &SessionFacts<'_>, review: &Review) -> Vec<String> {
    let complete = if facts.is_complete(review) {
        "Every item of every stage is marked."
    } else {
        "Not every item is marked."
    };
    let sentences = [complete.to_owned(), publication(review)].into_iter();
    sentences.chain(reveal(facts, review)).collect()
}

fn publication(review: &Review) -> String {
    match review.published {
        None => "Not published: only its coach sees it.".to_owned(),
        Some(published) if published.is_changed => {
            format!(
                "Published {}, changed after publishing.",
                date(published.at)
            )
        }
        Some(published) => format!("Published {}.", date(published.at)),
    }
}

/// When the marks of others were revealed, and which marks changed later.
fn reveal(facts: &SessionFacts<'_>, review: &Review) -> Vec<String> {
    let Some(revealed) = review.revealed else {
        return vec!["The marks of others were not revealed.".to_owned()];
    };
    let when = if revealed.early {
        "early, before every stage was scored"
    } else {
        "after every stage was scored"
    };
    let changed = review.marked_after_reveal.iter();
    let changed: Vec<String> = changed.map(|stage| short_title(facts, *stage)).collect();
    vec![
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
