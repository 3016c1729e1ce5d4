//! The commands, one file for each. Data goes to standard output and messages to standard error.

pub mod args;
mod ask;
mod assign;
mod calc;
mod calibrate;
mod cards;
mod check;
mod coach;
mod cohort;
mod compare;
pub mod complete;
mod config;
mod delete;
mod designs;
mod doctor;
mod export;
mod keys;
mod list;
pub mod load;
pub mod man;
mod new;
mod pack;
mod paths;
mod practice;
mod repair;
mod show;
mod stats;
mod unpack;

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Parser;

use crate::app::config::{Config, Flag};
use crate::app::drill::no_stage_hint;
use crate::app::failure::{Code, Failure};
use crate::cli::args::{Cli, Command, Folders};
use crate::domain::sanitize;
use crate::domain::session::plan::{Plan, stage_named};
use crate::domain::symbols::Symbols;
use crate::report::columns;
use crate::store::{self, Paths};
use crate::tui::keys::remap::KeyMap;
use crate::tui::look::Look;

/// Runs the command of the command line.
///
/// # Errors
/// What failed, with a hint for the user.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    IS_QUIET.store(cli.quiet, Ordering::Relaxed);
    let flags = cli.flags();
    let (paths, mut config) = setup(cli.folders, &flags)?;
    let look = Look::of(&config.resolved.values, |name| std::env::var(name).ok());
    // The first command of the process sets it.
    let _ = SYMBOLS.set(look.symbols);
    let is_name_misplaced = cli.name.is_some() && cli.command.is_some();
    let ran = if is_name_misplaced {
        let message = "`--as` before a command is only for home";
        let hint = cli.command.as_ref().map_or("", Command::as_hint);
        Err(Failure::new(Code::Usage, message).hint(hint))
    } else {
        let keys = keys::bind(&mut config);
        run_command(cli.command, paths.clone(), config, keys)
    };
    ran.map_err(|failure| failure.with_flags(&paths))
}

fn run_command(
    command: Option<Command>,
    paths: Paths,
    config: Config,
    keys: KeyMap,
) -> Result<ExitCode, Failure> {
    match command {
        None => practice::home(paths, config, keys),
        Some(Command::Start(args)) => practice::start(paths, config, keys, args),
        Some(Command::Resume {
            session, linear, ..
        }) => practice::resume(paths, config, keys, session, linear),
        Some(Command::Debrief {
            session, linear, ..
        }) => practice::debrief(paths, config, keys, session.as_deref(), linear),
        Some(Command::Review(args)) if args.calibrate => calibrate::run(paths, config, keys, &args),
        Some(Command::Review(args)) => practice::review(paths, config, keys, &args),
        Some(Command::Coach(command)) => coach::run(&paths, config, &command),
        Some(Command::List(args)) => list::run(&paths, &practicing(config), &args),
        Some(Command::Drill(args)) => practice::drill(paths, config, keys, &args),
        Some(Command::Tutor) => practice::tutor(paths, config, keys),
        Some(Command::Cards(args)) => cards::run(&paths, &args),
        Some(Command::Stats(args)) => stats::run(&paths, config, &args),
        Some(Command::Assign(args)) => assign::run(paths, config, args),
        Some(Command::Cohort(args)) => cohort::run(&paths, &args),
        Some(Command::Show(args)) => show::run(&paths, &practicing(config), &args),
        Some(Command::Export(args)) => export::run(&paths, &practicing(config), &args),
        Some(Command::Pack(args)) => pack::run(&paths, &args),
        Some(Command::Unpack { file }) => unpack::run(&paths, config, &file),
        Some(Command::Delete { session, undo }) => {
            delete::run(&paths, session.as_deref().unwrap_or("last"), undo)
        }
        Some(Command::Repair { session }) => repair::run(&paths, &session),
        Some(Command::Compare(args)) => compare::run(&paths, &practicing(config), &args),
        Some(Command::Designs(args)) => designs::run(&paths, &args),
        Some(Command::New { id }) => new::run(&paths, &id),
        Some(Command::Check(args)) => check::run(&paths, &args),
        Some(Command::Calc(args)) => calc::run(args),
        Some(Command::Ask(args)) => ask::run(&paths, &args),
        Some(Command::Paths { json }) => paths::run(&paths, json),
        Some(Command::Config(command)) => config::run(&paths, config, &command),
        Some(Command::Doctor(args)) => doctor::run(&paths, config, args.json),
        Some(Command::Completions { shell }) => complete::script("forty", shell),
        Some(Command::Man { folder }) => man::run(&folder),
    }
}

/// The candidate who practices on this machine.
fn practicing(config: Config) -> String {
    practice::settings_with_names(config).candidate
}

/// The columns of the terminal to which data is printed; `None` through a pipe or into a file.
fn terminal_width() -> Option<usize> {
    let is_terminal = io::stdout().is_terminal();
    let size = is_terminal
        .then(crossterm::terminal::size)
        .and_then(Result::ok);
    size.map(|(columns, _)| usize::from(columns).max(20))
}

/// Prints data. A closed pipe is not a failure.
///
/// # Errors
/// When standard output cannot be written for another reason.
pub fn print(text: &str) -> Result<ExitCode, Failure> {
    print_bytes(text.as_bytes())
}

/// Prints a page for people: in ASCII where the settings or the locale say so, and in a terminal with no line longer than
/// it has columns. Through a pipe or into a file no line is cut.
///
/// # Errors
/// When standard output cannot be written.
fn print_page(text: &str) -> Result<ExitCode, Failure> {
    let text = symbols().printed(text);
    match terminal_width() {
        Some(width) => print(&columns::wrapped(&text, width)),
        None => print(&text),
    }
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

/// Whether notes and hints are left out.
static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// The symbols of all that this process prints, from every thread of it.
static SYMBOLS: OnceLock<Symbols> = OnceLock::new();

/// The symbols of what is printed; Unicode before the settings are read.
fn symbols() -> Symbols {
    SYMBOLS.get().copied().unwrap_or_default()
}

/// Prints a note or a hint on standard error, unless `--quiet` was given.
pub fn say(message: &str) {
    if !IS_QUIET.load(Ordering::Relaxed) {
        say_error(message);
    }
}

/// Prints a hint on standard error, unless `--quiet` was given; its commands are for this machine and get the flags of the run.
fn hint(paths: &Paths, text: &str) {
    say(&format!("hint: {}", paths.fill(text)));
}

/// The whole of a program: parses its arguments, runs its command, prints the error with its hint, and returns the exit code.
pub fn main<C: Parser>(run: impl FnOnce(C) -> Result<ExitCode, Failure>) -> ExitCode {
    if complete::answer(C::command) {
        return ExitCode::SUCCESS;
    }
    let cli = match C::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed output pipe is not an error of this program.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(cli) {
        Ok(code) => code,
        Err(failure) => {
            say_error(&format!("error: {}", failure.message));
            if let Some(hint) = &failure.hint {
                say(&format!("hint: {hint}"));
            }
            ExitCode::from(failure.code as u8)
        }
    }
}

/// Prints a message on standard error, cleaned: paths and names come from other people and from the environment. A
/// message that cannot be written is not a failure.
pub fn say_error(message: &str) {
    let _ = writeln!(
        io::stderr(),
        "{}",
        symbols().printed(&sanitize::text(message))
    );
}

/// The index of a stage of the plan of `owner`, a session or a design, by its id, short title or number, from 1.
///
/// # Errors
/// When there is no such stage; the hint names those that there are.
fn stage_index(plan: &Plan, owner: &str, stage: &str) -> Result<usize, Failure> {
    let stages = plan.stages.iter();
    let named = stages.clone().map(|stage| (&*stage.id, &*stage.short));
    stage_named(named, stage).ok_or_else(|| {
        let hint = no_stage_hint(stages.map(|stage| &*stage.id));
        Failure::new(Code::NotFound, format!("no stage `{stage}` in `{owner}`")).hint(hint)
    })
}

/// The names of the candidate and of the coach in the settings, or else that of the login.
pub fn names(config: Config) -> (String, String) {
    let settings = practice::settings_with_names(config);
    (settings.candidate, settings.coach)
}

/// The folders and the settings in use, with the folders and the settings that flags give. A folder from a flag or the environment wins over one in the file of settings.
///
/// # Errors
/// When no home folder is known.
pub fn setup(folders: Folders, flags: &[Flag]) -> Result<(Paths, Config), Failure> {
    let (mut paths, config) = folders_and_settings(folders.or_environment(), flags)?;
    let find = |folders| folders_and_settings(folders, &[]).ok().map(|found| found.0);
    let own = |paths: &Paths| [&paths.data, &paths.config, &paths.state].map(Clone::clone);
    let mut default = find(Folders::from_environment());
    if default.as_ref().map(own) != Some(own(&paths)) {
        paths.home_flag = Some(paths.data.clone());
        default = find(Folders {
            home: Some(paths.data.clone().into_os_string()),
            ..Folders::from_environment()
        });
    }
    if let Some(default) = default {
        paths.default_sessions = default.sessions;
    }
    Ok((paths, config))
}

fn folders_and_settings(folders: Folders, flags: &[Flag]) -> Result<(Paths, Config), Failure> {
    // An empty variable counts as not set.
    let named = |value: Option<std::ffi::OsString>| {
        value.filter(|value| !value.is_empty()).map(PathBuf::from)
    };
    let variable = |name: &str| std::env::var_os(name);
    let mut given = store::Given {
        home: named(folders.home),
        sessions: named(folders.sessions),
        designs: named(folders.designs),
        xdg_data_home: variable("XDG_DATA_HOME").map(PathBuf::from),
        xdg_config_home: variable("XDG_CONFIG_HOME").map(PathBuf::from),
        xdg_state_home: variable("XDG_STATE_HOME").map(PathBuf::from),
    };
    let paths = Paths::resolve(&given)?;
    let config = Config::read(&paths.config, variable, flags);
    let home = paths.user_home.as_deref();
    let settings = &config.resolved.values;
    given.sessions = (given.sessions).or_else(|| config.folder(&settings.sessions, home));
    given.designs = (given.designs).or_else(|| config.folder(&settings.designs, home));
    Ok((Paths::resolve(&given)?, config))
}
