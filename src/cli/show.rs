//! `forty show SESSION`: prints a session or one stage of it, now or at a time of the interview.

use std::process::ExitCode;

use super::args::ShowArgs;
use super::load::load;
use super::{print, say};
use crate::app::failure::{Code, Failure};
use crate::domain::session::Session;
use crate::domain::session::timeline::clock;
use crate::report::{json, plain};
use crate::store::Paths;

pub fn run(paths: &Paths, args: &ShowArgs) -> Result<ExitCode, Failure> {
    let mut loaded = load(paths, &args.session)?;
    let only = args
        .stage
        .as_deref()
        .map(|stage| stage_index(&loaded.session, stage))
        .transpose()?;
    if let Some(time) = args.at {
        let (at, end) = (clock(time), clock(loaded.session.at));
        say(&format!("note: the session at {at} of {end}"));
        loaded = loaded.at(time)?;
    }
    print(&if args.json {
        json::show(&loaded.report(), only)
    } else {
        plain::show(&loaded.report(), only)
    })
}

/// The index of a stage by its id or by its number, from 1.
fn stage_index(session: &Session, stage: &str) -> Result<usize, Failure> {
    let stages = &session.head.plan.stages;
    let by_number = stage
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    let index = stages
        .iter()
        .position(|planned| planned.id == stage)
        .or(by_number);
    index.filter(|index| *index < stages.len()).ok_or_else(|| {
        let ids: Vec<&str> = stages.iter().map(|stage| stage.id.as_str()).collect();
        Failure::new(
            Code::NotFound,
            format!("no stage `{stage}` in `{}`", session.head.id),
        )
        .hint(format!(
            "name a stage by id, {}, or by number, 1 to {}",
            ids.join(", "),
            ids.len()
        ))
    })
}
