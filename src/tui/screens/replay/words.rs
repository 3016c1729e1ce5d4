//! A replay in words: what changed, and what else happened around the moment. Everything is cleaned here.

use std::time::Duration;

use crate::domain::sanitize;
use crate::domain::session::event::{EnteredBy, Entry, Event};
use crate::domain::session::plan::Plan;
use crate::domain::session::replay::Change;
use crate::domain::session::timeline::clock;
use crate::tui::widgets::fit;

/// What happened within this is near, or within a second of playing where that is longer.
pub(super) const NEAR: Duration = Duration::from_secs(10);
/// More characters of a text than this fit no line.
const MOST: usize = 500;

/// A text with its line ends made visible, and no more of it than so many characters.
pub(super) fn on_one_line(text: &str, most: usize) -> String {
    let text: String = text.chars().take(most + 1).collect();
    let cut = text.chars().count() > most;
    let mut line: String = text.chars().take(most).collect();
    if cut {
        line.push('…');
    }
    line.replace("\r\n", "↵")
        .replace('\n', "↵")
        .replace('\t', " ")
}

/// What an edit took and gave, on at most `width` columns: `- "maybe"  + "p95 under 1 s"`.
pub(super) fn change(change: &Change, width: usize) -> String {
    let sides = [("-", &change.removed), ("+", &change.edit.inserted)];
    let sides: Vec<(&str, String)> = sides
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(sign, text)| (sign, sanitize::line(&on_one_line(text, MOST))))
        .collect();
    let each = (width + 2) / sides.len().max(1);
    // The sign, a blank, two quotes, and the two blanks between the sides.
    let room = each.saturating_sub(6);
    let sides = sides
        .iter()
        .map(|(sign, text)| format!("{sign} \"{}\"", fit(text, room)));
    sides.collect::<Vec<_>>().join("  ")
}

/// What else than edits happened within `near` before `at`, the latest first.
pub(super) fn happened(entries: &[Entry], plan: &Plan, at: Duration, near: Duration) -> String {
    let recent = entries.iter().rev();
    let recent = recent.take_while(|entry| entry.at + near >= at);
    let words = recent.filter_map(|entry| {
        let words = event(&entry.event, plan)?;
        Some(format!("{} {words}", clock(entry.at)))
    });
    words.take(8).collect::<Vec<_>>().join(" · ")
}

fn event(event: &Event, plan: &Plan) -> Option<String> {
    let stage = |stage: &usize| plan.stages.get(*stage);
    let short = |place: &usize| stage(place).map_or(String::new(), |stage| shown(&stage.short));
    let prompt = |place: &usize, prompt: &usize| {
        let prompt = stage(place).and_then(|stage| stage.prompts.get(*prompt));
        prompt.map_or(String::new(), |prompt| shown(&prompt.ask))
    };
    let words = match event {
        Event::Entered { stage, by } => match by {
            EnteredBy::Start => format!("started with {}", short(stage)),
            EnteredBy::Key => format!("entered {}", short(stage)),
            EnteredBy::Strict => format!("no time left, on to {}", short(stage)),
        },
        Event::Covered { stage, prompt: at } => format!("covered \"{}\"", prompt(stage, at)),
        Event::Uncovered { stage, prompt: at } => {
            format!("no longer covered \"{}\"", prompt(stage, at))
        }
        Event::Hint { stage, prompt: at } => format!("hint for \"{}\"", prompt(stage, at)),
        Event::Asked { typed, answer, .. } => {
            let unanswered = if answer.is_none() { ", no answer" } else { "" };
            format!("asked \"{}\"{unanswered}", shown(typed))
        }
        Event::FollowUp { ask, .. } => format!("follow-up \"{}\"", shown(ask)),
        Event::EditorOpened { .. } => "opened an editor".into(),
        Event::EditorClosed { .. } => "closed the editor".into(),
        Event::Pause { .. } => "paused".into(),
        Event::Resume { gap, .. } => format!("continued after {}", clock(*gap)),
        Event::Stopped { gap, .. } => format!("stopped for {}", clock(*gap)),
        Event::Left { .. } => "left for later".into(),
        Event::Opened { .. } => "resumed".into(),
        Event::Finish { .. } => "finished".into(),
        _ => return None,
    };
    Some(words)
}

fn shown(text: &str) -> String {
    sanitize::line(&on_one_line(text, MOST))
}
