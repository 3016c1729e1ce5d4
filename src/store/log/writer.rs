//! Appending to a journal so that nothing is lost: whole lines in one call, the rest kept in memory; space in
//! reserve for a full disk; another file where this one can no longer be trusted.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::codec::{self, Line};
use super::sync::{SaveJob, Syncer};
use crate::domain::session::Session;
use crate::domain::session::event::{Entry, Event};
use crate::store::error::{NO_SPACE, StoreError, words};
use crate::store::files;

/// What a full disk still takes. Twice as much is reserved, and renewed when only this is left.
const RESERVE: u64 = 1024 * 1024;

#[derive(Debug)]
pub(in crate::store) struct Writer {
    folder: PathBuf,
    number: u32,
    file: Arc<File>,
    /// Bytes of whole lines in this file.
    good: u64,
    /// Bytes in the files before it.
    before: u64,
    reserved: u64,
    /// Whole lines that are not in the file yet.
    pending: Vec<u8>,
    /// Whole lines of this file that are not synced yet.
    unsynced: Vec<u8>,
    /// Why the last write failed.
    trouble: Option<String>,
    /// This file can no longer be written or trusted: the next one begins before anything else is written.
    broken: bool,
    /// Nothing of this file was synced yet, and it stands in for one whose sync failed.
    unproven: bool,
    /// Calls of `retry` until the next file is begun, and how many were waited for the last time.
    wait: (u32, u32),
    syncer: Syncer,
}

impl Writer {
    /// Goes on at the end of a file that holds `good` bytes of whole lines and nothing else. `new_paths` are files and
    /// folders that are to be synced with it.
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

    /// Begins a new file, `number` or the next free one, with the head and the notes of `session`, if it has any event.
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
            writer.write();
        }
        Ok(writer)
    }

    /// The length of all journal files together.
    pub fn bytes(&self) -> u64 {
        self.before + self.good
    }

    /// Takes a line that is to be written with the next `write_lines`.
    pub fn push(&mut self, line: &[u8]) {
        self.pending.extend_from_slice(line);
    }

    /// Writes the lines taken; `session` is what they lead to. With `wanted` they are to be synced.
    pub fn write_lines(&mut self, session: &Session, wanted: bool) {
        if self.trouble.is_none() && !self.must_begin_next() {
            self.write_wanted(wanted);
        }
        if self.trouble.is_none() && self.must_begin_next() && self.wait.0 == 0 {
            self.begin_next(session);
        }
    }

    /// Tries again what failed.
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

    /// Tries to write again what failed, where this file can still be written.
    pub fn retry_write(&mut self) {
        if !self.pending.is_empty() && !self.must_begin_next() {
            self.write();
        }
    }

    /// Saves in the background, after a sync of what is written.
    pub fn save(&self, job: SaveJob) {
        self.syncer.save(job);
    }

    /// Why not everything is saved; `None` where it is.
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

    /// Waits until all that is written is synced and all that is to be saved is saved, `patience` at most.
    pub fn flush(&mut self, patience: Duration) -> bool {
        let flushed = self.syncer.flush(patience);
        self.forget_synced();
        flushed
    }

    /// Whether nothing is being synced or saved.
    pub fn is_settled(&self) -> bool {
        self.syncer.is_settled()
    }

    /// Gives back the space in reserve.
    pub fn release(&mut self) {
        if self.reserved > self.good && self.file.set_len(self.good).is_ok() {
            self.reserved = self.good;
        }
    }

    /// The number of the file that is being written.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Bytes of whole lines in it.
    pub fn good(&self) -> usize {
        usize::try_from(self.good).unwrap_or(usize::MAX)
    }

    /// The lines that are in no file yet.
    pub fn pending(&self) -> &[u8] {
        &self.pending
    }

    fn must_begin_next(&self) -> bool {
        self.broken
            || self.syncer.failed().is_some()
            || (self.good > 0 && self.good + self.pending.len() as u64 > codec::ROLL_AT)
    }

    fn write(&mut self) {
        self.write_wanted(true);
    }

    /// One call for all lines; more only where the system takes less than it was given.
    fn write_wanted(&mut self, wanted: bool) {
        self.trouble = None;
        while !self.pending.is_empty() && self.trouble.is_none() && !self.broken {
            self.reserve();
            match (&*self.file).write(&self.pending) {
                Ok(written) => self.wrote(written, wanted),
                Err(why) if why.kind() == std::io::ErrorKind::Interrupted => {}
                Err(why) => {
                    self.cut_back();
                    self.trouble = Some(words(&why));
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

    /// Cuts part of a line off the end; where even that fails, the file is left as it is for ever.
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

    /// Goes on in the next file: head, what the last one may have lost, what was to be written, and the notes.
    fn begin_next(&mut self, session: &Session) {
        let doubt = self.broken || self.syncer.failed().is_some();
        self.release();
        self.forget_synced();
        if doubt {
            // Each file that fails in its turn is waited for twice as long as the one before.
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
                self.unproven = doubt;
                let file = Arc::clone(&self.file);
                self.syncer.turn_to(file, self.folder.clone());
                self.write();
            }
            Err(why) => {
                self.broken = true;
                self.trouble = Some(why.in_short());
            }
        }
    }

    /// Keeps space for what comes next. A file system that cannot is none the worse.
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

/// Creates the first journal file from `number` on that is not there.
fn next_file(folder: &Path, number: u32) -> Result<(u32, File), StoreError> {
    let mut number = number;
    loop {
        let path = folder.join(codec::file_name(number));
        match files::create_new(&path) {
            Ok(file) => return Ok((number, file)),
            Err(StoreError::Io { why, .. })
                if why.kind() == std::io::ErrorKind::AlreadyExists
                    && number < codec::LAST_NUMBER =>
            {
                number += 1;
            }
            Err(why) => return Err(why),
        }
    }
}

/// What a later file begins with: the head with the number of the last event that is surely in the files before,
/// the lines that may not be, the lines that are not, and each stage's notes after all of them.
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
