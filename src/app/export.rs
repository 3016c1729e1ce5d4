//! Pages made from sessions: one session in a format, or two attempts side by side.

use std::path::Path;

use crate::app::failure::{Code, Failure};
use crate::app::load::LoadedSession;
use crate::domain::compare::{CompareError, Comparison};
use crate::domain::judging::report::Report;
use crate::report::{compare, html, json, markdown};
use crate::store;

/// The format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Md,
    /// One page with a replay, for a browser
    Html,
    Json,
}

impl Format {
    /// The format that a file's ending names; Markdown for any other ending.
    pub fn of_file(path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str());
        match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("html" | "htm") => Self::Html,
            Some("json") => Self::Json,
            _ => Self::Md,
        }
    }

    /// The page of a session.
    pub fn page(self, report: &Report<'_>) -> String {
        match self {
            Self::Md => markdown::report(report),
            Self::Html => html::page(report),
            Self::Json => json::show(report, None),
        }
    }
}

/// Writes a file that the user named. An existing file is replaced only with `overwrite`.
///
/// # Errors
/// When it exists already, or cannot be written.
pub fn write_file(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), Failure> {
    if !overwrite && exists(path) {
        let message = format!("file already exists: {}", path.display());
        return Err(Failure::new(Code::Failed, message)
            .hint("replace it with `--force`, or name another file with `-o`"));
    }
    Ok(store::write_given(path, bytes, overwrite)?)
}

/// Whether anything has this path, even a broken link.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Compares two attempts at one design: a title, and the parts of a Markdown page.
///
/// # Errors
/// When they cannot be compared.
pub fn compared(
    a: &LoadedSession,
    b: &LoadedSession,
) -> Result<(String, Vec<String>), CompareError> {
    let comparison = Comparison::of(&a.report(), &b.report())?;
    Ok((compare::title(&comparison), compare::parts(&comparison)))
}
