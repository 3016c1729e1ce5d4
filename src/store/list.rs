//! Many sessions at a glance: a folder's summaries, newest first, with as few files opened as can be.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::summary::Summary;

/// All sessions of a folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// Newest first.
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
pub fn list(_sessions: &Path) -> Result<Listing, StoreError> {
    unimplemented!()
}

/// The unfinished sessions that nobody has open, newest first; each is opened only when it is asked for.
///
/// # Errors
/// When the folder itself cannot be listed.
pub fn unfinished(_sessions: &Path) -> Result<impl Iterator<Item = Listed>, StoreError> {
    Ok(std::iter::empty())
}
