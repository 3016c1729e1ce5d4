//! `forty stats`: the progress of a candidate.

use std::process::ExitCode;

use super::args::StatsArgs;
use super::practice::settings_with_names;
use super::{load, print, print_page, say};
use crate::app::cards::Deck;
use crate::app::config::Config;
use crate::app::context::library;
use crate::app::failure::Failure;
use crate::app::progress::{candidates, progress};
use crate::app::reader::Reader;
use crate::clock;
use crate::report::stats;
use crate::store::Paths;

pub fn run(paths: &Paths, config: Config, args: &StatsArgs) -> Result<ExitCode, Failure> {
    let candidate = settings_with_names(config).candidate;
    // Whoever names a candidate may be a coach.
    let practicing = args.name.as_ref().map_or(candidate.as_str(), |_| "");
    let library = library(paths)?;
    let (reader, remark) = Reader::on(paths, practicing);
    if let Some(remark) = remark {
        say(&format!("note: {remark}"));
    }
    let now = clock::wall();
    let sessions = load::list(paths)?.sessions;
    let mut progress = progress(&sessions, &library, &candidate, &reader, &now);
    // The cards have no candidate of their own: they are those of whoever practices on this machine.
    if args.name.is_none() {
        let deck = Deck::of(paths, &library, &sessions)?;
        if let Some(remark) = &deck.remark {
            say(&format!("note: {remark}"));
        }
        progress.cards = Some(deck.counts(&now));
    }
    if progress.sessions + progress.drills == 0 {
        say(&format!(
            "no sessions of `{candidate}` in {}",
            paths.sessions.display()
        ));
        match candidates(&sessions).as_slice() {
            [] => say(&format!("hint: start one: `{}`", paths.command("start"))),
            names => say(&format!(
                "hint: name a candidate with `--as`: {}",
                names.join(", ")
            )),
        }
    }
    if args.json {
        return print(&stats::as_json(&progress, &candidate));
    }
    if args.csv {
        return print(&stats::as_csv(&progress));
    }
    print_page(&if progress.sessions + progress.drills == 0 {
        String::new()
    } else {
        stats::as_text(&progress, &candidate)
    })
}
