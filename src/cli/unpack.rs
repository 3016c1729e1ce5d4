//! `forty unpack FILE`: adds the session in a packed file, or what is new in it: a coach's reviews, a candidate's later
//! events. A coach's assignment is told apart by its text.

use std::io::{self, IsTerminal, Read};
use std::path::Path;
use std::process::ExitCode;

use super::load::note_rescued;
use super::practice::settings_with_names;
use super::{assign, print, say};
use crate::app::config::Config;
use crate::app::failure::{Code, Failure};
use crate::clock;
use crate::store::{self, Arrived, Fate, Merged, Paths, Record, StoreError, Unpacked};

pub fn run(paths: &Paths, config: Config, file: &Path) -> Result<ExitCode, Failure> {
    if file == Path::new("-") {
        let input = io::stdin();
        if input.is_terminal() {
            let message = "a packed session cannot be typed";
            return Err(Failure::new(Code::Usage, message)
                .hint("name a file, as in `forty unpack FILE`, or pipe one in"));
        }
        return take(paths, config, input.lock(), Path::new("standard input"));
    }
    take(paths, config, store::open_given(file)?, file)
}

/// Adds what the input holds: an assignment says so in its text, anything else is an archive.
fn take(
    paths: &Paths,
    config: Config,
    mut input: impl Read,
    from: &Path,
) -> Result<ExitCode, Failure> {
    let mut start = Vec::new();
    let most = store::ASSIGNMENT_LIMIT + 1;
    let read = input.by_ref().take(most).read_to_end(&mut start);
    read.map_err(|why| {
        let message = format!("cannot read: {}: {why}", from.display());
        Failure::new(Code::Failed, message)
    })?;
    if store::is_assignment(&start) {
        let candidate = settings_with_names(config).candidate;
        return assign::say_taken(paths, &candidate, &start, from);
    }
    unpack(paths, start.as_slice().chain(input), from)
}

fn unpack(paths: &Paths, input: impl Read, from: &Path) -> Result<ExitCode, Failure> {
    // A rescued copy may be longer than what is in the sessions folder.
    for remark in store::take_back(paths) {
        say(&format!("note: {remark}"));
    }
    let unpacked = store::unpack(input, from, &paths.sessions, &clock::wall());
    let Unpacked {
        id,
        folder,
        arrived,
    } = unpacked.map_err(|error| not_unpacked(paths, error))?;
    let command = paths.command(&format!("show {id}"));
    let folder = folder.display();
    match arrived {
        Arrived::Session => say(&format!("unpacked: {folder}")),
        Arrived::Merged(merged) => say_merged(&merged, &folder.to_string()),
    }
    note_rescued(paths, &store::folder_of(paths, &id));
    say(&format!("hint: show it with `{command}`"));
    print(&format!("{id}\n"))
}

/// Says what was new in the archive; it may be nothing.
fn say_merged(merged: &Merged, folder: &str) {
    let continued = match merged.record {
        Record::Continued(more) => {
            say(&format!("continued: {} in {folder}", more_events(more)));
            true
        }
        Record::Same | Record::Ahead(_) => false,
    };
    print_fates(&merged.reviews);
    let added = merged.reviews.iter().any(|(_, fate)| fate.is_new());
    let ahead = match merged.record {
        Record::Ahead(more) => Some(format!(
            "the session here is ahead of the archive by {}",
            events(more)
        )),
        Record::Same | Record::Continued(_) => None,
    };
    if added {
        say(&format!("reviews added: {folder}"));
        if let Some(ahead) = ahead {
            say(&format!("note: {ahead}; only the reviews were added"));
        }
    } else if !continued {
        let why = ahead.unwrap_or_else(|| "the session is here already".to_owned());
        say(&format!("nothing new: {why}: {folder}"));
    }
}

fn events(count: u64) -> String {
    format!("{count} {}", if count == 1 { "event" } else { "events" })
}

fn more_events(count: u64) -> String {
    format!(
        "{count} more {}",
        if count == 1 { "event" } else { "events" }
    )
}

fn not_unpacked(paths: &Paths, error: StoreError) -> Failure {
    let (folder, message) = match &error {
        StoreError::Exists(folder) => {
            let message = format!("another session has this name: {}", folder.display());
            (folder.clone(), message)
        }
        StoreError::Differs { folder, .. } => (folder.clone(), error.to_string()),
        _ => return error.into(),
    };
    let id = folder.file_name().unwrap_or_default().display();
    let command = paths.command(&format!("delete {id}"));
    let hint = format!("move it away first: `{command}`");
    Failure::new(Code::Failed, message).hint(hint)
}

fn print_fates(reviews: &[(String, Fate)]) {
    for (name, fate) in reviews {
        match fate {
            Fate::Added => say(&format!("added: {name}")),
            Fate::Replaced(aside) => {
                say(&format!("added: {name}"));
                say(&format!("note: the earlier one is now {}", aside.display()));
            }
            Fate::There => {}
            Fate::LeftOut => say(&format!(
                "note: left out, because another review has this name: {name}"
            )),
        }
    }
}
