//! Describes the last change and other recent events of a replay. All texts are sanitized here.

use std::time::Duration;

use crate::domain::sanitize;
use crate::domain::session::event::{EnteredBy, Entry, Event};
use crate::domain::session::plan::Plan;
use crate::domain::session::replay::Change;
use crate::domain::session::timeline::clock;
use crate::tui::symbols::ellipsis;
use crate::tui::widgets::fit;

/// Other events are listed for this long, or for one second of playback where that is longer.
pub(super) const RECENT: Duration = Duration::from_secs(10);
/// The most events on the line.
const MOST_EVENTS: usize = 8;
/// Longest text that is described, in characters.
const MOST: usize = 500;

/// At most the first `most` characters of a text, with its line ends made visible.
pub(super) fn on_one_line(text: &str, most: usize) -> String {
    let text: String = text.chars().take(most + 1).collect();
    let cut = text.chars().count() > most;
    let mut line: String = text.chars().take(most).collect();
    if cut {
        line.push_str(ellipsis(most));
    }
    line.replace("\r\n", "↵")
        .replace('\n', "↵")
        .replace('\t', " ")
}

/// The removed and the inserted text of an edit, on at most `width` columns: `- "maybe"  + "p95 under 1 s"`.
pub(super) fn change(change: &Change, width: usize) -> String {
    let sides = [("-", &change.removed), ("+", &change.edit.inserted)];
    let sides: Vec<(&str, String)> = sides
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(sign, text)| (sign, sanitize::line(&on_one_line(text, MOST))))
        .collect();
    let each = (width + 2) / sides.len().max(1);
    // Six columns are the sign, a blank, two quotes and two blanks.
    let room = each.saturating_sub(6);
    let sides = sides
        .iter()
        .map(|(sign, text)| format!("{sign} \"{}\"", fit(text, room)));
    sides.collect::<Vec<_>>().join("  ")
}

/// The events other than edits and the comments within `recent` before `at`, the latest first. The comments are sorted by
/// their times.
pub(super) fn events<'a>(
    entries: &[Entry],
    comments: impl DoubleEndedIterator<Item = (Duration, &'a str)>,
    plan: &Plan,
    (at, recent): (Duration, Duration),
) -> String {
    let entries = entries.iter().rev();
    let entries = entries.take_while(|entry| entry.at + recent >= at);
    let events = entries.filter_map(|entry| Some((entry.at, event(&entry.event, plan)?)));
    let comments = comments.filter(|(made, _)| *made <= at && *made + recent >= at);
    let comments = comments.map(|(made, label)| (made, format!("comment {}", shown(label))));
    let mut all: Vec<(Duration, String)> = comments.rev().chain(events.take(MOST_EVENTS)).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let all = all.iter().take(MOST_EVENTS);
    let all = all.map(|(at, what)| format!("{} {what}", clock(*at)));
    all.collect::<Vec<_>>().join(" · ")
}

/// What an event was; `None` of an edit and of what the candidate cannot see.
pub(super) fn event(event: &Event, plan: &Plan) -> Option<String> {
    let stage = |stage: &usize| plan.stages.get(*stage);
    let short = |index: &usize| stage(index).map_or(String::new(), |stage| shown(&stage.short));
    let prompt = |index: &usize, prompt: &usize| {
        let prompt = stage(index).and_then(|stage| stage.prompts.get(*prompt));
        prompt.map_or(String::new(), |prompt| shown(&prompt.ask))
    };
    Some(match event {
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
        Event::FollowUpAnswered { .. } => "marked a follow-up answered".into(),
        Event::FollowUpReopened { .. } => "marked a follow-up not answered".into(),
        Event::EditorOpened { .. } => "opened an editor".into(),
        Event::EditorClosed { .. } => "closed the editor".into(),
        Event::Pause { .. } => "paused".into(),
        Event::Resume { gap, .. } => format!("continued after {}", clock(*gap)),
        Event::Stopped { gap, .. } => format!("stopped for {}", clock(*gap)),
        Event::Left { .. } => "left for later".into(),
        Event::Opened { .. } => "resumed".into(),
        Event::Finish { .. } => "finished".into(),
        _ => return None,
    })
}

/// A text as it is shown: clean, on one line, and bounded.
pub(super) fn shown(text: &str) -> String {
    sanitize::line(&on_one_line(text, MOST))
}
