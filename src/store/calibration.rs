//! The calibrations of a coach in the state folder: the gold sessions of each round with the coach's own reviews, and what
//! each round gave. No list, statistics or cohort reads them.
//!
//! ```text
//! calibration/4f2a/1/                 the gold sessions of the first round of the coach with these digits
//! calibration/4f2a/results.toml       what each finished round gave
//! ```

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files;
use super::state::Coach;
use super::toml_file;
use crate::domain::judging::calibration::Calibration;
use crate::domain::session::event::{FORMAT, Wall};

const FOLDER: &str = "calibration";
const RESULTS: &str = "results.toml";

/// A round of calibration that was finished.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CalibrationResult {
    /// When every gold session was scored.
    pub at: Wall,
    #[serde(flatten)]
    pub calibration: Calibration,
}

#[derive(Default, Serialize, Deserialize)]
struct Results {
    format: u32,
    #[serde(rename = "result", default)]
    finished: Vec<CalibrationResult>,
    #[serde(flatten)]
    other: toml::Table,
}

/// Where the calibrations of one coach are.
#[derive(Debug, Clone)]
pub struct CalibrationFiles(PathBuf);

impl CalibrationFiles {
    /// The files of this coach. Digits stay with a coach who gets another name.
    pub fn of(coach: &Coach, state: &Path) -> Self {
        Self(state.join(FOLDER).join(&coach.digits))
    }

    /// The sessions folder of a round, from 1.
    pub fn round(&self, number: usize) -> PathBuf {
        self.0.join(number.to_string())
    }

    /// What each finished round gave, the first one first, and a remark where the file is damaged and was set aside.
    ///
    /// # Errors
    /// When the file cannot be read or belongs to a newer program; it is then left as it is.
    pub fn results(&self) -> Result<(Vec<CalibrationResult>, Option<String>), StoreError> {
        let (file, remark) = self.read()?;
        Ok((file.finished, remark))
    }

    /// Adds what a round gave.
    ///
    /// # Errors
    /// When the file cannot be read or replaced.
    pub fn add(&self, result: CalibrationResult) -> Result<(), StoreError> {
        let (mut file, _) = self.read()?;
        file.format = FORMAT;
        file.finished.push(result);
        files::make_folders(&self.0)?;
        files::replace(&self.0.join(RESULTS), toml_file::write(&file).as_bytes())
    }

    fn read(&self) -> Result<(Results, Option<String>), StoreError> {
        let path = self.0.join(RESULTS);
        match toml_file::read(&path) {
            Err(StoreError::Unreadable { .. } | StoreError::NotText(_)) => {
                Ok(toml_file::read_or_set_aside(&path))
            }
            read => Ok((read?, None)),
        }
    }
}

/// Whether sessions in this folder are those of a calibration.
pub fn is_calibration(sessions: &Path, state: &Path) -> bool {
    // A relative path or a link leads to the same folder.
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(sessions).starts_with(real(&state.join(FOLDER)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_round_is_a_calibration_too_and_another_folder_is_none() {
        let home = tempfile::tempdir().unwrap();
        let round = home.path().join(FOLDER).join("4f2a/1");
        files::make_folders(&round).unwrap();
        let link = home.path().join("link");
        std::os::unix::fs::symlink(&round, &link).unwrap();
        assert!(is_calibration(&round, home.path()) && is_calibration(&link, home.path()));
        assert!(!is_calibration(home.path(), home.path()));
    }
}
