//! Appends to a journal: whole lines in one write, what could not be written stays in memory, and a new file begins when
//! this one cannot be trusted. A failed sync never stops the writing.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::codec::{self, JournalLine};
use super::journal_file::{JournalFile, WriteError};
use super::sync::{JobError, SaveJob, Syncer};
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::store::error::StoreError;
use crate::store::files;

/// The most seconds between two new files on a disk that fails to sync.
const LONGEST_WAIT: u32 = 64;

#[derive(Debug)]
pub(in crate::store) struct Writer {
    folder: PathBuf,
    file: JournalFile,
    /// The bytes in earlier files.
    before: u64,
    /// Whole lines that are not in the file yet.
    pending: Vec<u8>,
    /// Whole lines of this file that are not synced yet.
    unsynced: Vec<u8>,
    /// Why the last write failed.
    trouble: Option<String>,
    /// Why nothing is written any more: another program has the file, and what it wrote must not be cut.
    lost: Option<String>,
    /// Why the last sync failed, until a sync of a later file succeeds.
    sync_error: Option<String>,
    /// The calls of `retry` before the next file begins, and their number the next time.
    wait: (u32, u32),
    syncer: Syncer,
}

impl Writer {
    /// Appends to a file that holds exactly `good` bytes of whole lines; earlier files hold `before` bytes. `new_paths`
    /// are files and folders to sync with it.
    pub fn over(
        folder: &Path,
        number: u32,
        file: File,
        good: u64,
        before: u64,
        new_paths: Vec<PathBuf>,
    ) -> Result<Self, StoreError> {
        let file = Arc::new(file);
        let syncer = Syncer::start(Arc::clone(&file), good, new_paths)
            .map_err(StoreError::io("start the sync of", folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            file: JournalFile::new(folder, number, file, good),
            before,
            pending: Vec::new(),
            unsynced: Vec::new(),
            trouble: None,
            lost: None,
            sync_error: None,
            wait: (0, 1),
            syncer,
        })
    }

    /// Begins the file with this number or the next free one. If `session` has events, its head and notes come first.
    pub fn begin(
        folder: &Path,
        number: u32,
        before: u64,
        session: &Session,
        mut new_paths: Vec<PathBuf>,
    ) -> Result<Self, StoreError> {
        let (number, file) = JournalFile::create(folder, number)?;
        new_paths.push(folder.to_owned());
        let mut writer = Self::over(folder, number, file, 0, before, new_paths)?;
        if session.n > 0 {
            writer.pending = beginning(session, &[], &[]);
            writer.write(true);
        }
        Ok(writer)
    }

    /// The size of all journal files, in bytes.
    pub fn bytes(&self) -> u64 {
        self.before + self.file.good()
    }

    /// Adds a line for the next `write_lines`.
    pub fn push(&mut self, line: &[u8]) {
        self.pending.extend_from_slice(line);
    }

    /// Writes the added lines; `session` is the state after them. With `wanted` they are synced soon. A failed write is
    /// left to `retry`.
    pub fn write_lines(&mut self, session: &Session, wanted: bool) {
        if self.trouble.is_some() {
            return;
        }
        if self.must_begin_next() {
            self.begin_next(session);
        } else {
            self.write(wanted);
        }
    }

    /// Retries what failed. Call it once a second: each call counts as a second.
    pub fn retry(&mut self, session: &Session) {
        self.note_sync();
        if self.must_begin_next() {
            self.begin_next(session);
        } else {
            self.retry_write();
            self.retry_sync(session);
        }
        self.syncer.retry();
        self.forget_synced();
    }

    /// Begins a new file after a failed sync. The kernel may have dropped what it could not sync, so that a second sync of
    /// the same file proves nothing. The wait doubles with each file.
    fn retry_sync(&mut self, session: &Session) {
        if self.syncer.failed().is_none() || self.trouble.is_some() {
            return;
        }
        if let Some(left) = self.wait.0.checked_sub(1) {
            self.wait.0 = left;
        } else {
            self.wait = (self.wait.1, (self.wait.1 * 2).min(LONGEST_WAIT));
            self.begin_next(session);
        }
    }

    /// Retries a failed write if this file can still be written.
    pub fn retry_write(&mut self) {
        if !self.pending.is_empty() && !self.must_begin_next() {
            self.write(true);
        }
    }

    /// Runs the job in the background after a sync of the journal.
    pub fn save(&self, job: SaveJob) {
        self.syncer.save(job);
    }

    /// Why not everything is written; `None` if it is.
    pub fn trouble(&self) -> Option<String> {
        if let Some(why) = self.lost.clone().or_else(|| self.trouble.clone()) {
            return Some(why);
        }
        if !self.pending.is_empty() {
            return Some("not written yet".to_owned());
        }
        match self.syncer.job_error() {
            Some(JobError::NotWritten(why)) => Some(why),
            _ => None,
        }
    }

    /// Why what is written may not survive a power cut; `None` if no sync has failed, or a later one has succeeded.
    pub fn sync_error(&self) -> Option<String> {
        if let Some(why) = self.syncer.failed() {
            return Some(why);
        }
        let unproven = self.sync_error.clone().filter(|_| self.is_unproven());
        unproven.or_else(|| match self.syncer.job_error() {
            Some(JobError::NotSynced(why)) => Some(why),
            _ => None,
        })
    }

    /// Waits at most `timeout` until everything is synced and saved. Returns whether everything written is synced.
    pub fn flush(&mut self, timeout: Duration) -> bool {
        let flushed = self.syncer.flush(timeout);
        self.forget_synced();
        flushed
    }

    /// Whether nothing is being synced or saved.
    pub fn is_settled(&self) -> bool {
        self.syncer.is_settled()
    }

    /// Frees the reserved disk space. A file that another program has made longer is left as it is.
    pub fn release(&mut self) {
        self.check_length();
        if self.lost.is_none() {
            self.file.release();
        }
    }

    /// Stops the writing for good if the file is no longer the journal at its path, or another program has written to it.
    pub fn check_file(&mut self) {
        if self.file.is_replaced() {
            let name = codec::file_name(self.number());
            self.lose(format!(
                "`{name}` was removed or replaced by another program"
            ));
        }
        self.check_length();
    }

    /// Stops the writing for good.
    pub fn lose(&mut self, why: String) {
        self.lost.get_or_insert(why);
    }

    /// Why nothing is written any more.
    pub fn lost(&self) -> Option<&str> {
        self.lost.as_deref()
    }

    /// The number of the current file.
    pub fn number(&self) -> u32 {
        self.file.number()
    }

    /// The whole lines of the current file, read through the open file, so that its path may be gone; then the lines that
    /// are not in it yet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lines(&self) -> std::io::Result<Vec<u8>> {
        let mut bytes = self.file.lines()?;
        bytes.extend_from_slice(&self.pending);
        Ok(bytes)
    }

    /// The head and the notes of each stage, for a journal that cannot be read any more.
    pub fn notes_alone(session: &Session) -> Vec<u8> {
        beginning(session, &[], &[])
    }

    fn must_begin_next(&self) -> bool {
        self.file.is_broken() || (self.file.good() > 0 && self.is_large())
    }

    /// Whether the pending lines have no room in this file.
    fn is_large(&self) -> bool {
        self.file.good() + self.pending.len() as u64 > codec::ROLL_AT
    }

    /// Whether nothing of the file is surely on the disk.
    fn is_unproven(&self) -> bool {
        self.syncer.synced() == 0
    }

    /// Keeps the reason of a failed sync while later files are tried.
    fn note_sync(&mut self) {
        if let Some(why) = self.syncer.failed() {
            self.sync_error = Some(why);
        }
    }

    /// Writes the pending lines in one call, or more if the system takes fewer bytes than it is given.
    fn write(&mut self, wanted: bool) {
        self.trouble = None;
        self.check_length();
        let is_open = |writer: &Self| {
            writer.trouble.is_none() && writer.lost.is_none() && !writer.file.is_broken()
        };
        while !self.pending.is_empty() && is_open(self) {
            let written = self.file.write(&self.pending);
            match written.error {
                Some(WriteError::Failed(why)) => self.trouble = Some(why),
                Some(WriteError::OtherWriter) => self.lose(OTHER_WRITER.to_owned()),
                None => {}
            }
            if written.lines > 0 {
                self.unsynced.extend(self.pending.drain(..written.lines));
                self.syncer.wrote(self.file.good(), wanted);
                self.forget_synced();
            }
        }
    }

    /// Stops the writing if another program wrote to the file.
    fn check_length(&mut self) {
        if self.file.has_other_bytes() {
            self.lose(OTHER_WRITER.to_owned());
        }
    }

    fn forget_synced(&mut self) {
        let kept = self.file.good() - self.unsynced.len() as u64;
        let synced = self.syncer.synced();
        let gone = usize::try_from(synced.saturating_sub(kept)).unwrap_or(usize::MAX);
        self.unsynced.drain(..gone.min(self.unsynced.len()));
        if synced > 0 && self.syncer.failed().is_none() {
            self.sync_error = None;
        }
    }

    /// Begins a new file with the head, the lines that the last one may lose, the pending lines, and the notes. It gets
    /// the next number; or it replaces a file of which nothing is surely on the disk, so that numbers do not run out on a
    /// disk that never syncs. If it cannot be created, the last file is continued where it can be.
    fn begin_next(&mut self, session: &Session) {
        if self.lost.is_some() {
            return;
        }
        self.note_sync();
        self.forget_synced();
        let is_repeat = self.is_unproven() && self.unsynced.len() as u64 == self.file.good();
        let is_large = self.is_large();
        let is_unsure = self.file.is_broken() || self.syncer.failed().is_some();
        let unsure: &[u8] = if is_unsure && !is_large {
            &self.unsynced
        } else {
            &[]
        };
        let lines = beginning(session, unsure, &self.pending);
        let begun = if is_repeat && !is_large {
            let path = self.folder.join(codec::file_name(self.number()));
            files::replace_open(&path, &lines, false)
                .map(|file| (self.number(), file, lines.len() as u64))
        } else {
            self.release();
            if self.lost.is_some() {
                return;
            }
            JournalFile::create(&self.folder, self.number() + 1)
                .map(|(number, file)| (number, file, 0))
        };
        match begun {
            Ok((number, file, written)) => self.turn_to(number, file, lines, written),
            Err(why) if self.file.is_broken() || is_large => self.trouble = Some(why.cause()),
            Err(_) => {}
        }
    }

    /// Continues with a file that has the first `written` bytes of these lines: all or none.
    fn turn_to(&mut self, number: u32, file: File, lines: Vec<u8>, written: u64) {
        if number != self.number() {
            self.before += self.file.good();
        }
        let file = Arc::new(file);
        self.file = JournalFile::new(&self.folder, number, Arc::clone(&file), written);
        self.trouble = None;
        (self.unsynced, self.pending) = match written {
            0 => (Vec::new(), lines),
            _ => (lines, Vec::new()),
        };
        self.syncer.turn_to(file, written, self.folder.clone());
        self.write(true);
    }
}

/// The reason where the file's length shows a second writer.
const OTHER_WRITER: &str = "another program writes to the journal";

/// The first lines of a later file: the head with the number of the last event that is surely in earlier files, the lines
/// that may not be, the new lines, and the notes of each stage.
fn beginning(session: &Session, unsure: &[u8], new: &[u8]) -> Vec<u8> {
    let lines = [unsure, new].concat();
    let first = lines.split(|byte| *byte == b'\n').next();
    let first = first.map(codec::decode);
    let (n, at) = match first {
        // These lines are the file already.
        Some(JournalLine::Entry(first)) if matches!(first.event, Event::Head(_)) => return lines,
        Some(JournalLine::Entry(first)) => (first.n.saturating_sub(1).max(1), first.at),
        _ => (session.n, session.at),
    };
    let line = |n, at, event| {
        codec::encode(&Entry {
            n,
            at,
            after: None,
            event,
        })
    };
    let mut bytes = line(n, at, Event::Head(Box::new(session.head.clone())));
    bytes.extend(lines);
    for (stage, page) in session.stages.iter().enumerate() {
        let notes = page.notes.to_string();
        let keyframe = Event::keyframe(stage, notes);
        bytes.extend(line(session.n, session.at, keyframe));
    }
    bytes
}

#[cfg(test)]
mod tests;
