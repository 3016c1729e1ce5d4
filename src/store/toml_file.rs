//! A TOML file of ours read and written by its type: newer formats are refused by naming both numbers, what is wrong is
//! said in one short line.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use crate::domain::sanitize;
use crate::domain::session::event::FORMAT;

/// What a file's text says.
///
/// # Errors
/// When it is of a newer format, or not such a file.
pub(super) fn parse<T: for<'de> Deserialize<'de>>(
    path: &Path,
    text: &str,
) -> Result<T, StoreError> {
    #[derive(Deserialize)]
    struct Version {
        format: u64,
    }
    let parsed = toml::from_str(text);
    match toml::from_str::<Version>(text) {
        Ok(Version { format }) if format > u64::from(FORMAT) => Err(StoreError::Newer {
            path: path.to_owned(),
            found: format,
        }),
        version => parsed
            .and_then(|parsed| version.map(|_| parsed))
            .map_err(|why| StoreError::Unreadable {
                path: path.to_owned(),
                why: describe(&why, text),
            }),
    }
}

/// The file's text, long texts as lines.
pub(super) fn write(value: &impl Serialize) -> String {
    toml::to_string_pretty(value).unwrap_or_default()
}

/// The parser's message without the line it repeats raw, cut short, with the line's number.
fn describe(why: &toml::de::Error, text: &str) -> String {
    let at = why.span().map_or(0, |span| span.start).min(text.len());
    let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n');
    let said: String = sanitize::line(why.message()).chars().take(200).collect();
    format!("line {}: {said}", line.count() + 1)
}
