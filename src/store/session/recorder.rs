//! The one writer of a session: its folder, its lock, its journal, and the files that are replaced whole. The caller has
//! the session's state and reads the clock.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::lock::Lock;
use super::opened_folders::OpenedFolders;
use super::origin;
use super::snapshot::Snapshot;
use super::trash;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::store::error::StoreError;
use crate::store::log::checkpoint::Compacted;
use crate::store::log::codec;
use crate::store::log::writer::Writer;

/// How long `flush` waits for syncing and saving.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(500);

/// Whether everything recorded so far is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    Saved,
    /// It is written, so that a kill loses nothing, but a power cut may: a sync failed, for this reason. A later `retry`
    /// syncs it.
    NotSynced(String),
    /// It is in memory and will be written by a later `retry`; the reason in a few words.
    NotSaved(String),
}

/// Renders `notes.md` of a session.
pub type NotesPage = fn(&Session) -> String;

#[derive(Debug)]
pub struct Recorder {
    folder: PathBuf,
    /// The session's own folder, of which `folder` may be a rescued copy.
    pub(super) origin: PathBuf,
    pub(super) writer: Writer,
    compacted: Compacted,
    /// The copy of the design, for a folder that is lost.
    pub(super) design_text: Option<String>,
    /// Unknown keys of the summary.
    other: toml::Table,
    lock: Lock,
    folders: OpenedFolders,
}

impl Recorder {
    pub(in crate::store) fn over(
        folder: &Path,
        lock: Lock,
        writer: Writer,
        compacted: Compacted,
        design_text: Option<String>,
        other: toml::Table,
    ) -> Self {
        Self {
            origin: origin::origin(folder).unwrap_or_else(|| folder.to_owned()),
            folder: folder.to_owned(),
            folders: OpenedFolders::of(folder),
            writer,
            compacted,
            design_text,
            other,
            lock,
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Appends the next entries in one write; `session` is the state after them. What cannot be written waits for
    /// `retry`.
    pub fn append(&mut self, entries: &[Entry], session: &Session) -> SaveState {
        for entry in entries {
            let line = codec::encode(entry);
            self.compacted.push(entry, &line);
            self.writer.push(&line);
        }
        let wanted = entries.iter().any(|entry| entry.event != Event::Here);
        self.writer.write_lines(session, wanted);
        self.state()
    }

    pub fn state(&self) -> SaveState {
        match (self.writer.trouble(), self.writer.sync_error()) {
            (Some(why), _) => SaveState::NotSaved(why),
            (None, Some(why)) => SaveState::NotSynced(why),
            (None, None) => SaveState::Saved,
        }
    }

    /// Checks that the lock and the journal are still the files at their paths, and that nobody else has written to the
    /// journal. If not, nothing is written there any more, and the reason is returned. Call it each second.
    pub fn check(&mut self) -> Option<&str> {
        if self.lock.is_lost() {
            let lock = || "the lock was removed or replaced by another program".to_owned();
            self.writer.lose(self.folders.lost().unwrap_or_else(lock));
        }
        self.writer.check_file();
        self.writer.lost()
    }

    /// Why nothing is written any more, as the last check found.
    pub fn lost(&self) -> Option<&str> {
        self.writer.lost()
    }

    /// What the user must know about the session's file system, in one line.
    pub fn note(&self) -> Option<&'static str> {
        self.lock.note()
    }

    pub fn is_saved(&self) -> bool {
        self.state() == SaveState::Saved
    }

    /// Whether everything is saved and nothing is being synced. Until then `state` may change without a call.
    pub fn is_settled(&self) -> bool {
        self.is_saved() && self.writer.is_settled()
    }

    /// Retries what could not be written or synced. Call it once a second while not everything is saved.
    pub fn retry(&mut self, session: &Session) -> SaveState {
        self.writer.retry(session);
        self.state()
    }

    /// Retries a failed write at once, as the user asks for it.
    pub fn retry_write(&mut self) -> SaveState {
        self.writer.retry_write();
        self.state()
    }

    /// Replaces the checkpoint, the summary and the notes in the background.
    pub fn checkpoint(&mut self, session: &Session, page: NotesPage) -> SaveState {
        let snapshot = self.snapshot(session, page, self.writer.bytes());
        let folder = self.folder.clone();
        self.writer.save(Box::new(move || snapshot.write(&folder)));
        self.state()
    }

    pub(super) fn snapshot(
        &self,
        session: &Session,
        page: NotesPage,
        journal_bytes: u64,
    ) -> Snapshot {
        Snapshot {
            session: session.clone(),
            compacted: self.compacted.clone(),
            page,
            journal_bytes,
            other: self.other.clone(),
        }
    }

    /// Waits at most half a second until everything that can be synced and saved is.
    pub fn flush(&mut self) -> SaveState {
        self.writer.retry_write();
        self.writer.flush(FLUSH_TIMEOUT);
        self.state()
    }

    /// Syncs and saves everything, frees the reserved disk space, and releases the lock.
    pub fn close(mut self) -> SaveState {
        let state = self.flush();
        self.check();
        self.writer.release();
        state
    }

    /// Closes the session and moves it to the trash; returns its new path.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn discard(mut self, trash: &Path) -> Result<PathBuf, StoreError> {
        self.flush();
        self.writer.release();
        trash::put(&self.folder, trash)
    }
}
