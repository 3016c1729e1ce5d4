//! Opens and writes single files safely. Links are not followed, only regular files are read, the size is checked
//! before reading, modes do not depend on the umask, and a file is replaced atomically.

mod aside;

use std::fs::{DirBuilder, DirEntry, File, FileType, OpenOptions, Permissions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use tempfile::NamedTempFile;

use super::disk;
use super::error::{SYNC, StoreError};
pub(super) use aside::{
    first_free, free_name, rename_aside, rename_new, set_aside, set_aside_irregular,
};

pub(super) const FILE_MODE: u32 = 0o600;
pub(super) const FOLDER_MODE: u32 = 0o700;

/// The most bytes of a file that is copied.
pub(super) const COPY_LIMIT: u64 = 64 * 1024 * 1024;

/// The prefix of the temporary file that replaces another one.
pub(super) const TEMPORARY: &str = ".replacing-";

/// Opens a regular file of at most `limit` bytes for reading. A link, a pipe or a device is an error and never blocks.
///
/// # Errors
/// When the file is missing, not regular, or larger than `limit`.
pub fn open(path: &Path, limit: u64) -> Result<File, StoreError> {
    let file = disk::open(options().read(true), path).map_err(open_error(path))?;
    check_regular(file, path, limit)
}

/// Reads the text of a regular file of at most `limit` bytes.
///
/// # Errors
/// When the file cannot be read or is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, StoreError> {
    text_of(open(path, limit)?, path, limit)
}

/// Reads text of at most `limit` bytes; errors name `path`.
///
/// # Errors
/// When it cannot be read, is longer, or is not UTF-8.
pub fn text_of(input: impl Read, path: &Path, limit: u64) -> Result<String, StoreError> {
    let bytes = bytes_of(input, path, limit)?;
    String::from_utf8(bytes).map_err(|_| StoreError::NotText(path.to_owned()))
}

/// Reads the bytes of a regular file of at most `limit` bytes.
///
/// # Errors
/// When the file cannot be read or grows past the limit while it is read.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    bytes_of(open(path, limit)?, path, limit)
}

fn bytes_of(input: impl Read, path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    input
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(StoreError::io("read", path))?;
    if bytes.len() as u64 > limit {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            limit,
        });
    }
    Ok(bytes)
}

/// Replaces a file atomically: readers see either the old bytes or the new ones, also after a power cut.
///
/// # Errors
/// When any step fails; the old file is then unchanged.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace_with(path, bytes, true)
}

/// Replaces a file atomically. Without `synced` it does not wait for the disk: a kill loses nothing, but a power cut may
/// lose the new version.
///
/// # Errors
/// When any step fails; the old file is then unchanged.
pub(super) fn replace_with(path: &Path, bytes: &[u8], synced: bool) -> Result<(), StoreError> {
    replace_open(path, bytes, synced).map(drop)
}

/// Replaces a file atomically, and returns the new file for reading and appending.
///
/// # Errors
/// When any step fails; the old file is then unchanged.
pub(super) fn replace_open(path: &Path, bytes: &[u8], synced: bool) -> Result<File, StoreError> {
    let folder = parent(path);
    let write = || {
        let file = tempfile::Builder::new()
            .prefix(TEMPORARY)
            .permissions(Permissions::from_mode(FILE_MODE))
            .make_in(folder, |path| {
                let mut new = OpenOptions::new();
                new.read(true).append(true).create_new(true).mode(FILE_MODE);
                disk::create(&new, path)
            })?;
        set_mode(file.as_file(), FILE_MODE)?;
        disk::write_all(file.as_file(), bytes)?;
        Ok(file)
    };
    let file: NamedTempFile = write().map_err(StoreError::io("write", path))?;
    if synced {
        sync_file(file.as_file()).map_err(StoreError::io(SYNC, path))?;
    }
    let file = disk::rename(|| file.persist(path).map_err(|why| why.error));
    let file = file.map_err(StoreError::io("write", path))?;
    if synced {
        sync(folder).map_err(StoreError::io(SYNC, path))?;
    }
    Ok(file)
}

fn set_mode(file: &File, mode: u32) -> std::io::Result<()> {
    disk::set_mode(|| file.set_permissions(Permissions::from_mode(mode)))
}

/// Whether the path leads to this open file.
///
/// # Errors
/// When that cannot be found out, other than by a missing path.
pub(super) fn is_at(file: &File, path: &Path) -> std::io::Result<bool> {
    let about = match path.symlink_metadata() {
        // Also where a file is in the place of a folder of the path.
        Err(why) if matches!(why.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(false);
        }
        about => about?,
    };
    let held = file.metadata()?;
    Ok((about.dev(), about.ino()) == (held.dev(), held.ino()))
}

/// Creates a file that must not exist yet, for reading and appending.
///
/// # Errors
/// When the file exists or cannot be created.
pub fn create_new(path: &Path) -> Result<File, StoreError> {
    let create = || {
        let mut new = options();
        new.read(true).append(true).create_new(true).mode(FILE_MODE);
        let file = disk::create(&new, path)?;
        set_mode(&file, FILE_MODE)?;
        Ok(file)
    };
    create().map_err(StoreError::io("create", path))
}

/// Creates a folder in an existing one and syncs its name.
///
/// # Errors
/// When the folder exists or cannot be created.
pub fn create_folder(path: &Path) -> Result<(), StoreError> {
    create_folder_unsynced(path)?;
    sync_folder(parent(path))
}

/// Creates a folder in an existing one without syncing its name.
///
/// # Errors
/// When the folder exists or cannot be created.
pub(super) fn create_folder_unsynced(path: &Path) -> Result<(), StoreError> {
    let create = || {
        DirBuilder::new().mode(FOLDER_MODE).create(path)?;
        let mode = Permissions::from_mode(FOLDER_MODE);
        disk::set_mode(|| std::fs::set_permissions(path, mode))
    };
    create().map_err(StoreError::io("create the folder", path))
}

/// Creates a folder and its missing parents, and syncs their names.
///
/// # Errors
/// When a folder cannot be created.
pub fn make_folders(path: &Path) -> Result<(), StoreError> {
    let changed = make_folders_unsynced(path)?;
    changed.iter().try_for_each(|folder| sync_folder(folder))
}

/// Creates a folder and its missing parents. Returns the folders that the caller must sync.
///
/// # Errors
/// When a folder cannot be created.
pub(super) fn make_folders_unsynced(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    if path.is_dir() {
        return Ok(Vec::new());
    }
    let above = parent(path);
    let mut changed = make_folders_unsynced(above)?;
    match create_folder_unsynced(path) {
        // Another process created it in between.
        Err(_) if path.is_dir() => {}
        made => made?,
    }
    changed.push(above.to_owned());
    Ok(changed)
}

/// The folder that contains the path.
pub(super) fn parent(path: &Path) -> &Path {
    let above = path.parent().filter(|above| *above != Path::new(""));
    above.unwrap_or(Path::new("."))
}

/// The readable entries of a folder; none if the folder is missing.
///
/// # Errors
/// When the folder cannot be listed.
pub(super) fn entries(folder: &Path) -> Result<impl Iterator<Item = DirEntry>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Err(why) if why.kind() == ErrorKind::NotFound => None,
        entries => Some(entries.map_err(StoreError::io("list the folder", folder))?),
    };
    Ok(entries.into_iter().flatten().flatten())
}

/// The sorted names of a folder's entries of the wanted type; none if the folder is missing. Bytes that are not UTF-8
/// are shown as U+FFFD.
///
/// # Errors
/// When the folder cannot be listed.
pub(super) fn names(
    folder: &Path,
    is_wanted: fn(&FileType) -> bool,
) -> Result<Vec<String>, StoreError> {
    let mut names: Vec<String> = entries(folder)?
        .filter(|entry| entry.file_type().is_ok_and(|kind| is_wanted(&kind)))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    Ok(names)
}

/// Whether the path is a folder and not a link to one.
pub(super) fn is_own_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_dir())
}

/// Refuses a path that exists already.
pub(super) fn refuse_existing(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(_) => Err(StoreError::Exists(path.to_owned())),
        Err(_) => Ok(()),
    }
}

/// Syncs a folder, so that names created, renamed or removed in it survive a power cut.
///
/// # Errors
/// When the folder cannot be opened or synced.
pub fn sync_folder(path: &Path) -> Result<(), StoreError> {
    sync(path).map_err(StoreError::io("sync the folder", path))
}

/// Syncs a file or a folder.
pub(super) fn sync(path: &Path) -> std::io::Result<()> {
    sync_file(&File::open(path)?)
}

pub(super) fn sync_file(file: &File) -> std::io::Result<()> {
    #[cfg(test)]
    tests::SYNCS.with(|syncs| syncs.set(syncs.get() + 1));
    disk::sync_all(file)
}

/// Opens a regular file for reading and appending.
pub(super) fn open_to_append(path: &Path) -> Result<File, StoreError> {
    let file = options().read(true).append(true).open(path);
    check_regular(file.map_err(open_error(path))?, path, u64::MAX)
}

/// Opens a regular file for reading and writing, and creates it if it is missing.
pub(super) fn open_or_create(path: &Path) -> Result<File, StoreError> {
    let mut open = options();
    open.read(true).write(true).create(true).truncate(false);
    let file = disk::create(open.mode(FILE_MODE), path);
    let file = check_regular(file.map_err(open_error(path))?, path, u64::MAX)?;
    let mode = file.metadata().map_or(FILE_MODE, |about| about.mode());
    if mode & FILE_MODE != FILE_MODE {
        set_mode(&file, FILE_MODE).map_err(StoreError::io("open", path))?;
    }
    Ok(file)
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(flags.bits().cast_signed());
    options
}

fn open_error(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError {
    // The errors of opening a link, and of opening a pipe that has no reader.
    let odd = [rustix::io::Errno::LOOP, rustix::io::Errno::NXIO];
    let odd = odd.map(|odd| Some(odd.raw_os_error()));
    move |why| {
        if odd.contains(&why.raw_os_error()) {
            StoreError::NotAFile(path.to_owned())
        } else {
            StoreError::io("open", path)(why)
        }
    }
}

fn check_regular(file: File, path: &Path, limit: u64) -> Result<File, StoreError> {
    let about = file.metadata().map_err(StoreError::io("read", path))?;
    if !about.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    if about.len() > limit {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            limit,
        });
    }
    Ok(file)
}

#[cfg(test)]
pub mod tests {
    use std::cell::Cell;

    thread_local! {
        /// How many syncs this thread has made.
        pub static SYNCS: Cell<u32> = const { Cell::new(0) };
    }
}
