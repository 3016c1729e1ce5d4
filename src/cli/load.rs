//! Loads a session for a command and prints notes on its problems and on what is left out.

use std::path::Path;

use super::say;
use crate::app::failure::Failure;
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::clock;
use crate::domain::sanitize;
use crate::store::{self, Paths, SessionListing, StoredSession};

/// Loads the session that the command line names, for the reader of the command line, where the candidate `own` practices.
pub fn load(paths: &Paths, own: &str, session: &str) -> Result<LoadedSession, Failure> {
    let found = found(paths, session)?;
    let has_design = found.design_text.is_ok();
    let (reader, remark) = Reader::on(paths, own);
    let loaded = LoadedSession::of(found, &reader);
    print_remarks(remark.iter().chain(&loaded.remarks));
    if loaded.log.entries().is_empty() {
        say("note: no journal to read, so there is no replay and there are no silences");
    }
    if loaded.is_blind() {
        say(
            "note: the marks of the candidate and of other coaches are left out: you review here and have not revealed them",
        );
    }
    if has_design && loaded.design.is_err() {
        say(
            "note: the session's copy of its design has mistakes: rubric and reference are left out",
        );
    }
    Ok(loaded)
}

/// Reads the session that the command line names, without its reviews.
pub fn read(paths: &Paths, session: &str) -> Result<StoredSession, Failure> {
    let found = found(paths, session)?;
    print_remarks(&found.remarks);
    Ok(found)
}

/// Reads a session from its folder, or from its rescued copy where that is longer, and says so.
fn found(paths: &Paths, session: &str) -> Result<StoredSession, Failure> {
    let folder = store::find(paths, session, &clock::wall())?;
    note_rescued(paths, &folder);
    Ok(store::read(&folder)?)
}

/// Lists the sessions, and says which of them are rescued and where.
pub fn list(paths: &Paths) -> Result<SessionListing, Failure> {
    let listing = store::list_with_rescued(paths)?;
    for listed in &listing.sessions {
        if listed.folder.parent() != Some(&paths.sessions) {
            note_place(paths, &listed.folder);
        }
    }
    Ok(listing)
}

/// Says where a rescued session is that the next start of a screen takes back.
pub fn note_rescued(paths: &Paths, folder: &Path) {
    if store::is_rescued(folder, paths) {
        note_place(paths, folder);
    }
}

/// Says of every rescued session where it is.
pub fn note_all_rescued(paths: &Paths) {
    for folder in store::rescued_folders(paths) {
        note_place(paths, &folder);
    }
}

fn note_place(paths: &Paths, folder: &Path) {
    let place = folder.display();
    let (home, resume) = (paths.command(""), paths.command("resume"));
    say(&format!(
        "note: rescued to {place}: `{home}` or `{resume}` moves it back, or says why it cannot"
    ));
}

fn print_remarks<'a>(remarks: impl IntoIterator<Item = &'a String>) {
    for remark in remarks {
        say(&format!("note: {}", sanitize::line(remark)));
    }
}
