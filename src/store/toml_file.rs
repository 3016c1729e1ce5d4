//! Reads and writes the program's TOML files by their types. A newer format is an error that names both numbers.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use crate::domain::sanitize;
use crate::domain::session::event::FORMAT;

/// The largest file of the state or the config folder.
pub(super) const LIMIT: u64 = 16 * 1024 * 1024;

/// Reads a file of the state or the config folder; the default value if it is missing.
///
/// # Errors
/// When the file cannot be read, has a newer format, or cannot be parsed.
pub(super) fn read<T: Default + DeserializeOwned>(path: &Path) -> Result<T, StoreError> {
    match files::read_text(path, LIMIT) {
        Ok(text) => parse(path, &text),
        Err(why) if why.is_missing() => Ok(T::default()),
        Err(why) => Err(why),
    }
}

/// Reads a file of the state folder, which may be lost: one that cannot be read is renamed to `*.aside`, and the default
/// value is used. Returns a sanitized remark on that.
pub(super) fn read_or_set_aside<T: Default + DeserializeOwned>(path: &Path) -> (T, Option<String>) {
    let why = match read(path) {
        Ok(value) => return (value, None),
        Err(why) => why,
    };
    let now = match files::set_aside(path) {
        Ok(aside) => format!("it is now {}", aside.display()),
        Err(error) => error.with_cause(),
    };
    let remark = format!("{}; {now}", why.with_cause());
    (T::default(), Some(sanitize::line(&remark)))
}

/// Parses the text of a file.
///
/// # Errors
/// When the file has a newer format or cannot be parsed.
pub(super) fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, StoreError> {
    #[derive(Deserialize)]
    struct Version {
        format: u64,
    }
    let version = toml::from_str::<Version>(text);
    if let Ok(Version { format }) = version
        && format > u64::from(FORMAT)
    {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found: format,
        });
    }
    let parsed = toml::from_str(text).and_then(|parsed| version.map(|_| parsed));
    parsed.map_err(|why| StoreError::Unreadable {
        path: path.to_owned(),
        why: describe(&why, text),
    })
}

/// What stands before the first table whose header begins so, and each such table up to the next one: the parts of a
/// damaged file, to be read one by one.
pub(super) fn tables<'a>(text: &'a str, header: &str) -> (&'a str, Vec<&'a str>) {
    let starts = text.match_indices(header).map(|(at, _)| at);
    let starts = starts.filter(|at| *at == 0 || text[..*at].ends_with('\n'));
    let starts: Vec<usize> = starts.collect();
    let before = &text[..starts.first().copied().unwrap_or(text.len())];
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let tables = starts.iter().zip(ends);
    (
        before,
        tables.map(|(start, end)| &text[*start..end]).collect(),
    )
}

/// The text of a file; strings of several lines are written as lines.
pub(super) fn write(value: &impl Serialize) -> String {
    toml::to_string_pretty(value).unwrap_or_default()
}

/// The line's number and the parser's message, sanitized and cut short. The parser's own text would repeat the line
/// unsanitized.
fn describe(why: &toml::de::Error, text: &str) -> String {
    let at = why.span().map_or(0, |span| span.start).min(text.len());
    let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n');
    let message: String = sanitize::line(why.message()).chars().take(200).collect();
    format!("line {}: {message}", line.count() + 1)
}
