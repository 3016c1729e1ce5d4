//! `forty delete SESSION`: moves a session to the trash; `--undo` restores it.

use std::process::ExitCode;

use super::say;
use crate::app::failure::Failure;
use crate::clock;
use crate::store::{self, Paths};

pub fn run(paths: &Paths, session: &str, undo: bool) -> Result<ExitCode, Failure> {
    if undo {
        let folder = store::restore(paths, session)?;
        say(&format!("restored: {}", folder.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let now = clock::wall();
    let folder = store::find(paths, session, &now)?;
    let sessions = store::beside(paths, &folder).sessions;
    for moved in store::delete(paths, session, &now)? {
        say(&format!("moved to the trash: {}", moved.display()));
    }
    let id = folder.file_name().unwrap_or_default().display();
    let command = paths.command_in(&sessions, &format!("delete {id} --undo"));
    say(&format!("hint: restore it with `{command}`"));
    Ok(ExitCode::SUCCESS)
}
