//! The config folder: a coach's own phrases, which a person may edit.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::state::read_file;
use super::toml_file;
use crate::domain::session::event::FORMAT;

const PHRASES: &str = "phrases.toml";

#[derive(Serialize, Deserialize)]
struct PhrasesFile {
    format: u32,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(flatten)]
    other: toml::Table,
}

fn read(config: &Path) -> Result<PhrasesFile, StoreError> {
    let found = read_file(&config.join(PHRASES))?;
    Ok(found.unwrap_or_else(|| PhrasesFile {
        format: FORMAT,
        phrases: Vec::new(),
        other: toml::Table::new(),
    }))
}

/// The coach's own phrases, in the order of the file.
///
/// # Errors
/// When there is such a file and it cannot be read.
pub fn phrases(config: &Path) -> Result<Vec<String>, StoreError> {
    read(config).map(|file| file.phrases)
}

/// Writes the phrases, one a line, so that a person can edit them.
///
/// # Errors
/// When the file that is there cannot be read, or the config folder cannot be written.
pub fn keep_phrases(config: &Path, phrases: &[String]) -> Result<(), StoreError> {
    let mut file = read(config)?;
    file.phrases = phrases.to_vec();
    files::make_folders(config)?;
    files::replace(&config.join(PHRASES), toml_file::write(&file).as_bytes())
}
