//! Unpacks an archive of a session: into a temporary folder, checked there, then moved into the sessions folder by one
//! rename. It writes nowhere else and loses no existing file, whatever the archive holds.

use std::fs::{File, FileType, Permissions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use tempfile::TempDir;

use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::store::archive::merge::{self, Merged};
use crate::store::archive::{self, Contents};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::reviews;
use crate::store::session::id;
use crate::store::session::read;

/// The prefix of the temporary folder; no session id begins with a dot.
const TEMPORARY: &str = ".unpacking-";
/// How many temporary folders another process may remove before they are locked.
const TRIES: u32 = 32;

/// The result of unpacking.
#[derive(Debug)]
pub struct Unpacked {
    pub id: String,
    /// The session's folder in the sessions folder.
    pub folder: PathBuf,
    pub arrived: Arrived,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Arrived {
    /// The whole session is new.
    Session,
    /// The session existed; its record and its reviews were merged.
    Merged(Merged),
}

/// What an archive has to be, where its place says that before it is opened.
#[derive(Clone, Copy)]
pub struct Expected<'a> {
    /// The id of its session.
    pub id: &'a str,
    /// Whether this is the name of the candidate in it.
    pub is_candidate: &'a dyn Fn(&str) -> bool,
}

/// Adds the expected session to the sessions folder as [`unpack`] does. The archive may hold no reviews.
///
/// # Errors
/// As those of [`unpack`], and when the archive is another session or of another candidate, or holds reviews.
pub fn unpack_expected(
    input: impl Read,
    from: &Path,
    sessions: &Path,
    now: &Wall,
    expected: Expected<'_>,
) -> Result<Unpacked, StoreError> {
    unpack_checked(input, from, sessions, now, Some(expected))
}

/// Adds a session to the sessions folder. If the session exists, its reviews are added, and its record is replaced by one
/// that continues it. `from` is the archive's path for error messages, `now` is written into the lock.
///
/// # Errors
/// When the archive is not exactly one session, another session has its id, the records differ, the session is in use, or
/// the disk cannot be written.
pub fn unpack(
    input: impl Read,
    from: &Path,
    sessions: &Path,
    now: &Wall,
) -> Result<Unpacked, StoreError> {
    unpack_checked(input, from, sessions, now, None)
}

fn unpack_checked(
    input: impl Read,
    from: &Path,
    sessions: &Path,
    now: &Wall,
    expected: Option<Expected<'_>>,
) -> Result<Unpacked, StoreError> {
    let existed = sessions.is_dir();
    files::make_folders(sessions)?;
    clear_temporaries(sessions);
    unpack_into(input, from, sessions, now, expected).inspect_err(|_| {
        if !existed && expected.is_none() {
            // Others that are expected may be on their way into it. This removes only an empty folder.
            let _ = std::fs::remove_dir(sessions);
        }
    })
}

fn unpack_into(
    input: impl Read,
    from: &Path,
    sessions: &Path,
    now: &Wall,
    expected: Option<Expected<'_>>,
) -> Result<Unpacked, StoreError> {
    let (temporary, _lock) = temporary_folder(sessions)?;
    let mut unpacking = Unpacking {
        from,
        temporary: temporary.path(),
        id: None,
        contents: Contents::default(),
        expected,
    };
    unpacking.extract(input)?;
    let (id, extracted) = unpacking.check()?;
    let folder = sessions.join(&id);
    let arrived = match files::rename_new(&extracted, &folder)
        .map_err(StoreError::io("move a session to", &folder))
    {
        Ok(()) => {
            files::sync_folder(sessions)?;
            Arrived::Session
        }
        Err(why) if why.is_taken() => Arrived::Merged(merge::merge(&extracted, &folder, &id, now)?),
        Err(why) => return Err(why),
    };
    Ok(Unpacked {
        id,
        folder,
        arrived,
    })
}

/// A locked temporary folder, removed when it is dropped.
fn temporary_folder(sessions: &Path) -> Result<(TempDir, File), StoreError> {
    let create = || {
        let mode = Permissions::from_mode(files::FOLDER_MODE);
        let folder = tempfile::Builder::new()
            .prefix(TEMPORARY)
            .permissions(mode.clone())
            .tempdir_in(sessions)?;
        std::fs::set_permissions(folder.path(), mode)?;
        let lock = File::open(folder.path())?;
        // Before it is locked it looks unused: another unpacking may be about to remove it, or has done so. Without locks
        // on this file system, another process may remove it later, and this one fails.
        let is_taken = matches!(lock.try_lock(), Err(TryLockError::WouldBlock));
        let is_kept = !is_taken && files::is_at(&lock, folder.path())?;
        Ok::<_, io::Error>(is_kept.then_some((folder, lock)))
    };
    let mut tries = TRIES;
    loop {
        tries -= 1;
        match create() {
            Ok(Some(created)) => return Ok(created),
            Ok(None) if tries > 0 => {}
            Err(why) if tries > 0 && why.kind() == ErrorKind::NotFound && sessions.is_dir() => {}
            Ok(None) => {
                let why = io::Error::from(ErrorKind::ResourceBusy);
                return Err(StoreError::io("create a folder in", sessions)(why));
            }
            Err(why) => return Err(StoreError::io("create a folder in", sessions)(why)),
        }
    }
}

/// Removes the temporary folders of processes that were killed. A folder that cannot be removed only takes space.
fn clear_temporaries(sessions: &Path) {
    for name in files::names(sessions, FileType::is_dir).unwrap_or_default() {
        let folder = sessions.join(&name);
        if !name.starts_with(TEMPORARY) {
            continue;
        }
        // The lock is held until the folder is gone, so that nobody begins to use it meanwhile.
        let lock = File::open(&folder);
        if lock.as_ref().is_ok_and(|lock| lock.try_lock().is_ok()) {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// An archive that is being extracted.
struct Unpacking<'a> {
    from: &'a Path,
    temporary: &'a Path,
    /// The name of the archive's one folder, once it is known.
    id: Option<String>,
    contents: Contents,
    expected: Option<Expected<'a>>,
}

impl Unpacking<'_> {
    fn extract(&mut self, input: impl Read) -> Result<(), StoreError> {
        let mut plain = GzDecoder::new(input).take(archive::LIMIT);
        let extracted = self.extract_files(&mut plain).and_then(|()| {
            // Reading to the end verifies the checksum of the gzip file.
            let rest = io::copy(&mut plain, &mut io::sink());
            rest.map_err(|why| self.broken(&why))
        });
        if plain.limit() == 0 {
            return Err(self.unfit(archive::too_much()));
        }
        extracted.map(drop)
    }

    fn extract_files(&mut self, plain: impl Read) -> Result<(), StoreError> {
        let mut archive = tar::Archive::new(plain);
        // Raw entries include extension headers, which are refused like any entry that is not a file.
        let entries = archive.entries().map_err(|why| self.broken(&why))?;
        for entry in entries.raw(true) {
            let entry = entry.map_err(|why| self.broken(&why))?;
            self.extract_file(entry)?;
        }
        Ok(())
    }

    fn extract_file(&mut self, mut entry: tar::Entry<'_, impl Read>) -> Result<(), StoreError> {
        let path = entry.path_bytes().into_owned();
        let shown = sanitize::line(&String::from_utf8_lossy(&path));
        if !entry.header().entry_type().is_file() {
            return Err(self.unfit(format!("`{shown}` is not an ordinary file")));
        }
        let parts = std::str::from_utf8(&path).ok();
        let parts = parts.and_then(|path| path.split_once('/'));
        let Some((top, name)) = parts.filter(|(top, _)| id::check_id(top).is_ok()) else {
            return Err(self.unfit(format!("`{shown}` is not in the folder of a session")));
        };
        if self.id.as_ref().is_some_and(|id| id != top) {
            return Err(self.unfit(format!("`{shown}` is in a second folder")));
        }
        if let Some(expected) = self.expected {
            if expected.id != top {
                return Err(self.unfit(format!("session `{top}` is in it")));
            }
            if name.starts_with(reviews::FOLDER) {
                return Err(self.unfit("reviews are in it"));
            }
        }
        let size = entry.size();
        let added = self.contents.add(name, size);
        added.map_err(|why| self.unfit(sanitize::line(&why)))?;
        let folder = self.temporary.join(top);
        if self.id.is_none() {
            files::create_folder(&folder)?;
            self.id = Some(top.to_owned());
        }
        let reviews = folder.join(reviews::FOLDER);
        if name.starts_with(reviews::FOLDER) && !reviews.is_dir() {
            files::create_folder(&reviews)?;
        }
        let mut bytes = Vec::with_capacity(size as usize);
        let read = entry.read_to_end(&mut bytes);
        read.map_err(|why| self.broken(&why))?;
        if bytes.len() as u64 != size {
            return Err(self.broken(&ErrorKind::UnexpectedEof.into()));
        }
        let path = folder.join(name);
        let mut file = files::create_new(&path)?;
        let written = file.write_all(&bytes).and_then(|()| file.sync_all());
        written.map_err(StoreError::io("write", &path))
    }

    /// Checks that the extracted files are a session of the folder's name. Returns its id and its temporary folder.
    fn check(self) -> Result<(String, PathBuf), StoreError> {
        let Some(id) = self.id.clone() else {
            return Err(self.unfit("no session is in it"));
        };
        let folder = self.temporary.join(&id);
        let found = read::read(&folder).map_err(|why| match why {
            StoreError::Newer { found, .. } => StoreError::Newer {
                path: self.from.to_owned(),
                found,
            },
            StoreError::Misnamed { named, id, .. } => self.unfit(format!(
                "its folder is named `{named}`, the session in it `{}`",
                sanitize::line(&id)
            )),
            StoreError::Lost { .. } => {
                self.unfit("neither the journal nor the checkpoint in it can be read")
            }
            other => other,
        })?;
        let candidate = &found.session.head.candidate;
        if (self.expected).is_some_and(|expected| !(expected.is_candidate)(candidate)) {
            return Err(self.unfit("it is a session of another candidate"));
        }
        let reviews = folder.join(reviews::FOLDER);
        if reviews.is_dir() {
            files::sync_folder(&reviews)?;
        }
        files::sync_folder(&folder)?;
        Ok((id, folder))
    }

    fn unfit(&self, why: impl Into<String>) -> StoreError {
        StoreError::Unfit {
            doing: "unpacked",
            why: why.into(),
            path: self.from.to_owned(),
        }
    }

    /// The error of an archive that cannot be read to its end.
    fn broken(&self, why: &io::Error) -> StoreError {
        match why.kind() {
            ErrorKind::UnexpectedEof => self.unfit("it ends too early"),
            ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::Other => {
                self.unfit("it is no whole gzip'd tar file")
            }
            _ => StoreError::io("read", self.from)(io::Error::new(why.kind(), why.to_string())),
        }
    }
}
