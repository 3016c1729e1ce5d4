//! `forty repair SESSION`: writes a new session from what can be read of a damaged one.

use std::process::ExitCode;

use super::load::note_rescued;
use super::{print, say};
use crate::app::context::library;
use crate::app::failure::Failure;
use crate::clock;
use crate::report::markdown;
use crate::store::{self, Paths};

pub fn run(paths: &Paths, session: &str) -> Result<ExitCode, Failure> {
    let folder = store::find(paths, session, &clock::wall())?;
    note_rescued(paths, &folder);
    let sessions = store::beside(paths, &folder).sessions;
    let design = |id: &str| Some(library(paths).ok()?.open(id).ok()?.text);
    let random = clock::random_seed() as u16;
    let Some(repaired) = store::repair(&folder, &sessions, random, design, markdown::page)? else {
        say("no damage was found, so nothing was written");
        return Ok(ExitCode::SUCCESS);
    };
    for lost in &repaired.lost {
        say(&format!("lost: {lost}"));
    }
    let id = &repaired.id;
    let command = paths.command_in(&sessions, &format!("show {id}"));
    say(&format!("written: {}", repaired.folder.display()));
    say(&format!("unchanged: {}", folder.display()));
    say(&format!("hint: show it with `{command}`"));
    print(&format!("{id}\n"))
}
