//! What went wrong, in words for a person, with the exit code it means and the command that mends it.

use std::fmt;

use crate::store::{Class, StoreError};

/// A failed command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub code: Code,
    /// Lower case, no full stop, what and where.
    pub message: String,
    pub hint: Option<String>,
}

/// Exit codes, as `--help` lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    Failed = 1,
    WrongUse = 2,
    NotFound = 3,
    InvalidContent = 4,
    InUse = 5,
}

impl Failure {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(Code::Failed, error.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self {
            code: match error.class() {
                Class::Failed => Code::Failed,
                Class::Usage => Code::WrongUse,
                Class::NotFound => Code::NotFound,
                Class::InvalidContent => Code::InvalidContent,
                Class::InUse => Code::InUse,
            },
            message: error.to_string(),
            hint: error.hint(),
        }
    }
}
