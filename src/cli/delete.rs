//! `forty delete SESSION`: to the trash, and back with `--undo`.

use std::process::ExitCode;

use super::{flags_for, say};
use crate::app::failure::Failure;
use crate::store::{self, Paths};

pub fn run(paths: &Paths, words: &str, undo: bool) -> Result<ExitCode, Failure> {
    if undo {
        let folder = store::bring_back(words, &paths.trash, &paths.sessions)?;
        say(&format!("brought back: {}", folder.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let folder = store::resolve(&paths.sessions, words)?;
    let place = store::move_to_trash(&folder, &paths.trash)?;
    let id = folder.file_name().unwrap_or_default().display();
    say(&format!("moved to the trash: {}", place.display()));
    say(&format!(
        "hint: bring it back with `forty{} delete {id} --undo`",
        flags_for(paths, &folder)
    ));
    Ok(ExitCode::SUCCESS)
}
