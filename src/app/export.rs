//! Pages made of sessions: one session in a format, or two attempts side by side.

use std::path::Path;

use crate::app::failure::{Code, Failure};
use crate::app::load::LoadedSession;
use crate::domain::compare::{CompareError, Comparison};
use crate::domain::judging::report::Report;
use crate::report::{compare, html, json, markdown};
use crate::store;

/// What a session is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    #[default]
    Md,
    /// One page with a replay, for a browser
    Html,
    Json,
}

impl Format {
    /// The whole page.
    pub fn page(self, report: &Report<'_>) -> String {
        match self {
            Self::Md => markdown::report(report),
            Self::Html => html::page(report),
            Self::Json => json::show(report, None),
        }
    }
}

/// Writes a file where the user said; over one that exists only where `over` allows it.
///
/// # Errors
/// When it exists already, or cannot be written.
pub fn write_file(path: &Path, bytes: &[u8], over: bool) -> Result<(), Failure> {
    if !over && exists(path) {
        let message = format!("there is a file already: {}", path.display());
        return Err(Failure::new(Code::Failed, message)
            .hint("write over it with `--force`, or name another with `-o`"));
    }
    Ok(store::write_given(path, bytes, over)?)
}

/// Whether something has this path, a broken link too.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Two attempts at one design side by side: a title and the parts of a Markdown page.
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
