//! `forty show SESSION`: one session, or one stage of it, as it stands or as it stood.

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
    let mut record = load(paths, &args.session)?;
    let only = args
        .stage
        .as_deref()
        .map(|words| stage(&record.session, words))
        .transpose()?;
    if let Some(moment) = args.at {
        let (at, end) = (clock(moment), clock(record.session.at));
        say(&format!("note: as it stood at {at} of {end}"));
        record = record.at(moment)?;
    }
    print(&if args.json {
        json::show(&record.report(), only)
    } else {
        plain::show(&record.report(), only)
    })
}

/// A stage by its id, or by its number from 1.
fn stage(session: &Session, words: &str) -> Result<usize, Failure> {
    let stages = &session.head.plan.stages;
    let by_number = words
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    let place = stages
        .iter()
        .position(|stage| stage.id == words)
        .or(by_number);
    place.filter(|place| *place < stages.len()).ok_or_else(|| {
        let ids: Vec<&str> = stages.iter().map(|stage| stage.id.as_str()).collect();
        Failure::new(
            Code::NotFound,
            format!("no stage `{words}` in `{}`", session.head.id),
        )
        .hint(format!(
            "its stages are {}, or 1 to {}",
            ids.join(", "),
            ids.len()
        ))
    })
}
