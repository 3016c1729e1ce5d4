//! Finds rescued sessions: those that were written to another folder because their own could not be. Where such a copy has
//! more events than the session's own folder, or that folder cannot be read, the copy is the session.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::id::{STAMP, is_id, is_stamped};
use super::list::{SessionListing, list, list_one};
use super::lock;
use super::origin::{PREFIX, origin};
use super::read::{self, Parts};
use super::resolve;
use crate::domain::session::Session;
use crate::domain::session::event::Wall;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::{checkpoint, codec};
use crate::store::paths::Paths;

/// The folder in the sessions folder to which a rescued session is moved or copied before it takes the place of the other.
pub(super) const NEAR: &str = ".rescued";

/// A rescued copy of a session of this sessions folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RescuedCopy {
    pub id: String,
    pub folder: PathBuf,
}

/// All rescued copies of the sessions of this sessions folder, those beside them first.
pub(super) fn copies(paths: &Paths) -> Vec<RescuedCopy> {
    let places = rescue_folders(paths).into_iter();
    let copies = places.flat_map(|place| {
        let names = files::names(&place, std::fs::FileType::is_dir).unwrap_or_default();
        let ids = names.into_iter().filter(|name| is_id(name));
        ids.map(move |id| RescuedCopy {
            folder: place.join(&id),
            id,
        })
    });
    let own = copies.filter(|copy| is_from(&copy.folder, &paths.sessions));
    own.collect()
}

/// The folders that may hold rescued sessions, the one beside the sessions first.
fn rescue_folders(paths: &Paths) -> Vec<PathBuf> {
    let mut folders = vec![paths.sessions.join(NEAR), paths.rescued()];
    let below = |above: &Path| -> Vec<PathBuf> {
        let names = files::names(above, std::fs::FileType::is_dir).unwrap_or_default();
        let rescued = names.iter().filter(|name| name.starts_with(PREFIX));
        rescued.map(|name| above.join(name)).collect()
    };
    folders.extend(paths.user_home.iter().flat_map(|home| below(home)));
    // Anybody may make folders among the temporary files.
    let user = rustix::process::geteuid().as_raw();
    let is_own = |folder: &PathBuf| {
        let about = folder.symlink_metadata();
        about.is_ok_and(|about| about.uid() == user)
    };
    folders.extend(below(&paths.temporary).into_iter().filter(is_own));
    let mut seen = HashSet::new();
    folders.retain(|folder| files::is_own_folder(folder) && seen.insert(folder.clone()));
    folders
}

/// Whether the copy is of a session of this sessions folder.
pub(super) fn is_from(folder: &Path, sessions: &Path) -> bool {
    origin(folder).is_some_and(|origin| is_same(files::parent(&origin), sessions))
}

/// Whether both paths lead to one folder.
fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    one == other || whole(one).is_some_and(|one| whole(other) == Some(one))
}

/// The session in a folder; `None` where nothing was recorded there.
///
/// # Errors
/// When it, or any file that may hold more of its events, cannot be read.
pub(super) fn recorded(folder: &Path) -> Result<Option<Session>, StoreError> {
    match folder.symlink_metadata() {
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(StoreError::io("read", folder)(why)),
        Ok(about) if !about.is_dir() => return Err(StoreError::NotAFolder(folder.to_owned())),
        Ok(_) => {}
    }
    let has_checkpoint = folder.join(checkpoint::NAME).symlink_metadata().is_ok();
    let has_any = has_checkpoint || !codec::files(folder)?.is_empty();
    if !has_any || resolve::is_unrecorded(folder) {
        return Ok(None);
    }
    let reading = read::reading_parts(folder, Parts::default())?;
    let session = reading.found.session;
    reading.unread.map_or(Ok(Some(session)), Err)
}

/// How many events the session in a folder has; 0 where nothing was recorded.
fn events(folder: &Path) -> Result<u64, StoreError> {
    Ok(recorded(folder)?.map_or(0, |session| session.n))
}

/// Whether a rescued copy with so many events is the session: it is longer, or the only one that can be read.
fn is_ahead(copy: u64, own: &Result<u64, StoreError>) -> bool {
    own.as_ref().is_ok_and(|own| copy > *own) || own.is_err()
}

/// The rescued copies that are their sessions, of each session the longest.
fn ahead(paths: &Paths) -> Vec<RescuedCopy> {
    let mut longest: Vec<(RescuedCopy, u64)> = Vec::new();
    for copy in copies(paths) {
        let Ok(known) = events(&copy.folder) else {
            continue;
        };
        let own = || events(&paths.sessions.join(&copy.id));
        match longest.iter_mut().find(|(other, _)| other.id == copy.id) {
            Some(other) if other.1 < known => *other = (copy, known),
            None if is_ahead(known, &own()) => longest.push((copy, known)),
            _ => {}
        }
    }
    longest.into_iter().map(|(copy, _)| copy).collect()
}

/// Whether a later `forty resume` finds the session in this folder by itself: it is in the sessions folder, or rescued to a
/// place that does not depend on the environment, and no other process continues the session in its own folder.
pub fn is_found(folder: &Path, paths: &Paths) -> bool {
    let above = files::parent(folder);
    let own = paths.sessions.join(folder.file_name().unwrap_or_default());
    let is_ahead = || {
        let known = events(folder);
        !lock::is_held(&own) && known.is_ok_and(|known| is_ahead(known, &events(&own)))
    };
    let is_temporary = files::parent(above) == paths.temporary;
    is_same(above, &paths.sessions) || (!is_temporary && is_rescued(folder, paths) && is_ahead())
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

/// Whether the folder is a rescued copy of a session of this sessions folder.
pub fn is_rescued(folder: &Path, paths: &Paths) -> bool {
    let is_this = |copy: &RescuedCopy| is_same(&copy.folder, folder);
    copies(paths).iter().any(is_this)
}

/// The folder of a session as [`resolve::resolve`] finds it, or its rescued copy where that has more events. A path to which
/// a session was rescued also finds it after it was taken back.
///
/// # Errors
/// When no session matches, or more than one.
pub fn find(paths: &Paths, word: &str, now: &Wall) -> Result<PathBuf, StoreError> {
    find_among(&ahead(paths), paths, word, now)
}

/// The same to write to it: a rescued copy that another process continues is left to that process.
///
/// # Errors
/// When no session matches, or more than one.
pub fn find_free(paths: &Paths, word: &str, now: &Wall) -> Result<PathBuf, StoreError> {
    let mut copies = ahead(paths);
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

/// Whether there is any rescued copy of a session of this sessions folder.
pub fn has_rescued(paths: &Paths) -> bool {
    !copies(paths).is_empty()
}

/// Lists the sessions; of a session that has a rescued copy with more events, the copy.
///
/// # Errors
/// When the sessions folder cannot be listed.
pub fn list_with_rescued(paths: &Paths) -> Result<SessionListing, StoreError> {
    let mut listing = list(&paths.sessions)?;
    for copy in ahead(paths) {
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
