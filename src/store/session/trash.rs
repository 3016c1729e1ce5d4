//! Sessions put out of the way and brought back. Nothing is ever deleted.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::id;
use super::lock;
use crate::store::error::StoreError;
use crate::store::files;

/// Where a session goes whose disk is not the trash's, in its own sessions folder.
const NEAR: &str = ".trash";

/// Moves a session's folder to the trash; returns where it is now.
///
/// # Errors
/// When it is in use or cannot be moved.
pub fn move_to_trash(folder: &Path, trash: &Path) -> Result<PathBuf, StoreError> {
    lock::refuse_if_held(folder)?;
    put(folder, trash)
}

/// Brings a session back from the trash by its id or a unique prefix, or the one thrown away `last`; returns its folder.
///
/// # Errors
/// When it is not there, or its place is taken.
pub fn bring_back(word: &str, trash: &Path, sessions: &Path) -> Result<PathBuf, StoreError> {
    let near = sessions.join(NEAR);
    if word == "last" {
        let last = thrown_away_last(trash)?.max(thrown_away_last(&near)?);
        let (_, id, place) = last.ok_or_else(|| not_there(word, trash))?;
        return put_back(&id, &place, sessions);
    }
    id::check_id(word)?;
    for trash in [trash, &near] {
        let mut fitting = thrown_away(trash, word)?;
        fitting.dedup_by(|a, b| a.0 == b.0);
        if let Some(exact) = fitting.iter().position(|(id, _)| id == word) {
            fitting.swap(0, exact);
            fitting.truncate(1);
        }
        if fitting.len() > 1 {
            return Err(StoreError::Ambiguous {
                word: word.to_owned(),
                ids: fitting.into_iter().map(|(id, _)| id).collect(),
            });
        }
        if let Some((id, name)) = fitting.pop() {
            return put_back(&id, &trash.join(name), sessions);
        }
    }
    Err(not_there(word, trash))
}

fn put_back(id: &str, place: &Path, sessions: &Path) -> Result<PathBuf, StoreError> {
    files::make_folders(sessions)?;
    let back = sessions.join(id::check_id(id)?);
    if back.symlink_metadata().is_ok() {
        return Err(StoreError::Exists(back));
    }
    rename(place, &back)?;
    Ok(back)
}

fn not_there(word: &str, trash: &Path) -> StoreError {
    StoreError::NotInTrash {
        word: word.to_owned(),
        trash: trash.to_owned(),
    }
}

/// Moves a folder, whoever has it open.
pub(in crate::store) fn put(folder: &Path, trash: &Path) -> Result<PathBuf, StoreError> {
    match put_into(folder, trash) {
        Err(StoreError::Io { why, .. }) if why.kind() == std::io::ErrorKind::CrossesDevices => {
            put_into(folder, &folder.with_file_name(NEAR))
        }
        moved => moved,
    }
}

fn put_into(folder: &Path, trash: &Path) -> Result<PathBuf, StoreError> {
    files::make_folders(trash)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let names = std::iter::once(name.to_string()).chain((2..).map(|n| format!("{name}.{n}")));
    let free = names.map(|name| trash.join(name));
    let mut free = free.filter(|place| place.symlink_metadata().is_err());
    let place = free.next().unwrap_or_else(|| trash.join(&*name));
    rename(folder, &place)?;
    Ok(place)
}

/// Ids in the trash that begin with `word`, the one thrown away last first, with their folders' names.
fn thrown_away(trash: &Path, word: &str) -> Result<Vec<(String, String)>, StoreError> {
    let entries = match std::fs::read_dir(trash) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(StoreError::io("list the trash", trash))?,
    };
    let mut fitting: Vec<(String, u32, String)> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with(word))
        .map(|name| match name.split_once('.') {
            Some((id, number)) => (id.to_owned(), number.parse().unwrap_or(0), name),
            None => (name.clone(), 1, name),
        })
        .collect();
    fitting.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    Ok(fitting
        .into_iter()
        .map(|(id, _, name)| (id, name))
        .collect())
}

/// When a folder was changed last; a rename is such a change. Seconds, then nanoseconds.
type Changed = (i64, i64);

/// The session of a trash that was moved there last: when, its id and its folder.
fn thrown_away_last(trash: &Path) -> Result<Option<(Changed, String, PathBuf)>, StoreError> {
    let all = thrown_away(trash, "")?.into_iter();
    let moved = all.filter_map(|(id, name)| {
        let place = trash.join(name);
        let about = place.symlink_metadata().ok()?;
        let is_session = about.is_dir() && id::check_id(&id).is_ok();
        is_session.then_some(((about.ctime(), about.ctime_nsec()), id, place))
    });
    Ok(moved.max())
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    std::fs::rename(from, to).map_err(StoreError::io("move", from))?;
    for folder in [from, to].map(|path| path.parent().unwrap_or(Path::new("."))) {
        files::sync_folder(folder)?;
    }
    Ok(())
}
