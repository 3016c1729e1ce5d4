//! Texts put into Markdown, so that they read as what they are. Reads no Markdown.

use std::fmt::Write;

use crate::domain::sanitize;

/// Markdown that reads as this text, whatever stands in it.
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

/// A text on one line, so that it stays in its cell or item.
pub fn cell(text: &str) -> String {
    plain(&sanitize::line(text))
}

/// A heading with its text, where there is any.
pub fn part(page: &mut String, heading: &str, text: &str) {
    if !text.trim().is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(page, "\n### {}\n\n{}\n", cell(heading), text.trim_end());
    }
}
