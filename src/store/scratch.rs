//! A temporary file for an external editor, deleted afterwards unless the caller keeps it.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::StoreError;
use super::files;

/// The largest text that is read back, in bytes.
const LIMIT: u64 = 4 * 1024 * 1024;

#[derive(Debug)]
pub struct Scratch {
    file: NamedTempFile,
    text: String,
}

impl Scratch {
    /// Creates a file that only this user can read.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(text: &str) -> Result<Self, StoreError> {
        let folder = std::env::temp_dir();
        let named = tempfile::Builder::new()
            .prefix("forty-notes-")
            .suffix(".md")
            .tempfile();
        let mut file = named.map_err(StoreError::io("write a file in", &folder))?;
        file.write_all(text.as_bytes())
            .map_err(StoreError::io("write a file in", &folder))?;
        Ok(Self {
            file,
            text: text.to_owned(),
        })
    }

    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// The text as last read, without the final line end that editors add.
    pub fn text(&self) -> &str {
        self.text.strip_suffix('\n').unwrap_or(&self.text)
    }

    /// Reads the file again after the editor wrote it.
    ///
    /// # Errors
    /// When it is not UTF-8 or too large.
    pub fn read_again(&mut self) -> Result<(), StoreError> {
        self.text = files::read_text(self.file.path(), LIMIT)?;
        Ok(())
    }

    /// Keeps the file and returns its path.
    pub fn keep(self) -> Option<PathBuf> {
        self.file.keep().ok().map(|(_, path)| path)
    }
}
