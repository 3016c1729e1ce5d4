//! What coaches said, as Markdown: levels beside the candidate's own, then comments by stage. Nothing is shown before
//! the candidate has closed every stage.

use std::fmt::Write;

use crate::domain::content::design::Design;
use crate::domain::judging::report;
use crate::domain::judging::review::Review;
use crate::domain::judging::rubric::level_word;
use crate::domain::session::Session;
use crate::tui::widgets::markdown::{cell, part};

/// The page, in parts that are read apart.
pub(super) fn parts(session: &Session, design: Option<&Design>, reviews: &[Review]) -> Vec<String> {
    if !report::is_debriefed(session, design) {
        let (count, s) = match reviews.len() {
            1 => ("One".to_owned(), ""),
            more => (more.to_string(), "s"),
        };
        let words = format!(
            "{count} review{s} wait here until every stage is closed: your own marks come first.\n"
        );
        return vec![words];
    }
    let mut parts = vec![levels(session, design, reviews)];
    parts.extend(reviews.iter().map(|review| comments(session, review)));
    parts
}

fn levels(session: &Session, design: Option<&Design>, reviews: &[Review]) -> String {
    let mut text = String::from("| Stage | Own |");
    for review in reviews {
        let _ = write!(text, " {} |", cell(&review.coach));
    }
    text.push_str("\n|---|---|");
    text.push_str(&"---|".repeat(reviews.len()));
    text.push('\n');
    for (place, plan) in session.head.plan.stages.iter().enumerate() {
        let own = session.pages[place].level;
        let _ = write!(text, "| {} | {} |", cell(&plan.title), level(own));
        for review in reviews {
            let rubric = report::rubric(session, design, place);
            let verdict = review.verdict(place, rubric);
            let _ = write!(text, " {} |", level(verdict.map(|verdict| verdict.level)));
        }
        text.push('\n');
    }
    text
}

fn level(level: Option<u8>) -> String {
    level.map_or("-".to_owned(), |level| {
        format!("{level} {}", level_word(level))
    })
}

/// One coach's comments, each with the words that it holds on to.
fn comments(session: &Session, review: &Review) -> String {
    let mut text = String::new();
    let mut lines = String::new();
    for (place, plan) in session.head.plan.stages.iter().enumerate() {
        let here = review
            .comments
            .iter()
            .filter(|comment| comment.anchor.stage == place);
        for comment in here {
            let resolved = if comment.resolved.is_some() {
                ", resolved"
            } else {
                ""
            };
            let (kind, words) = (comment.kind.word(), cell(&comment.text));
            let on = cell(&comment.anchor.text);
            let gone = match comment.anchor.find(session) {
                Some(_) => "",
                None => ", its words are gone",
            };
            let short = cell(&plan.short);
            let _ = writeln!(
                lines,
                "- {short}, {kind}{resolved}: {words} (on{gone}: {on})"
            );
        }
    }
    let nothing = "No comments.";
    let lines = if lines.is_empty() { nothing } else { &lines };
    part(&mut text, &review.coach, lines);
    text
}
