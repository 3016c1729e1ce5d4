//! `forty`, `forty start`, `forty resume` and `forty debrief`: the screens. They need a terminal and say so where there is none.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::args::{ReviewArgs, StartArgs};
use super::{library, say};
use crate::app::failure::{Code, Failure};
use crate::clock::{self, Clock};
use crate::domain::sanitize;
use crate::store::{self, Paths, Status};
use crate::tui::router::{App, Exit, Start, Stock};
use crate::tui::run;

pub fn home(paths: Paths) -> Result<ExitCode, Failure> {
    refuse_without_terminal()?;
    let clock = Clock::new();
    enter(App::home(stock(paths, None)?), clock)
}

pub fn start(paths: Paths, args: &StartArgs) -> Result<ExitCode, Failure> {
    refuse_without_terminal()?;
    let clock = Clock::new();
    let stock = stock(paths, args.name.clone())?;
    let design = match args.design.as_deref() {
        Some("random") => stock.random_design(),
        Some(id) => Some(id.to_owned()),
        None => stock.next_design(),
    };
    let design =
        design.ok_or_else(|| Failure::new(Code::NotFound, "there is no design to start"))?;
    enter(
        App::interview(stock, &Start::New(args.setup(&design)), clock.read())?,
        clock,
    )
}

pub fn resume(paths: Paths, session: Option<&str>) -> Result<ExitCode, Failure> {
    refuse_without_terminal()?;
    let clock = Clock::new();
    let id = match session {
        Some(words) => words.to_owned(),
        None => latest_unfinished(&paths)?,
    };
    enter(
        App::interview(stock(paths, None)?, &Start::Again(id), clock.read())?,
        clock,
    )
}

pub fn debrief(paths: Paths, session: Option<&str>) -> Result<ExitCode, Failure> {
    let stock = stock(paths, None)?;
    let folder = stock.to_debrief(session)?;
    refuse_without_terminal()?;
    let clock = Clock::new();
    enter(App::debrief(stock, &folder, clock.read())?, clock)
}

pub fn review(paths: Paths, args: &ReviewArgs) -> Result<ExitCode, Failure> {
    refuse_without_terminal()?;
    let clock = Clock::new();
    let stock = stock(paths, args.name.clone())?;
    let app = match args.session.as_deref() {
        Some(words) => {
            let folder = stock.to_review(words)?;
            App::review(stock, &folder, clock.read())?
        }
        None => App::desk(stock, clock.read())?,
    };
    enter(app, clock)
}

fn latest_unfinished(paths: &Paths) -> Result<String, Failure> {
    if let Some(listed) = store::unfinished(&paths.sessions)?.next() {
        return Ok(listed.summary.id);
    }
    // One that somebody has open is named all the same: opening it says who.
    let listing = store::list(&paths.sessions)?;
    let mut open = listing
        .sessions
        .into_iter()
        .filter(|listed| listed.summary.status == Status::InProgress);
    open.next().map(|listed| listed.summary.id).ok_or_else(|| {
        Failure::new(Code::NotFound, "no session is unfinished").hint("start one: `forty start`")
    })
}

fn stock(paths: Paths, name: Option<String>) -> Result<Stock, Failure> {
    let login = ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok());
    let name = name.or(login).filter(|name| !name.trim().is_empty());
    Ok(Stock {
        library: library(&paths)?,
        paths,
        name: name.unwrap_or_else(|| "candidate".into()),
        program: concat!("forty ", env!("CARGO_PKG_VERSION")).into(),
        chance: clock::chance(),
    })
}

fn enter(app: App, clock: Clock) -> Result<ExitCode, Failure> {
    let reports = app.reports_folder();
    match run::run(app, clock, &reports)? {
        Exit::Done(farewell) => {
            if let Some(words) = farewell {
                say(&sanitize::text(&words));
            }
            Ok(ExitCode::SUCCESS)
        }
        Exit::Signal(signal) => Ok(ExitCode::from(u8::try_from(128 + signal).unwrap_or(1))),
        Exit::Panicked(report) => Err(Failure::new(
            Code::Failed,
            format!("forty broke; a report is in {report}"),
        )
        .hint("your notes are safe: `forty resume` goes on")),
    }
}

fn refuse_without_terminal() -> Result<(), Failure> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if dumb || !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        let message = "this needs a terminal; `forty list`, `show`, `export`, `compare`, `pack`, `unpack`, `delete`, `designs`, `new`, `check` and `paths` do not";
        return Err(Failure::new(Code::Failed, message));
    }
    Ok(())
}
