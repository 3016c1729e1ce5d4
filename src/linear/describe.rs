//! What is said of stages, prompts, times and notes, as lines of text.

use crate::domain::session::Session;
use crate::domain::session::time_words::{debt_text, time_words, total_words};
use crate::domain::session::timeline::{Timeline, clock};

/// The open stage: its title, time, prompts and follow-ups without an answer.
pub fn stage(session: &Session, timeline: &Timeline) -> Vec<String> {
    let planned = &session.head.plan.stages[session.stage];
    let (number, count) = (session.stage + 1, session.stages.len());
    let mut lines = vec![format!("Stage {number} of {count}: {}.", planned.title)];
    lines.extend(time(session, timeline));
    lines.extend(prompts(session));
    let unanswered = session.stages[session.stage].unanswered();
    lines.extend(unanswered.map(|asked| format!("Follow-up without an answer: {}", asked.ask)));
    lines
}

/// The time of the open stage and in total, and what overruns and early stages do to the stages to come.
pub fn time(session: &Session, timeline: &Timeline) -> Vec<String> {
    let Some(time) = timeline.stages.get(session.stage) else {
        return Vec::new();
    };
    let title = &session.head.plan.stages[session.stage].title;
    let (stage, total) = (time_words(*time), total_words(timeline));
    let mut lines = vec![format!("{title}: {stage}, {total}.")];
    lines.extend(debt(session, timeline));
    lines
}

/// What overruns and early stages do to the stages to come, where they do anything.
pub fn debt(session: &Session, timeline: &Timeline) -> Option<String> {
    let stages = session.head.plan.stages.iter();
    let shorts: Vec<String> = stages.map(|stage| stage.short.clone()).collect();
    let debt = debt_text(timeline, &shorts);
    (!debt.is_empty()).then(|| format!("{debt}."))
}

/// The prompts of the open stage, numbered.
pub fn prompts(session: &Session) -> Vec<String> {
    let prompts = &session.head.plan.stages[session.stage].prompts;
    let covered = &session.stages[session.stage].covered;
    let mut lines = vec![format!(
        "Prompts, {} of {} covered:",
        covered.len(),
        prompts.len()
    )];
    let numbered = prompts.iter().enumerate().map(|(index, prompt)| {
        let mark = if covered.contains(&index) {
            "covered: "
        } else {
            ""
        };
        format!("{}. {mark}{}", index + 1, prompt.ask)
    });
    lines.extend(numbered);
    lines
}

/// The notes of a stage, each line with its number and the interview time at which it was last edited.
pub fn notes(session: &Session, stage: usize) -> Vec<String> {
    let title = &session.head.plan.stages[stage].title;
    let notes = &session.stages[stage].notes;
    if notes.is_empty() {
        return vec![format!("The notes of {title} are empty.")];
    }
    let mut lines = vec![format!("Notes of {title}:")];
    let mut texts: Vec<_> = notes.lines().collect();
    // What stands behind the last line end is no line yet.
    texts.pop_if(|(text, _)| text.is_empty());
    let numbered = texts.iter().enumerate();
    lines.extend(
        numbered.map(|(index, (text, at))| format!("{} at {}: {text}", index + 1, clock(*at))),
    );
    lines
}

/// How a pause is described.
pub fn paused(session: &Session) -> String {
    let at = clock(session.at);
    format!("Paused at {at}. The clock is stopped. An empty line or /continue continues.")
}

/// A sentence with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
