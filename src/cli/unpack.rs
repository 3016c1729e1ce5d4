//! `forty unpack FILE`: adds the session in a packed file, or the reviews that a coach sent back in it.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use super::{flags_for, print, say};
use crate::app::failure::{Code, Failure};
use crate::store::{self, Arrived, Fate, Paths, StoreError, Unpacked};

pub fn run(paths: &Paths, file: &Path) -> Result<ExitCode, Failure> {
    let unpacked = if file == Path::new("-") {
        let input = io::stdin();
        if input.is_terminal() {
            let message = "a packed session cannot be typed";
            return Err(Failure::new(Code::Usage, message)
                .hint("name a file, as in `forty unpack FILE`, or pipe one in"));
        }
        store::unpack(input.lock(), Path::new("standard input"), &paths.sessions)
    } else {
        store::unpack(store::open_given(file)?, file, &paths.sessions)
    };
    let Unpacked {
        id,
        folder,
        arrived,
    } = unpacked.map_err(|error| not_unpacked(paths, error))?;
    let flags = flags_for(paths, &folder);
    let folder = folder.display();
    match arrived {
        Arrived::Session => say(&format!("unpacked: {folder}")),
        Arrived::Reviews(reviews) => {
            print_fates(&reviews);
            if !reviews.iter().any(|(_, fate)| fate.is_new()) {
                let message = format!("the session exists already: {folder}");
                return Err(Failure::new(Code::Failed, message)
                    .hint(format!("show it with `forty{flags} show {id}`")));
            }
            say(&format!("reviews added: {folder}"));
        }
    }
    say(&format!("hint: show it with `forty{flags} show {id}`"));
    print(&format!("{id}\n"))
}

fn not_unpacked(paths: &Paths, error: StoreError) -> Failure {
    let StoreError::Exists(folder) = error else {
        return error.into();
    };
    let message = format!("another session has this name: {}", folder.display());
    let id = folder.file_name().unwrap_or_default().display();
    let flags = flags_for(paths, &folder);
    let hint = format!("move it away first: `forty{flags} delete {id}`");
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
