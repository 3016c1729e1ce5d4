//! Finding the session that a user means among the folders on disk.

use std::path::{Path, PathBuf};

use super::id::{STAMP, check_id, is_id, is_stamped};
use super::summary;
use crate::store::error::StoreError;
use crate::store::log::checkpoint;

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

/// The names of all session folders, newest first, those that begin with no time last. Links are no session
/// folders; a missing folder has none.
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
    let is_session = ["journal.jsonl", checkpoint::NAME, summary::NAME, "notes.md"].map(holds);
    if is_session.contains(&true) {
        Ok(path)
    } else {
        Err(nothing())
    }
}

/// The session started last: by the time in its name, within one second by its summary.
fn last(sessions: &Path) -> Result<PathBuf, StoreError> {
    let names = names(sessions)?;
    let none = || StoreError::NoSessions(sessions.to_owned());
    let newest = names.iter().find(|name| is_stamped(name));
    let newest = newest.or(names.first()).ok_or_else(none)?;
    let second = newest.get(..STAMP).unwrap_or(newest);
    let same_second = names.iter().filter(|name| name.starts_with(second));
    let started = |name: &&String| {
        let summary = summary::read(&sessions.join(name)).ok();
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
