//! Sessions made into text for others to read: values in, text out. No file is touched here.

pub mod json;
pub mod markdown;
pub mod plain;

use std::time::Duration;

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
