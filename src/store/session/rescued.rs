//! Finds rescued sessions: those that were written to another folder because their own could not be. Where such a copy has
//! more events than can be read in the session's own folder, the copy is the session.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::id::is_id;
use super::lock;
use super::origin::{PREFIX, origin};
use super::read::{self, Parts};
use super::resolve;
use crate::domain::session::Session;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checksums::changes;
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

/// All rescued copies of one session. The home folder, which may be large or far away, is not listed.
pub(super) fn copies_of(paths: &Paths, id: &str) -> Vec<RescuedCopy> {
    let in_home = paths.user_home.iter();
    let in_home = in_home.map(|home| home.join(rescue_name(id)));
    let places = safe_folders(paths, in_home).into_iter();
    let copies = places.map(|place| RescuedCopy {
        folder: place.join(id),
        id: id.to_owned(),
    });
    let there = copies.filter(|copy| files::is_own_folder(&copy.folder));
    there
        .filter(|copy| is_from(&copy.folder, &paths.sessions))
        .collect()
}

/// The folders that may hold rescued sessions, the one beside the sessions first.
pub(super) fn rescue_folders(paths: &Paths) -> Vec<PathBuf> {
    let in_home = paths.user_home.iter().flat_map(|home| prefixed(home));
    safe_folders(paths, in_home)
}

/// What changes in a folder with the folders in it: the folder itself, its time of change, and its number of links, which
/// most file systems raise with each folder in it.
type Stamp = (u64, u64, (i64, i64), u64);

/// The rescue folders in the home folder and among the temporary files as last listed. Both may have many entries, and
/// are asked for with every list and every session that is opened.
static LISTED: Mutex<BTreeMap<PathBuf, (Stamp, Vec<PathBuf>)>> = Mutex::new(BTreeMap::new());

fn listed() -> MutexGuard<'static, BTreeMap<PathBuf, (Stamp, Vec<PathBuf>)>> {
    LISTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lists again at the next call: this process made a rescue folder, and a coarse clock may give it the time of the last list.
pub(super) fn list_again() {
    listed().clear();
}

/// The folders in the one above with the name of a rescue folder. It is listed only where it changed.
fn prefixed(above: &Path) -> Vec<PathBuf> {
    let Ok(about) = above.metadata() else {
        return Vec::new();
    };
    let changed = (about.mtime(), about.mtime_nsec());
    let stamp = (about.dev(), about.ino(), changed, about.nlink());
    if let Some((as_then, folders)) = listed().get(above)
        && *as_then == stamp
    {
        return folders.clone();
    }
    let names = files::names(above, std::fs::FileType::is_dir).unwrap_or_default();
    let rescued = names.iter().filter(|name| name.starts_with(PREFIX));
    let folders: Vec<PathBuf> = rescued.map(|name| above.join(name)).collect();
    listed().insert(above.to_owned(), (stamp, folders.clone()));
    folders
}

/// The folders that may hold rescued sessions, with those in the home folder; each is the user's own and there.
fn safe_folders(paths: &Paths, in_home: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    let mut folders = vec![paths.sessions.join(NEAR), paths.rescued()];
    folders.extend(in_home);
    // Anybody may make folders among the temporary files.
    let user = rustix::process::geteuid().as_raw();
    let is_own = |folder: &PathBuf| {
        let about = folder.symlink_metadata();
        about.is_ok_and(|about| about.uid() == user)
    };
    folders.extend(prefixed(&paths.temporary).into_iter().filter(is_own));
    let mut seen = HashSet::new();
    folders.retain(|folder| files::is_own_folder(folder) && seen.insert(folder.clone()));
    folders
}

/// Whether the copy is of a session of this sessions folder.
pub(super) fn is_from(folder: &Path, sessions: &Path) -> bool {
    origin(folder).is_some_and(|origin| is_same(files::parent(&origin), sessions))
}

/// Whether both paths lead to one folder.
pub(in crate::store) fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    one == other || whole(one).is_some_and(|one| whole(other) == Some(one))
}

/// What a folder has of a session.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// What can be read of it; `None` where that is nothing.
    pub session: Option<Session>,
    /// Why there may be more events than can be read.
    pub unread: Option<StoreError>,
}

impl Recorded {
    /// How many events can be read.
    pub fn events(&self) -> u64 {
        self.session.as_ref().map_or(0, |session| session.n)
    }

    /// How many events it has, if all of them can be read.
    fn all_events(&self) -> Option<u64> {
        self.unread.is_none().then(|| self.events())
    }
}

/// What a folder has of a session, and why that may not be all.
pub(super) fn recorded(folder: &Path) -> Recorded {
    let recorded = readable(folder);
    recorded.unwrap_or_else(|why| Recorded {
        session: None,
        unread: Some(why),
    })
}

fn readable(folder: &Path) -> Result<Recorded, StoreError> {
    match folder.symlink_metadata() {
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(Recorded::default()),
        Err(why) => return Err(StoreError::io("read", folder)(why)),
        Ok(about) if !about.is_dir() => return Err(StoreError::NotAFolder(folder.to_owned())),
        Ok(_) => {}
    }
    let has_checkpoint = folder.join(checkpoint::NAME).symlink_metadata().is_ok();
    let has_any = has_checkpoint || !codec::files(folder)?.is_empty();
    if !has_any || resolve::is_unrecorded(folder) {
        return Ok(Recorded::default());
    }
    let reading = read::reading_parts(folder, Parts::default())?;
    Ok(Recorded {
        session: Some(reading.found.session),
        unread: reading.unread,
    })
}

/// Whether a copy that can be read whole is the session: it has more events than can be read in the session's own folder.
fn is_ahead(copy: &Recorded, own: &Recorded) -> bool {
    copy.unread.is_none() && copy.events() > own.events()
}

/// How a copy of a session differs from another one.
#[derive(Debug)]
pub(super) struct CopyDifference {
    /// The other one lacks an event of the copy.
    pub lacks: bool,
    /// An event of the copy is another event in the other one.
    pub differs: bool,
}

/// Compares the events of a copy of a session with those of the other one.
///
/// # Errors
/// When one of them cannot be read whole.
pub(super) fn compare(copy: &Path, other: &Path, id: &str) -> Result<CopyDifference, StoreError> {
    let (events, others) = (changes(copy, id)?, changes(other, id)?);
    let is_other = |n, sum| others.get(n).is_some_and(|other| other != sum);
    Ok(CopyDifference {
        lacks: events.iter().any(|(n, sum)| others.get(n) != Some(sum)),
        differs: events.iter().any(|(n, sum)| is_other(n, sum)),
    })
}

/// The copies that are their sessions, of each session the longest.
pub(super) fn ahead(paths: &Paths, copies: Vec<RescuedCopy>) -> Vec<RescuedCopy> {
    let mut longest: Vec<(RescuedCopy, u64)> = Vec::new();
    for copy in copies {
        let known = recorded(&copy.folder);
        let Some(events) = known.all_events() else {
            continue;
        };
        let own = || recorded(&paths.sessions.join(&copy.id));
        match longest.iter_mut().find(|(other, _)| other.id == copy.id) {
            Some(other) if other.1 < events => *other = (copy, events),
            None if is_ahead(&known, &own()) => longest.push((copy, events)),
            _ => {}
        }
    }
    longest.into_iter().map(|(copy, _)| copy).collect()
}

/// The name of the folder outside the state folder to which a session is rescued.
pub fn rescue_name(id: &str) -> String {
    format!("{PREFIX}{id}")
}

/// Whether a later `forty resume` finds the session in this folder by itself: it is in the sessions folder, or rescued to a
/// place that does not depend on the environment, and no other process continues the session in its own folder.
pub fn is_found(folder: &Path, paths: &Paths) -> bool {
    let above = files::parent(folder);
    let own = paths.sessions.join(folder.file_name().unwrap_or_default());
    let is_ahead = || !lock::is_held(&own) && is_ahead(&recorded(folder), &recorded(&own));
    let is_temporary = files::parent(above) == paths.temporary;
    is_same(above, &paths.sessions) || (!is_temporary && is_rescued(folder, paths) && is_ahead())
}

/// Whether the folder is a rescued copy of a session of this sessions folder.
pub fn is_rescued(folder: &Path, paths: &Paths) -> bool {
    // All others are told apart without a look at any rescue folder.
    let id = folder.file_name().and_then(OsStr::to_str);
    let id = id.filter(|_| is_from(folder, &paths.sessions));
    let copies = id.map(|id| copies_of(paths, id)).unwrap_or_default();
    copies.iter().any(|copy| is_same(&copy.folder, folder))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]
mod tests {
    use std::fs::{self, File};

    use super::*;

    #[test]
    fn a_folder_of_many_entries_is_listed_again_only_after_it_changed() {
        let dir = tempfile::tempdir().unwrap();
        let above = dir.path();
        let one = above.join(format!("{PREFIX}one"));
        fs::create_dir(&one).unwrap();
        assert_eq!(prefixed(above), std::slice::from_ref(&one));
        let two = above.join(format!("{PREFIX}two"));
        let changed = above.metadata().unwrap().modified().unwrap();
        fs::rename(&one, &two).unwrap();
        // As if nothing had changed.
        File::open(above).unwrap().set_modified(changed).unwrap();
        assert_eq!(prefixed(above), [one]);
        list_again();
        assert_eq!(prefixed(above), std::slice::from_ref(&two));
        let three = above.join(format!("{PREFIX}x"));
        fs::create_dir(&three).unwrap();
        let later = changed + std::time::Duration::from_secs(1);
        File::open(above).unwrap().set_modified(later).unwrap();
        assert_eq!(prefixed(above), [two, three]);
    }
}
