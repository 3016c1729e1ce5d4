//! What the debrief comes to, as Markdown: levels, what went by the interviewer, how the time went.

use std::fmt::Write;
use std::time::Duration;

use super::{compare, reviews};
use crate::domain::content::design::{Design, DesignStage, RubricItem};
use crate::domain::judging::marks::Debrief;
use crate::domain::judging::review::Review;
use crate::domain::judging::rubric::level_text;
use crate::domain::session::Session;
use crate::domain::session::pace::{Pace, Times};
use crate::domain::session::plan::PlannedStage;
use crate::domain::session::timeline::clock;
use crate::tui::widgets::markdown::{cell, part};

/// The pages, in order.
pub const TITLES: [&str; 4] = ["Levels", "Interviewer", "Pace", "Reviews"];

/// One page, in parts that are read apart.
pub fn parts(
    debrief: &Debrief,
    design: Option<&Design>,
    reviews: &[Review],
    page: usize,
) -> Vec<String> {
    let session = debrief.session();
    match (page, design) {
        (3, design) => reviews::parts(session, design, reviews),
        (2, _) => vec![pace(session)],
        (0, Some(design)) => vec![levels(debrief, design)],
        (1, Some(design)) => vec![interviewer(session, design)],
        _ => vec!["The design of this session cannot be read, so there is nothing here.\n".into()],
    }
}

fn own<'a>(design: &'a Design, plan: &PlannedStage) -> Option<&'a DesignStage> {
    design.stages.iter().find(|own| own.id == plan.id)
}

fn levels(debrief: &Debrief, design: &Design) -> String {
    let session = debrief.session();
    let mut text = String::from("| Stage | Level | Why no higher |\n|---|---|---|\n");
    let mut late = Vec::new();
    for (place, plan) in session.head.plan.stages.iter().enumerate() {
        let rubric: &[RubricItem] = own(design, plan).map_or(&[], |own| &own.rubric);
        let verdict = debrief.verdict(place, rubric);
        let page = &session.stages[place];
        let (level, why) = match page.level {
            Some(level) => (level_text(Some(level)), verdict.reason.to_string()),
            None if rubric.is_empty() => (String::new(), "no rubric".into()),
            None => (String::new(), "not closed".into()),
        };
        let title = cell(&plan.title);
        let _ = writeln!(text, "| {} {title} | {level} | {} |", place + 1, cell(&why));
        if page.marked_after_reference {
            late.push(cell(&plan.short));
        }
    }
    text.push_str("\nFrom 1 weak over 2 solid and 3 strong to 4 exceptional.\n");
    if !late.is_empty() {
        let late = late.join(", ");
        let _ = writeln!(text, "\nMarked after the reference was opened: {late}.");
    }
    text
}

fn interviewer(session: &Session, design: &Design) -> String {
    let mut text = String::new();
    let never = never_asked(session, design);
    let asked_all = "Nothing: every question the brief leaves open was asked.";
    let never = if never.is_empty() { asked_all } else { &never };
    part(&mut text, "Never asked", never);
    let hints = hints(session);
    let hints = if hints.is_empty() { "None." } else { &hints };
    part(&mut text, "Hints taken", hints);
    let stages = || session.head.plan.stages.iter().enumerate();
    let follow_ups: String = stages()
        .filter_map(|(place, plan)| {
            own(design, plan).map(|own| compare::follow_ups(session, own, place))
        })
        .collect();
    let none = "None came.";
    let follow_ups = if follow_ups.is_empty() {
        none
    } else {
        &follow_ups
    };
    part(&mut text, "Follow-ups", follow_ups);
    for (_, plan) in stages() {
        let mistakes = own(design, plan).map_or(String::new(), compare::mistakes);
        part(
            &mut text,
            &format!("Mistakes to compare: {}", plan.short),
            &mistakes,
        );
    }
    text
}

/// What the candidate could have asked and did not, with the answers.
fn never_asked(session: &Session, design: &Design) -> String {
    let asked = |question: &str| {
        let mut replies = session.stages.iter().flat_map(|page| &page.asked);
        replies.any(|asked| {
            asked
                .reply
                .as_ref()
                .is_some_and(|reply| reply.0 == question)
        })
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
    for (plan, page) in session.head.plan.stages.iter().zip(&session.stages) {
        for (prompt, at) in &page.hints {
            let ask = plan.prompts.get(*prompt).map_or("", |prompt| &prompt.ask);
            let _ = writeln!(
                text,
                "- {} {}: {}",
                clock(*at),
                cell(&plan.short),
                cell(ask)
            );
        }
    }
    text
}

/// Planned, spent, over and unspent time of each stage and in all, and what paid for the overruns.
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
    let short = |stage: usize| {
        stages
            .get(stage)
            .map_or(String::new(), |plan| cell(&plan.short))
    };
    let overruns = pace.stages.iter().enumerate().filter_map(|(stage, pace)| {
        let (over, paid) = (clock(pace.times.over), pace.paid_by(short)?);
        Some(format!("- **{}** went {over} over: {paid}\n", short(stage)))
    });
    let overruns: String = overruns.collect();
    let none = "No stage went over its time.";
    let overruns = if overruns.is_empty() { none } else { &overruns };
    part(&mut text, "Time lost to overruns, by stage", overruns);
    text
}
