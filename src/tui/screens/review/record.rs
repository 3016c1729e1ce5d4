//! The record of a stage for the coach, as Markdown: time spent against the plan, then the events of the stage. It
//! contains nothing of the self-scores.

use std::fmt::Write;
use std::time::Duration;

use super::ReviewScreen;
use crate::domain::judging::facts::{Exchange, ExchangeKind, SessionFacts};
use crate::domain::judging::report::Report;
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::event::Event;
use crate::domain::session::pace::{Bar, Pace};
use crate::domain::session::timeline::clock;
use crate::tui::widgets::markdown::{cell, part};

/// Width of the longest bar, in columns.
const BAR: f64 = 20.0;

/// The parts of the page: pace, the stage's events, time that was not counted.
pub(super) fn parts(screen: &ReviewScreen) -> Vec<String> {
    let session = &screen.session;
    let mut parts = vec![pace(session, &screen.pace)];
    let title = &session.head.plan.stages[screen.stage].title;
    let mut text = String::new();
    let events = match events(screen) {
        events if events.is_empty() => "Nothing but the notes.".to_owned(),
        events => events,
    };
    part(&mut text, title, &events);
    parts.push(text);
    let gaps = session.gaps.iter().map(|gap| format!("- {gap}\n"));
    let mut text = String::new();
    part(
        &mut text,
        "Time not counted (pauses, sleep)",
        &gaps.collect::<String>(),
    );
    parts.push(text);
    parts.retain(|part| !part.is_empty());
    parts
}

/// A table with a bar for each stage: planned `░`, spent `▓`, over the plan `█`.
fn pace(session: &Session, pace: &Pace) -> String {
    let mut text = String::from("| Stage | Pace | Spent | Plan | Over |\n|---|---|---|---|---|\n");
    let stages = session.head.plan.stages.iter().zip(&pace.stages);
    for ((plan, pace), bar) in stages.zip(pace.bars()) {
        let times = pace.times;
        let over = if times.over.is_zero() {
            String::new()
        } else {
            format!("+{}", clock(times.over))
        };
        let (spent, planned) = (clock(times.spent), clock(times.planned));
        let (short, bar) = (cell(&plan.short), bar_text(bar));
        let _ = writeln!(text, "| {short} | {bar} | {spent} | {planned} | {over} |");
    }
    text
}

fn bar_text(bar: Bar) -> String {
    let columns = |part: f64| (part * BAR).round() as usize;
    let within = columns(bar.within);
    let left = columns(bar.planned).saturating_sub(within);
    let over = columns(bar.within + bar.over).saturating_sub(columns(bar.planned));
    "▓".repeat(within) + &"░".repeat(left) + &"█".repeat(over)
}

/// The events of the stage, one line each, in order of time.
fn events(screen: &ReviewScreen) -> String {
    let (session, log) = (&screen.session, &screen.log);
    let facts = SessionFacts::of(&Report::new(
        session,
        screen.design(),
        log,
        &[],
        Viewer::Candidate,
    ));
    let exchanges = facts.exchanges(screen.stage);
    let exchanges = exchanges.iter();
    let exchanges = exchanges.map(|exchange| (exchange.at, describe_exchange(exchange)));
    let silences = facts.silences(screen.stage);
    let silences = silences.map(|(_, silence)| {
        let length = clock(silence.length());
        (silence.from, format!("{length} of silence"))
    });
    let events = log.entries()[..log.interview_len()].iter();
    let events = events.filter_map(|entry| Some((entry.at, describe(screen, &entry.event)?)));
    let mut lines: Vec<(Duration, String)> = events.chain(exchanges).chain(silences).collect();
    lines.sort_by_key(|(at, _)| *at);
    let lines = lines.iter();
    let lines = lines.map(|(at, line)| format!("- {} {line}\n", clock(*at)));
    lines.collect()
}

fn describe_exchange(exchange: &Exchange<'_>) -> String {
    let (kind, text) = (exchange.kind.word(), cell(exchange.text));
    let what_followed = match (exchange.reply, exchange.reaction) {
        (Some((question, answer)), _) => {
            let (question, answer) = (cell(question), cell(answer));
            format!(", matched question: {question} Answer: {answer}")
        }
        (None, Some(reaction)) => format!(" ({reaction})"),
        (None, None) if exchange.kind == ExchangeKind::Asked => ", no question matched".to_owned(),
        (None, None) => String::new(),
    };
    format!("**{kind}**: {text}{what_followed}")
}

/// Describes another event of the stage; `None` for edits and for events of other stages.
fn describe(screen: &ReviewScreen, event: &Event) -> Option<String> {
    let here = screen.stage;
    Some(match event {
        Event::Entered { stage, .. } if *stage == here => "entered".to_owned(),
        Event::Covered { stage, prompt } if *stage == here => {
            let plan = screen.session.head.plan.stages.get(here)?;
            format!("covered: {}", cell(&plan.prompts.get(*prompt)?.ask))
        }
        Event::EditorOpened { stage } if *stage == here => "an editor was opened".to_owned(),
        _ => return None,
    })
}
