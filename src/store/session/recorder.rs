//! The one writer of a session: its folder, its lock, its journal, and the files that are replaced whole. It folds
//! nothing: whoever appends has the session. It never reads the time.

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

/// How long closing waits for what is being synced and saved.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether everything recorded so far is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    Saved,
    /// It is kept in memory and written on a later `retry`; why not yet, in a few words.
    NotSaved(String),
}

/// Makes the page for people, `notes.md`, of a session.
pub type NotesPage = fn(&Session) -> String;

#[derive(Debug)]
pub struct Recorder {
    folder: PathBuf,
    writer: Writer,
    compacted: Compacted,
    /// What another program wrote into the summary.
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

    /// Writes entries that follow the ones before, in one call; `session` is what they lead to. What cannot be written
    /// is kept for `retry`.
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

    /// Whether nothing is being synced or saved either: until then `state` may change by itself.
    pub fn is_settled(&self) -> bool {
        self.is_saved() && self.writer.is_settled()
    }

    /// Tries again what could not be written; to be called each second while not saved.
    pub fn retry(&mut self, session: &Session) -> SaveState {
        self.writer.retry(session);
        self.state()
    }

    /// Replaces the checkpoint, the summary and the page, in the background: it waits for no disk.
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

    /// Writes the whole session into another sessions folder, because its own takes nothing more; returns the
    /// session's folder there.
    ///
    /// # Errors
    /// When that fails too.
    pub fn rescue(
        &mut self,
        sessions: &Path,
        session: &Session,
        page: NotesPage,
    ) -> Result<PathBuf, StoreError> {
        let folder = sessions.join(check_id(&session.head.id)?);
        files::make_folders(sessions)?;
        if folder.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(folder));
        }
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

    /// Waits, half a second at most, until everything is synced and saved that can be.
    pub fn flush(&mut self) -> SaveState {
        self.writer.retry_write();
        self.writer.flush(PATIENCE);
        self.state()
    }

    /// Makes everything last, gives back the space kept in reserve, and lets go of the session.
    pub fn close(mut self) -> SaveState {
        self.end()
    }

    /// Closes the session and moves it to the trash; returns where it is now.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn discard(mut self, trash: &Path) -> Result<PathBuf, StoreError> {
        self.end();
        trash::put(&self.folder, trash)
    }

    fn end(&mut self) -> SaveState {
        let state = self.flush();
        self.writer.release();
        state
    }
}
