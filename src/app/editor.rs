//! The notes in the user's own editor: `$VISUAL`, else `$EDITOR`, its words split without a shell.

use std::process::{Command, Stdio};

use crate::store::Scratch;

/// The file with what the editor made of the text, or why there is none.
pub type Edited = Result<Scratch, String>;

/// Runs the editor on a text until it ends.
///
/// # Errors
/// When no editor is named, or it fails.
pub fn edit(text: &str) -> Edited {
    let words = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| std::env::var(name).ok());
    let words = words.into_iter().find(|words| !words.trim().is_empty());
    let Some(words) = words else {
        return Err("no editor is named: set EDITOR".into());
    };
    let mut words = words.split_whitespace();
    let program = words.next().unwrap_or_default();
    let mut scratch = Scratch::new(text).map_err(|error| error.to_string())?;
    let ended = Command::new(program)
        .args(words)
        .arg(scratch.path())
        .stdin(Stdio::inherit())
        .status()
        .map_err(|error| format!("`{program}` cannot be run: {error}"))?;
    if !ended.success() {
        return Err(format!("`{program}` failed ({ended})"));
    }
    scratch.read_again().map_err(|error| error.to_string())?;
    Ok(scratch)
}
