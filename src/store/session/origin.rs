//! Where a rescued session came from.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::store::files;

/// The prefix of the rescue folders outside the state folder.
pub(super) const PREFIX: &str = "forty-rescued-";

/// The file in a rescued session that has the path of the session's own folder, also after a second rescue.
pub(super) const ORIGIN: &str = "rescued-from";

/// The most bytes of a path.
const PATH_LIMIT: u64 = 64 * 1024;

/// The folder of which the session in this folder is a rescued copy.
pub(super) fn origin(folder: &Path) -> Option<PathBuf> {
    let origin = files::read_bytes(&folder.join(ORIGIN), PATH_LIMIT).ok()?;
    Some(PathBuf::from(OsStr::from_bytes(&origin)))
}
