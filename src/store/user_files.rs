//! Files that the user names and that are not part of any session: content to check, pages to write, reports.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::archive;
use super::error::StoreError;
use super::files;

/// The largest content file.
const LIMIT: u64 = 512 * 1024;

/// The text of a content file that the user named, through links if need be.
///
/// # Errors
/// When it cannot be read, is no ordinary file, is larger than 512 KiB, or is no UTF-8.
pub fn read_given(path: &Path) -> Result<String, StoreError> {
    let whole = path.canonicalize().map_err(StoreError::io("read", path))?;
    files::read_text(&whole, LIMIT)
}

/// An archive that the user named, through links if need be, to be read from its beginning.
///
/// # Errors
/// When it cannot be opened, is no ordinary file, or is larger than any archive.
pub fn open_given(path: &Path) -> Result<File, StoreError> {
    let whole = path.canonicalize().map_err(StoreError::io("read", path))?;
    files::open(&whole, archive::LIMIT)
}

/// Writes a page where the user said, with the rights that new files get; over a file that is there only when told.
///
/// # Errors
/// When the file is there already and `over` does not allow it, or it cannot be written.
pub fn write_given(path: &Path, bytes: &[u8], over: bool) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true);
    if over {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let written = options
        .open(path)
        .and_then(|mut file: File| file.write_all(bytes));
    written.map_err(StoreError::io("write", path))
}

/// Writes a new content file into the user's folder for them, which is made where it is missing. The file is there
/// whole or not at all, and never over one that was there.
///
/// # Errors
/// When there is one of this name, or it cannot be written.
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

/// Writes a report of a bug of ours, making its folder.
///
/// # Errors
/// When that is not possible.
pub fn write_report(path: &Path, report: &str) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        files::make_folders(folder)?;
    }
    files::replace(path, report.as_bytes())
}
