//! Deletes a session with its rescued copies, which the next start would take back otherwise, and restores it.

use std::path::{Path, PathBuf};

use super::id::is_id;
use super::known::find;
use super::lock;
use super::origin::ORIGIN;
use super::rescued::{copies_of, is_rescued, rescue_folders};
use super::take_back::remove_empty;
use super::trash;
use crate::domain::session::event::Wall;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::paths::Paths;

/// Moves a session to the trash, in its own folder and in all its rescued copies; one that is given by the path of a folder
/// only from there. Returns the new paths, that of the session itself last, so that it is restored first.
///
/// # Errors
/// When no session matches or more than one, or when it is in use or cannot be moved.
pub fn delete(paths: &Paths, word: &str, now: &Wall) -> Result<Vec<PathBuf>, StoreError> {
    let folder = find(paths, word, now)?;
    let mut folders = Vec::new();
    if word == "last" || is_id(word) {
        let id = folder.file_name().unwrap_or_default().to_string_lossy();
        let copies = copies_of(paths, &id).into_iter().map(|copy| copy.folder);
        let own = paths.sessions.join(&*id);
        let own = own.symlink_metadata().is_ok().then_some(own);
        folders.extend(own.into_iter().chain(copies));
        folders.retain(|other| *other != folder);
    }
    folders.push(folder);
    folders.iter().try_for_each(|it| lock::refuse_if_held(it))?;
    let moved = folders.iter().map(|it| {
        let is_copy = is_rescued(it, paths);
        let moved = trash::put(it, &paths.trash)?;
        if is_copy {
            remove_empty(it);
        }
        Ok(moved)
    });
    moved.collect()
}

/// Restores a session from the trash and returns its folder. `word` is its id, a unique prefix of it, or `last` for the
/// one moved there last. A rescued copy is again a rescued copy where another file system has it, or the session has a folder
/// of its own.
///
/// # Errors
/// When no such session is in the trash, more than one is, or a session with its id exists.
pub fn restore(paths: &Paths, word: &str) -> Result<PathBuf, StoreError> {
    let near = rescue_folders(paths).into_iter();
    let near = std::iter::once(paths.sessions.clone()).chain(near);
    let near = near.map(|folder| folder.join(trash::NEAR));
    let trashes: Vec<PathBuf> = std::iter::once(paths.trash.clone()).chain(near).collect();
    let (id, folder) = trash::find(word, &trashes)?;
    let is_rescued = folder.join(ORIGIN).symlink_metadata().is_ok();
    match trash::put_back(&id, &folder, &paths.sessions) {
        Err(why @ (StoreError::Io { .. } | StoreError::Exists(_))) if is_rescued => {
            let trash = files::parent(&folder);
            let beside = trash.ends_with(trash::NEAR).then(|| files::parent(trash));
            let places = [Some(paths.rescued()), beside.map(Path::to_owned)];
            let places = places.iter().flatten();
            let mut back = places.map(|place| trash::put_back(&id, &folder, place));
            back.find_map(Result::ok).ok_or(why)
        }
        restored => restored,
    }
}
