//! `forty show SESSION`: one session, or one stage of it, as it stands or as it stood.

use std::process::ExitCode;

use super::{open_session, print, say};
use crate::cli::ShowArgs;
use crate::domain::session::Session;
use crate::domain::timeline::clock;
use crate::export::{json, plain};
use crate::failure::{Code, Failure};
use crate::store::{self, Found, Paths, Step};

pub fn run(paths: &Paths, args: &ShowArgs) -> Result<ExitCode, Failure> {
    let found = open_session(paths, &args.session)?;
    let only = args
        .stage
        .as_deref()
        .map(|words| stage(&found.session, words))
        .transpose()?;
    let session = match args.at {
        Some(moment) => {
            say(&format!(
                "note: as it stood at {} of {}",
                clock(moment),
                clock(found.session.at)
            ));
            as_it_stood(&found, moment)?
        }
        None => found.session,
    };
    print(&if args.json {
        json::show(&session, only)
    } else {
        plain::show(&session, only)
    })
}

/// The session at a moment: the same fold, over the events up to then.
fn as_it_stood(found: &Found, moment: std::time::Duration) -> Result<Session, Failure> {
    let mut session = Session::new(found.session.head.clone());
    store::visit(&found.folder, |step| match step {
        Step::Entry(entry) if entry.at <= moment && entry.after.is_none() => session.apply(entry),
        Step::Entry(_) => {}
        Step::Hole => session.lose_thread(),
    })?;
    Ok(session)
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
