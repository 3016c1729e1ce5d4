//! One open journal file: whole lines, then reserved disk space. It is cut only where this program wrote, so that nothing of
//! another program is lost.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::codec;
use crate::store::disk;
use crate::store::error::{NO_SPACE, StoreError, describe};
use crate::store::files;

/// The least disk space in reserve, in bytes. Twice as much is reserved each time.
const RESERVE: u64 = 1024 * 1024;

#[derive(Debug)]
pub(super) struct JournalFile {
    path: PathBuf,
    file: Arc<File>,
    number: u32,
    /// The bytes of whole lines.
    good: u64,
    /// The end of the reserved space.
    reserved: u64,
    /// Whether the file cannot be written any more.
    broken: bool,
}

/// What one call of [`JournalFile::write`] did.
#[derive(Debug)]
pub(super) struct JournalWrite {
    /// The bytes of the whole lines that the file has now.
    pub lines: usize,
    pub error: Option<WriteError>,
}

#[derive(Debug)]
pub(super) enum WriteError {
    /// The system refused it, for this reason.
    Failed(String),
    /// The file has bytes of another program.
    OtherWriter,
}

impl JournalFile {
    /// A file that holds exactly `good` bytes of whole lines, with disk space reserved after them.
    pub fn new(folder: &Path, number: u32, file: Arc<File>, good: u64) -> Self {
        let mut journal = Self {
            path: folder.join(codec::file_name(number)),
            file,
            number,
            good,
            reserved: good,
            broken: false,
        };
        journal.reserve(0);
        journal
    }

    /// Creates the first free journal file from `number` on.
    ///
    /// # Errors
    /// When no number is free, or the file cannot be created.
    pub fn create(folder: &Path, number: u32) -> Result<(u32, File), StoreError> {
        files::first_free(number..=codec::LAST_NUMBER, |number| {
            let file = files::create_new(&folder.join(codec::file_name(number)))?;
            Ok((number, file))
        })
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    /// The bytes of whole lines.
    pub fn good(&self) -> u64 {
        self.good
    }

    /// Whether the file cannot be written any more.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// The whole lines, read through the open file, so that its path may be gone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lines(&self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(self.good).unwrap_or(0)];
        self.file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }

    /// Writes as much of these lines as the system takes in one call. A partial line at the end is cut off again; if that
    /// fails, the file is broken.
    pub fn write(&mut self, lines: &[u8]) -> JournalWrite {
        self.reserve(lines.len() as u64);
        let written = match disk::write(&self.file, lines) {
            Ok(written) => written.min(lines.len()),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {
                return JournalWrite {
                    lines: 0,
                    error: None,
                };
            }
            Err(why) => {
                let error = WriteError::Failed(describe(&why));
                return JournalWrite {
                    lines: 0,
                    error: Some(self.cut_back(lines).err().unwrap_or(error)),
                };
            }
        };
        let whole = lines[..written].iter().rposition(|byte| *byte == b'\n');
        let whole = whole.map_or(0, |last| last + 1);
        self.good += whole as u64;
        let cut = if whole < written {
            self.cut_back(&lines[whole..])
        } else {
            Ok(())
        };
        let nothing = (whole == 0).then(|| WriteError::Failed(NO_SPACE.to_owned()));
        JournalWrite {
            lines: whole,
            error: cut.err().or(nothing),
        }
    }

    /// Whether the file is no longer the one at its path.
    pub fn is_replaced(&self) -> bool {
        matches!(files::is_at(&self.file, &self.path), Ok(false))
    }

    /// Whether the file is longer or shorter than what was written.
    pub fn has_other_bytes(&self) -> bool {
        !self.broken && self.length().is_some_and(|length| length != self.good)
    }

    /// Frees the reserved disk space. Call it only where the file has no bytes of another program.
    pub fn release(&mut self) {
        if self.reserved > self.good && disk::truncate(&self.file, self.good).is_ok() {
            self.reserved = self.good;
        }
    }

    /// Cuts off a partial line of these at the end. If that fails, the file is broken.
    fn cut_back(&mut self, own: &[u8]) -> Result<(), WriteError> {
        match self.length() {
            Some(length) if length == self.good => return Ok(()),
            Some(length) if !self.is_own_tail(length, own) => return Err(WriteError::OtherWriter),
            _ => {}
        }
        self.broken = disk::truncate(&self.file, self.good).is_err();
        self.reserved = self.good;
        Ok(())
    }

    /// Whether the bytes after the good ones are the start of the line that was being written.
    fn is_own_tail(&self, length: u64, own: &[u8]) -> bool {
        let Some(tail) = length.checked_sub(self.good) else {
            return false;
        };
        let tail = usize::try_from(tail).unwrap_or(usize::MAX);
        let Some(own) = own.get(..tail) else {
            return false;
        };
        let mut bytes = vec![0; tail];
        let read = self.file.read_exact_at(&mut bytes, self.good);
        // A file that cannot be read is cut only where its length is possible.
        read.is_err() || bytes == own
    }

    /// The length of the file; `None` where it is no ordinary file or cannot be asked for.
    fn length(&self) -> Option<u64> {
        let about = self.file.metadata().ok()?;
        about.is_file().then_some(about.len())
    }

    /// Reserves disk space for so many bytes and more. Some file systems cannot; then nothing is reserved.
    fn reserve(&mut self, needed: u64) {
        if self.reserved >= self.good + needed + RESERVE {
            return;
        }
        #[cfg(any(target_os = "linux", target_os = "android"))]
        {
            let wanted = needed + 2 * RESERVE;
            let flags = rustix::fs::FallocateFlags::KEEP_SIZE;
            if rustix::fs::fallocate(&*self.file, flags, self.good, wanted).is_ok() {
                self.reserved = self.good + wanted;
            }
        }
    }

    #[cfg(test)]
    pub fn share(&self) -> Arc<File> {
        Arc::clone(&self.file)
    }

    /// Makes the file look as if it had grown to so many bytes.
    #[cfg(test)]
    pub fn pretend_good(&mut self, good: u64) {
        self.file.set_len(good).unwrap();
        self.good = good;
    }

    #[cfg(test)]
    pub fn pretend_number(&mut self, number: u32) {
        self.number = number;
    }
}
