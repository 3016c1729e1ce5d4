//! Takes rescued sessions back into the sessions folder. Of two copies of a session the one with more events wins, and the
//! other one goes to the trash; where one of them cannot be read, or each has events that the other lacks, both stay. At no
//! time is the session away: a copy is first whole in the sessions folder, and only then takes the place of the other.

use std::ffi::OsString;
use std::fs::{DirEntry, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::lock;
use super::origin::ORIGIN;
use super::rescued::{
    CopyDifference, NEAR, Recorded, RescuedCopy, ahead, compare, copies, copies_of, is_from,
    is_same, recorded,
};
use super::trash;
use crate::domain::shell;
use crate::store::disk;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::paths::Paths;
use crate::store::reviews;

/// Takes the rescued sessions of this sessions folder back into it, and then the rescued reviews of its sessions. What
/// cannot be moved stays where it is and is found there. Returns what the user must know, a line for each; nothing while
/// another process does the same.
pub fn take_back(paths: &Paths) -> Vec<String> {
    let copies = copies(paths);
    let mut reviewed = reviews::rescued(paths);
    reviewed.retain(|rescued| is_same(files::parent(&rescued.origin), &paths.sessions));
    if copies.is_empty() && reviewed.is_empty() {
        return Vec::new();
    }
    // What cannot be made or locked is said of each copy.
    let _ = files::make_folders(&paths.sessions);
    let folder = File::open(&paths.sessions);
    if let Ok(folder) = &folder
        && matches!(disk::try_lock(folder), Err(TryLockError::WouldBlock))
    {
        return Vec::new();
    }
    let taken = copies.iter().filter_map(|copy| take_back_one(copy, paths));
    let mut taken: Vec<String> = taken.collect();
    for rescued in reviewed {
        let own = paths.sessions.join(&rescued.id);
        // Without the session, or while somebody writes the review, they stay for a later start.
        if files::is_own_folder(&own) && !reviews::is_open(&paths.state, &rescued.id) {
            taken.extend(rescued.take_back(&own, &paths.state));
        }
    }
    taken
}

/// Takes one copy back. Returns what the user must know; nothing if the session is in use, or another process has taken it
/// back before the lock.
fn take_back_one(copy: &RescuedCopy, paths: &Paths) -> Option<String> {
    let (id, own) = (&copy.id, paths.sessions.join(&copy.id));
    let is_reviewed = reviews::is_open(&paths.state, id);
    let is_used = is_reviewed || lock::is_held(&copy.folder) || lock::is_held(&own);
    if is_used || !is_from(&copy.folder, &paths.sessions) {
        return None;
    }
    let place = copy.folder.display();
    let (rescued, known) = (recorded(&copy.folder), recorded(&own));
    let stays = |why: &str| format!("`{id}`: its rescued copy stays in {place}: {why}");
    if let Some(why) = &rescued.unread {
        return Some(stays(&format!("it cannot be read: {}", reason(why))));
    }
    let is_ahead = rescued.events() > known.events();
    let act = match &rescued.session {
        Some(session) if session.is_finished() => "debrief",
        _ => "resume",
    };
    let opens = |folder: &Path, why: &str| {
        // Another copy may be longer still.
        let opened = ahead(paths, copies_of(paths, id));
        if opened.iter().all(|copy| copy.folder != folder) {
            return stays(why);
        }
        let place = folder.display();
        let command = paths.command(&format!("{act} {id}"));
        format!("`{id}` stays in {place}, where `{command}` opens it: {why}")
    };
    match why_both_stay(copy, &own, &known, is_ahead, paths) {
        Some(why) if is_ahead => return Some(opens(&copy.folder, &why)),
        Some(why) => return Some(stays(&why)),
        None if !is_ahead => return Some(put_shorter_away(copy, &own, paths)),
        None => {}
    }
    let is_there = own.symlink_metadata().is_ok();
    let near = match bring_near(copy, paths) {
        Ok(near) => near,
        Err(why) => return Some(opens(&copy.folder, &why.with_cause())),
    };
    Some(match swap(&near, &own, is_there, paths) {
        Ok(None) => format!("`{id}` continues from its rescued copy"),
        Ok(Some(trash)) => {
            let trash = trash.display();
            format!("`{id}` continues from its rescued copy; the shorter copy is in {trash}")
        }
        Err(why) => opens(&near, &why.with_cause()),
    })
}

/// Why neither the rescued copy nor the session's own folder, which has `known`, may go to the trash for the longer of both:
/// the other one has, or may have, events that the longer one lacks.
fn why_both_stay(
    copy: &RescuedCopy,
    own: &Path,
    known: &Recorded,
    is_ahead: bool,
    paths: &Paths,
) -> Option<String> {
    if let Some(why) = &known.unread {
        let why = reason(why);
        return Some(format!(
            "the one in the sessions folder cannot be read: {why}"
        ));
    }
    match compare(&copy.folder, own, &copy.id) {
        Err(why) => Some(format!("it cannot be compared: {}", reason(&why))),
        // A copy that was written without its journal lacks the edits, and has their notes.
        Ok(CopyDifference { differs: true, .. }) if is_ahead => Some(
            "the one in the sessions folder, which stays too, was continued differently".into(),
        ),
        Ok(CopyDifference { lacks: true, .. }) if !is_ahead => {
            let place = shell::word(&copy.folder.display().to_string());
            let show = paths.command(&format!("show {place}"));
            Some(format!(
                "the one in the sessions folder lacks some of its events, which `{show}` shows"
            ))
        }
        Ok(_) => None,
    }
}

/// Puts a copy that is not longer into the trash, and keeps its reviews. Returns what the user must know.
fn put_shorter_away(copy: &RescuedCopy, own: &Path, paths: &Paths) -> String {
    let (id, place) = (&copy.id, copy.folder.display());
    let added = reviews::add_all(&copy.folder, own);
    match added.and_then(|()| trash::put(&copy.folder, &paths.trash)) {
        Ok(trash) => {
            remove_empty(&copy.folder);
            let trash = trash.display();
            format!("`{id}`: its rescued copy is not longer and is now in {trash}")
        }
        Err(why) => {
            let why = why.with_cause();
            format!("`{id}`: its rescued copy is not longer and stays in {place}: {why}")
        }
    }
}

/// Why a session cannot be read: of one that is lost, what is wrong with its first file.
fn reason(why: &StoreError) -> String {
    let first = match why {
        StoreError::Lost { reasons, .. } => reasons.first().cloned(),
        _ => None,
    };
    first.unwrap_or_else(|| why.with_cause())
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
        trash::put(&near, &paths.trash)?;
    }
    let moved = match files::rename_new(&copy.folder, &near) {
        Err(why) if why.kind() == ErrorKind::CrossesDevices => {
            let copied = copy_files(&copy.folder, &near);
            copied.map(|()| put_away(&copy.folder, &near, paths))
        }
        moved => moved.map_err(StoreError::io("move", &copy.folder)),
    };
    // A folder that is left empty is no rescue folder any more.
    moved.inspect_err(|_| _ = std::fs::remove_dir(&above))?;
    remove_empty(&copy.folder);
    Ok(near)
}

/// Copies the ordinary files and the reviews of a folder to a new one, byte for byte. The file that makes it a rescued copy
/// comes last.
fn copy_files(from: &Path, to: &Path) -> Result<(), StoreError> {
    files::create_folder(to)?;
    let copy = || {
        let regular = |entry: &DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
        let entries = files::entries(from)?.filter(regular);
        let mut names: Vec<OsString> = entries.map(|entry| entry.file_name()).collect();
        names.sort_by_key(|name| name == ORIGIN);
        reviews::add_all(from, to)?;
        names.iter().try_for_each(|name| {
            let bytes = files::read_bytes(&from.join(name), files::COPY_LIMIT)?;
            files::replace(&to.join(name), &bytes)
        })
    };
    copy().inspect_err(|_| {
        // The new folder has nothing that the other one lacks, and is no rescued copy where not all of it can be removed.
        let _ = std::fs::remove_file(to.join(ORIGIN));
        let _ = std::fs::remove_dir_all(to);
    })
}

/// Removes a folder of which the other one is a whole copy. If it is not whole, as where there are links or folders in it,
/// the folder goes to the trash.
fn put_away(folder: &Path, copy: &Path, paths: &Paths) {
    // What stays, the next start puts into the trash.
    let _ = if is_all_in(folder, copy) {
        std::fs::remove_dir_all(folder).map_err(StoreError::io("remove the folder", folder))
    } else {
        trash::put(folder, &paths.trash).map(drop)
    };
}

/// Whether all that is in the folder is in the other one too: files with the same bytes, and folders of such.
fn is_all_in(folder: &Path, other: &Path) -> bool {
    let is_in = |entry: std::io::Result<DirEntry>| {
        let entry = entry?;
        let (path, other) = (entry.path(), other.join(entry.file_name()));
        let kind = entry.file_type()?;
        let read = |path| files::read_bytes(path, files::COPY_LIMIT).ok();
        let is_same = || read(&path).is_some_and(|bytes| read(&other) == Some(bytes));
        let is_in = (kind.is_dir() && is_all_in(&path, &other)) || (kind.is_file() && is_same());
        Ok::<bool, std::io::Error>(is_in)
    };
    let entries = std::fs::read_dir(folder);
    entries.is_ok_and(|mut entries| entries.all(|entry| is_in(entry).unwrap_or(false)))
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
        reviews::add_all(own, near)?;
        shorter = Some(trash::put(own, &paths.trash)?);
    }
    if let Err(why) = files::rename_new(near, own) {
        // Should that fail too, the near copy is still found.
        let _ = shorter.map(|trash| files::rename_new(&trash, own));
        return Err(StoreError::io("move", near)(why));
    }
    let _ = std::fs::remove_file(own.join(ORIGIN));
    remove_empty(near);
    // All of it is there. What a power cut undoes, the next start does again.
    let _ = files::sync_folder(files::parent(own));
    Ok(shorter)
}

/// Removes the rescue folder above a copy that was moved away, if nothing else is in it.
pub(super) fn remove_empty(folder: &Path) {
    let _ = std::fs::remove_dir(files::parent(folder));
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests write as other programs would"
)]
mod tests;
