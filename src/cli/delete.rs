//! `forty delete SESSION`: moves a session to the trash; `--undo` restores it.

use std::process::ExitCode;

use super::say;
use crate::app::failure::Failure;
use crate::clock;
use crate::store::{self, Paths};

pub fn run(paths: &Paths, session: &str, undo: bool) -> Result<ExitCode, Failure> {
    if undo {
        let folder = store::bring_back(session, &paths.trash, &paths.sessions)?;
        say(&format!("restored: {}", folder.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let folder = store::resolve(&paths.sessions, session, &clock::wall())?;
    let moved = store::move_to_trash(&folder, &paths.trash)?;
    let id = folder.file_name().unwrap_or_default().display();
    say(&format!("moved to the trash: {}", moved.display()));
    let above = folder.parent().unwrap_or(&folder);
    let command = paths.command_in(above, &format!("delete {id} --undo"));
    say(&format!("hint: restore it with `{command}`"));
    Ok(ExitCode::SUCCESS)
}
