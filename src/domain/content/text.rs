//! How a text of a content file is read. A `String` field holds one paragraph unless it names one of these readers.
//! The reader of the files tells them apart by the name of the wrapper; any other deserializer sees a plain string.

use serde::{Deserialize, Deserializer};

/// Reads one or more paragraphs: single line breaks become spaces, a blank line begins a new paragraph.
///
/// # Errors
/// Those of the deserializer.
pub fn paragraphs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    struct Paragraphs(String);
    Ok(Paragraphs::deserialize(deserializer)?.0)
}

/// Reads a text whose line breaks count, such as Markdown.
///
/// # Errors
/// Those of the deserializer.
pub fn as_written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    struct AsWritten(String);
    Ok(AsWritten::deserialize(deserializer)?.0)
}

/// Reads one paragraph, empty where the key is missing.
///
/// # Errors
/// Those of the deserializer.
pub fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The paragraphs of a text: single line breaks joined to one space, one blank line between two paragraphs.
pub fn join_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty());
    let paragraphs = paragraphs.filter(|lines| !lines.is_empty());
    paragraphs
        .map(|lines| lines.join(" "))
        .collect::<Vec<_>>()
        .join("\n\n")
}
