//! `forty completions SHELL`, and the words that a shell asks for while a command is typed.
//!
//! The script calls this program with `FORTY_COMPLETE` set to the shell and the words typed so far; the answer then knows
//! the designs and sessions of this machine. `clap_complete` has the script and the protocol of each shell.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Command, ValueEnum};
use clap_complete::env::Shells;
use clap_complete::{ArgValueCandidates, CompletionCandidate};

use super::args::{Folders, Shell};
use super::{print_bytes, setup};
use crate::app::assignments;
use crate::app::context::library;
use crate::app::failure::{Code, Failure};
use crate::clock;
use crate::domain::sanitize;
use crate::store;

/// The variable that a completion script sets.
const VARIABLE: &str = "FORTY_COMPLETE";
/// Most sessions that are offered, the newest first.
const MOST: usize = 100;

/// `forty completions SHELL`, and that of the second program: prints the script.
///
/// # Errors
/// When standard output cannot be written.
pub fn script(program: &str, shell: Shell) -> Result<ExitCode, Failure> {
    let name = shell.to_possible_value();
    let name = name.as_ref().map_or("", |value| value.get_name());
    let mut script = Vec::new();
    let written = Shells::builtins()
        .completer(name)
        .ok_or_else(|| io::Error::other("unknown shell"))
        .and_then(|shell| {
            shell.write_registration(VARIABLE, program, program, program, &mut script)
        });
    written.map_err(|why| Failure::new(Code::Failed, format!("cannot write the script: {why}")))?;
    print_bytes(&script)
}

/// Answers a completion script, if one called this program with these commands; returns whether it was one. Errors stay
/// silent: a message would stand in the middle of the line that is typed.
pub fn answer(command: impl FnOnce() -> Command) -> bool {
    let shell = std::env::var_os(VARIABLE).filter(|shell| !shell.is_empty());
    let Some(shell) = shell else { return false };
    let mut words: Vec<OsString> = std::env::args_os().collect();
    // The words of the command line are behind the first `--`.
    let end = words.iter().position(|word| word == "--");
    words.drain(..end.map_or(words.len(), |end| end + 1));
    let shells = Shells::builtins();
    if let Some(shell) = shells.completer(&shell.to_string_lossy()) {
        let mut command = with_candidates(command());
        command.build();
        let folder = std::env::current_dir().ok();
        let mut answer = Vec::new();
        if shell
            .write_complete(&mut command, words, folder.as_deref(), &mut answer)
            .is_ok()
        {
            let _ = io::stdout().write_all(&answer);
        }
    }
    true
}

/// The commands, where arguments for designs and sessions offer those of this machine.
fn with_candidates(command: Command) -> Command {
    command.mut_subcommands(|command| {
        let takes_designs = command.get_name() == "designs";
        command.mut_args(|argument| match argument.get_id().as_str() {
            "session" | "named" | "a" | "b" => argument.add(ArgValueCandidates::new(sessions)),
            "design" => argument.add(ArgValueCandidates::new(designs)),
            "assignment" | "withdraw" | "change" => {
                argument.add(ArgValueCandidates::new(assignments))
            }
            "id" if takes_designs => argument.add(ArgValueCandidates::new(designs)),
            _ => argument,
        })
    })
}

/// The ids of the designs, with their titles.
fn designs() -> Vec<CompletionCandidate> {
    let Ok((paths, _)) = setup(Folders::from_environment(), &[]) else {
        return Vec::new();
    };
    let Ok(library) = library(&paths) else {
        return Vec::new();
    };
    let rows = library.rows().iter().filter(|row| row.problem.is_none());
    rows.map(|row| candidate(&row.id, &row.title)).collect()
}

/// The ids of the assignments, with design and due date.
fn assignments() -> Vec<CompletionCandidate> {
    let Ok((paths, _)) = setup(Folders::from_environment(), &[]) else {
        return Vec::new();
    };
    let all = assignments::list(&paths).unwrap_or_default().all;
    let offers = all.iter().filter(|one| !one.is_withdrawn).take(MOST);
    let offers = offers.map(|one| {
        let about = format!("{}, due {}", one.design.title, one.due);
        candidate(&one.id, &about)
    });
    offers.collect()
}

/// The ids of the newest sessions, with design and candidate, and `last`.
fn sessions() -> Vec<CompletionCandidate> {
    let Ok((paths, _)) = setup(Folders::from_environment(), &[]) else {
        return Vec::new();
    };
    let newest = store::newest_with_rescued(&paths, &clock::wall(), MOST);
    let listed = newest.into_iter().flatten().map(|listed| {
        let summary = listed.summary;
        let about = format!("{}, {}", summary.design.title, summary.candidate);
        candidate(&summary.id, &about)
    });
    let mut all: Vec<CompletionCandidate> = listed.collect();
    if !all.is_empty() {
        all.push(candidate("last", "the latest session"));
    }
    all
}

fn candidate(id: &str, about: &str) -> CompletionCandidate {
    CompletionCandidate::new(id).help(Some(sanitize::line(about).into()))
}
