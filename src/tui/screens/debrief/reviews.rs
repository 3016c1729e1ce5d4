//! The coaches' reviews, as Markdown: their messages, their levels next to the self-scores, then their comments by
//! stage. Before the candidate has closed every stage, nothing is shown but the messages, if they were opened early.

use std::fmt::Write;

use crate::domain::content::design::Design;
use crate::domain::judging::facts::{Marker, PlacedComment, SessionFacts};
use crate::domain::judging::message::Message;
use crate::domain::judging::report::{Report, is_debriefed};
use crate::domain::judging::review::Review;
use crate::domain::judging::rubric::level_text;
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::log::Log;
use crate::domain::session::plan::PlannedStage;
use crate::tui::widgets::markdown::{cell, part};

/// The page, in parts that are parsed separately.
pub(super) fn parts(session: &Session, design: Option<&Design>, reviews: &[Review]) -> Vec<String> {
    if !is_debriefed(session, design) {
        let waiting = "Levels and comments wait here until every stage is closed: your self-scores come first. Enter goes \
                       back to them.\n";
        let messages = reviews.iter().filter(|_| session.message_opened.is_some());
        let messages = messages.map(|review| message(&review.coach, &review.message));
        let mut parts: Vec<String> = messages.filter(|text| !text.is_empty()).collect();
        parts.push(waiting.to_owned());
        return parts;
    }
    let log = Log::default();
    let facts = SessionFacts::of(&Report::new(
        session,
        design,
        &log,
        reviews,
        Viewer::Candidate,
    ));
    let messages = facts.reviews.iter();
    let messages = messages.map(|(coach, review)| message(coach, &review.message));
    let mut parts: Vec<String> = messages.filter(|text| !text.is_empty()).collect();
    parts.push(levels(&facts));
    parts.extend((0..facts.reviews.len()).map(|review| comments(&facts, review)));
    parts
}

/// A coach's message; empty if nothing is written.
fn message(coach: &str, message: &Message) -> String {
    let mut lines = String::new();
    for paragraph in message.paragraphs() {
        let _ = writeln!(lines, "{}\n", cell(paragraph));
    }
    if message.to_fix().next().is_some() {
        lines.push_str("To fix:\n\n");
    }
    for (number, fix) in (1..).zip(message.to_fix()) {
        let _ = writeln!(lines, "{number}. {}", cell(fix));
    }
    if let Some(goal) = message.goal() {
        let _ = writeln!(lines, "\n**Goal for the next session:** {}", cell(goal));
    }
    let mut text = String::new();
    part(&mut text, &format!("Message from {coach}"), &lines);
    text
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

/// One coach's notes on rubric items.
fn item_notes(facts: &SessionFacts<'_>, review: usize) -> String {
    let mut lines = String::new();
    for (stage, (plan, _)) in facts.stages().enumerate() {
        for item in facts.items(stage) {
            let own = item.notes.iter();
            for (_, text) in own.filter(|(by, _)| *by == Marker::Coach(review)) {
                let (short, look_for) = (cell(&plan.short), cell(item.look_for));
                let _ = writeln!(lines, "- {short}, {look_for}: {}", cell(text));
            }
        }
    }
    lines
}

/// One coach's comments with their stages, by stage and line.
pub(super) fn in_order<'a, 'f>(
    facts: &'f SessionFacts<'a>,
    review: usize,
) -> Vec<(&'a PlannedStage, &'f PlacedComment<'a>)> {
    let (coach, _) = &facts.reviews[review];
    let stages = facts.stages().enumerate();
    let placed = stages.flat_map(|(stage, (plan, _))| {
        let here = facts.comments_on(stage).into_iter();
        here.map(move |placed| (plan, placed))
    });
    placed
        .filter(|(_, placed)| placed.coach == *coach)
        .collect()
}

/// One coach's comments and notes on rubric items, each with the text that it refers to.
fn comments(facts: &SessionFacts<'_>, review: usize) -> String {
    let (coach, _) = &facts.reviews[review];
    let mut lines = String::new();
    for (plan, placed) in in_order(facts, review) {
        let comment = placed.comment;
        let resolved = comment.resolved.map_or("", |_| ", resolved");
        let removed = placed.position.map_or(", the text was removed", |_| "");
        let (short, kind) = (cell(&plan.short), comment.kind.word());
        let (text, on) = (cell(&comment.text), cell(&comment.anchor.text));
        let on = if comment.anchor.is_on_stage() {
            match comment.anchor.time {
                Some(_) => format!("(at {})", comment.anchor.part_of_stage()),
                None => "(on the stage)".to_owned(),
            }
        } else {
            format!("(on{removed}: {on})")
        };
        let _ = writeln!(lines, "- {short}, {kind}{resolved}: {text} {on}");
        if let Some(reply) = placed.reply {
            let _ = writeln!(lines, "  - your reply: {}", cell(&reply.text));
        }
    }
    lines.push_str(&item_notes(facts, review));
    let nothing = "No comments.";
    let lines = if lines.is_empty() { nothing } else { &lines };
    let mut text = String::new();
    part(&mut text, coach, lines);
    text
}
