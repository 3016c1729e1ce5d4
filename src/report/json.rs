//! JSON for other programs. A text is given exactly; what a terminal must not get stands as JSON escapes.

use std::fmt::Write;

use serde::Serialize;

use super::view::SessionView;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::report::Report;
use crate::domain::sanitize;

/// Version of every JSON shape here.
const SCHEMA_VERSION: u32 = 1;

/// One session whole, as `forty show --json` prints it; `only` keeps one stage.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    versioned(&SessionView::new(&SessionFacts::of(report), only))
}

/// A value with the version of its shape before its own fields.
pub fn versioned(value: &impl Serialize) -> String {
    #[derive(Serialize)]
    struct Versioned<'a, T> {
        schema_version: u32,
        #[serde(flatten)]
        value: &'a T,
    }
    pretty(&Versioned {
        schema_version: SCHEMA_VERSION,
        value,
    })
}

/// Indented JSON with a last line end. What would drive a terminal or hide on it is written by its number, which
/// reads back as the same character.
fn pretty(value: &impl Serialize) -> String {
    // Nothing here has a map key that is no text, the one thing that cannot be written.
    serde_json::to_string_pretty(value)
        .map_or_else(|error| error.to_string(), |text| escaped(&text, "") + "\n")
}

/// JSON with every character that is not shown as itself, and those of `more`, written by their numbers. They stand
/// within texts only, where JSON takes `\uXXXX` for any character: beyond U+FFFF as two surrogates.
pub fn escaped(json: &str, more: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if sanitize::shown(character) == character && !more.contains(character) {
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
