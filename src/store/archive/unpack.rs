//! A session that came by mail: taken apart beside the others, looked at, then put among them in one step. Whatever
//! the archive says, nothing is written elsewhere and nothing that was there is lost.

use std::fs::{File, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;
use tempfile::TempDir;

use crate::domain::sanitize;
use crate::domain::session::event::{FORMAT, Wall};
use crate::store::archive::{self, Load, REVIEW_LIMIT, REVIEWS};
use crate::store::error::StoreError;
use crate::store::files;
use crate::store::log::codec::{self, Lines, Shape};
use crate::store::session::id;
use crate::store::session::read;

/// How the folder is named in which an archive is taken apart; no session's id begins like this.
const ROOM: &str = ".unpacking-";

/// What came of an archive.
#[derive(Debug)]
pub struct Unpacked {
    pub id: String,
    /// The session's folder among the others.
    pub folder: PathBuf,
    pub arrived: Arrived,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Arrived {
    /// The whole session: it was not there.
    Session,
    /// The session was there; each review of the archive by its name, and what became of it.
    Reviews(Vec<(String, Fate)>),
}

/// What became of a review whose session was there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Added,
    /// It is the later one; the earlier has this name now.
    Replaced(PathBuf),
    /// The same file is there.
    There,
    /// Another is there, and nothing says that this is a later one by the same hand: that stays.
    LeftOut,
}

impl Fate {
    /// Whether it is in the session's folder now and was not before.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::Added | Self::Replaced(_))
    }
}

/// Adds a session, or its reviews where it is there already, to the sessions folder. `from` names the archive in
/// messages.
///
/// # Errors
/// When the archive is not one session and nothing else, another session has its place, or the disk does not take it.
pub fn unpack(input: impl Read, from: &Path, sessions: &Path) -> Result<Unpacked, StoreError> {
    let was_there = sessions.is_dir();
    files::make_folders(sessions)?;
    clear_rooms(sessions);
    take_in(input, from, sessions).inspect_err(|_| {
        if !was_there {
            // Goes only if it is empty.
            let _ = std::fs::remove_dir(sessions);
        }
    })
}

fn take_in(input: impl Read, from: &Path, sessions: &Path) -> Result<Unpacked, StoreError> {
    let (room, _held) = room(sessions)?;
    let mut unpacking = Unpacking {
        from,
        room: room.path(),
        id: None,
        load: Load::default(),
    };
    unpacking.take_apart(input)?;
    let (id, folder) = unpacking.looked_at()?;
    let place = sessions.join(&id);
    let arrived = match files::rename_new(&folder, &place) {
        Ok(()) => {
            files::sync_folder(sessions)?;
            Arrived::Session
        }
        Err(why) if is_taken(&why) => Arrived::Reviews(bring_reviews(&folder, &place)?),
        Err(why) => return Err(StoreError::io("move a session to", &place)(why)),
    };
    Ok(Unpacked {
        id,
        folder: place,
        arrived,
    })
}

/// A new folder to take an archive apart in, gone when it is dropped, and its lock.
fn room(sessions: &Path) -> Result<(TempDir, File), StoreError> {
    let make = || {
        let rights = Permissions::from_mode(files::FOLDER_MODE);
        let room = tempfile::Builder::new()
            .prefix(ROOM)
            .permissions(rights.clone())
            .tempdir_in(sessions)?;
        std::fs::set_permissions(room.path(), rights)?;
        let held = File::open(room.path())?;
        // Without locks on this disk the folder is merely not known to be in use.
        let _ = held.try_lock();
        Ok((room, held))
    };
    make().map_err(StoreError::io("create a folder in", sessions))
}

/// Folders that a process killed while unpacking left behind. Only room is lost where one cannot be removed.
fn clear_rooms(sessions: &Path) {
    for entry in std::fs::read_dir(sessions).into_iter().flatten().flatten() {
        let is_room = entry.file_name().to_string_lossy().starts_with(ROOM)
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_room && File::open(entry.path()).is_ok_and(|room| room.try_lock().is_ok()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// An archive while it is taken apart.
struct Unpacking<'a> {
    from: &'a Path,
    room: &'a Path,
    /// The name of the one folder in it, once it is known.
    id: Option<String>,
    load: Load,
}

impl Unpacking<'_> {
    fn take_apart(&mut self, input: impl Read) -> Result<(), StoreError> {
        let mut plain = GzDecoder::new(input).take(archive::LIMIT);
        let taken = self.take_files(&mut plain).and_then(|()| {
            // To the end, so that the check sum there is looked at.
            let rest = io::copy(&mut plain, &mut io::sink());
            rest.map_err(|why| self.broken(&why))
        });
        if plain.limit() == 0 {
            return Err(self.unfit(archive::too_much()));
        }
        taken.map(drop)
    }

    fn take_files(&mut self, plain: impl Read) -> Result<(), StoreError> {
        let mut archive = tar::Archive::new(plain);
        // Raw: an entry that renames or resizes the next is no file of a session either.
        let entries = archive.entries().map_err(|why| self.broken(&why))?;
        for entry in entries.raw(true) {
            let entry = entry.map_err(|why| self.broken(&why))?;
            self.take_file(entry)?;
        }
        Ok(())
    }

    fn take_file(&mut self, mut entry: tar::Entry<'_, impl Read>) -> Result<(), StoreError> {
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
        let size = entry.size();
        let added = self.load.add(name, size);
        added.map_err(|why| self.unfit(sanitize::line(&why)))?;
        let folder = self.room.join(top);
        if self.id.is_none() {
            files::create_folder(&folder)?;
            self.id = Some(top.to_owned());
        }
        let reviews = folder.join(REVIEWS);
        if name.starts_with(REVIEWS) && !reviews.is_dir() {
            files::create_folder(&reviews)?;
        }
        self.copy(&mut entry, size, &folder.join(name))
    }

    fn copy(&self, entry: &mut impl Read, size: u64, path: &Path) -> Result<(), StoreError> {
        let mut file = files::create_new(path)?;
        let mut piece = vec![0; 64 * 1024];
        let mut left = size;
        while left > 0 {
            match entry.read(&mut piece) {
                Ok(0) => return Err(self.broken(&ErrorKind::UnexpectedEof.into())),
                Ok(length) => {
                    let written = file.write_all(&piece[..length]);
                    written.map_err(StoreError::io("write", path))?;
                    left = left.saturating_sub(length as u64);
                }
                Err(why) if why.kind() == ErrorKind::Interrupted => {}
                Err(why) => return Err(self.broken(&why)),
            }
        }
        file.sync_all().map_err(StoreError::io("write", path))
    }

    /// What was taken out is a session under its own name: its id and the folder that it is in for now.
    fn looked_at(self) -> Result<(String, PathBuf), StoreError> {
        let Some(id) = self.id.clone() else {
            return Err(self.unfit("no session is in it"));
        };
        let folder = self.room.join(&id);
        read::read(&folder).map_err(|why| match why {
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
        let reviews = folder.join(REVIEWS);
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

    /// Why the archive could not be read on.
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

/// Adds the reviews of a session that is there already. Its own files are looked at and left alone.
fn bring_reviews(folder: &Path, place: &Path) -> Result<Vec<(String, Fate)>, StoreError> {
    let is_folder = |path: &Path| path.symlink_metadata().is_ok_and(|about| about.is_dir());
    let (ours, theirs) = (first_line(place), first_line(folder));
    if !is_folder(place) || ours.is_none() || ours != theirs {
        return Err(StoreError::Exists(place.to_owned()));
    }
    let from = folder.join(REVIEWS);
    if !from.is_dir() {
        return Ok(Vec::new());
    }
    let to = place.join(REVIEWS);
    if to.symlink_metadata().is_err() {
        files::create_folder(&to)?;
    } else if !is_folder(&to) {
        return Err(StoreError::NotAFolder(to));
    }
    let entries = std::fs::read_dir(&from).map_err(StoreError::io("list", &from))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    let mut fates = Vec::new();
    for name in names {
        let fate = bring_review(&from.join(&name), &to.join(&name))?;
        fates.push((format!("{REVIEWS}/{name}"), fate));
    }
    files::sync_folder(&to)?;
    Ok(fates)
}

fn bring_review(from: &Path, to: &Path) -> Result<Fate, StoreError> {
    let put = || files::rename_new(from, to);
    match put() {
        Ok(()) => return Ok(Fate::Added),
        Err(why) if is_taken(&why) => {}
        Err(why) => return Err(StoreError::io("write", to)(why)),
    }
    let new = files::read_bytes(from, REVIEW_LIMIT)?;
    match files::read_bytes(to, REVIEW_LIMIT) {
        Ok(old) if old == new => Ok(Fate::There),
        Ok(old) if supersedes(&new, &old) => {
            let aside = files::set_aside(to)?;
            put().map_err(StoreError::io("write", to))?;
            Ok(Fate::Replaced(aside))
        }
        _ => Ok(Fate::LeftOut),
    }
}

/// Who wrote a review, and when last.
#[derive(Deserialize)]
struct Signed {
    format: u32,
    key: String,
    changed: Wall,
}

/// Whether both are reviews by the same hand and `new` is the later one.
fn supersedes(new: &[u8], old: &[u8]) -> bool {
    let signed = |bytes| {
        let signed: Option<Signed> = toml::from_str(std::str::from_utf8(bytes).ok()?).ok();
        signed.filter(|signed| signed.format <= FORMAT)
    };
    let pair = signed(new).zip(signed(old));
    pair.is_some_and(|(new, old)| new.key == old.key && new.changed > old.changed)
}

/// The head of a session's journal as it stands there: no two sessions have the same.
fn first_line(folder: &Path) -> Option<Vec<u8>> {
    let file = files::open(&folder.join(codec::file_name(1)), codec::FILE_LIMIT).ok()?;
    let mut lines = Lines::new(file);
    (lines.next().ok()?? == Shape::Whole).then(|| lines.line().to_vec())
}

/// Something has the name already; some file systems say so of a folder by what is in it.
fn is_taken(why: &io::Error) -> bool {
    matches!(
        why.kind(),
        ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty
    )
}
