//! Several files of one coach's review of one session: a sync service writes a second one beside the first when two
//! machines wrote at once. The latest is shown; the coach may merge them.

use std::path::{Path, PathBuf};

use super::file::{Age, ReviewToml};
use super::{FOLDER, affordable, names, read_newest, saver};
use crate::domain::judging::review::Review;
use crate::domain::session::Session;
use crate::store::error::StoreError;
use crate::store::files;

/// A second file of the coach's own review.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewCopy {
    pub path: PathBuf,
    pub review: Review,
    /// It is a later version than the coach's own file.
    pub is_newer: bool,
}

/// Of the files of each coach the latest. Those without a key are all kept.
pub(super) fn latest<T>(all: Vec<T>, key: impl Fn(&T) -> &str, age: impl Fn(&T) -> Age) -> Vec<T> {
    let is_latest = |index: &usize| {
        let this = &all[*index];
        let same = all.iter().enumerate();
        let same = same.filter(|(_, other)| key(other) == key(this));
        let latest = same.max_by_key(|(_, other)| age(other));
        key(this).is_empty() || latest.is_some_and(|(latest, _)| latest == *index)
    };
    let kept: Vec<usize> = (0..all.len()).filter(is_latest).collect();
    let all = all.into_iter().enumerate();
    all.filter(|(index, _)| kept.contains(index))
        .map(|(_, one)| one)
        .collect()
}

/// The other files of the review that has this key, and the latest number of any of them.
pub(super) fn of(
    own: (&Path, &ReviewToml),
    folder: &Path,
    session: &Session,
    key: &str,
) -> (Vec<ReviewCopy>, u64) {
    let names = names(folder, |_| true);
    let (mut copies, mut revision) = (Vec::new(), 0);
    for name in affordable(folder, &names) {
        let path = folder.join(FOLDER).join(name);
        if path == own.0 || key.is_empty() {
            continue;
        }
        let Ok(file) = read_newest(&path, &session.head.id) else {
            continue;
        };
        if file.key == key {
            revision = revision.max(file.revision);
            copies.push(ReviewCopy {
                review: file.stored(name, session).review,
                is_newer: file.age() > own.1.age(),
                path,
            });
        }
    }
    (copies, revision)
}

/// Renames a file that was merged to `NAME.merged`, which nothing reads.
pub(super) fn keep_as_merged(path: &Path) -> Result<(), StoreError> {
    let unsynced = saver::unsynced(path);
    for path in [&unsynced, path] {
        if path.symlink_metadata().is_ok() {
            files::rename_aside(path, ".merged")?;
        }
    }
    Ok(())
}
