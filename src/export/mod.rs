//! Sessions made into text for others to read: values in, text out. No file is touched here.

pub mod json;
pub mod markdown;
pub mod plain;

use std::time::Duration;

use crate::domain::clean;
use crate::domain::event::Evidence;
use crate::domain::rubric::level_word;
use crate::domain::session::Session;
pub use crate::domain::timeline::clock;

/// The words of a session's condition, in one order.
pub fn condition(session: &Session) -> Vec<&'static str> {
    session
        .condition()
        .iter()
        .map(|condition| condition.word())
        .collect()
}

/// `in-progress` or `finished`.
pub fn status(session: &Session) -> &'static str {
    if session.is_finished() {
        "finished"
    } else {
        "in-progress"
    }
}

/// "Next time I will ...", where something was written.
pub fn next_time(session: &Session) -> Option<&str> {
    session.next_time.as_deref().filter(|line| !line.is_empty())
}

/// A stage's level with its word, once it is closed: `3 of 4, strong`.
pub fn level(session: &Session, stage: usize) -> Option<String> {
    let level = session.pages.get(stage)?.level?;
    Some(format!("{level} of 4, {}", level_word(level)))
}

/// Where a piece of evidence stands: the stage's name and the line from 1.
pub fn place(session: &Session, evidence: &Evidence) -> String {
    let stage = session.head.plan.stages.get(evidence.in_stage);
    let short = stage.map_or(String::new(), |stage| clean::line(&stage.short));
    format!("{short} line {}", evidence.line + 1)
}

/// Every line of a stage's notes with the moment it was last touched; none where nothing is written.
pub fn lines(session: &Session, stage: usize) -> Vec<(String, Duration)> {
    let Some(page) = session
        .pages
        .get(stage)
        .filter(|page| !page.notes.is_empty())
    else {
        return Vec::new();
    };
    let notes = &page.notes;
    (0..notes.line_count())
        .map(|line| (notes.line(line).into_owned(), notes.touched(line)))
        .collect()
}
