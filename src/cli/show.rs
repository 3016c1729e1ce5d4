//! `forty show SESSION`: prints a session or one stage of it, now or at a time of the interview.

use std::process::ExitCode;

use super::args::ShowArgs;
use super::load::load;
use super::{print, print_page, say, stage_index, terminal_width};
use crate::app::failure::Failure;
use crate::domain::session::shown_time::ShownTime;
use crate::report::{json, plain};
use crate::store::Paths;

pub fn run(paths: &Paths, own: &str, args: &ShowArgs) -> Result<ExitCode, Failure> {
    let mut loaded = load(paths, own, &args.session)?;
    let only = args
        .stage
        .as_deref()
        .map(|stage| stage_index(&loaded.session.head.plan, &loaded.session.head.id, stage))
        .transpose()?;
    let shown = args.at.map(|time| ShownTime::of(&loaded.session, time));
    if let Some(shown) = shown {
        say(&format!("note: {}", shown.note()));
        loaded = loaded.at(shown.at)?;
    }
    if args.json {
        return print(&json::show(&loaded.report(), only));
    }
    print_page(&plain::show_at(
        &loaded.report(),
        only,
        shown,
        terminal_width(),
    ))
}
