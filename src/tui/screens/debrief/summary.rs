//! The pages of the summary behind the first, as Markdown: what was asked and not asked of the interviewer, pace, reviews.

use std::fmt::Write;
use std::time::Duration;

use super::{compare, reviews};
use crate::domain::content::design::Design;
use crate::domain::judging::review::Review;
use crate::domain::session::Session;
use crate::domain::session::pace::{Pace, Times};
use crate::domain::session::timeline::clock;
use crate::tui::widgets::markdown::{cell, part};

/// The pages, in order.
pub const TITLES: [&str; 4] = ["Summary", "Interviewer", "Pace", "Reviews"];

/// The index of the page of reviews.
pub const REVIEWS: usize = 3;

/// One page, in parts that are parsed separately; none of the first, which is no Markdown.
pub fn parts(
    session: &Session,
    design: Option<&Design>,
    reviews: &[Review],
    page: usize,
) -> Vec<String> {
    match (page, design) {
        (REVIEWS, design) => reviews::parts(session, design, reviews),
        (2, _) => vec![pace(session)],
        (0, _) => Vec::new(),
        (1, Some(design)) => vec![interviewer(session, design)],
        _ => vec!["The design of this session cannot be read, so there is nothing here.\n".into()],
    }
}

fn interviewer(session: &Session, design: &Design) -> String {
    let mut text = String::new();
    let asked_all = "Nothing: every question the brief leaves open was asked.";
    let never_asked = or_else(never_asked(session, design), asked_all);
    part(&mut text, "Never asked", &never_asked);
    part(&mut text, "Hints taken", &or_else(hints(session), "None."));
    let stages = session.head.plan.stages.iter().enumerate();
    let stages = stages.filter_map(|(index, plan)| Some((index, plan, design.stage(&plan.id)?)));
    let follow_ups = stages.clone();
    let follow_ups = follow_ups.map(|(index, _, own)| compare::follow_ups(session, own, index));
    let follow_ups = or_else(follow_ups.collect(), "None came.");
    part(&mut text, "Follow-ups", &follow_ups);
    for (_, plan, own) in stages {
        let heading = format!("Mistakes to compare: {}", plan.short);
        part(&mut text, &heading, &compare::mistakes(own));
    }
    text
}

/// The text, or another one where it is empty.
fn or_else(text: String, otherwise: &str) -> String {
    if text.is_empty() {
        otherwise.to_owned()
    } else {
        text
    }
}

/// The questions that the candidate did not ask, with their answers.
fn never_asked(session: &Session, design: &Design) -> String {
    let asked = |question: &str| {
        let asked = session.stages.iter().flat_map(|stage| &stage.asked);
        let mut replies = asked.filter_map(|asked| asked.reply.as_ref());
        replies.any(|reply| reply.0 == question)
    };
    let never = design.clarify.iter().filter(|clarify| !asked(&clarify.ask));
    let mut text = String::new();
    for clarify in never {
        let (ask, answer) = (cell(&clarify.ask), cell(&clarify.answer));
        let _ = writeln!(text, "- **{ask}**\\\n  {answer}");
    }
    text
}

fn hints(session: &Session) -> String {
    let mut text = String::new();
    for (plan, state) in session.head.plan.stages.iter().zip(&session.stages) {
        for (prompt, at) in &state.hints {
            let ask = plan.prompts.get(*prompt).map_or("", |prompt| &prompt.ask);
            let (at, short, ask) = (clock(*at), cell(&plan.short), cell(ask));
            let _ = writeln!(text, "- {at} {short}: {ask}");
        }
    }
    text
}

/// Planned, spent, over and unspent time of each stage and in total, and which stages lost time to overruns.
fn pace(session: &Session) -> String {
    let pace = Pace::of(session);
    let stages = &session.head.plan.stages;
    let mut text =
        String::from("| Stage | Planned | Spent | Over | Unspent |\n|---|--:|--:|--:|--:|\n");
    let mut row = |name: &str, times: Times| {
        let blank = |time: Duration| {
            if time.is_zero() {
                String::new()
            } else {
                clock(time)
            }
        };
        let (planned, spent) = (clock(times.planned), clock(times.spent));
        let (over, unspent) = (blank(times.over), blank(times.unspent));
        let _ = writeln!(
            text,
            "| {name} | {planned} | {spent} | {over} | {unspent} |"
        );
    };
    for (number, (plan, pace)) in (1..).zip(stages.iter().zip(&pace.stages)) {
        row(&format!("{number} {}", cell(&plan.title)), pace.times);
    }
    row("In all", pace.total);
    let short = |stage: usize| cell(&stages[stage].short);
    let overruns = pace.stages.iter().enumerate().filter_map(|(stage, pace)| {
        let (over, paid) = (clock(pace.times.over), pace.paid_by(short)?);
        Some(format!("- **{}** went {over} over: {paid}\n", short(stage)))
    });
    let overruns = or_else(overruns.collect(), "No stage went over its time.");
    part(&mut text, "Time lost to overruns, by stage", &overruns);
    text
}
