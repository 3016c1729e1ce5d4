//! `forty new ID`: creates a design file to start from in the user's designs folder.

use std::io::ErrorKind;
use std::process::ExitCode;

use super::{print, say};
use crate::app::context::library;
use crate::app::failure::{Code, Failure};
use crate::content::library::Provenance;
use crate::content::{self, shipped, template};
use crate::domain::sanitize;
use crate::domain::shell;
use crate::store::{self, Paths, StoreError};

pub fn run(paths: &Paths, id: &str) -> Result<ExitCode, Failure> {
    check_id(id)?;
    let library = library(paths)?;
    if let Some(warning) = library.framework_warning() {
        say(&format!("note: {warning}"));
    }
    let text = template::design(id, library.framework());
    let path = store::write_new(&paths.designs, &format!("{id}.toml"), &text)
        .map_err(|error| not_written(error, id))?;
    let is_shipped =
        |row: &content::library::DesignRow| row.id == id && row.source == Provenance::Shipped;
    if library.rows().iter().any(is_shipped) {
        say(&format!(
            "note: it replaces the shipped `{id}` until you remove it"
        ));
    }
    let path = path.display().to_string();
    let word = shell::word(&sanitize::line(&path));
    say(&paths.fill(&format!("replace each TODO, then run `forty check {word}`")));
    print(&format!("{path}\n"))
}

fn check_id(id: &str) -> Result<(), Failure> {
    let usage_error = |message: String| Failure::new(Code::Usage, message);
    if format!("{id}.toml") == shipped::FRAMEWORK {
        return Err(
            usage_error("`framework` is the name of the framework's own file".into())
                .hint("choose another id"),
        );
    }
    if content::is_id(id) {
        return Ok(());
    }
    let similar = content::id_like(id);
    let hint = "an id has up to 59 lower-case letters a-z, digits and hyphens, and does not begin with a hyphen";
    Err(
        usage_error(format!("`{id}` is not an id")).hint(if similar.is_empty() {
            hint.to_owned()
        } else {
            format!("{hint}: `forty new {similar}`")
        }),
    )
}

fn not_written(error: StoreError, id: &str) -> Failure {
    match &error {
        StoreError::Io { why, path, .. } if why.kind() == ErrorKind::AlreadyExists => {
            let (path, word) = (path.display(), shell::word(&path.display().to_string()));
            Failure::new(Code::Failed, format!("file already exists: {path}")).hint(format!(
                "continue with that file, `forty check {word}`, or choose another id than `{id}`"
            ))
        }
        _ => error.into(),
    }
}
