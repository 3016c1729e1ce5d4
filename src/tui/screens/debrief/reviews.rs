//! The coaches' reviews, as Markdown: their levels next to the self-scores, then their comments by stage. Nothing is
//! shown before the candidate has closed every stage.

use std::fmt::Write;

use crate::domain::content::design::Design;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::report::{Report, is_debriefed};
use crate::domain::judging::review::Review;
use crate::domain::judging::rubric::level_text;
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::log::Log;
use crate::tui::widgets::markdown::{cell, part};

/// The page, in parts that are parsed separately.
pub(super) fn parts(session: &Session, design: Option<&Design>, reviews: &[Review]) -> Vec<String> {
    if !is_debriefed(session, design) {
        let (count, s) = match reviews.len() {
            1 => ("One".to_owned(), ""),
            more => (more.to_string(), "s"),
        };
        let message = format!(
            "{count} review{s} wait here until every stage is closed: your own marks come first.\n"
        );
        return vec![message];
    }
    let log = Log::default();
    let facts = SessionFacts::of(&Report::new(
        session,
        design,
        &log,
        reviews,
        Viewer::Candidate,
    ));
    let mut parts = vec![levels(&facts)];
    parts.extend((0..facts.reviews.len()).map(|review| comments(&facts, review)));
    parts
}

fn levels(facts: &SessionFacts<'_>) -> String {
    let coaches = facts.reviews.iter();
    let coaches = coaches.map(|(coach, _)| format!(" {} |", cell(coach)));
    let mut text = format!("| Stage | Self |{}\n|---|---|", coaches.collect::<String>());
    text.push_str(&"---|".repeat(facts.reviews.len()));
    text.push('\n');
    for (stage, (plan, _)) in facts.stages().enumerate() {
        let (own, theirs) = facts.levels(stage);
        let _ = write!(text, "| {} |", cell(&plan.title));
        for level in std::iter::once(own).chain(theirs) {
            let _ = write!(text, " {} |", level_text(level));
        }
        text.push('\n');
    }
    text
}

/// One coach's comments, each with the text that it refers to.
fn comments(facts: &SessionFacts<'_>, review: usize) -> String {
    let (coach, _) = &facts.reviews[review];
    let mut lines = String::new();
    for (stage, (plan, _)) in facts.stages().enumerate() {
        let here = facts.comments_on(stage).into_iter();
        for placed in here.filter(|placed| placed.coach == *coach) {
            let comment = placed.comment;
            let resolved = comment.resolved.map_or("", |_| ", resolved");
            let removed = placed.position.map_or(", the text was removed", |_| "");
            let (short, kind) = (cell(&plan.short), comment.kind.word());
            let (text, on) = (cell(&comment.text), cell(&comment.anchor.text));
            let on = format!("(on{removed}: {on})");
            let _ = writeln!(lines, "- {short}, {kind}{resolved}: {text} {on}");
        }
    }
    let nothing = "No comments.";
    let lines = if lines.is_empty() { nothing } else { &lines };
    let mut text = String::new();
    part(&mut text, coach, lines);
    text
}
