//! `forty delete SESSION`: moves a session to the trash; `--undo` restores it.

use std::process::ExitCode;

use super::{flags_for, say};
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
    say(&format!(
        "hint: restore it with `forty{} delete {id} --undo`",
        flags_for(paths, &folder)
    ));
    Ok(ExitCode::SUCCESS)
}
