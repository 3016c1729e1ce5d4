//! Moves sessions to the trash and back. Nothing is deleted.

use std::cmp::Reverse;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::id;
use crate::store::error::StoreError;
use crate::store::files;

/// The trash in the sessions folder, used if the other trash is on another file system.
pub(super) const NEAR: &str = ".trash";

/// The id and the folder of a session in the first of these trash folders that has it, or of the one moved last.
pub(super) fn find(word: &str, trashes: &[PathBuf]) -> Result<(String, PathBuf), StoreError> {
    let missing = || {
        missing(
            word,
            trashes.first().map_or(Path::new(NEAR), PathBuf::as_path),
        )
    };
    if word == "last" {
        let mut last = None;
        for trash in trashes {
            last = last.max(moved_last(trash)?);
        }
        let (_, id, folder) = last.ok_or_else(missing)?;
        return Ok((id, folder));
    }
    id::check_id(word)?;
    for trash in trashes {
        let mut found = matching(trash, word)?;
        found.dedup_by(|a, b| a.0 == b.0);
        if let Some(exact) = found.iter().position(|(id, _)| id == word) {
            found.swap(0, exact);
            found.truncate(1);
        }
        if found.len() > 1 {
            return Err(StoreError::Ambiguous {
                word: word.to_owned(),
                ids: found.into_iter().map(|(id, _)| id).collect(),
            });
        }
        if let Some((id, name)) = found.pop() {
            return Ok((id, trash.join(name)));
        }
    }
    Err(missing())
}

/// Moves a session from the trash into a sessions folder and returns its folder there.
pub(super) fn put_back(id: &str, folder: &Path, sessions: &Path) -> Result<PathBuf, StoreError> {
    files::make_folders(sessions)?;
    let restored = sessions.join(id::check_id(id)?);
    files::refuse_existing(&restored)?;
    rename(folder, &restored)?;
    Ok(restored)
}

fn missing(word: &str, trash: &Path) -> StoreError {
    StoreError::NotInTrash {
        word: word.to_owned(),
        trash: trash.to_owned(),
    }
}

/// Moves a folder to the trash, even if a process has it open.
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
    let path = trash.join(folder.file_name().unwrap_or_default());
    files::free_name(&path, |path| {
        rename(folder, path)?;
        Ok(path.to_owned())
    })
}

/// Sessions in the trash whose ids begin with `prefix`: id and folder name, for each id the one moved last first.
fn matching(trash: &Path, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
    let mut names = files::names(trash, |_| true)?;
    names.retain(|name| name.starts_with(prefix));
    let number = |suffix: &str| suffix.parse().unwrap_or(0);
    let mut found: Vec<(String, Reverse<u32>, String)> = names
        .into_iter()
        .map(|name| match name.split_once('.') {
            Some((id, suffix)) => (id.to_owned(), Reverse(number(suffix)), name),
            None => (name.clone(), Reverse(1), name),
        })
        .collect();
    found.sort_unstable();
    Ok(found.into_iter().map(|(id, _, name)| (id, name)).collect())
}

/// A change time in seconds and nanoseconds; renaming a folder sets it.
type Changed = (i64, i64);

/// The session that was moved to this trash last: when, its id and its folder.
fn moved_last(trash: &Path) -> Result<Option<(Changed, String, PathBuf)>, StoreError> {
    let all = matching(trash, "")?.into_iter();
    let moved = all.filter_map(|(id, name)| {
        let folder = trash.join(name);
        let about = folder.symlink_metadata().ok()?;
        let is_session = about.is_dir() && id::check_id(&id).is_ok();
        is_session.then_some(((about.ctime(), about.ctime_nsec()), id, folder))
    });
    Ok(moved.max())
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    files::rename_new(from, to).map_err(StoreError::io("move", from))?;
    for folder in [from, to].map(files::parent) {
        // It is moved. A power cut may undo that, and loses nothing.
        let _ = files::sync_folder(folder);
    }
    Ok(())
}
