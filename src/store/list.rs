//! Many sessions at a glance: a folder's summaries, newest first, with as few files opened as can be.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::id;
use super::journal;
use super::lock;
use super::read;
use super::summary::{self, Status, Summary};

/// All sessions of a folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// The one started last first.
    pub sessions: Vec<Listed>,
    /// Folders named like sessions that cannot be read.
    pub unreadable: Vec<Unreadable>,
}

#[derive(Debug)]
pub struct Listed {
    pub folder: PathBuf,
    pub summary: Summary,
    /// A running process has it open; the summary may be some seconds old.
    pub in_use: bool,
    /// How many reviews lie in the folder.
    pub reviews: usize,
}

#[derive(Debug)]
pub struct Unreadable {
    pub folder: PathBuf,
    pub why: StoreError,
}

/// Lists a sessions folder; one that is not there has none.
///
/// # Errors
/// When the folder itself cannot be listed.
pub fn list(sessions: &Path) -> Result<Listing, StoreError> {
    let mut listing = Listing::default();
    for name in id::names(sessions)? {
        let folder = sessions.join(name);
        match look(&folder) {
            Ok(listed) => listing.sessions.push(listed),
            Err(why) => listing.unreadable.push(Unreadable { folder, why }),
        }
    }
    listing
        .sessions
        .sort_by_key(|listed| std::cmp::Reverse(listed.summary.started_at));
    Ok(listing)
}

/// The sessions newest first, by the moments in their names; each is opened only when it is asked for, and no more than
/// `most` folders are. One that cannot be read is passed over.
///
/// # Errors
/// When the folder itself cannot be listed.
pub fn newest(
    sessions: &Path,
    most: usize,
) -> Result<impl Iterator<Item = Listed> + use<>, StoreError> {
    let sessions = sessions.to_owned();
    let names = id::names(&sessions)?.into_iter().take(most);
    Ok(names.filter_map(move |name| look(&sessions.join(name)).ok()))
}

/// The unfinished sessions that nobody has open, newest first; each is opened only when it is asked for.
///
/// # Errors
/// When the folder itself cannot be listed.
pub fn unfinished(sessions: &Path) -> Result<impl Iterator<Item = Listed> + use<>, StoreError> {
    let listed = newest(sessions, usize::MAX)?;
    Ok(listed.filter(|listed| listed.summary.status == Status::InProgress && !listed.in_use))
}

/// One session: its checkpoint's summary where that tells of the whole journal, else what reading it all gives.
fn look(folder: &Path) -> Result<Listed, StoreError> {
    let peeked = match summary::peek(folder) {
        Err(newer @ StoreError::Newer { .. }) => return Err(newer),
        peeked => peeked.ok(),
    };
    let is_over = |summary: &Summary| summary.status == Status::Finished;
    let in_use = !peeked.as_ref().is_some_and(is_over) && lock::is_held(folder);
    let length = journal::bytes(folder);
    let summary =
        if let Some(summary) = peeked.filter(|summary| in_use || summary.journal_bytes == length) {
            summary
        } else {
            let found = read::read(folder)?;
            Summary::of(&found.session, found.journal_bytes)
        };
    Ok(Listed {
        folder: folder.to_owned(),
        summary,
        in_use,
        reviews: reviews(folder),
    })
}

fn reviews(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder.join("reviews"));
    let names = entries.into_iter().flatten().flatten();
    names
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .count()
}
