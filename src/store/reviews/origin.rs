//! For which session's folder a rescued review was written.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::files;

/// The file beside a rescued review with the path of its session's folder.
pub(super) const NAME: &str = "review-rescued-from";
/// The most bytes of a path.
const PATH_LIMIT: u64 = 64 * 1024;

/// Notes beside a review that was written to `folder/SESSION/reviews` for which session's folder it is.
///
/// # Errors
/// When reviews for another folder's session of this id are there, or the file cannot be written.
pub(super) fn note(rescued: &Path, session: &Path) -> Result<(), StoreError> {
    let path = rescued.join(NAME);
    let origin = session.as_os_str().as_bytes();
    match files::read_bytes(&path, PATH_LIMIT) {
        Ok(found) if found != origin => Err(StoreError::Exists(rescued.to_owned())),
        Ok(_) => Ok(()),
        Err(_) => files::replace(&path, origin),
    }
}

/// The folder that was noted in the folder of rescued reviews.
pub(super) fn read(rescued: &Path) -> Option<PathBuf> {
    let origin = files::read_bytes(&rescued.join(NAME), PATH_LIMIT).ok()?;
    Some(PathBuf::from(OsStr::from_bytes(&origin)))
}
