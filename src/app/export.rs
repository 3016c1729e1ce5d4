//! Pages for people: files that they name, and two attempts side by side.

use std::path::Path;

use crate::app::failure::{Code, Failure};
use crate::app::load::LoadedSession;
use crate::domain::compare::{CompareError, Comparison};
use crate::report::compare;
use crate::store;

/// Writes a file that the user named. An existing file is replaced only with `overwrite`.
///
/// # Errors
/// When it exists already, or cannot be written.
pub fn write_file(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), Failure> {
    if !overwrite && exists(path) {
        let message = format!("file already exists: {}", path.display());
        return Err(Failure::new(Code::Failed, message)
            .hint("replace it with `--force`, or name another file"));
    }
    Ok(store::write_given(path, bytes, overwrite)?)
}

/// Whether anything has this path, even a broken link.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Compares two attempts at one design; beside the comparison, what changed in each stage as Markdown.
///
/// # Errors
/// When they cannot be compared.
pub fn compared(
    a: &LoadedSession,
    b: &LoadedSession,
) -> Result<(Comparison, Vec<[String; 2]>), CompareError> {
    let comparison = Comparison::of(&a.report(), &b.report())?;
    let changes = compare::changes(&comparison);
    Ok((comparison, changes))
}
