//! Finds the session that the user names.

use std::cmp::Reverse;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use super::id::{STAMP, check_id, is_id, is_stamped};
use super::summary;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint;

/// The folder of a session given by its id, a unique prefix of the id, the folder's path, or `last`.
///
/// # Errors
/// When no session matches, or more than one.
pub fn resolve(sessions: &Path, word: &str) -> Result<PathBuf, StoreError> {
    if word == "last" {
        return last(sessions);
    }
    if is_id(word) {
        if sessions.join(word).is_dir() {
            return Ok(sessions.join(word));
        }
        let mut matching = names(sessions)?;
        matching.retain(|name| name.starts_with(word));
        match matching.as_slice() {
            [] => {}
            [only] => return Ok(sessions.join(only)),
            _ => {
                return Err(StoreError::Ambiguous {
                    word: word.to_owned(),
                    ids: matching,
                });
            }
        }
    }
    folder(word)
}

/// The names of all session folders, newest first, names without a start time last. Links are left out; a missing folder
/// has none.
pub(in crate::store) fn names(sessions: &Path) -> Result<Vec<String>, StoreError> {
    let mut names = files::names(sessions, FileType::is_dir)?;
    names.retain(|name| is_id(name));
    names.reverse();
    names.sort_by_key(|name| !is_stamped(name));
    Ok(names)
}

/// The folder of a session given by its path.
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

/// The session that started last by the time in its name; its summary decides between sessions of the same second.
fn last(sessions: &Path) -> Result<PathBuf, StoreError> {
    let names = names(sessions)?;
    let none = || StoreError::NoSessions(sessions.to_owned());
    let newest = names.iter().find(|name| is_stamped(name));
    let newest = newest.or(names.first()).ok_or_else(none)?;
    let second = newest.get(..STAMP).unwrap_or(newest);
    let mut same_second: Vec<&String> = names
        .iter()
        .filter(|name| name.starts_with(second))
        .collect();
    if same_second.len() > 1 {
        let started = |name: &&String| {
            summary::read(&sessions.join(name))
                .ok()
                .map(|summary| summary.started_at)
        };
        // The sort is stable, so that the first name wins where no summary can be read.
        same_second.sort_by_cached_key(|name| Reverse(started(name)));
    }
    let chosen = same_second.first().copied().unwrap_or(newest);
    Ok(sessions.join(chosen))
}
