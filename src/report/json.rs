//! The JSON that other programs read, field by field as documented. Times are whole milliseconds; a text is given
//! exactly, with what a terminal must not get as JSON escapes.

mod review;
mod stage;

use std::fmt::Write;

use serde::Serialize;

use super::facts::Facts;
use super::{condition, status};
use crate::domain::judging::report::Report;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::event::{Wall, millis};
use review::Review;
use stage::Stage;

/// Version of every JSON shape here.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Show<'a> {
    schema_version: u32,
    id: &'a str,
    design: &'a crate::domain::session::event::DesignName,
    candidate: &'a str,
    started_at: String,
    ended_at: Option<String>,
    status: &'static str,
    condition: Vec<&'static str>,
    seed: u32,
    elapsed_ms: u64,
    pauses: Vec<Pause>,
    stages: Vec<Stage<'a>>,
    next_time: Option<&'a str>,
    reviews: Vec<Review<'a>>,
}

#[derive(Serialize)]
struct Pause {
    at_ms: u64,
    ms: Option<u64>,
    why: &'static str,
}

/// One session whole, as `forty show --json` prints it; `only` keeps one stage.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    let facts = Facts::of(report);
    let session = report.session;
    let stages = (0..facts.stages()).filter(|place| only.is_none_or(|only| only == *place));
    let reviews = 0..facts.reviews.len();
    let show = Show {
        schema_version: SCHEMA_VERSION,
        id: &session.head.id,
        design: &session.head.design,
        candidate: &session.head.candidate,
        started_at: wall(session.head.wall),
        ended_at: session.ended.map(wall),
        status: status(session),
        condition: condition(session),
        seed: session.head.seed,
        elapsed_ms: millis::whole(session.timeline_now().elapsed()),
        pauses: pauses(session),
        stages: stages.map(|place| Stage::of(&facts, place)).collect(),
        next_time: report.next_time(),
        reviews: reviews.map(|place| Review::of(&facts, place)).collect(),
    };
    pretty(&show)
}

/// The id of a stage; empty where the plan has no such place.
fn id_of(session: &Session, stage: usize) -> &str {
    let stage = session.head.plan.stages.get(stage);
    stage.map_or("", |stage| stage.id.as_str())
}

fn pauses(session: &Session) -> Vec<Pause> {
    let pauses = session.gaps.iter().map(|gap| Pause {
        at_ms: millis::whole(gap.at),
        ms: gap.length.map(millis::whole),
        why: gap.why.word(),
    });
    pauses.collect()
}

/// RFC 3339 with offset, to the second.
pub fn wall(wall: Wall) -> String {
    wall.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

/// Indented JSON with a last line end. What would drive a terminal or hide on it is written by its number, which
/// reads back as the same character.
pub fn pretty(value: &impl Serialize) -> String {
    // Nothing here has a map key that is no text, the one thing that cannot be written.
    serde_json::to_string_pretty(value)
        .map_or_else(|error| error.to_string(), |text| escaped(&text) + "\n")
}

/// Such characters stand within texts only, where JSON takes `\uXXXX` for any: beyond U+FFFF as two surrogates.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if sanitize::shown(character) == character {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_must_not_get_is_escaped_and_reads_back_exactly() {
        let text = "a\u{1b}[31m\u{7f}\u{85}\u{9b}\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}\n\t\"\\ 日本 e\u{301}";
        let json = pretty(&[text]);
        for escape in [
            "\\u001b",
            "\\u007f",
            "\\u0085",
            "\\u009b",
            "\\u202e",
            "\\u2066",
            "\\u200b",
            "\\ufeff",
            "\\udb40\\udc41",
            "日本 e\u{301}",
        ] {
            assert!(json.contains(escape), "{escape} in {json}");
        }
        let read: [String; 1] = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(read, [text]);
    }

    #[test]
    fn every_character_reads_back_exactly_and_none_goes_out_that_is_not_shown() {
        let all: String = ('\0'..=char::MAX).collect();
        let json = pretty(&[&all]);
        assert!(
            json.chars()
                .all(|character| sanitize::shown(character) == character)
        );
        let read: [String; 1] = serde_json::from_str(&json).expect("it is JSON");
        assert!(read == [all]);
    }
}
