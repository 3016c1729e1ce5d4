//! The error of a command: what failed, why, its exit code and a hint.

use std::fmt;
use std::path::Path;

use crate::content::Diagnostic;
use crate::content::library::{DesignError, Library};
pub use crate::store::Class as Code;
use crate::store::{self, StoreError};

/// A failed command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub code: Code,
    /// What failed, where and why; it starts in lower case and has no full stop.
    pub message: String,
    pub hint: Option<String>,
}

impl Failure {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
        }
    }

    /// The failure to open the design with this id.
    pub fn of_design(library: &Library, id: &str, error: DesignError) -> Self {
        match error {
            DesignError::Unknown => {
                Self::new(Code::NotFound, format!("no design `{id}`")).hint(library.hint_for(id))
            }
            DesignError::Unreadable(reason) => Self::new(
                Code::InvalidContent,
                format!("cannot read design `{id}`: {reason}"),
            )
            .hint("`forty paths` names your designs folder"),
            DesignError::Wrong(file, _, mistakes) => {
                let message = format!("`{id}` has {}", count_mistakes(&mistakes));
                Self::new(Code::InvalidContent, message).hint(format!(
                    "`forty check` lists them: {file} in your designs folder (`forty paths`)"
                ))
            }
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The number of errors among the diagnostics, in words.
pub fn count_mistakes(diagnostics: &[Diagnostic]) -> String {
    match diagnostics.iter().filter(|one| one.is_error()).count() {
        1 => "a mistake".to_owned(),
        count => format!("{count} mistakes"),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// A terminal that cannot be read or written.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(Code::Failed, format!("cannot use the terminal: {error}"))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self {
            code: error.class(),
            message: error.with_cause(),
            hint: error.hint(),
        }
    }
}

/// Writes the report of a crash and creates its folder.
///
/// # Errors
/// When the folder or the file cannot be written.
pub fn write_crash_report(path: &Path, report: &str) -> Result<(), Failure> {
    Ok(store::write_report(path, report)?)
}
