//! Finds the session that the user names.

use std::cmp::Reverse;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;

use super::id::{STAMP, check_id, is_id, is_stamped, stamp};
use super::lock;
use super::read::DESIGN;
use super::summary;
use crate::domain::session::event::Wall;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint;
use crate::store::log::codec::{self, Lines, Shape};

/// How far in the future a start may be: computers that share a folder have different clocks.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(10);

/// The folder of a session given by its id, a unique prefix of the id, the folder's path, or `last`: the latest start up
/// to `now`.
///
/// # Errors
/// When no session matches, or more than one.
pub fn resolve(sessions: &Path, word: &str, now: &Wall) -> Result<PathBuf, StoreError> {
    if word == "last" {
        return last(sessions, now);
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
///
/// # Errors
/// When the folder cannot be listed.
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

/// The names of all session folders, the latest start up to `now` first. A start after `now` was recorded by a clock that
/// was wrong, so that those names come after the others.
///
/// # Errors
/// When the folder cannot be listed.
pub(in crate::store) fn latest_names(
    sessions: &Path,
    now: &Wall,
) -> Result<Vec<String>, StoreError> {
    let mut names = names(sessions)?;
    sort_latest_first(&mut names, now);
    Ok(names)
}

/// Sorts ids as [`latest_names`] does.
pub(in crate::store) fn sort_latest_first(names: &mut [String], now: &Wall) {
    names.sort_unstable_by(|a, b| b.cmp(a));
    names.sort_by_key(|name| (!is_stamped(name), is_future(name, now)));
}

/// Whether the start in the id of a session is in the future.
pub(in crate::store) fn is_future(id: &str, now: &Wall) -> bool {
    let latest = now.checked_add_signed(CLOCK_TOLERANCE).unwrap_or(*now);
    is_stamped(id) && id.get(..STAMP) > Some(&stamp(&latest))
}

/// Whether a start was interrupted before anything was recorded: the folder has no more than the lock, the copy of the
/// design, and a journal without a whole line.
pub(in crate::store) fn is_unrecorded(folder: &Path) -> bool {
    let is_early = |name: &String| {
        [lock::NAME, DESIGN].contains(&name.as_str()) || name.starts_with(files::TEMPORARY)
    };
    let journal = codec::file_name(1);
    let has_line = || {
        let file = files::open(&folder.join(&journal), codec::FILE_LIMIT);
        let shape = file.map(|file| Lines::new(file).next());
        matches!(shape, Ok(Ok(Some(Shape::Whole | Shape::TooLong)) | Err(_)))
    };
    let names = files::names(folder, |_| true);
    names.is_ok_and(|names| names.iter().all(|name| is_early(name) || *name == journal))
        && !has_line()
}

/// The session that started last, by the time in its name; its summary decides between sessions of the same second. An
/// interrupted start is no session.
fn last(sessions: &Path, now: &Wall) -> Result<PathBuf, StoreError> {
    let names = latest_names(sessions, now)?;
    let none = || StoreError::NoSessions(sessions.to_owned());
    let is_recorded = |name: &&String| !is_unrecorded(&sessions.join(name));
    let newest = names.iter().find(is_recorded).ok_or_else(none)?;
    let second = newest.get(..STAMP).unwrap_or(newest);
    let same_second = names.iter().filter(|name| name.starts_with(second));
    let mut same_second: Vec<&String> = same_second.filter(is_recorded).collect();
    if same_second.len() > 1 {
        let started = |name: &&String| {
            let summary = summary::read(&sessions.join(name)).ok();
            summary.map(|summary| summary.started_at)
        };
        // The sort is stable, so that the first name wins where no summary can be read.
        same_second.sort_by_cached_key(|name| Reverse(started(name)));
    }
    let chosen = same_second.first().copied().unwrap_or(newest);
    Ok(sessions.join(chosen))
}
