//! The one writer of a session: its folder, its lock, its journal and its checkpoint. It folds what it writes, so
//! that it can begin a new journal file at any moment; the time it never reads.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::checkpoint;
use super::checkpoint_out::{self, Beside};
use super::id::check_id;
use super::lock::Lock;
use super::read::{DESIGN, NOTES};
use super::summary::Status;
use super::trash;
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Head};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::codec;
use crate::store::log::writer::Writer;

/// How long a checkpoint waits for the journal that it counts on, and closing for the last sync.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether everything recorded so far is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    Saved,
    /// It is kept in memory and written on a later `retry`; why not yet, in a few words.
    NotSaved(String),
}

#[derive(Debug)]
pub struct Recorder {
    pub(in crate::store) folder: PathBuf,
    pub(in crate::store) writer: Writer,
    /// What all entries written so far lead to.
    pub(in crate::store) session: Session,
    pub(in crate::store) beside: Beside,
    /// A checkpoint that could not be written: `session.toml` and `notes.md`, and why.
    owed: Option<(String, String, String)>,
    _lock: Lock,
}

impl Recorder {
    /// Makes the folder of a new session and its files. The head itself comes with the first `append`.
    ///
    /// # Errors
    /// When the id is none, taken, or the files cannot be created.
    pub fn create(sessions: &Path, head: &Head, design_text: &str) -> Result<Self, StoreError> {
        let folder = sessions.join(check_id(&head.id)?);
        files::make_folders(sessions)?;
        if folder.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(folder));
        }
        files::create_folder(&folder)?;
        Self::fill(&folder, head, design_text).inspect_err(|_| {
            // The folder is ours alone and nothing was recorded in it.
            let _ = std::fs::remove_dir_all(&folder);
        })
    }

    fn fill(folder: &Path, head: &Head, design_text: &str) -> Result<Self, StoreError> {
        let lock = Lock::take(folder, &head.wall)?;
        files::replace(&folder.join(DESIGN), design_text.as_bytes())?;
        let session = Session::new(head.clone());
        let writer = Writer::begin(folder, 1, 0, &session)?;
        let beside = Beside {
            design_crc: Some(crc32fast::hash(design_text.as_bytes())),
            ..Beside::default()
        };
        Ok(Self::over(folder, lock, writer, session, beside))
    }

    pub(in crate::store) fn over(
        folder: &Path,
        lock: Lock,
        writer: Writer,
        session: Session,
        beside: Beside,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            writer,
            session,
            beside,
            owed: None,
            _lock: lock,
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes entries that follow the ones before, in one call. What cannot be written is kept for `retry`.
    pub fn append(&mut self, entries: &[Entry]) -> SaveState {
        for entry in entries {
            self.session.apply(entry);
        }
        self.writer.append(entries, &self.session);
        self.state()
    }

    pub fn state(&self) -> SaveState {
        let owed = self.owed.as_ref().map(|(.., why)| why.clone());
        match self.writer.trouble().or(owed) {
            Some(why) => SaveState::NotSaved(why),
            None => SaveState::Saved,
        }
    }

    pub fn is_saved(&self) -> bool {
        self.state() == SaveState::Saved
    }

    /// Tries again what could not be written; to be called each second while not saved.
    pub fn retry(&mut self) -> SaveState {
        self.writer.retry(&self.session);
        if let Some((session_toml, notes_md, _)) = self.owed.take() {
            self.write_checkpoint(session_toml, notes_md);
        }
        self.state()
    }

    /// Replaces `session.toml` and `notes.md`. The notes that stand in the checkpoint of a finished session stay.
    pub fn checkpoint(&mut self, session: &Session, notes_md: &str) -> SaveState {
        // After a power cut the journal must not know less than its checkpoint.
        self.writer.flush(PATIENCE);
        let text = self.checkpoint_text(session);
        self.write_checkpoint(text, notes_md.to_owned());
        self.state()
    }

    fn checkpoint_text(&mut self, session: &Session) -> String {
        self.beside.journal_bytes = self.writer.bytes();
        self.beside.kept_notes = None;
        if session.is_finished()
            && let Ok(kept) = checkpoint::read(&self.folder, &session.head.id)
            && kept.summary.status == Status::Finished
        {
            let edited = kept.notes_crc() != session.notes_crc;
            self.beside.kept_notes = Some(kept.notes);
            if edited && !session.edited_later {
                let mut session = session.clone();
                session.edited_later = true;
                return checkpoint_out::text(&session, &self.beside);
            }
        }
        checkpoint_out::text(session, &self.beside)
    }

    fn write_checkpoint(&mut self, session_toml: String, notes_md: String) {
        let write = |name, text: &String| files::replace(&self.folder.join(name), text.as_bytes());
        let written = write(checkpoint::NAME, &session_toml).and_then(|()| write(NOTES, &notes_md));
        let why = written.err().map(|error| error.in_short());
        self.owed = why.map(|why| (session_toml, notes_md, why));
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
        notes_md: &str,
    ) -> Result<PathBuf, StoreError> {
        let folder = sessions.join(check_id(&session.head.id)?);
        files::make_folders(sessions)?;
        if folder.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(folder));
        }
        files::create_folder(&folder)?;
        let mut whole = 0;
        for (number, path) in codec::files(&self.folder).unwrap_or_default() {
            let mut bytes = files::read_bytes(&path, codec::FILE_LIMIT)?;
            if number == self.writer.number() {
                bytes.truncate(self.writer.good());
                bytes.extend_from_slice(self.writer.pending());
            }
            whole += bytes.len() as u64;
            files::replace(&folder.join(codec::file_name(number)), &bytes)?;
        }
        let design = files::read_bytes(&self.folder.join(DESIGN), checkpoint::LIMIT);
        if let Ok(design) = design {
            files::replace(&folder.join(DESIGN), &design)?;
        }
        self.beside.journal_bytes = whole;
        let text = checkpoint_out::text(session, &self.beside);
        files::replace(&folder.join(checkpoint::NAME), text.as_bytes())?;
        files::replace(&folder.join(NOTES), notes_md.as_bytes())?;
        Ok(folder)
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
        if !self.is_saved() {
            self.retry();
        }
        self.writer.flush(PATIENCE);
        self.writer.release();
        self.state()
    }
}
