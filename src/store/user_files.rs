//! Files that the user names and that belong to no session: content to check, pages to write, archives, reports.

use std::fs::{File, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::archive;
use super::error::{GIVEN, StoreError};
use super::files;
use super::library::LIMIT;

/// The mode of a new file before the umask.
const NEW_MODE: u32 = 0o666;

/// Reads a content file from standard input; `path` is what errors call it.
///
/// # Errors
/// When it cannot be read, is larger than 512 KiB, or is not UTF-8.
pub fn read_input(path: &Path) -> Result<String, StoreError> {
    files::text_of(std::io::stdin().lock(), path, LIMIT)
}

/// Reads a content file that the user named; links are followed.
///
/// # Errors
/// When the file cannot be read, is not regular, is larger than 512 KiB, or is not UTF-8.
pub fn read_given(path: &Path) -> Result<String, StoreError> {
    let whole = path.canonicalize().map_err(StoreError::io("read", path))?;
    files::read_text(&whole, LIMIT)
}

/// Opens an archive that the user named; links are followed.
///
/// # Errors
/// When the file cannot be opened, is not regular, or is larger than any archive.
pub fn open_given(path: &Path) -> Result<File, StoreError> {
    let whole = path.canonicalize().map_err(StoreError::io("read", path))?;
    files::open(&whole, archive::LIMIT)
}

/// Writes a file to the path that the user named, with the default mode of new files, or with the mode of the file that it
/// replaces. The file is whole or unchanged, also on a full disk. It replaces a file only with `over`; a link is followed,
/// and a pipe or a device is written to.
///
/// # Errors
/// When the file exists and `over` is false, or it cannot be written.
pub fn write_given(path: &Path, bytes: &[u8], over: bool) -> Result<(), StoreError> {
    let existing = path.metadata().ok();
    let written = match existing {
        Some(about) if over && !about.is_file() => write_to_device(path, bytes),
        about => {
            let mode = about.map_or(NEW_MODE, |about| about.permissions().mode() & 0o7777);
            let target = path.canonicalize().ok().filter(|_| over);
            write_whole(target.as_deref().unwrap_or(path), bytes, over, mode)
        }
    };
    written.map_err(StoreError::io(GIVEN, path))
}

/// Writes a file that only its owner may read to the path that the user named. It replaces a file only with `over`.
///
/// # Errors
/// When the file exists and `over` is false, or it cannot be written.
pub fn write_private(path: &Path, bytes: &[u8], over: bool) -> Result<(), StoreError> {
    write_whole(path, bytes, over, files::FILE_MODE).map_err(StoreError::io(GIVEN, path))
}

fn write_to_device(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(bytes)
}

fn write_whole(path: &Path, bytes: &[u8], over: bool, mode: u32) -> std::io::Result<()> {
    let mut file = tempfile::Builder::new()
        .prefix(files::TEMPORARY)
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(files::parent(path))?;
    if over && path.exists() {
        // The umask does not apply to the mode of the file that is replaced.
        file.as_file()
            .set_permissions(Permissions::from_mode(mode))?;
    }
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if over {
        file.persist(path)?;
    } else {
        file.persist_noclobber(path)?;
    }
    Ok(())
}

/// Writes a new content file atomically into a folder, which is created if it is missing. It never replaces a file.
///
/// # Errors
/// When a file has this name, or it cannot be written.
pub fn write_new(folder: &Path, name: &str, text: &str) -> Result<PathBuf, StoreError> {
    files::make_folders(folder)?;
    let path = folder.join(name);
    let write = || {
        let mut file = tempfile::Builder::new()
            .prefix(files::TEMPORARY)
            .tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(&path)?;
        Ok(())
    };
    write().map_err(StoreError::io("write", &path))?;
    files::sync_folder(folder)?;
    Ok(path)
}

/// Writes a crash report and creates its folder.
///
/// # Errors
/// When the folder or the file cannot be written.
pub fn write_report(path: &Path, report: &str) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        files::make_folders(folder)?;
    }
    files::replace(path, report.as_bytes())
}
