//! The sessions as commands and screens know them: each in its own folder, or in its rescued copy where that is the session.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::id::{STAMP, is_id, is_stamped};
use super::list::{Listed, SessionListing, Unreadable, list, list_one};
use super::lock;
use super::origin::PREFIX;
use super::rescued::{RescuedCopy, ahead, copies, copies_of, is_rescued, recorded};
use super::resolve;
use crate::domain::session::event::Wall;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::paths::Paths;

/// The folder of a session as [`resolve::resolve`] finds it, or its rescued copy where that has more events. A path to which
/// a session was rescued also finds it after it was taken back.
///
/// # Errors
/// When no session matches, or more than one.
pub fn find(paths: &Paths, word: &str, now: &Wall) -> Result<PathBuf, StoreError> {
    find_among(&ahead(paths, copies(paths)), paths, word, now)
}

/// The same to write to it: a rescued copy that another process continues is left to that process.
///
/// # Errors
/// When no session matches, or more than one.
pub fn find_free(paths: &Paths, word: &str, now: &Wall) -> Result<PathBuf, StoreError> {
    let mut copies = ahead(paths, copies(paths));
    copies.retain(|copy| !lock::is_held(&copy.folder));
    find_among(&copies, paths, word, now)
}

fn find_among(
    copies: &[RescuedCopy],
    paths: &Paths,
    word: &str,
    now: &Wall,
) -> Result<PathBuf, StoreError> {
    let own = resolve::resolve(&paths.sessions, word, now);
    if word != "last" && !is_id(word) {
        return own.or_else(|why| match id_of_rescued(Path::new(word), paths) {
            Some(id) => find_among(copies, paths, id, now),
            None => Err(why),
        });
    }
    let mut copies = copies.to_vec();
    let own_id = own.as_ref().ok().and_then(|folder| folder.file_name());
    let own_id = own_id.and_then(OsStr::to_str).map(str::to_owned);
    if word == "last" {
        let stamp = |id: &str| {
            (
                !resolve::is_future(id, now),
                id.get(..STAMP).map(str::to_owned),
            )
        };
        copies.retain(|copy| {
            let own = own_id.as_deref();
            own.is_none_or(|own| *own == copy.id || stamp(&copy.id) > stamp(own))
        });
        copies.sort_by_key(|copy| std::cmp::Reverse(stamp(&copy.id)));
        copies.truncate(1);
    } else {
        copies.retain(|copy| copy.id.starts_with(word));
    }
    let exact = copies.iter().position(|copy| copy.id == word);
    if let Some(exact) = exact {
        return Ok(copies.swap_remove(exact).folder);
    }
    let is_exact = own_id.as_deref() == Some(word);
    match (copies.as_slice(), own_id) {
        ([], _) => own,
        (_, Some(_)) if is_exact => own,
        ([copy], None) => Ok(copy.folder.clone()),
        ([copy], Some(own)) if word == "last" || own == copy.id => Ok(copy.folder.clone()),
        (copies, own) => {
            let mut ids: Vec<String> = copies.iter().map(|copy| copy.id.clone()).collect();
            ids.extend(own);
            ids.sort_unstable();
            ids.dedup();
            let word = word.to_owned();
            Err(StoreError::Ambiguous { word, ids })
        }
    }
}

/// The id in a path to which a session may have been rescued.
fn id_of_rescued<'a>(path: &'a Path, paths: &Paths) -> Option<&'a str> {
    let id = path.file_name()?.to_str().filter(|id| is_id(id))?;
    let above = path.parent()?;
    let name = above.file_name()?.to_string_lossy();
    (name.starts_with(PREFIX) || above == paths.rescued()).then_some(id)
}

/// The folders of the sessions that were rescued and are not back, each the longest copy.
pub fn rescued_folders(paths: &Paths) -> Vec<PathBuf> {
    let rescued = ahead(paths, copies(paths)).into_iter();
    rescued.map(|copy| copy.folder).collect()
}

/// Whether every other session started before this one, by their ids and up to `now`.
pub fn is_latest(paths: &Paths, id: &str, now: &Wall) -> bool {
    let own = resolve::names(&paths.sessions).unwrap_or_default();
    let rescued = copies(paths).into_iter().map(|copy| copy.id);
    let started = |id: &str| {
        let time = is_stamped(id).then(|| id.get(..STAMP).map(str::to_owned));
        (!resolve::is_future(id, now), time)
    };
    let mut others = own.into_iter().chain(rescued).filter(|other| other != id);
    others.all(|other| started(&other) < started(id))
}

/// The folder of the session with this id, whether or not there is one.
pub fn folder_of(paths: &Paths, id: &str) -> PathBuf {
    let copies = ahead(paths, copies_of(paths, id));
    let copy = copies.into_iter().next().map(|copy| copy.folder);
    copy.unwrap_or_else(|| paths.sessions.join(id))
}

/// These paths with the sessions folder to which the session in a folder belongs: the user may have named one elsewhere.
pub fn beside(paths: &Paths, folder: &Path) -> Paths {
    let mut beside = paths.clone();
    if !is_rescued(folder, paths) {
        files::parent(folder).clone_into(&mut beside.sessions);
    }
    beside
}

/// The sessions, the latest start up to `now` first by the times in their names, from at most `most` folders. Each is read
/// only when the iterator reaches it; one that cannot be read is skipped.
///
/// # Errors
/// When the folder cannot be listed.
pub fn newest_with_rescued(
    paths: &Paths,
    now: &Wall,
    most: usize,
) -> Result<impl Iterator<Item = Listed> + use<>, StoreError> {
    let (sessions, rescued) = (paths.sessions.clone(), ahead(paths, copies(paths)));
    let mut names = resolve::names(&sessions)?;
    let others = rescued.iter().map(|copy| &copy.id);
    let others: Vec<String> = others.filter(|id| !names.contains(id)).cloned().collect();
    names.extend(others);
    resolve::sort_latest_first(&mut names, now);
    let folder = move |id: String| {
        let copy = rescued.iter().find(|copy| copy.id == id);
        copy.map_or_else(|| sessions.join(&id), |copy| copy.folder.clone())
    };
    let names = names.into_iter().take(most);
    Ok(names.filter_map(move |id| list_one(&folder(id)).ok()))
}

/// Lists the sessions; of a session that has a rescued copy with more events, the copy.
///
/// # Errors
/// When the sessions folder cannot be listed.
pub fn list_with_rescued(paths: &Paths) -> Result<SessionListing, StoreError> {
    let mut listing = list(&paths.sessions)?;
    let rescued = copies(paths);
    let alone = rescued.iter().filter(|copy| {
        let own = paths.sessions.join(&copy.id);
        own.symlink_metadata().is_err()
    });
    for copy in alone {
        if let Some(why) = recorded(&copy.folder).unread {
            let folder = copy.folder.clone();
            listing.unreadable.push(Unreadable { folder, why });
        }
    }
    for copy in ahead(paths, rescued) {
        let Ok(listed) = list_one(&copy.folder) else {
            continue;
        };
        let is_other = |folder: &Path| folder.file_name() != Some(OsStr::new(&copy.id));
        listing.sessions.retain(|listed| is_other(&listed.folder));
        listing.unreadable.retain(|lost| is_other(&lost.folder));
        listing.sessions.push(listed);
    }
    let sessions = &mut listing.sessions;
    sessions.sort_by_key(|listed| std::cmp::Reverse(listed.summary.started_at));
    Ok(listing)
}
