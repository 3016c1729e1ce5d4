//! Edits the notes in the user's own editor, `$VISUAL` or else `$EDITOR`. Its arguments are split without a shell.

use std::io;
use std::process::{Child, Command, ExitStatus};

use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

use crate::store::Scratch;

/// The file that the editor wrote, or the reason why there is none.
pub type Edited = Result<Scratch, String>;

/// Runs the editor on a text until it ends. Calls `stop` each time the editor is stopped, as by Ctrl-Z.
///
/// # Errors
/// When no editor is set, or it fails.
pub fn edit(text: &str, stop: impl FnMut()) -> Edited {
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
        .spawn()
        .and_then(|editor| wait(editor, stop))
        .map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if !status.success() {
        return Err(format!("`{program}` failed ({status})"));
    }
    scratch.read_again().map_err(|error| error.to_string())?;
    Ok(scratch)
}

/// Waits until the editor ends. While it is stopped this program must stop too, or the shell shows no prompt.
fn wait(mut editor: Child, mut stop: impl FnMut()) -> io::Result<ExitStatus> {
    let id = Pid::from_child(&editor);
    let stopped = WaitIdOptions::STOPPED;
    loop {
        match waitid(
            WaitId::Pid(id),
            stopped | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        ) {
            Ok(Some(status)) if status.stopped() => {
                // Takes the report of this stop, so that it is not read again.
                waitid(WaitId::Pid(id), stopped | WaitIdOptions::NOHANG)?;
                stop();
            }
            Ok(_) => return editor.wait(),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
