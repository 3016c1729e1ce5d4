//! Merges an archive's session into the same session that exists already. Reviews are added, and a record that continues
//! the existing one replaces it file by file, the journal first: from its rename on the new one counts.

use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::session::event::{FORMAT, Wall};
use crate::store::archive::is_torn;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint;
use crate::store::log::checksums::checksums;
use crate::store::log::codec::{self, Lines, Shape};
use crate::store::reviews;
use crate::store::session::lock::{self, Lock};
use crate::store::session::read::{DESIGN, DESIGN_LIMIT, NOTES};
use crate::store::session::summary;

/// What became of a session that existed already.
#[derive(Debug, PartialEq, Eq)]
pub struct Merged {
    pub record: Record,
    /// The name of each review in the archive, and what happened to it.
    pub reviews: Vec<(String, Fate)>,
}

/// How the archive's record continues the existing one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// Both have the same events.
    Same,
    /// The archive has so many more events: its record replaced the existing one.
    Continued(u64),
    /// The existing record has so many more events: it was not changed.
    Ahead(u64),
}

/// What happened to a review of a session that existed already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Added,
    /// It is newer than the existing review, which was renamed to this path.
    Replaced(PathBuf),
    /// The same file exists.
    There,
    /// Another review exists that is not an older one of the same coach.
    LeftOut,
}

impl Fate {
    /// Whether the review was added to the session's folder.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::Added | Self::Replaced(_))
    }
}

/// Merges the extracted session into the existing one.
///
/// # Errors
/// When it is another session, the records differ, the session is in use, or the disk cannot be written.
pub(in crate::store) fn merge(
    extracted: &Path,
    existing: &Path,
    id: &str,
    now: &Wall,
) -> Result<Merged, StoreError> {
    let (ours, theirs) = (first_line(existing), first_line(extracted));
    if !files::is_own_folder(existing) || ours.is_none() || ours != theirs {
        return Err(StoreError::Exists(existing.to_owned()));
    }
    let mut record = compare(extracted, existing, id)?;
    if matches!(record, Record::Continued(_)) {
        lock::refuse_if_held(existing)?;
        let _lock = Lock::take(existing, now)?;
        // Only now can nobody else write it.
        record = compare(extracted, existing, id)?;
        if matches!(record, Record::Continued(_)) {
            replace_record(extracted, existing)?;
        }
    }
    Ok(Merged {
        record,
        reviews: add_reviews(extracted, existing, id)?,
    })
}

/// Compares the records by the contents of their events.
fn compare(extracted: &Path, existing: &Path, id: &str) -> Result<Record, StoreError> {
    let (theirs, ours) = (checksums(extracted, id), checksums(existing, id));
    let here = || existing.to_owned();
    let same = |n: &&u64| theirs.get(n) == ours.get(n);
    if let Some(n) = ours
        .keys()
        .filter(|n| theirs.contains_key(n))
        .find(|n| !same(n))
    {
        return Err(StoreError::Differs {
            folder: here(),
            from: *n,
        });
    }
    let lacking = |some: &BTreeMap<u64, u32>, other: &BTreeMap<u64, u32>| {
        let mut missing = some.keys().filter(|n| !other.contains_key(n)).copied();
        (missing.clone().count() as u64, missing.next())
    };
    match (lacking(&theirs, &ours), lacking(&ours, &theirs)) {
        ((0, _), (0, _)) => Ok(Record::Same),
        ((more, _), (0, _)) => Ok(Record::Continued(more)),
        ((0, _), (more, _)) => Ok(Record::Ahead(more)),
        ((_, theirs), (_, ours)) => Err(StoreError::Differs {
            folder: here(),
            from: theirs.min(ours).unwrap_or_default(),
        }),
    }
}

/// Replaces the files of the existing record. The journal files come first and in order, so that at any time the journal
/// is whole and reaches at least the checkpoint.
fn replace_record(extracted: &Path, existing: &Path) -> Result<(), StoreError> {
    let names = files::names(extracted, FileType::is_file)?;
    for name in names.iter().filter(|name| is_torn(name)) {
        match files::rename_new(&extracted.join(name), &existing.join(name)) {
            Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {}
            moved => moved.map_err(StoreError::io("write", &existing.join(name)))?,
        }
    }
    let journal = codec::files(extracted)?.into_iter();
    let journal = journal.map(|(number, _)| (codec::file_name(number), codec::FILE_LIMIT));
    let others = [
        (checkpoint::NAME, checkpoint::LIMIT),
        (summary::NAME, summary::LIMIT),
        (NOTES, super::NOTES_LIMIT),
        (DESIGN, DESIGN_LIMIT),
    ];
    let others = others.map(|(name, limit)| (name.to_owned(), limit));
    for (name, limit) in journal.chain(others) {
        let from = extracted.join(&name);
        if from.symlink_metadata().is_ok() {
            let to = existing.join(&name);
            files::set_aside_irregular(&to)?;
            files::replace(&to, &files::read_bytes(&from, limit)?)?;
        }
    }
    Ok(())
}

/// Adds the reviews of an extracted session to the existing one.
fn add_reviews(
    extracted: &Path,
    existing: &Path,
    id: &str,
) -> Result<Vec<(String, Fate)>, StoreError> {
    let [from, to] = [extracted, existing].map(|folder| folder.join(reviews::FOLDER));
    if !from.is_dir() {
        return Ok(Vec::new());
    }
    reviews::check_folder(&to)?;
    files::make_folders(&to)?;
    let mut fates = Vec::new();
    for name in files::names(&from, FileType::is_file)? {
        let fate = add_review(&from.join(&name), &to.join(&name), id)?;
        fates.push((format!("{}/{name}", reviews::FOLDER), fate));
    }
    files::sync_folder(&to)?;
    Ok(fates)
}

/// Moves a review file to its place among those of the session with this id.
pub(in crate::store) fn add_review(from: &Path, to: &Path, id: &str) -> Result<Fate, StoreError> {
    let put = || files::rename_new(from, to).map_err(StoreError::io("write", to));
    match put() {
        Err(why) if why.is_taken() => {}
        put => return put.map(|()| Fate::Added),
    }
    let new = files::read_bytes(from, reviews::LIMIT)?;
    match reviews::read_bytes(to, id) {
        Ok(old) if old == new => Ok(Fate::There),
        Ok(old) if supersedes(&new, &old) => {
            reviews::set_aside_unsynced(to)?;
            let aside = files::set_aside(to)?;
            put()?;
            Ok(Fate::Replaced(aside))
        }
        _ => Ok(Fate::LeftOut),
    }
}

/// Who wrote a review, and when it was changed last.
#[derive(Deserialize)]
struct Signature {
    format: u32,
    key: String,
    changed: Wall,
}

/// Whether both are reviews of the same coach and `new` is the later one.
fn supersedes(new: &[u8], old: &[u8]) -> bool {
    let signature = |bytes| {
        let signature: Option<Signature> = toml::from_str(std::str::from_utf8(bytes).ok()?).ok();
        signature.filter(|signature| signature.format <= FORMAT)
    };
    let pair = signature(new).zip(signature(old));
    pair.is_some_and(|(new, old)| new.key == old.key && new.changed > old.changed)
}

/// The head of a session's journal; it is different in every session.
fn first_line(folder: &Path) -> Option<Vec<u8>> {
    let file = files::open(&folder.join(codec::file_name(1)), codec::FILE_LIMIT).ok()?;
    let mut lines = Lines::new(file);
    (lines.next().ok()?? == Shape::Whole).then(|| lines.line().to_vec())
}

#[cfg(test)]
mod tests;
