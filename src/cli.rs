//! The commands, one file for each. Data goes to standard output and messages to standard error.

pub mod args;
mod calc;
mod check;
mod compare;
mod delete;
mod designs;
mod export;
mod list;
mod load;
mod new;
mod pack;
mod paths;
mod practice;
mod show;
mod unpack;

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::app::failure::{Code, Failure};
use crate::cli::args::{Cli, Command, Folders};
use crate::store::{self, Paths};

/// Runs the command of the command line.
///
/// # Errors
/// What failed, with a hint for the user.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let paths = paths_of(cli.folders)?;
    match cli.command {
        None => practice::home(paths),
        Some(Command::Start(args)) => practice::start(paths, args),
        Some(Command::Resume { session }) => practice::resume(paths, session),
        Some(Command::Debrief { session }) => practice::debrief(paths, session.as_deref()),
        Some(Command::Review(args)) => practice::review(paths, args),
        Some(Command::List(args)) => list::run(&paths, &args),
        Some(Command::Show(args)) => show::run(&paths, &args),
        Some(Command::Export(args)) => export::run(&paths, &args),
        Some(Command::Pack(args)) => pack::run(&paths, &args),
        Some(Command::Unpack { file }) => unpack::run(&paths, &file),
        Some(Command::Delete { session, undo }) => delete::run(&paths, &session, undo),
        Some(Command::Compare(args)) => compare::run(&paths, &args),
        Some(Command::Designs(args)) => designs::run(&paths, &args),
        Some(Command::New { id }) => new::run(&paths, &id),
        Some(Command::Check(args)) => check::run(&paths, &args),
        Some(Command::Calc(args)) => calc::run(args),
        Some(Command::Paths { json }) => paths::run(&paths, json),
    }
}

/// Prints data. A closed pipe is not a failure.
///
/// # Errors
/// When standard output cannot be written for another reason.
pub fn print(text: &str) -> Result<ExitCode, Failure> {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(
            Code::Failed,
            format!("cannot write to standard output: {error}"),
        )),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Prints a message on standard error. A message that cannot be written is not a failure.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// The flags that a command in a hint needs to find the session in this folder, each after a space; empty where the
/// environment is enough.
fn flags_for(paths: &Paths, session: &Path) -> String {
    let default = paths_of(Folders::from_environment()).ok();
    let default = default.filter(|default| default.data == paths.data);
    let home = default.is_none().then_some(("home", paths.data.as_path()));
    let expected = default.map_or_else(|| paths.data.join("sessions"), |paths| paths.sessions);
    let parent = session.parent().unwrap_or(session);
    let sessions = (parent != expected).then_some(("sessions", parent));
    let flags = home.into_iter().chain(sessions);
    // Quotes keep the shell from splitting a path with blanks.
    let flags = flags.map(|(flag, folder)| match folder.display().to_string() {
        path if path.contains(char::is_whitespace) => format!(" --{flag} '{path}'"),
        path => format!(" --{flag} {path}"),
    });
    flags.collect()
}

fn paths_of(folders: Folders) -> Result<Paths, Failure> {
    // An empty variable counts as not set.
    let named = |value: Option<std::ffi::OsString>| {
        value.filter(|value| !value.is_empty()).map(PathBuf::from)
    };
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    let given = store::Given {
        home: named(folders.home),
        sessions: named(folders.sessions),
        designs: named(folders.designs),
        xdg_data_home: variable("XDG_DATA_HOME"),
        xdg_config_home: variable("XDG_CONFIG_HOME"),
        xdg_state_home: variable("XDG_STATE_HOME"),
    };
    Ok(Paths::resolve(&given)?)
}
