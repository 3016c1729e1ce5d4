//! The commands that open a screen and need a terminal: `forty`, `start`, `resume`, `debrief` and `review`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::args::{DrillArgs, ReviewArgs, StartArgs};
use super::{say, terminal_width};
use crate::app::assignments;
use crate::app::config::Config;
use crate::app::context::{AppContext, check_minutes, library};
use crate::app::failure::{Code, Failure};
use crate::app::start::StartRequest;
use crate::clock::{self, Clock};
use crate::domain::interview::ClockReading;
use crate::domain::settings::{Settings, coach_name};
use crate::linear;
use crate::store::{self, Paths};
use crate::tui::keys::remap::KeyMap;
use crate::tui::look::Look;
use crate::tui::router::{App, Exit};
use crate::tui::run;
use crate::tui::symbols;

/// The columns of plain text where there is no terminal.
const PLAIN_WIDTH: usize = 80;
/// How long the terminal has to take the last message: one that reads nothing must not keep the program from ending.
const FAREWELL_WAIT: Duration = Duration::from_millis(300);

/// Whether an act is shown as plain text: it was asked for, or the settings say that a screen reader is used.
fn is_plain(is_linear: bool, config: &Config) -> bool {
    is_linear || config.resolved.values.screen_reader
}

/// What takes the place of home where nothing is drawn.
const PLAIN_HOME: &str = "\
`forty designs` lists what you can practice, `forty start DESIGN` begins an interview as plain text.
`forty resume` continues the last interview, `forty debrief` scores it.
`forty drill` practices one stage, `forty drill --cards` the concept cards that are due.
`forty list` and `forty stats` show your sessions and your progress.
";

pub fn home(paths: Paths, config: Config, keys: KeyMap) -> Result<ExitCode, Failure> {
    if is_plain(false, &config) {
        return super::print(&paths.fill(PLAIN_HOME));
    }
    require_terminal()?;
    enter(context(paths, config)?, keys, |context, now| {
        Ok(App::home(context, now))
    })
}

pub fn start(
    paths: Paths,
    config: Config,
    keys: KeyMap,
    args: StartArgs,
) -> Result<ExitCode, Failure> {
    let is_linear = is_plain(args.linear, &config);
    noting_rescued(context(paths, config)?, |mut context| {
        let assignment = args.assignment.as_deref();
        let assignment = assignment.map(|id| assignments::find(&context.paths, id));
        let setup = if let Some(assignment) = assignment.transpose()? {
            let setup = args.setup("", &context.settings);
            setup.answering(assignment)
        } else {
            let design = context.design_to_start(args.design.as_deref(), &clock::wall())?;
            args.setup(&design, &context.settings)
        };
        // What is wrong with the options is said before a terminal is asked for.
        let start = context.planned(setup)?;
        if is_linear {
            return run_linear(context, &start);
        }
        require_terminal()?;
        enter(context, keys, |context, now| {
            App::interview(context, &start, now)
        })
    })
}

pub fn drill(
    paths: Paths,
    config: Config,
    keys: KeyMap,
    args: &DrillArgs,
) -> Result<ExitCode, Failure> {
    let (design, stage) = (args.design.as_deref(), args.stage.as_deref());
    if args.cards && (design.is_some() || stage.is_some()) {
        let message = "the cards are not chosen by design or stage: those that are due come first";
        return Err(Failure::new(Code::Usage, message).hint("`forty drill --cards`"));
    }
    let is_linear = is_plain(args.linear, &config);
    noting_rescued(context(paths, config)?, |mut context| {
        if args.cards && is_linear {
            return ended(linear::run_cards(context, output())?);
        }
        if args.cards {
            require_terminal()?;
            return enter(context, keys, App::cards);
        }
        let setup = context.drill(design, stage, args.minutes, &clock::wall())?;
        let start = context.planned(setup)?;
        if is_linear {
            return run_linear(context, &start);
        }
        require_terminal()?;
        enter(context, keys, |context, now| {
            App::interview(context, &start, now)
        })
    })
}

pub fn tutor(paths: Paths, config: Config, keys: KeyMap) -> Result<ExitCode, Failure> {
    require_terminal()?;
    noting_rescued(context(paths, config)?, |context| {
        enter(context, keys, App::tutor)
    })
}

pub fn resume(
    paths: Paths,
    config: Config,
    keys: KeyMap,
    session: Option<String>,
    is_linear: bool,
) -> Result<ExitCode, Failure> {
    let is_linear = is_plain(is_linear, &config);
    if !is_linear {
        require_terminal()?;
    }
    noting_rescued(context(paths, config)?, |context| {
        let now = clock::wall();
        let id = session.map_or_else(|| context.latest_unfinished(&now), Ok)?;
        context.refuse_others(&store::find(&context.paths, &id, &now)?, "resume")?;
        let start = StartRequest::Resume(id);
        if is_linear {
            return run_linear(context, &start);
        }
        enter(context, keys, |context, now| {
            App::interview(context, &start, now)
        })
    })
}

/// Runs a command; where it fails, no screen has said what happened to rescued sessions, so that it is said here.
fn noting_rescued(
    context: AppContext,
    run: impl FnOnce(AppContext) -> Result<ExitCode, Failure>,
) -> Result<ExitCode, Failure> {
    let rescued = context.rescued.clone();
    run(context).inspect_err(|_| {
        for remark in &rescued {
            say(&format!("note: {remark}"));
        }
    })
}

pub fn debrief(
    paths: Paths,
    config: Config,
    keys: KeyMap,
    session: Option<&str>,
    is_linear: bool,
) -> Result<ExitCode, Failure> {
    let is_linear = is_plain(is_linear, &config);
    noting_rescued(context(paths, config)?, |context| {
        let folder = context.to_debrief(session, &clock::wall())?;
        context.refuse_others(&folder, "debrief")?;
        if is_linear {
            return ended(linear::run_debrief(context, &folder, output())?);
        }
        require_terminal()?;
        enter(context, keys, |context, now| {
            App::debrief(context, &folder, now)
        })
    })
}

pub fn review(
    paths: Paths,
    config: Config,
    keys: KeyMap,
    args: &ReviewArgs,
) -> Result<ExitCode, Failure> {
    require_terminal()?;
    noting_rescued(context(paths, config)?, |mut context| {
        if args.name.is_some() {
            // Who says who reviews is a reviewer from the start.
            let remark = context.become_reviewer(clock::wall())?;
            if let Some(remark) = &remark {
                say(&format!("note: {remark}"));
            }
            context.coaches_remark = remark;
        }
        let Some(session) = args.session.as_deref() else {
            return enter(context, keys, App::sessions);
        };
        let folder = store::find(&context.paths, session, &clock::wall())?;
        enter(context, keys, |context, now| {
            App::review(context, &folder, now)
        })
    })
}

/// The context with these settings; a name that they lack is the login name.
pub(super) fn context(paths: Paths, mut config: Config) -> Result<AppContext, Failure> {
    let library = library(&paths)?;
    check_minutes(&library, &mut config);
    let remark = config.remark();
    let is_candidate_named = config.is_from_flag("candidate");
    let settings = settings_with_names(config);
    let context = AppContext::with_library(library, paths, settings, remark);
    Ok(AppContext {
        is_candidate_named,
        ..context
    })
}

/// The settings in use; a name that they lack is the login name.
pub(super) fn settings_with_names(config: Config) -> Settings {
    let mut settings = config.resolved.values;
    let mut names = ["USER", "LOGNAME", "USERNAME"].iter();
    let login = names.find_map(|name| {
        std::env::var(name)
            .ok()
            .filter(|name| !name.trim().is_empty())
    });
    for (name, otherwise) in [
        (&mut settings.candidate, "candidate"),
        (&mut settings.coach, "coach"),
    ] {
        if name.is_empty() {
            let login = login.clone().filter(|login| coach_name(login).is_ok());
            *name = login.unwrap_or_else(|| otherwise.into());
        }
    }
    settings
}

/// Runs the interview as plain text.
fn run_linear(context: AppContext, start: &StartRequest) -> Result<ExitCode, Failure> {
    ended(linear::run(context, start, output())?)
}

/// How plain text is written: to the width of the terminal where there is one.
fn output() -> linear::Output {
    linear::Output {
        rings: io::stdout().is_terminal(),
        width: terminal_width().unwrap_or(PLAIN_WIDTH),
        symbols: super::symbols(),
    }
}

/// Prints the last message of plain text; a record that is not saved is a failure.
fn ended(ended: linear::room::Ended) -> Result<ExitCode, Failure> {
    match ended.signal {
        Some(signal) => {
            print(ended.message);
            Ok(ended_by(signal))
        }
        None if !ended.is_saved => {
            let message = ended.message.unwrap_or_else(|| "NOT SAVED".into());
            let hint = "make room on the disk, or choose another folder with --sessions DIR";
            Err(Failure::new(Code::Failed, message).hint(hint))
        }
        None => {
            print(ended.message);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The exit code of a program that a signal ended.
fn ended_by(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(1))
}

/// Opens the first screen and runs the event loop until it ends.
pub(super) fn enter(
    context: AppContext,
    keys: KeyMap,
    open: impl FnOnce(AppContext, ClockReading) -> Result<App, Failure>,
) -> Result<ExitCode, Failure> {
    let clock = Clock::new();
    let reports = context.paths.state.clone();
    let again = context.paths.command("resume");
    symbols::set_in_use(super::symbols());
    let mut app = open(context, clock.read())?;
    app.look = Look::of(app.settings(), |name| std::env::var(name).ok());
    app.keys = keys;
    match run::run(app, clock, &reports)? {
        Exit::Done(message) => {
            print(message);
            Ok(ExitCode::SUCCESS)
        }
        Exit::Signal(signal, message) => {
            print(message);
            Ok(ended_by(signal))
        }
        Exit::Panicked(report, message) => {
            let saved = message.unwrap_or_else(|| "your notes are saved".to_owned());
            let crashed = format!("forty crashed, and wrote a report to {report}");
            let hint = format!("{saved}; continue with `{again}`");
            Err(Failure::new(Code::Failed, crashed).hint(hint))
        }
    }
}

/// Prints the last message, on a thread of its own because the terminal may read nothing.
fn print(message: Option<String>) {
    let Some(message) = message else {
        return;
    };
    let (sender, printed) = mpsc::channel();
    let print = move || {
        say(&message);
        // Nobody waits any more where the terminal took too long.
        let _ = sender.send(());
    };
    if thread::Builder::new().spawn(print).is_ok() {
        let _ = printed.recv_timeout(FAREWELL_WAIT);
    }
}

/// The commands that need no terminal, for the refusal of those that do.
const WITHOUT_TERMINAL: &str =
    "`forty start --linear`, `forty list` and `forty show` work without one";

/// Screens need a terminal that can place text anywhere.
pub(super) fn require_terminal() -> Result<(), Failure> {
    let message = if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        "a screen needs a terminal, not TERM=dumb"
    } else if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        "a screen needs a terminal"
    } else {
        return Ok(());
    };
    Err(Failure::new(Code::Failed, message).hint(WITHOUT_TERMINAL))
}
