//! Files that the user names and that belong to no session: content to check, pages to write, archives, reports.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::archive;
use super::error::StoreError;
use super::files;
use super::library::LIMIT;

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

/// Writes a file to the path that the user named, with the default mode of new files. It replaces a file only with
/// `over`.
///
/// # Errors
/// When the file exists and `over` is false, or it cannot be written.
pub fn write_given(path: &Path, bytes: &[u8], over: bool) -> Result<(), StoreError> {
    let file = OpenOptions::new()
        .write(true)
        .create(over)
        .truncate(over)
        .create_new(!over)
        .open(path);
    let written = file.and_then(|mut file| file.write_all(bytes));
    written.map_err(StoreError::io("write", path))
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
