//! Reviews on their way to and from other machines, one file at a time: which ones may leave, and where one that arrives
//! belongs. Its name is not taken from outside.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::file::ReviewToml;
use super::{FOLDER, LIMIT, check_folder, names, public_bytes, read_newest};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::store::archive::merge::{self, Fate};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::session::id::check_id;
use crate::store::toml_file;

/// How many files of other coaches may have the name that a review would get.
const MOST_TRIES: u16 = 64;

/// A published review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicReview {
    /// The key of the coach who wrote it.
    pub key: String,
    /// The name of that coach; not sanitized.
    pub coach: String,
    pub changed: Wall,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
}

/// The published reviews of the session in a folder that `is_wanted` by the key of the coach. Those that cannot be read
/// are left out.
///
/// # Errors
/// When the folder's name is no session id.
pub fn published(
    folder: &Path,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<PublicReview>, StoreError> {
    let id = folder.file_name().unwrap_or_default().to_string_lossy();
    let id = check_id(&id)?;
    let mut found = Vec::new();
    for name in names(folder, std::fs::FileType::is_file) {
        let path = folder.join(FOLDER).join(&name);
        let Ok(file) = read_newest(&path, id) else {
            continue;
        };
        let (Some(changed), true) = (file.age().1, is_wanted(&file.key)) else {
            continue;
        };
        if let Ok(Some(bytes)) = public_bytes(&path, id) {
            found.push(PublicReview {
                coach: file.coach_name().to_owned(),
                key: file.key,
                changed,
                bytes,
            });
        }
    }
    Ok(found)
}

/// Reads the bytes of a review as its session's folder would: `from` is the place for error messages.
///
/// # Errors
/// When it is too large, no review, of another session, of another coach than the one with this key, or not published.
fn check(from: &Path, bytes: &[u8], id: &str, key: &str) -> Result<ReviewToml, StoreError> {
    let unfit = |why: &str| StoreError::Unreadable {
        path: from.to_owned(),
        why: why.to_owned(),
    };
    if bytes.len() as u64 > LIMIT {
        return Err(StoreError::TooLarge {
            path: from.to_owned(),
            limit: LIMIT,
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| StoreError::NotText(from.to_owned()))?;
    let file: ReviewToml = toml_file::parse(from, text)?;
    if file.session != id {
        return Err(unfit(&format!(
            "it is of session `{}`",
            sanitize::line(&file.session)
        )));
    }
    if file.key != key || key.is_empty() {
        return Err(unfit("it is of another coach"));
    }
    if !file.is_public() {
        return Err(unfit("it is not published"));
    }
    Ok(file)
}

/// Adds a review that came from elsewhere to the session in a folder. It replaces an earlier version of the same coach,
/// which is set aside, and nothing else. `key` is the coach's key, `from` the place for error messages. Returns the name of
/// the coach, not sanitized, and what happened.
///
/// # Errors
/// When it is not a published review of this session by this coach, or the folder cannot be written.
pub fn receive_review(
    folder: &Path,
    key: &str,
    bytes: &[u8],
    from: &Path,
) -> Result<(String, Fate), StoreError> {
    let id = folder.file_name().unwrap_or_default().to_string_lossy();
    let id = check_id(&id)?;
    let review = check(from, bytes, id, key)?;
    let reviews = folder.join(FOLDER);
    check_folder(&reviews)?;
    if !reviews.is_dir() {
        // Only this folder is created: the session's own folder may have been moved away.
        match files::create_folder(&reviews) {
            // Another process created it in between.
            Err(_) if reviews.is_dir() => {}
            made => made?,
        }
    }
    let to = place(folder, id, &review)?;
    let new = write_temporary(&reviews, bytes).map_err(StoreError::io("write", &to))?;
    let fate = merge::add_review(new.path(), &to, id)?;
    files::sync_folder(&reviews)?;
    Ok((review.coach_name().to_owned(), fate))
}

fn write_temporary(reviews: &Path, bytes: &[u8]) -> std::io::Result<tempfile::NamedTempFile> {
    let mut new = tempfile::Builder::new()
        .prefix(files::TEMPORARY)
        .tempfile_in(reviews)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    Ok(new)
}

/// The file of this coach's review: the one that exists already, else a free name made of the coach's name and key.
pub(super) fn place(folder: &Path, id: &str, review: &ReviewToml) -> Result<PathBuf, StoreError> {
    let reviews = folder.join(FOLDER);
    for name in names(folder, |_| true) {
        let path = reviews.join(&name);
        if read_newest(&path, id).is_ok_and(|found| found.key == review.key) {
            return Ok(path);
        }
    }
    let writer = review.writer();
    let slug = writer.slug();
    let digits = u16::from_str_radix(&writer.digits, 16).unwrap_or_default();
    // After those of another coach the next digits, as in the coach's own folder: any other name is a copy's.
    let name = |next| format!("{slug}-{:04x}.toml", digits.wrapping_add(next));
    (0..MOST_TRIES)
        .map(|next| reviews.join(name(next)))
        .find(|path| path.symlink_metadata().is_err())
        .ok_or_else(|| StoreError::Exists(reviews.join(name(0))))
}
