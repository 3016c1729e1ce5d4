//! A text in a file of its own for an external editor; gone afterwards unless it is kept.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::StoreError;
use super::files;

/// The largest text that is read back.
const LIMIT: u64 = 4 * 1024 * 1024;

#[derive(Debug)]
pub struct Scratch {
    file: NamedTempFile,
    text: String,
}

impl Scratch {
    /// A new file that only this user can read.
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

    /// The text as last read; an editor's line end behind the last line is not the notes'.
    pub fn text(&self) -> &str {
        self.text.strip_suffix('\n').unwrap_or(&self.text)
    }

    /// Reads what the editor left.
    ///
    /// # Errors
    /// When it is no text any more, or too large.
    pub fn read_again(&mut self) -> Result<(), StoreError> {
        self.text = files::read_text(self.file.path(), LIMIT)?;
        Ok(())
    }

    /// Leaves the file where it is.
    pub fn keep(self) -> Option<PathBuf> {
        self.file.keep().ok().map(|(_, path)| path)
    }
}
