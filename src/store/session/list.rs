//! Lists the summaries of all sessions of a folder, newest first, and opens as few files as possible.

use std::fs::FileType;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};

use super::lock;
use super::read;
use super::resolve;
use super::summary::{self, Status, Summary};
use crate::domain::session::event::Wall;
use crate::store::error::StoreError;
use crate::store::log::codec;
use crate::store::reviews;

/// The most items that are read faster on one thread than by starting others.
const ONE_THREAD: usize = 64;

/// All sessions of a folder.
#[derive(Debug, Default)]
pub struct SessionListing {
    /// Sorted by start, newest first.
    pub sessions: Vec<Listed>,
    /// Folders with the name of a session that cannot be read.
    pub unreadable: Vec<Unreadable>,
}

#[derive(Debug)]
pub struct Listed {
    pub folder: PathBuf,
    pub summary: Summary,
    /// A process has the session open; the summary may be some seconds old.
    pub in_use: bool,
    /// The sorted names of the review files.
    pub review_files: Vec<String>,
}

#[derive(Debug)]
pub struct Unreadable {
    pub folder: PathBuf,
    pub why: StoreError,
}

/// Lists a sessions folder; a missing folder has no sessions.
///
/// # Errors
/// When the folder cannot be listed.
pub fn list(sessions: &Path) -> Result<SessionListing, StoreError> {
    let names = resolve::names(sessions)?;
    let mut listing = SessionListing::default();
    for (name, listed) in names.iter().zip(list_all(sessions, &names)) {
        match listed {
            Ok(listed) => listing.sessions.push(listed),
            Err(StoreError::Lost { folder, .. }) if resolve::is_unrecorded(&folder) => {}
            Err(why) => listing.unreadable.push(Unreadable {
                folder: sessions.join(name),
                why,
            }),
        }
    }
    listing
        .sessions
        .sort_by_key(|listed| std::cmp::Reverse(listed.summary.started_at));
    Ok(listing)
}

/// Reads what a list shows of each session, in the order of the names.
fn list_all(sessions: &Path, names: &[String]) -> Vec<Result<Listed, StoreError>> {
    in_parallel(names, |name| list_one(&sessions.join(name)))
}

/// The results of a function that reads files, in the order of the items, with one thread per processor.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], read: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if items.len() <= ONE_THREAD {
        return items.iter().map(read).collect();
    }
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let parts = items.chunks(items.len().div_ceil(threads));
    thread::scope(|scope| {
        let read = &read;
        let threads: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().map(read).collect::<Vec<R>>()))
            .collect();
        let parts = threads.into_iter().map(ScopedJoinHandle::join);
        parts
            .flat_map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The sessions, the latest start up to `now` first by the times in their names, from at most `most` folders. Each is read
/// only when the iterator reaches it; one that cannot be read is skipped.
///
/// # Errors
/// When the folder cannot be listed.
pub fn newest(
    sessions: &Path,
    now: &Wall,
    most: usize,
) -> Result<impl Iterator<Item = Listed> + use<>, StoreError> {
    let sessions = sessions.to_owned();
    let names = resolve::latest_names(&sessions, now)?.into_iter();
    let names = names.take(most);
    Ok(names.filter_map(move |name| list_one(&sessions.join(name)).ok()))
}

/// The folders that have the name of a session, newest first. None of them is opened.
///
/// # Errors
/// When the sessions folder cannot be listed.
pub fn session_folders(sessions: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let names = resolve::names(sessions)?.into_iter();
    Ok(names.map(|name| sessions.join(name)).collect())
}

impl SessionListing {
    /// The session with this status and the latest start up to `now`; one from the future if there is no other.
    pub fn latest(&self, status: Status, now: &Wall) -> Option<&Listed> {
        let wanted = self.sessions.iter();
        let wanted = wanted.filter(|listed| listed.summary.status == status);
        // The first of equals is the newest.
        wanted.min_by_key(|listed| resolve::is_future(&listed.summary.id, now))
    }
}

/// Reads one session: its summary if that is up to date, else the whole session.
pub(super) fn list_one(folder: &Path) -> Result<Listed, StoreError> {
    let stored = match summary::read(folder) {
        Err(newer @ StoreError::Newer { .. }) => return Err(newer),
        stored => stored.ok(),
    };
    // A folder that cannot be listed may still be in use.
    let contents = FolderContents::of(folder).unwrap_or(FolderContents {
        lock: true,
        ..FolderContents::default()
    });
    let is_over = |summary: &Summary| summary.status == Status::Finished;
    let in_use = contents.lock && !stored.as_ref().is_some_and(is_over) && lock::is_held(folder);
    let is_current = |summary: &Summary| in_use || summary.journal_bytes == contents.journal_bytes;
    let summary = if let Some(summary) = stored.filter(is_current) {
        summary
    } else {
        let found = read::read_state(folder)?;
        Summary::of(&found.session, found.journal_bytes)
    };
    Ok(Listed {
        folder: folder.to_owned(),
        summary,
        in_use,
        review_files: if contents.reviews {
            reviews::names(folder, FileType::is_file)
        } else {
            Vec::new()
        },
    })
}

/// What a session's folder holds. Listing the folder once is faster than trying each name.
#[derive(Debug, Default)]
struct FolderContents {
    /// The length of all journal files together.
    journal_bytes: u64,
    lock: bool,
    reviews: bool,
}

impl FolderContents {
    fn of(folder: &Path) -> std::io::Result<Self> {
        let mut contents = Self::default();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            match entry.file_name().to_str() {
                Some(lock::NAME) => contents.lock = true,
                Some(reviews::FOLDER) => contents.reviews = true,
                Some(name) if codec::number_of(name).is_some() => {
                    let about = entry.metadata().ok().filter(std::fs::Metadata::is_file);
                    contents.journal_bytes += about.map_or(0, |about| about.len());
                }
                _ => {}
            }
        }
        Ok(contents)
    }
}
