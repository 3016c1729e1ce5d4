//! Opens an existing session for writing. Only here are files changed that another run wrote; what cannot be read is
//! renamed, never deleted.

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
use crate::store::log::scan::ScannedFile;
use crate::store::log::writer::Writer;

/// The file that a torn tail is copied to.
pub(in crate::store) const TORN: &str = "journal.torn";

impl Recorder {
    /// Opens an unfinished session to resume it, or a finished one for its debrief. `now` is written into the lock. A torn
    /// tail is cut off and kept in another file. Nothing is appended, except the head of a new journal file if the last
    /// one cannot be used.
    ///
    /// # Errors
    /// When the session is in use, cannot be read, or cannot be written.
    pub fn open(folder: &Path, now: &Wall) -> Result<(StoredSession, Self), StoreError> {
        read::id_of(folder)?;
        let lock = Lock::take(folder, now)?;
        let reading = read::reading(folder)?;
        clear_temporaries(folder);
        let path = folder.join(checkpoint::NAME);
        if !reading.has_checkpoint && path.symlink_metadata().is_ok() {
            files::set_aside(&path)?;
        }
        // A folder of this name could not be replaced.
        for name in [summary::NAME, read::NOTES] {
            files::set_aside_irregular(&folder.join(name))?;
        }
        let writer = writer(folder, &reading)?;
        let other = summary::read(folder).map_or_else(|_| toml::Table::new(), |old| old.other);
        let recorder = Self::over(
            folder,
            lock,
            writer,
            reading.compacted,
            reading.found.design_text.clone().ok(),
            other,
        );
        Ok((reading.found, recorder))
    }
}

/// The writer that appends to the last journal file, or to the next one if the last cannot be used.
fn writer(folder: &Path, reading: &Reading) -> Result<Writer, StoreError> {
    let session = &reading.found.session;
    let Some(last) = reading.files.last() else {
        // The first file is lost. If it is restored later, it does not collide with the second.
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

/// Copies the bytes after the last good line to another file, then cuts them off.
fn cut_tail(folder: &Path, last: &ScannedFile) -> Result<(), StoreError> {
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

/// Removes the temporary files of processes that were killed. A file that cannot be removed only takes space.
fn clear_temporaries(folder: &Path) {
    let mut names = files::names(folder, |_| true).unwrap_or_default();
    names.retain(|name| name.starts_with(files::TEMPORARY));
    for name in names {
        let _ = std::fs::remove_file(folder.join(name));
    }
}
