//! Opening and writing single files safely: no links followed, ordinary files only, sizes checked before reading,
//! modes set whatever the umask, replaced whole or not at all. It knows nothing of what the files hold.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::error::StoreError;

const FILE_MODE: u32 = 0o600;
pub(super) const FOLDER_MODE: u32 = 0o700;

/// How a file that is being replaced is named until it stands.
pub(super) const TEMPORARY: &str = ".replacing-";

/// Opens an ordinary file of at most `limit` bytes for reading. A link, a pipe or a device is refused at once.
///
/// # Errors
/// When there is no such file, it is no ordinary file, or larger.
pub fn open(path: &Path, limit: u64) -> Result<File, StoreError> {
    let file = plain()
        .read(true)
        .open(path)
        .map_err(|why| refused(why, path))?;
    ordinary(file, path, limit)
}

/// The text of an ordinary file of at most `limit` bytes.
///
/// # Errors
/// When it cannot be opened or is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, StoreError> {
    let bytes = read_bytes(path, limit)?;
    String::from_utf8(bytes).map_err(|_| StoreError::NotText(path.to_owned()))
}

/// The bytes of an ordinary file of at most `limit` bytes.
///
/// # Errors
/// When it cannot be opened or grows past the limit.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let file = open(path, limit)?;
    let mut bytes = Vec::new();
    file.take(limit + 1)
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

/// Replaces a file whole: readers see the old bytes or the new ones, after a power cut too.
///
/// # Errors
/// When anything fails; the old file then still stands.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replaced(path, bytes, true)
}

/// The same without waiting for the disk: a kill loses nothing, a power cut may lose the last versions.
///
/// # Errors
/// When anything fails; the old file then still stands.
pub fn replace_unsynced(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replaced(path, bytes, false)
}

fn replaced(path: &Path, bytes: &[u8], synced: bool) -> Result<(), StoreError> {
    let folder = parent(path);
    let write = || {
        let mut file = tempfile::Builder::new()
            .prefix(TEMPORARY)
            .permissions(Permissions::from_mode(FILE_MODE))
            .tempfile_in(folder)?;
        file.as_file()
            .set_permissions(Permissions::from_mode(FILE_MODE))?;
        file.write_all(bytes)?;
        if synced {
            self::synced(file.as_file().sync_all())?;
        }
        file.persist(path)?;
        if synced {
            sync(folder)?;
        }
        Ok(())
    };
    write().map_err(StoreError::io("write", path))
}

/// Creates a file that must not be there yet.
///
/// # Errors
/// When it is there, or cannot be created.
pub fn create_new(path: &Path) -> Result<File, StoreError> {
    let create = || {
        let file = plain()
            .read(true)
            .append(true)
            .create_new(true)
            .mode(FILE_MODE)
            .open(path)?;
        file.set_permissions(Permissions::from_mode(FILE_MODE))?;
        Ok(file)
    };
    create().map_err(StoreError::io("create", path))
}

/// Creates a folder that must not be there yet, in one that is; its name is synced.
///
/// # Errors
/// When it is there, or cannot be created.
pub fn create_folder(path: &Path) -> Result<(), StoreError> {
    create_folder_unsynced(path)?;
    sync_folder(parent(path))
}

/// The same, its name left to be synced later.
///
/// # Errors
/// When it is there, or cannot be created.
pub(super) fn create_folder_unsynced(path: &Path) -> Result<(), StoreError> {
    let create = || {
        DirBuilder::new().mode(FOLDER_MODE).create(path)?;
        std::fs::set_permissions(path, Permissions::from_mode(FOLDER_MODE))
    };
    create().map_err(StoreError::io("create the folder", path))
}

/// Makes a folder and those above it where they are missing.
///
/// # Errors
/// When one cannot be created.
pub fn make_folders(path: &Path) -> Result<(), StoreError> {
    let changed = make_folders_unsynced(path)?;
    changed.iter().try_for_each(|folder| sync_folder(folder))
}

/// The same; returns the folders that got a new name in them and are to be synced.
///
/// # Errors
/// When one cannot be created.
pub(super) fn make_folders_unsynced(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    if path.is_dir() {
        return Ok(Vec::new());
    }
    let above = parent(path);
    let mut changed = make_folders_unsynced(above)?;
    match create_folder_unsynced(path) {
        // Another process was faster.
        Err(_) if path.is_dir() => {}
        made => made?,
    }
    changed.push(above.to_owned());
    Ok(changed)
}

/// The folder that a path is in.
fn parent(path: &Path) -> &Path {
    let above = path.parent().filter(|above| *above != Path::new(""));
    above.unwrap_or(Path::new("."))
}

/// Makes names created, renamed or removed in a folder outlast a power cut.
///
/// # Errors
/// When the folder cannot be opened or synced.
pub fn sync_folder(path: &Path) -> Result<(), StoreError> {
    sync(path).map_err(StoreError::io("sync the folder", path))
}

/// Syncs a file or a folder by its path.
pub(super) fn sync(path: &Path) -> std::io::Result<()> {
    synced(File::open(path)?.sync_all())
}

/// The outcome of a sync. File systems that cannot sync a folder say so, and are none the worse.
fn synced(outcome: std::io::Result<()>) -> std::io::Result<()> {
    #[cfg(test)]
    tests::SYNCS.with(|syncs| syncs.set(syncs.get() + 1));
    match outcome {
        Err(why) if matches!(why.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Ok(())
        }
        outcome => outcome,
    }
}

/// Gives a file a name under which nothing looks for it; returns that.
///
/// # Errors
/// When it cannot be renamed.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".aside");
    free_name(Path::new(&name), |aside| {
        // An empty file holds the name, so that the rename can replace nothing of worth.
        create_new(aside)?;
        std::fs::rename(path, aside).map_err(StoreError::io("set aside", path))?;
        Ok(aside.to_owned())
    })
}

/// Does `act` with the path, or with a number behind it where that is taken.
pub(super) fn free_name<T>(
    path: &Path,
    act: impl Fn(&Path) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut number = 1;
    loop {
        let numbered: PathBuf = match number {
            1 => path.to_owned(),
            number => format!("{}.{number}", path.display()).into(),
        };
        match act(&numbered) {
            Err(StoreError::Io { why, .. })
                if why.kind() == ErrorKind::AlreadyExists && number < 1000 =>
            {
                number += 1;
            }
            done => return done,
        }
    }
}

/// Renames a file or a folder to a name that must be free; whatever has the name stays as it is.
///
/// # Errors
/// When the name is taken, with `AlreadyExists`, or it cannot be renamed.
pub(super) fn rename_new(from: &Path, to: &Path) -> std::io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Not every file system can.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            renamed => return renamed.map_err(Into::into),
        }
    }
    if to.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    std::fs::rename(from, to)
}

/// Opens an ordinary file for reading and appending.
pub(super) fn open_to_append(path: &Path) -> Result<File, StoreError> {
    let file = plain().read(true).append(true).open(path);
    ordinary(file.map_err(|why| refused(why, path))?, path, u64::MAX)
}

/// Opens an ordinary file for reading and writing, new if it is missing.
pub(super) fn open_or_create(path: &Path) -> Result<File, StoreError> {
    let file = plain()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(FILE_MODE)
        .open(path);
    let file = ordinary(file.map_err(|why| refused(why, path))?, path, u64::MAX)?;
    let mode = file.metadata().map_or(FILE_MODE, |about| about.mode());
    if mode & FILE_MODE != FILE_MODE {
        file.set_permissions(Permissions::from_mode(FILE_MODE))
            .map_err(StoreError::io("open", path))?;
    }
    Ok(file)
}

fn plain() -> OpenOptions {
    let mut options = OpenOptions::new();
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(flags.bits().cast_signed());
    options
}

fn refused(why: std::io::Error, path: &Path) -> StoreError {
    // What opening a link or a pipe without a reader says.
    let odd = [rustix::io::Errno::LOOP, rustix::io::Errno::NXIO];
    if odd
        .map(|odd| Some(odd.raw_os_error()))
        .contains(&why.raw_os_error())
    {
        return StoreError::NotAFile(path.to_owned());
    }
    StoreError::io("open", path)(why)
}

fn ordinary(file: File, path: &Path, limit: u64) -> Result<File, StoreError> {
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
        /// How often this thread waited for the disk.
        pub static SYNCS: Cell<u32> = const { Cell::new(0) };
    }
}
