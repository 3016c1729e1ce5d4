//! The assignments of this machine: those that came to a candidate, and those that a coach wrote.

use std::path::Path;

use crate::app::failure::{Code, Failure};
use crate::domain::assignment::Assignment;
use crate::domain::sanitize;
use crate::store::{self, Added, Paths, StoreError};

/// The assignments that are stored on this machine.
#[derive(Debug, Default)]
pub struct Assignments {
    /// The first due first.
    pub all: Vec<Assignment>,
    /// What is wrong with each file that is left out, on one clean line.
    pub problems: Vec<String>,
}

/// Every assignment of this machine.
///
/// # Errors
/// When their folder exists and cannot be listed.
pub fn list(paths: &Paths) -> Result<Assignments, Failure> {
    let (all, unreadable) = store::assignments(&paths.assignments())?;
    let problems = unreadable.iter();
    let problems = problems.map(|file| sanitize::line(&file.why.with_cause()));
    Ok(Assignments {
        all,
        problems: problems.collect(),
    })
}

/// Stores the assignment in the bytes of a file that came from elsewhere; `from` is the file's path for error messages. Of
/// two versions by the same coach the later one stays.
///
/// # Errors
/// When the bytes are no assignment within its limits, another assignment has its id, or it cannot be written.
pub fn take(paths: &Paths, bytes: &[u8], from: &Path) -> Result<(Assignment, Added), Failure> {
    let added = store::add_assignment(&paths.assignments(), bytes, from);
    added.map_err(|error| match error {
        StoreError::Exists(path) => {
            let message = format!("another assignment has this id: {}", path.display());
            Failure::new(Code::Failed, message).hint("move that file away first")
        }
        StoreError::Newer { .. } | StoreError::Io { .. } => error.into(),
        error => Failure::from(error).hint("ask the coach for a file from `forty assign`"),
    })
}
