//! The config folder: a coach's own phrases, which a person may edit.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::toml_file;
use crate::domain::session::event::FORMAT;

const PHRASES: &str = "phrases.toml";

#[derive(Default, Serialize, Deserialize)]
struct PhrasesFile {
    format: u32,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(flatten)]
    other: toml::Table,
}

/// The coach's own phrases, in the order of the file.
///
/// # Errors
/// When the file exists and cannot be read.
pub fn phrases(config: &Path) -> Result<Vec<String>, StoreError> {
    let file: PhrasesFile = toml_file::read(&config.join(PHRASES))?;
    Ok(file.phrases)
}

/// Writes the phrases, one per line, so that a person can edit them.
///
/// # Errors
/// When the existing file cannot be read, or the config folder cannot be written.
pub fn keep_phrases(config: &Path, phrases: &[String]) -> Result<(), StoreError> {
    let path = config.join(PHRASES);
    let mut file: PhrasesFile = toml_file::read(&path)?;
    file.format = FORMAT;
    file.phrases = phrases.to_vec();
    files::make_folders(config)?;
    files::replace(&path, toml_file::write(&file).as_bytes())
}
