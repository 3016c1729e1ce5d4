//! Pages for people: files that they name, and two attempts side by side.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure};
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::domain::compare::{CompareError, Comparison};
use crate::report::{Format, compare};
use crate::store;

/// How many reports of one session are told apart by a number before one is refused.
const MOST_REPORTS: u32 = 1000;

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

/// Where the report of a session is written by default: in the working directory, with the session's id as its name.
pub fn default_path(id: &str, ending: &str) -> PathBuf {
    let name = format!("{id}.{ending}");
    // The path is absolute, so that a message shows the folder.
    std::path::absolute(&name).unwrap_or_else(|_| name.into())
}

/// This path if nothing has it, else the first of those with a number before the ending that is free: `a.html`,
/// `a-2.html`, `a-3.html`.
pub fn free_path(path: PathBuf) -> PathBuf {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let numbered = |number: u32| path.with_file_name(format!("{stem}-{number}.{ending}"));
    let mut paths = std::iter::once(path.clone()).chain((2..MOST_REPORTS).map(numbered));
    paths.find(|path| !exists(path)).unwrap_or(path)
}

impl AppContext {
    /// Writes the report of one of the candidate's own sessions as an HTML page to a new file, its default path or one
    /// with a number, and returns the path. No file is replaced.
    ///
    /// # Errors
    /// When the session cannot be read or the file cannot be written.
    pub fn export_own(&self, id: &str) -> Result<PathBuf, Failure> {
        let loaded = LoadedSession::read(&self.folder_of(id), &Reader::Candidate)?;
        let path = free_path(default_path(id, "html"));
        let page = Format::Html.page(&loaded.report());
        store::write_given(&path, page.as_bytes(), false)?;
        Ok(path)
    }
}

/// Whether anything has this path, even a broken link.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Compares two attempts at one design; beside the comparison, the marks and prompts of each stage as Markdown.
///
/// # Errors
/// When they cannot be compared.
pub fn compared(
    a: &LoadedSession,
    b: &LoadedSession,
) -> Result<(Comparison, Vec<String>), CompareError> {
    let comparison = Comparison::of(&a.report(), &b.report())?;
    let changes = compare::changes(&comparison);
    Ok((comparison, changes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_takes_a_free_number_and_replaces_no_file() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("2026-01-05-search.html");
        for name in ["", "-2", "-3"] {
            let free = free_path(path.clone());
            assert_eq!(
                free,
                folder.path().join(format!("2026-01-05-search{name}.html"))
            );
            store::write_given(&free, b"mine", false).map_err(std::io::Error::other)?;
        }
        Ok(())
    }
}
