//! The one writer of a session: its folder, its lock, its journal, and the files that are replaced whole. The caller has
//! the session's state and reads the clock.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::lock::Lock;
use super::snapshot::Snapshot;
use super::trash;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint::Compacted;
use crate::store::log::codec;
use crate::store::log::writer::Writer;
use crate::store::session::id::check_id;
use crate::store::session::read::{DESIGN, DESIGN_LIMIT};

/// How long `flush` waits for syncing and saving.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(500);

/// Whether everything recorded so far is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    Saved,
    /// It is in memory and will be written by a later `retry`; the reason in a few words.
    NotSaved(String),
}

/// Renders `notes.md` of a session.
pub type NotesPage = fn(&Session) -> String;

#[derive(Debug)]
pub struct Recorder {
    folder: PathBuf,
    writer: Writer,
    compacted: Compacted,
    /// Unknown keys of the summary.
    other: toml::Table,
    _lock: Lock,
}

impl Recorder {
    pub(in crate::store) fn over(
        folder: &Path,
        lock: Lock,
        writer: Writer,
        compacted: Compacted,
        other: toml::Table,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            writer,
            compacted,
            other,
            _lock: lock,
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
        match self.writer.trouble() {
            Some(why) => SaveState::NotSaved(why),
            None => SaveState::Saved,
        }
    }

    pub fn is_saved(&self) -> bool {
        self.state() == SaveState::Saved
    }

    /// Whether everything is saved and nothing is being synced. Until then `state` may change without a call.
    pub fn is_settled(&self) -> bool {
        self.is_saved() && self.writer.is_settled()
    }

    /// Retries what could not be written. Call it each second while not everything is saved.
    pub fn retry(&mut self, session: &Session) -> SaveState {
        self.writer.retry(session);
        self.state()
    }

    /// Replaces the checkpoint, the summary and the notes in the background.
    pub fn checkpoint(&mut self, session: &Session, page: NotesPage) -> SaveState {
        let snapshot = self.snapshot(session, page, self.writer.bytes());
        let folder = self.folder.clone();
        self.writer.save(Box::new(move || snapshot.write(&folder)));
        self.state()
    }

    fn snapshot(&self, session: &Session, page: NotesPage, journal_bytes: u64) -> Snapshot {
        Snapshot {
            session: session.clone(),
            compacted: self.compacted.clone(),
            page,
            journal_bytes,
            other: self.other.clone(),
        }
    }

    /// Writes a copy of the session into another sessions folder when its own cannot be written. Returns the copy's
    /// folder.
    ///
    /// # Errors
    /// When the copy cannot be written.
    pub fn rescue(
        &mut self,
        sessions: &Path,
        session: &Session,
        page: NotesPage,
    ) -> Result<PathBuf, StoreError> {
        let folder = sessions.join(check_id(&session.head.id)?);
        files::make_folders(sessions)?;
        files::refuse_existing(&folder)?;
        files::create_folder(&folder)?;
        let mut journal_bytes = 0;
        for (number, path) in codec::files(&self.folder).unwrap_or_default() {
            let mut bytes = files::read_bytes(&path, codec::FILE_LIMIT)?;
            if number == self.writer.number() {
                bytes.truncate(self.writer.good());
                bytes.extend_from_slice(self.writer.pending());
            }
            journal_bytes += bytes.len() as u64;
            files::replace(&folder.join(codec::file_name(number)), &bytes)?;
        }
        if let Ok(design) = files::read_bytes(&self.folder.join(DESIGN), DESIGN_LIMIT) {
            files::replace(&folder.join(DESIGN), &design)?;
        }
        self.snapshot(session, page, journal_bytes).write(&folder)?;
        Ok(folder)
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
