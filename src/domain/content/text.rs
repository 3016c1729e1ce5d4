//! How texts of content files are read. A `String` field holds one paragraph unless it names one of these functions.
//! The content reader recognizes them by the name of the wrapper type; any other deserializer reads a plain string.

use serde::{Deserialize, Deserializer};

/// Reads one or more paragraphs: single line breaks become spaces, a blank line starts a new paragraph.
///
/// # Errors
/// Returns the errors of the deserializer.
pub fn paragraphs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    struct Paragraphs(String);
    Ok(Paragraphs::deserialize(deserializer)?.0)
}

/// Reads a text with significant line breaks, such as Markdown.
///
/// # Errors
/// Returns the errors of the deserializer.
pub fn as_written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    struct AsWritten(String);
    Ok(AsWritten::deserialize(deserializer)?.0)
}

/// Reads one paragraph; empty if the key is missing.
///
/// # Errors
/// Returns the errors of the deserializer.
pub fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a text with significant line breaks; empty if the key is missing.
///
/// # Errors
/// Returns the errors of the deserializer.
pub fn optional_as_written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    struct AsWritten(String);
    let text = Option::<AsWritten>::deserialize(deserializer)?;
    Ok(text.map(|text| text.0).unwrap_or_default())
}

/// Normalizes the paragraphs of a text: one space for a single line break, one blank line between paragraphs.
pub fn join_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty());
    let paragraphs = paragraphs.filter(|lines| !lines.is_empty());
    paragraphs
        .map(|lines| lines.join(" "))
        .collect::<Vec<_>>()
        .join("\n\n")
}
