//! The ids of sessions: making them, checking them before any path is built, and finding the one a user means.

use std::path::{Path, PathBuf};

use super::summary;
use crate::domain::session::event::Wall;
use crate::store::error::StoreError;

/// How much of an id is the moment of its start.
const STAMP: usize = "20261123-140512".len();

/// The id of a session started at `wall` on a design, with four random hex digits.
pub fn session_id(wall: &Wall, design: &str, random: u16) -> String {
    let stamp = wall.to_utc().format("%Y%m%d-%H%M%S");
    format!("{stamp}-{design}-{random:04x}")
}

/// An id that may become part of a path: `[a-z0-9][a-z0-9-]{0,95}`.
///
/// # Errors
/// When it is anything else.
pub fn check_id(id: &str) -> Result<&str, StoreError> {
    if is_id(id) {
        Ok(id)
    } else {
        Err(StoreError::BadId(id.to_owned()))
    }
}

/// The folder of the session that a user's word means: an id, a unique prefix of one, a folder's path, or `last`.
///
/// # Errors
/// When none fits, or more than one.
pub fn resolve(sessions: &Path, word: &str) -> Result<PathBuf, StoreError> {
    if word == "last" {
        return last(sessions);
    }
    if is_id(word) {
        if sessions.join(word).is_dir() {
            return Ok(sessions.join(word));
        }
        let mut fitting = names(sessions)?;
        fitting.retain(|name| name.starts_with(word));
        match fitting.as_slice() {
            [] => {}
            [only] => return Ok(sessions.join(only)),
            _ => {
                return Err(StoreError::Ambiguous {
                    word: word.to_owned(),
                    ids: fitting,
                });
            }
        }
    }
    folder(word)
}

/// The names of all session folders, newest first, those that begin with no moment last. Links are no session folders; a missing folder has none.
pub(in crate::store) fn names(sessions: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match std::fs::read_dir(sessions) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(StoreError::io("list the sessions", sessions))?,
    };
    let mut names: Vec<(bool, String)> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| is_id(name))
        .map(|name| (is_stamped(&name), name))
        .collect();
    names.sort_unstable_by(|a, b| b.cmp(a));
    Ok(names.into_iter().map(|(_, name)| name).collect())
}

/// A folder given by its path.
fn folder(word: &str) -> Result<PathBuf, StoreError> {
    let nothing = || StoreError::NoSession(word.to_owned());
    let path = Path::new(word).canonicalize().map_err(|_| nothing())?;
    let name = path.file_name().and_then(|name| name.to_str());
    check_id(name.ok_or_else(nothing)?)?;
    let holds = |name: &str| path.join(name).symlink_metadata().is_ok();
    let is_session = ["journal.jsonl", "session.toml", "notes.md"].map(holds);
    if is_session.contains(&true) {
        Ok(path)
    } else {
        Err(nothing())
    }
}

/// The session started last: by the moment in its name, within one second by its summary.
fn last(sessions: &Path) -> Result<PathBuf, StoreError> {
    let names = names(sessions)?;
    let none = || StoreError::NoSessions(sessions.to_owned());
    let newest = names.iter().find(|name| is_stamped(name));
    let newest = newest.or(names.first()).ok_or_else(none)?;
    let second = newest.get(..STAMP).unwrap_or(newest);
    let same_second = names.iter().filter(|name| name.starts_with(second));
    let started = |name: &&String| {
        let summary = summary::peek(&sessions.join(name)).ok();
        summary.map(|summary| summary.started_at)
    };
    let mut same_second = same_second.peekable();
    let first = same_second.next().unwrap_or(newest);
    let chosen = match same_second.peek() {
        None => first,
        Some(_) => same_second
            .chain([first])
            .max_by_key(started)
            .unwrap_or(first),
    };
    Ok(sessions.join(chosen))
}

fn is_id(id: &str) -> bool {
    let mut bytes = id.bytes();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    bytes.next().is_some_and(plain)
        && bytes.all(|byte| plain(byte) || byte == b'-')
        && id.len() <= 96
}

fn is_stamped(id: &str) -> bool {
    let stamp = id.as_bytes().get(..=STAMP).unwrap_or_default();
    stamp.iter().enumerate().all(|(place, byte)| match place {
        8 | STAMP => *byte == b'-',
        _ => byte.is_ascii_digit(),
    }) && !stamp.is_empty()
}
