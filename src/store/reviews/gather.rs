//! Adds the files of one `reviews` folder of a session to another one of the same session. Nothing is replaced and every
//! byte is copied, also of files that this program cannot read.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{FOLDER, check_folder, saver};
use crate::store::error::StoreError;
use crate::store::files;

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
    files::first_free(1..=1000, |number| {
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
