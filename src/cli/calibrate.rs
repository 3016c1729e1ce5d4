//! `forty review --calibrate`: a coach scores gold sessions blind, and sees how the marks agree with the agreed ones.

use std::process::ExitCode;

use super::args::ReviewArgs;
use super::practice::{context, enter, require_terminal};
use super::{print, print_page, say};
use crate::app::calibration::{self, Calibrations};
use crate::app::config::Config;
use crate::app::context::AppContext;
use crate::app::failure::Failure;
use crate::clock;
use crate::domain::judging::calibration::scored;
use crate::report::calibration::{Rounds, as_json, as_text};
use crate::store::{Coach, Paths};
use crate::tui::keys::remap::KeyMap;
use crate::tui::router::App;

pub fn run(
    paths: Paths,
    config: Config,
    keys: KeyMap,
    args: &ReviewArgs,
) -> Result<ExitCode, Failure> {
    let mut context = context(paths, config)?;
    let paths = context.paths.clone();
    let (coach, remark) = if args.json {
        // To ask for results makes nobody a coach.
        context.reading_coach()
    } else {
        require_terminal()?;
        context.coach(clock::wall())?
    };
    let before = calibration::calibrations(&paths, &coach, clock::wall())?;
    for remark in remark.iter().chain(&before.remark) {
        say(&format!("note: {remark}"));
    }
    if args.json {
        return print(&of(&coach, &before, as_json));
    }
    let is_new = before.open.is_none() && (before.results.is_empty() || args.again);
    if before.open.is_none() && !is_new {
        return finish(&paths, &coach, &before);
    }
    let rounds = before.results.len();
    let folder = calibration::begin(&paths, &coach, rounds, &clock::wall())?;
    context.paths.sessions = folder;
    let exit = open(context, keys, &before)?;
    let after = calibration::calibrations(&paths, &coach, clock::wall())?;
    finish(&paths, &coach, &after)?;
    Ok(exit)
}

/// Shows the gold sessions until the coach leaves them.
fn open(context: AppContext, keys: KeyMap, before: &Calibrations) -> Result<ExitCode, Failure> {
    let sessions = before.sessions;
    enter(context, keys, |context, now| {
        let app = App::sessions(context, now)?;
        Ok(app.with_message(format!(
            "Calibration: score all {sessions} gold sessions, then a shows how your marks agree"
        )))
    })
}

/// Prints the latest result, or how far the round is.
fn finish(paths: &Paths, coach: &Coach, state: &Calibrations) -> Result<ExitCode, Failure> {
    if let Some(open) = &state.open {
        say(&format!(
            "{} of {} gold sessions are scored; the agreed marks are shown once all are",
            scored(open),
            state.sessions
        ));
        let command = paths.command("review --calibrate");
        say(&format!("hint: continue with `{command}`"));
        return Ok(ExitCode::SUCCESS);
    }
    print_page(&of(coach, state, as_text))?;
    let command = paths.command("review --calibrate --again");
    say(&format!(
        "hint: `{command}` scores the gold sessions once more"
    ));
    Ok(ExitCode::SUCCESS)
}

fn of(coach: &Coach, state: &Calibrations, write: fn(Rounds<'_>) -> String) -> String {
    let results = state.results.iter();
    let results: Vec<_> = results
        .map(|result| (result.at, &result.calibration))
        .collect();
    write(Rounds {
        coach: &coach.name,
        results: &results,
        sessions: state.sessions,
        scored: state.open.as_deref().map(scored),
    })
}
