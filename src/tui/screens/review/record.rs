//! The record of a stage for the coach, as Markdown: pace against plan, then what happened and when. Nothing here says
//! what the candidate marked.

use std::fmt::Write;
use std::time::Duration;

use super::ReviewScreen;
use crate::domain::session::Session;
use crate::domain::session::activity;
use crate::domain::session::event::Event;
use crate::domain::session::timeline::{StageTime, clock};
use crate::tui::widgets::markdown::{cell, part};

/// Columns of the longest bar.
const BAR: usize = 20;

/// The parts of the page: pace, the stage's events, what did not count.
pub(super) fn parts(screen: &ReviewScreen) -> Vec<String> {
    let session = &screen.session;
    let mut parts = vec![pace(session)];
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
        let mut text = String::new();
        part(&mut text, "Not counted", &gaps(session));
        parts.push(text);
    }
    parts
}

/// A bar a stage: planned `░`, spent `▓`, past the plan `█`; the numbers beside it say the same.
fn pace(session: &Session) -> String {
    let timeline = session.timeline_now();
    let longest = timeline
        .stages
        .iter()
        .map(|time| time.planned.max(time.spent))
        .max();
    let longest = longest.unwrap_or_default().max(Duration::from_millis(1));
    let mut text = String::from("| Stage | Pace | Spent | Plan | Over |\n|---|---|---|---|---|\n");
    for (plan, time) in session.head.plan.stages.iter().zip(&timeline.stages) {
        let over = if time.over().is_zero() {
            String::new()
        } else {
            format!("+{}", clock(time.over()))
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {over} |",
            cell(&plan.short),
            bar(*time, longest),
            clock(time.spent),
            clock(time.planned)
        );
    }
    text
}

fn bar(time: StageTime, longest: Duration) -> String {
    let columns = |of: Duration| {
        let share = of.as_secs_f64() / longest.as_secs_f64() * BAR as f64;
        (share.round() as usize).min(BAR)
    };
    let within = columns(time.spent.min(time.planned));
    let left = columns(time.planned).saturating_sub(within);
    let over = columns(time.spent).saturating_sub(columns(time.planned));
    "▓".repeat(within) + &"░".repeat(left) + &"█".repeat(over)
}

/// What happened in the stage, by moment.
fn happened(screen: &ReviewScreen) -> String {
    let entries = &screen.log.entries()[..screen.log.interview_len()];
    let mut reactions = activity::reactions(&screen.log).into_iter();
    let mut lines: Vec<(Duration, String)> = Vec::new();
    for entry in entries {
        // Every follow-up takes its own, whichever stage it came in.
        let reaction = match entry.event {
            Event::FollowUp { .. } => reactions.next().flatten(),
            _ => None,
        };
        let words = words(screen, &entry.event, reaction);
        lines.extend(words.map(|words| (entry.at, words)));
    }
    let silences = activity::silences(&screen.log).into_iter();
    let silences = silences.filter(|silence| silence.stage == screen.stage);
    lines.extend(silences.map(|silence| {
        let words = format!("{} of silence", clock(silence.length()));
        (silence.from, words)
    }));
    lines.sort_by_key(|(at, _)| *at);
    let lines = lines.into_iter();
    lines.fold(String::new(), |mut text, (at, words)| {
        let _ = writeln!(text, "- {} {words}", clock(at));
        text
    })
}

/// An event of the stage in words; none for edits and what belongs to other stages.
fn words(screen: &ReviewScreen, event: &Event, reaction: Option<Duration>) -> Option<String> {
    let here = screen.stage;
    let prompt = |stage: usize, prompt: usize| {
        let prompt = screen
            .session
            .head
            .plan
            .stages
            .get(stage)?
            .prompts
            .get(prompt)?;
        Some(cell(&prompt.ask))
    };
    Some(match event {
        Event::Entered { stage, .. } if *stage == here => "entered".to_owned(),
        Event::Covered { stage, prompt: at } if *stage == here => {
            format!("covered: {}", prompt(*stage, *at)?)
        }
        Event::Hint { stage, prompt: at } if *stage == here => {
            format!("**hint taken**: {}", prompt(*stage, *at)?)
        }
        Event::Asked {
            stage,
            typed,
            question,
            answer,
        } if *stage == here => match (question, answer) {
            (Some(question), Some(answer)) => format!(
                "**asked**: {}, taken for: {} Answer: {}",
                cell(typed),
                cell(question),
                cell(answer)
            ),
            _ => format!("**asked**: {}, nothing matched", cell(typed)),
        },
        Event::FollowUp { stage, ask, .. } if *stage == here => {
            let reacted = match reaction {
                Some(after) => format!("the notes reacted after {}", clock(after)),
                None => "the notes never reacted".to_owned(),
            };
            format!("**follow-up**: {} ({reacted})", cell(ask))
        }
        Event::EditorOpened { stage } if *stage == here => "an editor was opened".to_owned(),
        _ => return None,
    })
}

fn gaps(session: &Session) -> String {
    session.gaps.iter().fold(String::new(), |mut text, gap| {
        let length = gap.length.map_or("until now".to_owned(), |length| {
            format!("for {}", clock(length))
        });
        let _ = writeln!(text, "- {} {} {length}", clock(gap.at), gap.why.word());
        text
    })
}
