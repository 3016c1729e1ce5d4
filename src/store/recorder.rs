//! The one writer of a session: its folder, its lock, its journal and its checkpoint. It folds what it writes, so
//! that it can begin a new journal file at any moment; the time it never reads.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::read::Found;
use crate::domain::event::{Entry, Head, Wall};
use crate::domain::session::Session;

/// Whether everything recorded so far is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    Saved,
    /// It is kept in memory and written on a later `retry`; why not yet, in a few words.
    NotSaved(String),
}

#[derive(Debug)]
pub struct Recorder {
    folder: PathBuf,
}

impl Recorder {
    /// Makes the folder of a new session and its files. The head itself comes with the first `append`.
    ///
    /// # Errors
    /// When the id is none, taken, or the files cannot be created.
    pub fn create(_sessions: &Path, _head: &Head, _design_text: &str) -> Result<Self, StoreError> {
        unimplemented!()
    }

    /// Opens an existing session to go on writing: an unfinished one to be resumed, a finished one to be debriefed.
    /// `now` stands in the lock, for the message to a second writer. A torn tail is set aside; nothing is appended.
    ///
    /// # Errors
    /// When it is in use, cannot be read, or cannot be written.
    pub fn open(_folder: &Path, _now: &Wall) -> Result<(Found, Self), StoreError> {
        unimplemented!()
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes entries that follow the ones before, in one call. What cannot be written is kept for `retry`.
    pub fn append(&mut self, _entries: &[Entry]) -> SaveState {
        unimplemented!()
    }

    pub fn state(&self) -> SaveState {
        unimplemented!()
    }

    pub fn is_saved(&self) -> bool {
        self.state() == SaveState::Saved
    }

    /// Tries again what could not be written; to be called each second while not saved.
    pub fn retry(&mut self) -> SaveState {
        unimplemented!()
    }

    /// Replaces `session.toml` and `notes.md`.
    pub fn checkpoint(&mut self, _session: &Session, _notes_md: &str) -> SaveState {
        unimplemented!()
    }

    /// Writes the whole session into another sessions folder, because its own takes nothing more; returns the
    /// session's folder there.
    ///
    /// # Errors
    /// When that fails too.
    pub fn rescue(
        &mut self,
        _sessions: &Path,
        _session: &Session,
        _notes_md: &str,
    ) -> Result<PathBuf, StoreError> {
        unimplemented!()
    }

    /// Makes everything last, gives back the space kept in reserve, and lets go of the session.
    pub fn close(self) -> SaveState {
        unimplemented!()
    }

    /// Closes the session and moves it to the trash; returns where it is now.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn discard(self, _trash: &Path) -> Result<PathBuf, StoreError> {
        unimplemented!()
    }
}
