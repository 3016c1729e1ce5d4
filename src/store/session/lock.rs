//! Locks of sessions and reviews: the kernel's lock on a file, which ends with the process. The file's text is only used
//! in the message to a second writer.

use std::fs::{File, TryLockError};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::session::event::{FORMAT, Wall};
use crate::store::disk;
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::toml_file;

pub(in crate::store) const NAME: &str = "lock";
const LIMIT: u64 = 4096;
/// A list tests the lock for some microseconds, so a writer tries more than once.
const TRIES: u32 = 5;
const RETRY_DELAY: Duration = Duration::from_millis(10);

/// The text of the file: the process that took the lock.
#[derive(Serialize, Deserialize)]
struct Holder {
    format: u32,
    pid: u32,
    since: Wall,
}

/// A lock that is held until the value is dropped.
#[derive(Debug)]
pub(in crate::store) struct Lock {
    file: File,
    path: PathBuf,
    /// Whether the kernel holds the lock. Some network file systems have no locks.
    is_held: bool,
}

impl Lock {
    /// Takes the lock of a session's folder. On a file system without locks it is only a file, see [`Lock::note`].
    ///
    /// # Errors
    /// When another process holds it, or the file cannot be written.
    pub fn take(folder: &Path, now: &Wall) -> Result<Self, StoreError> {
        Self::take_file(&folder.join(NAME), &name(folder), now)
    }

    /// Takes a lock file of any name; `what` names the locked thing in the message to a second writer.
    ///
    /// # Errors
    /// When another process holds it, or the file cannot be written.
    pub fn take_file(path: &Path, what: &str, now: &Wall) -> Result<Self, StoreError> {
        let mut lock = Self::acquire(path, what)?;
        // Only a message depends on the text: resuming must work on a full disk.
        let _ = lock.write(now);
        Ok(lock)
    }

    /// Takes a lock file for the few calls that replace one file. A second writer is not told who holds it.
    ///
    /// # Errors
    /// When another process holds it, or the file cannot be written.
    pub fn take_briefly(path: &Path, what: &str) -> Result<Self, StoreError> {
        let lock = Self::acquire(path, what)?;
        // The text is that of the process that held the lock before.
        let _ = lock.file.set_len(0);
        Ok(lock)
    }

    fn acquire(path: &Path, what: &str) -> Result<Self, StoreError> {
        files::set_aside_irregular(path)?;
        let file = files::open_or_create(path)?;
        let mut tries = TRIES;
        let is_held = loop {
            match disk::try_lock(&file) {
                Ok(()) => break true,
                Err(TryLockError::Error(why)) if disk::is_unsupported(&why) => break false,
                Err(TryLockError::WouldBlock) if tries > 0 => {
                    std::thread::park_timeout(RETRY_DELAY);
                }
                Err(TryLockError::WouldBlock) => return Err(in_use(path, what)),
                Err(TryLockError::Error(why)) => return Err(StoreError::io("lock", path)(why)),
            }
            tries -= 1;
        };
        Ok(Self {
            file,
            path: path.to_owned(),
            is_held,
        })
    }

    /// Takes a lock of the state folder, which every program holds only while it writes a file there.
    ///
    /// # Errors
    /// When another process holds it, or the file cannot be written.
    pub fn take_state(path: &Path, now: &Wall) -> Result<Self, StoreError> {
        Self::take_file(path, "", now).map_err(|why| match why {
            StoreError::InUse { pid, since, .. } => StoreError::StateInUse {
                path: path.to_owned(),
                pid,
                since,
            },
            why => why,
        })
    }

    /// What the user must know about the lock, in one line.
    pub fn note(&self) -> Option<&'static str> {
        let why = "this file system has no locks: do not open the session in a second window";
        (!self.is_held).then_some(why)
    }

    /// Whether the file of the lock is no longer at its path, so that another process may take a lock there.
    pub fn is_lost(&self) -> bool {
        matches!(files::is_at(&self.file, &self.path), Ok(false))
    }

    fn write(&mut self, now: &Wall) -> std::io::Result<()> {
        let text = toml_file::write(&Holder {
            format: FORMAT,
            pid: std::process::id(),
            since: *now,
        });
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(text.as_bytes())
    }
}

/// Whether a process has the session in this folder open for writing.
pub fn is_held(folder: &Path) -> bool {
    is_file_held(&folder.join(NAME))
}

/// Whether a process holds the lock of this file.
pub(in crate::store) fn is_file_held(path: &Path) -> bool {
    let file = files::open(path, LIMIT);
    file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Fails if a process has the session open for writing.
pub(in crate::store) fn refuse_if_held(folder: &Path) -> Result<(), StoreError> {
    if is_held(folder) {
        Err(in_use(&folder.join(NAME), &name(folder)))
    } else {
        Ok(())
    }
}

fn name(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy());
    name.unwrap_or_default().into_owned()
}

fn in_use(path: &Path, what: &str) -> StoreError {
    let text = files::read_text(path, LIMIT).unwrap_or_default();
    let holder = toml::from_str::<Holder>(&text).ok();
    StoreError::InUse {
        id: what.to_owned(),
        pid: holder.as_ref().map(|holder| holder.pid),
        since: holder.map(|holder| holder.since),
    }
}
