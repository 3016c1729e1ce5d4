//! Opening an existing session to go on writing: the only place that changes files it did not write in the same run.
//! Nothing is deleted: what cannot be read is set aside under another name.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::lock::Lock;
use super::read::{self, Reading, StoredSession};
use super::recorder::Recorder;
use super::summary;
use crate::domain::session::event::Wall;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::checkpoint;
use crate::store::log::codec;
use crate::store::log::scan::JournalFile;
use crate::store::log::writer::Writer;

/// Where torn tails are copied to.
pub(in crate::store) const TORN: &str = "journal.torn";

impl Recorder {
    /// Opens an existing session to go on writing: an unfinished one to be resumed, a finished one to be debriefed.
    /// `now` stands in the lock, for the message to a second writer. A torn tail is set aside; nothing is appended
    /// but the head of a new journal file where the last one is of no use.
    ///
    /// # Errors
    /// When it is in use, cannot be read, or cannot be written.
    pub fn open(folder: &Path, now: &Wall) -> Result<(StoredSession, Self), StoreError> {
        read::id_of(folder)?;
        let lock = Lock::take(folder, now)?;
        let reading = read::reading(folder)?;
        clear_temporaries(folder);
        let path = folder.join(checkpoint::NAME);
        if !reading.has_checkpoint && path.symlink_metadata().is_ok() {
            files::set_aside(&path)?;
        }
        let writer = writer(folder, &reading)?;
        let other = summary::read(folder).map_or_else(|_| toml::Table::new(), |old| old.other);
        let recorder = Self::over(folder, lock, writer, reading.compacted, other);
        Ok((reading.found, recorder))
    }
}

/// Goes on in the last journal file where that can be appended to, else in the next.
fn writer(folder: &Path, reading: &Reading) -> Result<Writer, StoreError> {
    let session = &reading.found.session;
    let Some(last) = reading.files.last() else {
        // The first was lost: should it turn up again, the two can stand side by side.
        return Writer::begin(folder, 2, 0, session, Vec::new());
    };
    if last.readable && last.headed {
        cut_tail(folder, last)?;
        let file = files::open_to_append(&last.path)?;
        let before = codec::bytes(folder).saturating_sub(last.good_bytes);
        let (number, good) = (last.number, last.good_bytes);
        return Writer::over(folder, number, file, good, before, Vec::new());
    }
    if last.good_lines == 0 {
        files::set_aside(&last.path)?;
    }
    let before = codec::bytes(folder);
    Writer::begin(folder, last.number + 1, before, session, Vec::new())
}

/// Copies what follows the last good line to a file of its own, then cuts it off.
fn cut_tail(folder: &Path, last: &JournalFile) -> Result<(), StoreError> {
    if last.bytes == last.good_bytes {
        return Ok(());
    }
    let mut file = files::open_to_append(&last.path)?;
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(last.good_bytes))
        .and_then(|_| file.read_to_end(&mut tail))
        .map_err(StoreError::io("read", &last.path))?;
    let mut copy = files::free_name(&folder.join(TORN), files::create_new)?;
    let copied = copy.write_all(&tail).and_then(|()| copy.sync_all());
    copied.map_err(StoreError::io("keep the torn tail of", &last.path))?;
    file.set_len(last.good_bytes)
        .and_then(|()| file.sync_all())
        .map_err(StoreError::io("cut the torn tail of", &last.path))
}

/// Removes files that a process killed in the middle of replacing one left behind.
fn clear_temporaries(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(files::TEMPORARY) {
            // Only space is lost where this fails.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
