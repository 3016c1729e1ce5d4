//! Escapes texts for Markdown.

use std::fmt::Write;

use crate::domain::sanitize;

/// A text as Markdown that renders as this text.
pub fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            escaped.push('\n');
        }
        for character in line.trim().chars() {
            if character.is_ascii_punctuation() {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// A text as Markdown on one line, for a table cell or a list item.
pub fn cell(text: &str) -> String {
    plain(&sanitize::line(text))
}

/// A text as a code block, with its blanks.
pub fn code(text: &str) -> String {
    // Indented, because a fence would end at the first line of the text that is one.
    let lines = text.trim_matches('\n').lines();
    lines.flat_map(|line| ["    ", line, "\n"]).collect()
}

/// Appends a heading with its text, unless the text is blank.
pub fn part(page: &mut String, heading: &str, text: &str) {
    if !text.trim().is_empty() {
        // Writing to a `String` never fails.
        let _ = write!(page, "\n### {}\n\n{}\n", cell(heading), text.trim_end());
    }
}
