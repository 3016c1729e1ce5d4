//! Takes rescued sessions back into the sessions folder. Of two copies of a session the one with more events wins, and the
//! other one goes to the trash.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::id::is_id;
use super::lock;
use super::read;
use super::rescue::{ORIGIN, PREFIX};
use super::trash;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::paths::Paths;
use crate::store::reviews;

/// The most bytes of a path.
const PATH_LIMIT: u64 = 64 * 1024;

/// The most bytes of one file of a session.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// Takes the rescued sessions of this sessions folder back into it. Returns what the user must know, a line for each.
pub fn take_back(paths: &Paths) -> Vec<String> {
    let sessions = rescue_folders(paths).into_iter().flat_map(|sessions| {
        let names = files::names(&sessions, std::fs::FileType::is_dir).unwrap_or_default();
        let ids = names.into_iter().filter(|name| is_id(name));
        ids.map(move |id| (sessions.join(&id), id))
    });
    let own = sessions.filter(|(folder, _)| is_from(folder, &paths.sessions));
    own.filter_map(|(folder, id)| match take_back_one(&folder, &id, paths) {
        Ok(remark) => remark,
        Err(why) => Some(format!(
            "a rescued copy of `{id}` cannot be moved back ({}): `forty resume {}` opens it",
            why.with_cause(),
            folder.display()
        )),
    })
    .collect()
}

/// The folders that may hold rescued sessions.
fn rescue_folders(paths: &Paths) -> Vec<PathBuf> {
    let mut folders = vec![paths.rescued()];
    if let Some(home) = &paths.user_home {
        let names = files::names(home, std::fs::FileType::is_dir).unwrap_or_default();
        let rescued = names.iter().filter(|name| name.starts_with(PREFIX));
        folders.extend(rescued.map(|name| home.join(name)));
    }
    folders
}

/// Whether the copy is of a session of this sessions folder.
fn is_from(folder: &Path, sessions: &Path) -> bool {
    let origin = files::read_bytes(&folder.join(ORIGIN), PATH_LIMIT);
    origin.is_ok_and(|origin| Path::new(OsStr::from_bytes(&origin)).parent() == Some(sessions))
}

/// Takes one session back. Returns what the user must know; nothing if the session is in use or cannot be read.
fn take_back_one(folder: &Path, id: &str, paths: &Paths) -> Result<Option<String>, StoreError> {
    let own = paths.sessions.join(id);
    if lock::is_held(folder) || lock::is_held(&own) {
        return Ok(None);
    }
    let rescued = read::read(folder)?.session.n;
    if own.symlink_metadata().is_ok() {
        let known = read::read(&own).map_or(0, |found| found.session.n);
        if known >= rescued {
            let trash = trash::put(folder, &paths.trash)?;
            let trash = trash.display();
            return Ok(Some(format!(
                "`{id}`: its rescued copy is not longer and is now in {trash}"
            )));
        }
        reviews::copy_to(&own, folder, (id, id))?;
        let trash = trash::put(&own, &paths.trash)?;
        move_in(folder, &own)?;
        let trash = trash.display();
        return Ok(Some(format!(
            "`{id}` continues from its rescued copy; the shorter copy is in {trash}"
        )));
    }
    move_in(folder, &own)?;
    Ok(Some(format!("`{id}` continues from its rescued copy")))
}

/// Moves a session's folder, also to another file system.
fn move_in(folder: &Path, to: &Path) -> Result<(), StoreError> {
    files::make_folders(files::parent(to))?;
    match files::rename_new(folder, to) {
        Err(why) if why.kind() == std::io::ErrorKind::CrossesDevices => copy(folder, to)?,
        moved => moved.map_err(StoreError::io("move", folder))?,
    }
    let _ = std::fs::remove_file(to.join(ORIGIN));
    // The folder of one session near home is empty now. The state folder's may hold others, and then stays.
    let _ = std::fs::remove_dir(files::parent(folder));
    files::sync_folder(files::parent(to))
}

/// Copies the ordinary files of a folder to a new one, then deletes them.
fn copy(folder: &Path, to: &Path) -> Result<(), StoreError> {
    files::create_folder(to)?;
    let names = files::names(folder, std::fs::FileType::is_file)?;
    let copied = names.iter().try_for_each(|name| {
        let bytes = files::read_bytes(&folder.join(name), FILE_LIMIT)?;
        files::replace(&to.join(name), &bytes)
    });
    let copied = copied.and_then(|()| {
        let id = folder.file_name().unwrap_or_default().to_string_lossy();
        reviews::copy_to(folder, to, (&id, &id))
    });
    copied.inspect_err(|_| {
        // The new folder has nothing that the other one lacks.
        let _ = std::fs::remove_dir_all(to);
    })?;
    std::fs::remove_dir_all(folder).map_err(StoreError::io("remove the folder", folder))
}
