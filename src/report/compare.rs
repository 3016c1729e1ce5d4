//! Two attempts side by side for the terminal, for the page of a screen, and for other programs. Values in, text out.

mod json;
mod page;
mod plain;

use std::time::Duration;

pub use json::json;
pub use page::{parts, title};
pub use plain::plain;

use super::clock;
use crate::domain::compare::{Attempt, Both, Piece, Source};
use crate::domain::judging::rubric::level_word;

/// What stands where an attempt has nothing.
const NONE: &str = "-";

/// A moment or length of time, or that there is none.
fn time(time: Option<Duration>) -> String {
    time.map_or(NONE.to_owned(), clock)
}

/// `2 solid`, or that there is none.
fn level(level: Option<u8>) -> String {
    level.map_or(NONE.to_owned(), |level| {
        format!("{level} {}", level_word(level))
    })
}

/// `3 of 9`, or that there is none.
fn share(share: Option<(usize, usize)>) -> String {
    share.map_or(NONE.to_owned(), |(covered, prompts)| {
        format!("{covered} of {prompts}")
    })
}

/// The earlier attempt's figure and what became of it.
fn then(both: Both<String>) -> String {
    let [earlier, later] = both;
    format!("{earlier}, then {later}")
}

/// What the marks of a source are called, its name made fit to be shown by `clean`.
fn marks_of(by: &Source, clean: impl Fn(&str) -> String) -> String {
    match by {
        Source::Candidate => "own marks".to_owned(),
        Source::Coach(name) => format!("marks by {}", clean(name)),
    }
}

/// Whose run it was, when, and how it was held, each text from outside made fit to be shown by `clean`.
fn run(attempt: &Attempt, clean: impl Fn(&str) -> String) -> String {
    let condition = attempt.condition.iter().map(|condition| condition.word());
    format!(
        "{}, started {}, {}, {}",
        clean(&attempt.candidate),
        attempt.started.format("%Y-%m-%d %H:%M %:z"),
        status(attempt),
        condition.collect::<Vec<_>>().join(", ")
    )
}

/// `in-progress` or `finished`.
fn status(attempt: &Attempt) -> &'static str {
    if attempt.is_finished {
        "finished"
    } else {
        "in-progress"
    }
}

/// The words of a line.
fn whole(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// How many lines, in words.
fn lines(count: usize) -> String {
    if count == 1 {
        "1 line".to_owned()
    } else {
        format!("{count} lines")
    }
}

#[cfg(test)]
mod tests;
