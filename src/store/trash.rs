//! Sessions put out of the way and brought back. Nothing is ever deleted.

use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Moves a session's folder to the trash; returns where it is now.
///
/// # Errors
/// When it is in use or cannot be moved.
pub fn move_to_trash(_folder: &Path, _trash: &Path) -> Result<PathBuf, StoreError> {
    unimplemented!()
}

/// Brings a session back from the trash by its id or a unique prefix; returns its folder.
///
/// # Errors
/// When it is not there, or its place is taken.
pub fn bring_back(_word: &str, _trash: &Path, _sessions: &Path) -> Result<PathBuf, StoreError> {
    unimplemented!()
}
