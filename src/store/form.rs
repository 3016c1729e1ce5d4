//! A TOML file of ours read as a form: newer formats are refused by naming both numbers, what is wrong is said short.

use std::path::Path;

use serde::Deserialize;

use super::error::StoreError;
use super::toml_marks;
use crate::domain::sanitize;
use crate::domain::session::event::FORMAT;

/// What a file's text says.
///
/// # Errors
/// When it is of a newer format, or is no such form.
pub(super) fn parse<T: for<'de> Deserialize<'de>>(
    path: &Path,
    text: &str,
) -> Result<T, StoreError> {
    #[derive(Deserialize)]
    struct Version {
        format: u64,
    }
    let unreadable = |why| StoreError::Unreadable {
        path: path.to_owned(),
        why,
    };
    if toml_marks::are_too_many(text) {
        return Err(unreadable("it has more keys than any such file".to_owned()));
    }
    let wrong = |why: toml::de::Error| unreadable(told(&why, text));
    let version: Version = toml::from_str(text).map_err(wrong)?;
    if version.format > u64::from(FORMAT) {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found: version.format,
        });
    }
    toml::from_str(text).map_err(wrong)
}

/// The parser's message without the line it repeats raw, cut short, with the line's number.
pub(super) fn told(why: &toml::de::Error, text: &str) -> String {
    let at = why.span().map_or(0, |span| span.start).min(text.len());
    let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n');
    let said: String = sanitize::line(why.message()).chars().take(200).collect();
    format!("line {}: {said}", line.count() + 1)
}
