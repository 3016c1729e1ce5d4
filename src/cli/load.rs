//! Loading a session for a command, with notes on what is the matter with it and on what is left out.

use super::say;
use crate::app::failure::Failure;
use crate::app::load::LoadedSession;
use crate::app::reader::Reader;
use crate::domain::sanitize;
use crate::store::{self, Paths, StoredSession};

/// Loads the session that a word on the command line means, for whoever types commands on this machine.
pub fn load(paths: &Paths, word: &str) -> Result<LoadedSession, Failure> {
    let found = store::read(&store::resolve(&paths.sessions, word)?)?;
    let has_design = found.design_text.is_some();
    let loaded = LoadedSession::of(found, &Reader::on(paths)?);
    tell_of(&loaded.remarks);
    if loaded.log.entries().is_empty() {
        say("note: no journal to read, so replay and silences are not known");
    }
    if loaded.is_blind() {
        say(
            "note: the marks of the candidate and of other coaches are left out: you review here, and have not revealed them",
        );
    }
    if has_design && loaded.design.is_err() {
        say(
            "note: the session's copy of its design has mistakes: rubric and reference are left out",
        );
    }
    Ok(loaded)
}

/// Reads the files of a session that a word on the command line means.
pub fn read(paths: &Paths, word: &str) -> Result<StoredSession, Failure> {
    let found = store::read(&store::resolve(&paths.sessions, word)?)?;
    tell_of(&found.remarks);
    Ok(found)
}

fn tell_of(remarks: &[String]) {
    for remark in remarks {
        say(&format!("note: {}", sanitize::line(remark)));
    }
}
