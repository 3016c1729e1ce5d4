//! One file a command. Data goes to standard output, messages to standard error.

pub mod args;
mod check;
mod compare;
mod delete;
mod designs;
mod export;
mod list;
mod new;
mod pack;
mod paths;
mod practise;
mod reader;
mod report;
mod show;
mod unpack;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::app::failure::{Code, Failure};
use crate::cli::args::{Cli, Command};
use crate::content::library::Library;
use crate::domain::sanitize;
use crate::store::{self, Found, Paths};

/// Does what the words on the command line say.
///
/// # Errors
/// Whatever went wrong, in words for a person.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let paths = paths_of(&cli.places)?;
    match cli.command {
        None => practise::home(paths),
        Some(Command::Start(args)) => practise::start(paths, &args),
        Some(Command::Resume { session }) => practise::resume(paths, session.as_deref()),
        Some(Command::Debrief { session }) => practise::debrief(paths, session.as_deref()),
        Some(Command::Review(args)) => practise::review(paths, &args),
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

/// Prints a message; with nobody there to read it, nobody is told.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// Writes a file that the user named; over one that is there only when told.
fn write_output(path: &Path, bytes: &[u8], over: bool) -> Result<(), Failure> {
    if !over && path.symlink_metadata().is_ok() {
        let message = format!("there is a file already: {}", path.display());
        return Err(Failure::new(Code::Failed, message)
            .hint("write over it with `--force`, or name another with `-o`"));
    }
    Ok(store::write_given(path, bytes, over)?)
}

/// The flags with which a command of a hint finds the session in this folder, each behind a blank: none where the
/// environment alone leads there.
fn flags_for(paths: &Paths, session: &Path) -> String {
    let usual = paths_of(&args::Places::from_environment()).ok();
    let is_home = usual.as_ref().is_some_and(|usual| usual.data == paths.data);
    let own = paths.data.join("sessions");
    let expected = usual
        .filter(|_| is_home)
        .map_or(own, |usual| usual.sessions);
    let above = session.parent().unwrap_or(session);
    let home = (!is_home).then_some(("home", paths.data.as_path()));
    let sessions = (above != expected).then_some(("sessions", above));
    let flags = home.into_iter().chain(sessions);
    // In quotes where a shell would part it.
    let flags = flags.map(|(flag, folder)| match folder.display().to_string() {
        parted if parted.contains(char::is_whitespace) => format!(" --{flag} '{parted}'"),
        whole => format!(" --{flag} {whole}"),
    });
    flags.collect()
}

fn paths_of(places: &args::Places) -> Result<Paths, Failure> {
    // An empty variable is none.
    let named = |value: &Option<OsString>| {
        value
            .as_ref()
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let given = store::Given {
        home: named(&places.home),
        sessions: named(&places.sessions),
        designs: named(&places.designs),
        xdg_data_home: variable("XDG_DATA_HOME"),
        xdg_config_home: variable("XDG_CONFIG_HOME"),
        xdg_state_home: variable("XDG_STATE_HOME"),
    };
    Ok(Paths::resolve(&given)?)
}

/// The shipped designs with the user's own among them.
fn library(paths: &Paths) -> Result<Library, Failure> {
    let files = store::design_files(&paths.designs)?;
    let own = files.into_iter().map(|file| {
        let why = |error: store::StoreError| error.to_string();
        (format!("{}.toml", file.name), file.text.map_err(why))
    });
    Ok(Library::new(own.collect()))
}

/// Reads the session that a word on the command line means, and tells what was the matter with it.
fn open_session(paths: &Paths, words: &str) -> Result<Found, Failure> {
    let folder = store::resolve(&paths.sessions, words)?;
    let found = store::read(&folder)?;
    for remark in &found.remarks {
        say(&format!("note: {}", sanitize::line(remark)));
    }
    Ok(found)
}
