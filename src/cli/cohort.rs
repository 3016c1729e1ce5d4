//! `forty cohort`: all candidates of a sessions folder, as a coach of this machine sees them.

use std::process::ExitCode;

use super::args::CohortArgs;
use super::{hint, load, print, print_page, say};
use crate::app::assignments;
use crate::app::cohort::of_listed;
use crate::app::context::library;
use crate::app::export::write_file;
use crate::app::failure::{Code, Failure};
use crate::clock;
use crate::domain::names;
use crate::report::cohort;
use crate::store::{Paths, Which, known_coaches};

pub fn run(paths: &Paths, args: &CohortArgs) -> Result<ExitCode, Failure> {
    let (mut coaches, remark) = known_coaches(&paths.state, Which::All);
    if let Some(remark) = remark {
        say(&format!("note: {remark}"));
    }
    if let Some(name) = &args.name {
        coaches.retain(|coach| names::is_same(&coach.name, name));
        if coaches.is_empty() {
            let message = format!("no coach `{name}` has reviewed on this machine");
            return Err(
                Failure::new(Code::NotFound, message).hint("`forty review` scores a session")
            );
        }
    }
    for problem in assignments::list(paths)?.problems {
        say(&format!("note: left out: {problem}"));
    }
    let (listing, library) = (load::list(paths)?, library(paths)?);
    let (cohort, unreadable) = of_listed(paths, listing, &library, &coaches, &clock::wall())?;
    if unreadable > 0 {
        let note = format!("note: {unreadable} sessions cannot be read: `forty list` tells why");
        say(&paths.fill(&note));
    }
    if let Some(file) = &args.html {
        let page = cohort::as_html(&cohort);
        if file.as_os_str() == "-" {
            return print(&page);
        }
        write_file(file, page.as_bytes(), args.force)?;
        say(&format!("written: {}", file.display()));
        return Ok(ExitCode::SUCCESS);
    }
    if cohort.candidates.is_empty() {
        say(&format!("no sessions in {}", paths.sessions.display()));
        hint(
            paths,
            "`forty unpack FILE` adds one that came by mail; `--sessions DIR` reads another folder",
        );
    } else if coaches.is_empty() {
        say("note: no coach has reviewed on this machine, so there are no levels yet");
    }
    if args.json {
        return print(&cohort::as_json(&cohort));
    }
    if args.csv {
        return print(&cohort::as_csv(&cohort));
    }
    print_page(&if cohort.candidates.is_empty() {
        String::new()
    } else {
        cohort::as_text(&cohort)
    })
}
