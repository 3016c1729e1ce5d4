//! Edits the notes in the user's own editor, `$VISUAL` or else `$EDITOR`. Its arguments are split without a shell.

use std::process::{Command, Stdio};

use crate::store::Scratch;

/// The file that the editor wrote, or the reason why there is none.
pub type Edited = Result<Scratch, String>;

/// Runs the editor on a text and waits for it.
///
/// # Errors
/// When no editor is set, or it fails.
pub fn edit(text: &str) -> Edited {
    let commands = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok());
    let Some(command) = commands
        .into_iter()
        .find(|command| !command.trim().is_empty())
    else {
        return Err("no editor is set: set EDITOR".into());
    };
    let mut arguments = command.split_whitespace();
    let program = arguments.next().unwrap_or_default();
    let mut scratch = Scratch::new(text).map_err(|error| error.to_string())?;
    let status = Command::new(program)
        .args(arguments)
        .arg(scratch.path())
        .stdin(Stdio::inherit())
        .status()
        .map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if !status.success() {
        return Err(format!("`{program}` failed ({status})"));
    }
    scratch.read_again().map_err(|error| error.to_string())?;
    Ok(scratch)
}
