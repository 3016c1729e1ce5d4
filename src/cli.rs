//! One file a command. Data goes to standard output, messages to standard error.

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

use crate::app::failure::Failure;
use crate::cli::args::{Cli, Command, Folders};
use crate::store::{self, Paths};

/// Does what the command line says.
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

/// Prints data; a reader that has gone away is no failure.
///
/// # Errors
/// When standard output takes nothing, for another reason.
pub fn print(text: &str) -> Result<ExitCode, Failure> {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Prints a message; that nobody is there to read it is no failure.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// The flags with which a command of a hint finds the session in this folder, each behind a space; none where the
/// environment alone leads there.
fn flags_for(paths: &Paths, session: &Path) -> String {
    let usual = paths_of(Folders::from_environment()).ok();
    let usual = usual.filter(|usual| usual.data == paths.data);
    let home = usual.is_none().then_some(("home", paths.data.as_path()));
    let expected = usual.map_or_else(|| paths.data.join("sessions"), |usual| usual.sessions);
    let above = session.parent().unwrap_or(session);
    let sessions = (above != expected).then_some(("sessions", above));
    let flags = home.into_iter().chain(sessions);
    // In quotes where a shell would split it.
    let flags = flags.map(|(flag, folder)| match folder.display().to_string() {
        split if split.contains(char::is_whitespace) => format!(" --{flag} '{split}'"),
        whole => format!(" --{flag} {whole}"),
    });
    flags.collect()
}

fn paths_of(folders: Folders) -> Result<Paths, Failure> {
    // An empty variable is the same as none.
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
