//! The config folder: the settings, and a coach's own phrases, which a person may edit.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::toml_file;
use crate::domain::judging::phrase::Phrase;
use crate::domain::session::event::FORMAT;

const SETTINGS: &str = "config.toml";
const PHRASES: &str = "phrases.toml";
/// The largest file of settings.
const LIMIT: u64 = 1024 * 1024;

/// The file of the settings.
pub fn settings_file(config: &Path) -> PathBuf {
    config.join(SETTINGS)
}

/// The text of the file of the settings; `None` where there is no such file.
///
/// # Errors
/// When the file cannot be read.
pub fn settings_text(config: &Path) -> Result<Option<String>, StoreError> {
    match files::read_text(&settings_file(config), LIMIT) {
        Ok(text) => Ok(Some(text)),
        Err(why) if why.is_missing() => Ok(None),
        Err(why) => Err(why),
    }
}

/// Creates the file of the settings and returns its path.
///
/// # Errors
/// When there is such a file, or the folder cannot be written.
pub fn create_settings(config: &Path, text: &str) -> Result<PathBuf, StoreError> {
    super::write_new(config, SETTINGS, text)
}

#[derive(Default, Serialize, Deserialize)]
struct PhrasesFile {
    format: u32,
    /// Each with its kind before it: `fix: Name the unit.`
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(flatten)]
    other: toml::Table,
}

/// The coach's own phrases, in the order of the file. Where there is no file, one is written with phrases to begin with,
/// if the folder can be written.
///
/// # Errors
/// When the file exists and cannot be read.
pub fn phrases(config: &Path) -> Result<Vec<Phrase>, StoreError> {
    let path = config.join(PHRASES);
    if let Err(why) = path.symlink_metadata()
        && why.kind() == ErrorKind::NotFound
    {
        let first = Phrase::first();
        // Phrases are only a help: without the file the shipped ones are there.
        let _ = keep_phrases(config, &first);
        return Ok(first);
    }
    let file: PhrasesFile = toml_file::read(&path)?;
    Ok(file
        .phrases
        .iter()
        .map(|line| Phrase::parse(line))
        .collect())
}

/// Writes the phrases, one per line, so that a person can edit them.
///
/// # Errors
/// When the existing file cannot be read, or the config folder cannot be written.
pub fn keep_phrases(config: &Path, phrases: &[Phrase]) -> Result<(), StoreError> {
    let path = config.join(PHRASES);
    let mut file: PhrasesFile = toml_file::read(&path)?;
    file.format = FORMAT;
    file.phrases = phrases.iter().map(Phrase::line).collect();
    files::make_folders(config)?;
    files::replace(&path, toml_file::write(&file).as_bytes())
}
