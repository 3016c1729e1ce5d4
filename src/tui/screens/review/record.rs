//! The record of a stage for the coach, as Markdown: pace against plan, then what happened and when. Nothing here says
//! what the candidate marked.

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

/// Columns of the longest bar.
const BAR: f64 = 20.0;

/// The parts of the page: pace, the stage's events, what did not count.
pub(super) fn parts(screen: &ReviewScreen) -> Vec<String> {
    let session = &screen.session;
    let mut parts = vec![pace(session, &screen.pace)];
    let title = &session.head.plan.stages[screen.stage].title;
    let mut text = String::new();
    let happened = happened(screen);
    let happened = if happened.is_empty() {
        "Nothing but the notes."
    } else {
        &happened
    };
    part(&mut text, title, happened);
    parts.push(text);
    if !session.gaps.is_empty() {
        let gaps = session.gaps.iter().map(|gap| format!("- {gap}\n"));
        let gaps: String = gaps.collect();
        let mut text = String::new();
        part(&mut text, "Time not counted (pauses, sleep)", &gaps);
        parts.push(text);
    }
    parts
}

/// A bar a stage: planned `░`, spent `▓`, past the plan `█`; the numbers beside it say the same.
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
        let (short, bar) = (cell(&plan.short), drawn(bar));
        let _ = writeln!(text, "| {short} | {bar} | {spent} | {planned} | {over} |");
    }
    text
}

fn drawn(bar: Bar) -> String {
    let columns = |part: f64| (part * BAR).round() as usize;
    let within = columns(bar.within);
    let left = columns(bar.planned).saturating_sub(within);
    let over = columns(bar.within + bar.over).saturating_sub(columns(bar.planned));
    "▓".repeat(within) + &"░".repeat(left) + &"█".repeat(over)
}

/// What happened in the stage, in order of time.
fn happened(screen: &ReviewScreen) -> String {
    let (session, log) = (&screen.session, &screen.log);
    let facts = SessionFacts::of(&Report::new(
        session,
        screen.design(),
        log,
        &[],
        Viewer::Candidate,
    ));
    let exchanges = facts.exchanges(screen.stage);
    let exchanges = exchanges
        .iter()
        .map(|exchange| (exchange.at, exchanged(exchange)));
    let silences = facts.silences(screen.stage);
    let silences = silences.map(|(_, silence)| {
        let words = format!("{} of silence", clock(silence.length()));
        (silence.from, words)
    });
    let entries = &log.entries()[..log.interview_len()];
    let events = entries.iter();
    let events = events.filter_map(|entry| Some((entry.at, event(screen, &entry.event)?)));
    let mut lines: Vec<(Duration, String)> = events.chain(exchanges).chain(silences).collect();
    lines.sort_by_key(|(at, _)| *at);
    let lines = lines.into_iter();
    let lines = lines.map(|(at, words)| format!("- {} {words}\n", clock(at)));
    lines.collect::<Vec<_>>().concat()
}

fn exchanged(exchange: &Exchange<'_>) -> String {
    let (kind, text) = (exchange.kind.word(), cell(exchange.text));
    let what_followed = match (exchange.reply, exchange.reaction) {
        (Some((question, answer)), _) => {
            format!(
                ", matched question: {} Answer: {}",
                cell(question),
                cell(answer)
            )
        }
        (None, Some(reaction)) => format!(" ({reaction})"),
        (None, None) if exchange.kind == ExchangeKind::Asked => ", no question matched".to_owned(),
        (None, None) => String::new(),
    };
    format!("**{kind}**: {text}{what_followed}")
}

/// Other events of the stage in words; none for edits and what belongs to other stages.
fn event(screen: &ReviewScreen, event: &Event) -> Option<String> {
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
