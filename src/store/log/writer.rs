//! Appends to a journal: whole lines in one write, what could not be written stays in memory, disk space is reserved for a
//! full disk, and the next file begins when this one cannot be trusted.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::codec::{self, Line};
use super::sync::{SaveJob, Syncer};
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::store::error::{NO_SPACE, StoreError, describe};
use crate::store::files;

/// The least disk space in reserve, in bytes. Twice as much is reserved each time.
const RESERVE: u64 = 1024 * 1024;

#[derive(Debug)]
pub(in crate::store) struct Writer {
    folder: PathBuf,
    number: u32,
    file: Arc<File>,
    /// The bytes of whole lines in this file.
    good: u64,
    /// The bytes in earlier files.
    before: u64,
    reserved: u64,
    /// Whole lines that are not in the file yet.
    pending: Vec<u8>,
    /// Whole lines of this file that are not synced yet.
    unsynced: Vec<u8>,
    /// Why the last write failed.
    trouble: Option<String>,
    /// The file cannot be written any more: the next one must begin first.
    broken: bool,
    /// The file replaces one whose sync failed, and nothing of it is synced yet.
    unproven: bool,
    /// The calls of `retry` before the next file begins, and their number the last time.
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
        let mut writer = Self {
            folder: folder.to_owned(),
            number,
            file,
            good,
            before,
            reserved: good,
            pending: Vec::new(),
            unsynced: Vec::new(),
            trouble: None,
            broken: false,
            unproven: false,
            wait: (0, 0),
            syncer,
        };
        writer.reserve();
        Ok(writer)
    }

    /// Begins the file with this number or the next free one. If `session` has events, its head and notes come first.
    pub fn begin(
        folder: &Path,
        number: u32,
        before: u64,
        session: &Session,
        mut new_paths: Vec<PathBuf>,
    ) -> Result<Self, StoreError> {
        let (number, file) = next_file(folder, number)?;
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
        self.before + self.good
    }

    /// Adds a line for the next `write_lines`.
    pub fn push(&mut self, line: &[u8]) {
        self.pending.extend_from_slice(line);
    }

    /// Writes the added lines; `session` is the state after them. With `wanted` they are synced soon.
    pub fn write_lines(&mut self, session: &Session, wanted: bool) {
        if self.trouble.is_none() && !self.must_begin_next() {
            self.write(wanted);
        }
        if self.trouble.is_none() && self.must_begin_next() && self.wait.0 == 0 {
            self.begin_next(session);
        }
    }

    /// Retries what failed.
    pub fn retry(&mut self, session: &Session) {
        if self.must_begin_next() {
            match self.wait.0.checked_sub(1) {
                Some(left) => self.wait.0 = left,
                None => self.begin_next(session),
            }
        } else {
            self.retry_write();
        }
        self.syncer.retry();
        self.forget_synced();
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

    /// Why not everything is saved; `None` if it is.
    pub fn trouble(&self) -> Option<String> {
        if let Some(why) = self.trouble.clone().or_else(|| self.syncer.failed()) {
            return Some(why);
        }
        if self.unproven && self.syncer.synced() == 0 {
            return Some("the disk has not confirmed it yet".to_owned());
        }
        let unwritten = (!self.pending.is_empty()).then(|| "not written yet".to_owned());
        unwritten.or_else(|| self.syncer.not_saved())
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

    /// Frees the reserved disk space.
    pub fn release(&mut self) {
        if self.reserved > self.good && self.file.set_len(self.good).is_ok() {
            self.reserved = self.good;
        }
    }

    /// The number of the current file.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The bytes of whole lines in the current file.
    pub fn good(&self) -> usize {
        usize::try_from(self.good).unwrap_or(usize::MAX)
    }

    /// The lines that are not in a file yet.
    pub fn pending(&self) -> &[u8] {
        &self.pending
    }

    fn must_begin_next(&self) -> bool {
        self.broken
            || self.syncer.failed().is_some()
            || (self.good > 0 && self.good + self.pending.len() as u64 > codec::ROLL_AT)
    }

    /// Writes the pending lines in one call, or more if the system takes fewer bytes than it is given.
    fn write(&mut self, wanted: bool) {
        self.trouble = None;
        while !self.pending.is_empty() && self.trouble.is_none() && !self.broken {
            self.reserve();
            match (&*self.file).write(&self.pending) {
                Ok(written) => self.wrote(written, wanted),
                Err(why) if why.kind() == std::io::ErrorKind::Interrupted => {}
                Err(why) => {
                    self.cut_back();
                    self.trouble = Some(describe(&why));
                }
            }
        }
    }

    fn wrote(&mut self, written: usize, wanted: bool) {
        let whole = &self.pending[..written.min(self.pending.len())];
        let lines = whole.iter().rposition(|byte| *byte == b'\n');
        let lines = lines.map_or(0, |last| last + 1);
        self.good += lines as u64;
        self.unsynced.extend(self.pending.drain(..lines));
        if lines < written {
            self.cut_back();
        }
        if lines == 0 {
            self.trouble = Some(NO_SPACE.to_owned());
        }
        self.syncer.wrote(self.good, wanted);
        self.forget_synced();
    }

    /// Cuts off a partial line at the end. If that fails, the file is never written again.
    fn cut_back(&mut self) {
        let length = self.file.metadata().map(|about| about.len());
        if length.is_ok_and(|length| length == self.good) {
            return;
        }
        self.broken = self.file.set_len(self.good).is_err();
        self.reserved = self.good;
    }

    fn forget_synced(&mut self) {
        let kept = self.good - self.unsynced.len() as u64;
        let synced = self.syncer.synced();
        let gone = usize::try_from(synced.saturating_sub(kept)).unwrap_or(usize::MAX);
        self.unsynced.drain(..gone.min(self.unsynced.len()));
        self.unproven &= synced == 0;
        if !self.unproven && self.trouble.is_none() {
            self.wait = (0, 0);
        }
    }

    /// Begins the next file with the head, the lines that the last one may lose, the pending lines, and the notes.
    fn begin_next(&mut self, session: &Session) {
        let is_unsure = self.broken || self.syncer.failed().is_some();
        self.release();
        self.forget_synced();
        if is_unsure {
            // The wait doubles with each file that fails.
            self.wait = (self.wait.1, (self.wait.1 * 2).clamp(1, 64));
        }
        match next_file(&self.folder, self.number + 1) {
            Ok((number, file)) => {
                self.pending = beginning(session, &self.unsynced, &self.pending);
                self.unsynced.clear();
                self.before += self.good;
                self.number = number;
                self.file = Arc::new(file);
                self.good = 0;
                self.reserved = 0;
                self.broken = false;
                self.unproven = is_unsure;
                let file = Arc::clone(&self.file);
                self.syncer.turn_to(file, self.folder.clone());
                self.write(true);
            }
            Err(why) => {
                self.broken = true;
                self.trouble = Some(why.cause());
            }
        }
    }

    /// Reserves disk space after the end. Some file systems cannot; then nothing is reserved.
    fn reserve(&mut self) {
        if self.reserved >= self.good + self.pending.len() as u64 + RESERVE {
            return;
        }
        #[cfg(any(target_os = "linux", target_os = "android"))]
        {
            let wanted = self.pending.len() as u64 + 2 * RESERVE;
            let flags = rustix::fs::FallocateFlags::KEEP_SIZE;
            if rustix::fs::fallocate(&*self.file, flags, self.good, wanted).is_ok() {
                self.reserved = self.good + wanted;
            }
        }
    }
}

/// Creates the first free journal file from `number` on.
fn next_file(folder: &Path, number: u32) -> Result<(u32, File), StoreError> {
    files::first_free(number..=codec::LAST_NUMBER, |number| {
        let file = files::create_new(&folder.join(codec::file_name(number)))?;
        Ok((number, file))
    })
}

/// The first lines of a later file: the head with the number of the last event that is surely in earlier files, the lines
/// that may not be, the new lines, and the notes of each stage.
fn beginning(session: &Session, unsure: &[u8], new: &[u8]) -> Vec<u8> {
    let lines = [unsure, new].concat();
    let first = lines.split(|byte| *byte == b'\n').next();
    let first = first.map(codec::decode);
    let (n, at) = match first {
        Some(Line::Entry(first)) => (first.n.saturating_sub(1).max(1), first.at),
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
