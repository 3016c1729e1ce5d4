//! Takes rescued sessions back into the sessions folder. Of two copies of a session the one with more events wins, and the
//! other one goes to the trash. At no time is the session away: a copy is first whole in the sessions folder, and only then
//! takes the place of the other.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::lock;
use super::origin::ORIGIN;
use super::read;
use super::rescued::{NEAR, RescuedCopy, copies, events};
use super::trash;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::paths::Paths;
use crate::store::reviews;

/// The most bytes of one file of a session.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// Takes the rescued sessions of this sessions folder back into it. What cannot be moved stays where it is and is found
/// there. Returns what the user must know, a line for each.
pub fn take_back(paths: &Paths) -> Vec<String> {
    let copies = copies(paths).into_iter();
    copies
        .filter_map(|copy| take_back_one(&copy, paths))
        .collect()
}

/// Takes one copy back. Returns what the user must know; nothing if the session is in use.
fn take_back_one(copy: &RescuedCopy, paths: &Paths) -> Option<String> {
    let (id, own) = (&copy.id, paths.sessions.join(&copy.id));
    if lock::is_held(&copy.folder) || lock::is_held(&own) {
        return None;
    }
    let place = copy.folder.display();
    let rescued = match read::read_state(&copy.folder) {
        Ok(found) => found.session,
        Err(why) => {
            let why = why.with_cause();
            return Some(format!(
                "`{id}`: its rescued copy stays in {place}: it cannot be read: {why}"
            ));
        }
    };
    let is_there = own.symlink_metadata().is_ok();
    if is_there && events(&own) >= rescued.n {
        return Some(match trash::put(&copy.folder, &paths.trash) {
            Ok(trash) => {
                remove_empty(&copy.folder);
                let trash = trash.display();
                format!("`{id}`: its rescued copy is not longer and is now in {trash}")
            }
            Err(why) => {
                let why = why.with_cause();
                format!("`{id}`: its rescued copy is not longer and stays in {place}: {why}")
            }
        });
    }
    let taken = bring_near(copy, paths).and_then(|near| swap(&near, &own, is_there, paths));
    Some(match taken {
        Ok(None) => format!("`{id}` continues from its rescued copy"),
        Ok(Some(trash)) => {
            let trash = trash.display();
            format!("`{id}` continues from its rescued copy; the shorter copy is in {trash}")
        }
        Err(why) => {
            let act = if rescued.is_finished() {
                "debrief"
            } else {
                "resume"
            };
            let why = why.with_cause();
            format!("`{id}` stays in {place}, where `forty {act} {id}` opens it: {why}")
        }
    })
}

/// Moves the copy into a folder of the sessions folder, also from another file system. Where that fails the copy is as it
/// was. A kill in between leaves a copy that is found there.
fn bring_near(copy: &RescuedCopy, paths: &Paths) -> Result<PathBuf, StoreError> {
    let above = paths.sessions.join(NEAR);
    let near = above.join(&copy.id);
    if copy.folder == near {
        return Ok(near);
    }
    files::make_folders(&above)?;
    if near.symlink_metadata().is_ok() && near.join(ORIGIN).symlink_metadata().is_err() {
        // A copy that a kill interrupted: all of it is in the other folder.
        std::fs::remove_dir_all(&near).map_err(StoreError::io("remove the folder", &near))?;
    }
    let moved = match files::rename_new(&copy.folder, &near) {
        Err(why) if why.kind() == ErrorKind::CrossesDevices => copy_files(&copy.folder, &near),
        moved => moved.map_err(StoreError::io("move", &copy.folder)),
    };
    // A folder that is left empty is no rescue folder any more.
    moved.inspect_err(|_| _ = std::fs::remove_dir(&above))?;
    // The near copy is whole and synced: what is left of the other one, the next start puts into the trash.
    let _ = std::fs::remove_dir_all(&copy.folder);
    remove_empty(&copy.folder);
    Ok(near)
}

/// Copies the ordinary files and the reviews of a folder to a new one. The file that makes it a rescued copy comes last.
fn copy_files(from: &Path, to: &Path) -> Result<(), StoreError> {
    files::create_folder(to)?;
    let copy = || {
        let mut names = files::names(from, std::fs::FileType::is_file)?;
        names.sort_by_key(|name| name == ORIGIN);
        let id = from.file_name().unwrap_or_default().to_string_lossy();
        reviews::copy_to(from, to, (&id, &id))?;
        names.iter().try_for_each(|name| {
            let bytes = files::read_bytes(&from.join(name), FILE_LIMIT)?;
            files::replace(&to.join(name), &bytes)
        })
    };
    copy().inspect_err(|_| {
        // The new folder has nothing that the other one lacks.
        let _ = std::fs::remove_dir_all(to);
    })
}

/// Puts the near copy in the place of the session's own folder. Returns where the shorter copy is now.
fn swap(
    near: &Path,
    own: &Path,
    is_there: bool,
    paths: &Paths,
) -> Result<Option<PathBuf>, StoreError> {
    let mut shorter = None;
    if is_there {
        let id = own.file_name().unwrap_or_default().to_string_lossy();
        reviews::copy_to(own, near, (&id, &id))?;
        shorter = Some(trash::put(own, &paths.trash)?);
    }
    if let Err(why) = files::rename_new(near, own) {
        // Should that fail too, the near copy is still found.
        let _ = shorter.map(|trash| files::rename_new(&trash, own));
        return Err(StoreError::io("move", near)(why));
    }
    let _ = std::fs::remove_file(own.join(ORIGIN));
    remove_empty(near);
    files::sync_folder(files::parent(own))?;
    Ok(shorter)
}

/// Removes the rescue folder above a copy that was moved away, if nothing else is in it.
fn remove_empty(folder: &Path) {
    let _ = std::fs::remove_dir(files::parent(folder));
}
