//! JSON for other programs. Texts are exact; characters that would drive a terminal are JSON escapes.

use std::fmt::Write;

use serde::Serialize;

use super::view::SessionView;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::report::Report;
use crate::domain::sanitize;

/// The version of every JSON value that the program prints.
const SCHEMA_VERSION: u32 = 1;

/// A session as `forty show --json` prints it; `only` is the index of the one stage to include.
pub fn show(report: &Report<'_>, only: Option<usize>) -> String {
    versioned(&SessionView::new(&SessionFacts::of(report), only))
}

/// A value as JSON, with the version before its own fields.
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

/// Indented JSON with a line end after it. Control and invisible characters are escapes.
fn pretty(value: &impl Serialize) -> String {
    // Writing fails only for a map whose keys are not texts, and there is none.
    serde_json::to_string_pretty(value)
        .map_or_else(|error| error.to_string(), |text| escaped(&text, "") + "\n")
}

/// JSON with an escape for each control or invisible character and for each character of `more`. They occur only inside
/// texts, where JSON accepts `\uXXXX`; a character above U+FFFF needs two.
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
    fn control_and_invisible_characters_are_escaped_and_read_back_exactly() {
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
    fn every_character_reads_back_exactly() {
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
