//! The one reading of a session's folder, for resume, show, export and review alike. It never writes and follows no
//! link; what it had to leave out or make up for it says in remarks.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use crate::domain::event::Entry;
use crate::domain::session::Session;

/// A session as found on disk.
#[derive(Debug)]
pub struct Found {
    pub session: Session,
    pub folder: PathBuf,
    pub source: Source,
    /// What the reader of the session should know about its files, each one line, clean.
    pub remarks: Vec<String>,
    /// The design the session ran with, as its file holds it; not parsed.
    pub design_text: Option<String>,
}

/// Which file the session's state is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Journal,
    Checkpoint,
    /// A damaged journal, put right by the checkpoint where it could be.
    Both,
}

/// One step of a journal.
#[derive(Debug)]
pub enum Step<'a> {
    /// Fold it in with `Session::apply`.
    Entry(&'a Entry),
    /// Entries are missing before the next: tell the session with `lose_thread`.
    Hole,
}

/// Reads a session.
///
/// # Errors
/// When there is no such folder, its files are of a newer format, or none of them can be read.
pub fn read(_folder: &Path) -> Result<Found, StoreError> {
    unimplemented!()
}

/// Goes through a session's journal in order, the head first, without repeats.
///
/// # Errors
/// When no journal can be read.
pub fn visit(_folder: &Path, _each: impl FnMut(Step<'_>)) -> Result<(), StoreError> {
    unimplemented!()
}
