//! Adds the files of one `reviews` folder of a session to another one of the same session. Nothing is replaced and every
//! byte is copied, also of files that this program cannot read.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{FOLDER, check_folder, saver};
use crate::store::error::StoreError;
use crate::store::files;

/// How many copies of one review a folder may have.
const MOST_COPIES: u32 = 1000;

/// Adds all files of the reviews in the folder `from` to those in `to`. Where a file of the same name has other bytes, both
/// stay: the added one gets the name of a copy, which the coach may merge.
///
/// # Errors
/// When a file cannot be read or written. What was added until then stays, and is not added again.
pub(in crate::store) fn add_all(from: &Path, to: &Path) -> Result<(), StoreError> {
    let [from, to] = [from, to].map(|folder| folder.join(FOLDER));
    if !files::is_own_folder(&from) {
        return Ok(());
    }
    let entries = files::entries(&from)?;
    let regular = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut names: Vec<OsString> = regular.map(|entry| name_of(entry.file_name())).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Ok(());
    }
    check_folder(&to)?;
    files::make_folders(&to)?;
    names.iter().try_for_each(|name| add(&from.join(name), &to))
}

/// The name of the review to which a file belongs.
fn name_of(file: OsString) -> OsString {
    let review = file.to_str().and_then(saver::name_of_unsynced);
    review.map(OsString::from).unwrap_or(file)
}

/// Adds a file and the later version of it that is not synced yet.
pub(super) fn add(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut versions = Vec::new();
    for path in both(from) {
        versions.push(match path.symlink_metadata() {
            Ok(about) if about.is_file() => Some(files::read_bytes(&path, files::COPY_LIMIT)?),
            _ => None,
        });
    }
    files::first_free(1..=MOST_COPIES, |number| {
        let path = to.join(numbered(from, number));
        let places: Vec<_> = both(&path).into_iter().zip(&versions).collect();
        let is_there = |place: &Path| place.symlink_metadata().is_ok();
        let has = |place: &Path, bytes: &[u8]| {
            files::read_bytes(place, files::COPY_LIMIT).is_ok_and(|found| found == bytes)
        };
        let is_same =
            |(place, bytes): &(PathBuf, &Option<Vec<u8>>)| bytes.as_ref().map(|it| has(place, it));
        let has_all = places.iter().all(|place| is_same(place) != Some(false));
        let has_no_other = places
            .iter()
            .all(|place| !is_there(&place.0) || is_same(place) == Some(true));
        if !has_all && !has_no_other {
            return Err(StoreError::io("write", &path)(
                ErrorKind::AlreadyExists.into(),
            ));
        }
        for (place, bytes) in &places {
            if let Some(bytes) = bytes.as_ref().filter(|_| !is_there(place)) {
                files::replace(place, bytes)?;
            }
        }
        Ok(())
    })
}

/// The first path in the folder `to` that nothing has: with the name of this file, or of a copy of it.
///
/// # Errors
/// When all names of copies are taken.
pub(super) fn free_path(from: &Path, to: &Path) -> Result<PathBuf, StoreError> {
    let paths = (1..=MOST_COPIES).map(|number| to.join(numbered(from, number)));
    let is_free = |path: &PathBuf| both(path).iter().all(|it| it.symlink_metadata().is_err());
    let mut free = paths.filter(is_free);
    free.next()
        .ok_or_else(|| StoreError::Exists(to.join(numbered(from, 1))))
}

/// The same for a path that no program gives a coach's own file: a copy that is made there later replaces no review.
pub(super) fn free_copy_path(from: &Path, to: &Path) -> PathBuf {
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    let first = if is_of_coach(&name) { 2 } else { 1 };
    let mut paths = (first..=MOST_COPIES).map(|number| to.join(numbered(from, number)));
    let free = paths.find(|path| path.symlink_metadata().is_err());
    free.unwrap_or_else(|| to.join(numbered(from, MOST_COPIES)))
}

/// The paths of a file and of its version that is not synced yet.
fn both(path: &Path) -> [PathBuf; 2] {
    [path.to_owned(), saver::unsynced(path)]
}

/// The name of a file, or of its copy with this number: `ada-4f2a.toml`, `ada-4f2a-copy.toml`, `ada-4f2a-copy-3.toml`. It is
/// none that a program gives a coach's file.
fn numbered(path: &Path, number: u32) -> OsString {
    let name = path.file_name().unwrap_or_default();
    let stem = name.to_str().and_then(|name| name.strip_suffix(".toml"));
    match (number, stem.filter(|stem| !stem.starts_with('.'))) {
        (1, _) => name.to_owned(),
        (2, Some(stem)) => format!("{stem}-copy.toml").into(),
        (_, Some(stem)) => format!("{stem}-copy-{number}.toml").into(),
        (_, None) => {
            let mut name = name.to_owned();
            name.push(format!(".{number}"));
            name
        }
    }
}

/// Whether a program writes a coach's review under this name: `ada-4f2a.toml`.
pub(super) fn is_of_coach(name: &str) -> bool {
    let stem = name.strip_suffix(".toml").unwrap_or_default();
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let is_hex = |byte: u8| matches!(byte, b'a'..=b'f' | b'0'..=b'9');
    stem.bytes().all(is_plain)
        && stem
            .rsplit_once('-')
            .is_some_and(|(_, digits)| digits.len() == 4 && digits.bytes().all(is_hex))
}
