//! `forty cards`: the concept cards with their state, or as a file for Anki.

use std::path::Path;
use std::process::ExitCode;

use super::args::CardsArgs;
use super::{load, print, print_page, say};
use crate::app::cards::Deck;
use crate::app::context::library;
use crate::app::export::write_file;
use crate::app::failure::Failure;
use crate::clock;
use crate::report::cards;
use crate::store::Paths;

pub fn run(paths: &Paths, args: &CardsArgs) -> Result<ExitCode, Failure> {
    let (library, now) = (library(paths)?, clock::wall());
    let sessions = load::list(paths)?.sessions;
    let deck = Deck::of(paths, &library, &sessions)?;
    if let Some(remark) = &deck.remark {
        say(&format!("note: {remark}"));
    }
    if let Some(file) = &args.anki {
        return write_anki(&deck, file, args.force);
    }
    let counts = deck.counts(&now);
    let (cards, schedule) = (&deck.cards, &deck.schedule);
    if args.json {
        return print(&cards::as_json(cards, schedule, counts, &now));
    }
    print_page(&cards::as_text(cards, schedule, counts, &now))
}

fn write_anki(deck: &Deck, file: &Path, force: bool) -> Result<ExitCode, Failure> {
    let text = cards::as_anki(&deck.cards);
    if file == Path::new("-") {
        return print(&text);
    }
    write_file(file, text.as_bytes(), force)?;
    say(&format!("written: {}", file.display()));
    Ok(ExitCode::SUCCESS)
}
