//! The commands that open a screen and need a terminal: `forty`, `start`, `resume`, `debrief` and `review`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::args::{ReviewArgs, StartArgs};
use super::say;
use crate::app::context::AppContext;
use crate::app::failure::{Code, Failure};
use crate::app::start::StartRequest;
use crate::clock::Clock;
use crate::domain::interview::ClockReading;
use crate::domain::sanitize;
use crate::store::{self, Paths};
use crate::tui::router::{App, Exit};
use crate::tui::run;

pub fn home(paths: Paths) -> Result<ExitCode, Failure> {
    require_terminal()?;
    enter(context(paths, None)?, |context, _| Ok(App::home(context)))
}

pub fn start(paths: Paths, mut args: StartArgs) -> Result<ExitCode, Failure> {
    require_terminal()?;
    let mut context = context(paths, args.name.take())?;
    let design = context.design_to_start(args.design.as_deref())?;
    let start = StartRequest::New(args.setup(design));
    enter(context, |context, now| App::interview(context, &start, now))
}

pub fn resume(paths: Paths, session: Option<String>) -> Result<ExitCode, Failure> {
    require_terminal()?;
    let context = context(paths, None)?;
    let id = session.map_or_else(|| context.latest_unfinished(), Ok)?;
    let start = StartRequest::Resume(id);
    enter(context, |context, now| App::interview(context, &start, now))
}

pub fn debrief(paths: Paths, session: Option<&str>) -> Result<ExitCode, Failure> {
    let context = context(paths, None)?;
    let folder = context.to_debrief(session)?;
    require_terminal()?;
    enter(context, |context, now| App::debrief(context, &folder, now))
}

pub fn review(paths: Paths, args: ReviewArgs) -> Result<ExitCode, Failure> {
    require_terminal()?;
    let context = context(paths, args.name)?;
    let Some(session) = args.session else {
        return enter(context, App::sessions);
    };
    let folder = store::resolve(&context.paths.sessions, &session)?;
    enter(context, |context, now| App::review(context, &folder, now))
}

/// The context for the given name, or else for the login name.
fn context(paths: Paths, name: Option<String>) -> Result<AppContext, Failure> {
    let login = ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok());
    let name = name.or(login).filter(|name| !name.trim().is_empty());
    AppContext::new(paths, name.unwrap_or_else(|| "candidate".into()))
}

/// Opens the first screen and runs the event loop until it ends.
fn enter(
    context: AppContext,
    open: impl FnOnce(AppContext, ClockReading) -> Result<App, Failure>,
) -> Result<ExitCode, Failure> {
    let clock = Clock::new();
    let reports = context.paths.state.clone();
    let app = open(context, clock.read())?;
    match run::run(app, clock, &reports)? {
        Exit::Done(message) => {
            if let Some(message) = message {
                say(&sanitize::text(&message));
            }
            Ok(ExitCode::SUCCESS)
        }
        Exit::Signal(signal) => Ok(ExitCode::from(u8::try_from(128 + signal).unwrap_or(1))),
        Exit::Panicked(report) => Err(Failure::new(
            Code::Failed,
            format!("forty crashed, and wrote a report to {report}"),
        )
        .hint("your notes are saved; continue with `forty resume`")),
    }
}

fn require_terminal() -> Result<(), Failure> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if dumb || !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        let message = "this needs a terminal; `forty list`, `show`, `export`, `compare`, `pack`, `unpack`, `delete`, `designs`, `new`, `check` and `paths` do not";
        return Err(Failure::new(Code::Failed, message));
    }
    Ok(())
}
