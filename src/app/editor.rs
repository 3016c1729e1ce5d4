//! Runs the user's own editor, from the settings, `$VISUAL` or else `$EDITOR`, in a process group of its own. Its words are
//! split like a shell splits them, but no shell runs.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread;

use rustix::io::Errno;
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, WaitIdStatus, kill_process, kill_process_group, waitid,
};

pub use crate::store::{LeftScratch, Scratch};

/// What happened to the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorEvent {
    /// It was stopped by this signal, as by Ctrl-Z.
    Stopped(i32),
    /// It ended; with the reason where it failed.
    Ended(Result<(), String>),
}

/// An editor that was started.
#[derive(Debug)]
pub struct Editor {
    program: String,
    child: Child,
    id: Pid,
    /// Whether it has a process group of its own, whose id is `id`.
    is_group: bool,
}

impl Editor {
    /// Starts the editor on a file, in a process group of its own if `is_group`. The command is that of the settings, else
    /// `$VISUAL`, else `$EDITOR`.
    ///
    /// # Errors
    /// When no editor is set, or it cannot be started.
    pub fn start(setting: &str, path: &Path, is_group: bool) -> Result<Self, String> {
        let commands = ["VISUAL", "EDITOR"].map(|name| std::env::var(name).ok());
        let mut commands =
            std::iter::once(setting.to_owned()).chain(commands.into_iter().flatten());
        let Some(command) = commands.find(|command| !command.trim().is_empty()) else {
            return Err("no editor is set: set EDITOR".into());
        };
        let words = shell_words::split(&command)
            .map_err(|_| format!("cannot run `{command}`: a quote is not closed"))?;
        let Some((program, arguments)) = words.split_first() else {
            return Err("no editor is set: set EDITOR".into());
        };
        let mut command = Command::new(program);
        command.args(arguments).arg(path);
        if is_group {
            command.process_group(0);
        }
        let child = command
            .spawn()
            .map_err(|error| format!("cannot run `{program}`: {error}"))?;
        Ok(Self {
            program: program.clone(),
            id: Pid::from_child(&child),
            child,
            is_group,
        })
    }

    /// The handle by which the editor gets signals.
    pub fn target(&self) -> SignalTarget {
        SignalTarget {
            id: self.id,
            is_group: self.is_group,
        }
    }

    /// Watches the editor on a thread of its own, which calls `tell` until the editor has ended.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn watch(self, tell: impl Fn(EditorEvent) + Send + 'static) -> io::Result<()> {
        thread::Builder::new()
            .name("editor".into())
            .spawn(move || {
                let program = self.program;
                let ended = wait(self.child, |signal| tell(EditorEvent::Stopped(signal)));
                tell(EditorEvent::Ended(match ended {
                    Ok(status) if status.success() => Ok(()),
                    Ok(status) => Err(format!("`{program}` failed ({status})")),
                    Err(error) => Err(format!("cannot wait for `{program}`: {error}")),
                }));
            })?;
        Ok(())
    }
}

/// The processes of an editor that has not ended.
#[derive(Debug, Clone, Copy)]
pub struct SignalTarget {
    id: Pid,
    is_group: bool,
}

impl SignalTarget {
    /// The process id of the editor, which is that of its process group where it has its own.
    pub fn id(self) -> Pid {
        self.id
    }

    /// Sends a signal to the editor, and to the programs that it started where it has a group of its own.
    pub fn send(self, signal: Signal) {
        // It may have ended just now.
        let _ = if self.is_group {
            kill_process_group(self.id, signal)
        } else {
            kill_process(self.id, signal)
        };
    }
}

/// Waits until the editor ends, and tells each time that it is stopped.
fn wait(mut editor: Child, stopped: impl Fn(i32)) -> io::Result<ExitStatus> {
    let id = Pid::from_child(&editor);
    let any = WaitIdOptions::STOPPED | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    loop {
        match waitid(WaitId::Pid(id), any) {
            Ok(Some(status)) if status.stopped() => {
                // Takes the report of this stop, so that it is not read again.
                let taken = waitid(
                    WaitId::Pid(id),
                    WaitIdOptions::STOPPED | WaitIdOptions::NOHANG,
                )?;
                if let Some(signal) = taken.as_ref().and_then(WaitIdStatus::stopping_signal) {
                    stopped(signal);
                }
            }
            Ok(_) => return editor.wait(),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
