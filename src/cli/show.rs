//! `forty show SESSION`: prints a session or one stage of it, now or at a time of the interview.

use std::process::ExitCode;

use super::args::ShowArgs;
use super::load::load;
use super::{print, print_page, say, stage_index, terminal_width};
use crate::app::failure::Failure;
use crate::domain::session::timeline::clock;
use crate::report::{json, plain};
use crate::store::Paths;

pub fn run(paths: &Paths, own: &str, args: &ShowArgs) -> Result<ExitCode, Failure> {
    let mut loaded = load(paths, own, &args.session)?;
    let only = args
        .stage
        .as_deref()
        .map(|stage| stage_index(&loaded.session.head.plan, &loaded.session.head.id, stage))
        .transpose()?;
    if let Some(time) = args.at {
        let (at, end) = (clock(time), clock(loaded.session.at));
        say(&format!("note: the session at {at} of {end}"));
        loaded = loaded.at(time)?;
    }
    if args.json {
        return print(&json::show(&loaded.report(), only));
    }
    print_page(&plain::show_within(
        &loaded.report(),
        only,
        terminal_width(),
    ))
}
