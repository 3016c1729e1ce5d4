//! Fills a new folder with generated sessions, to try the lists of sessions with:
//! `cargo run --release --example many_sessions -- DIR COUNT [SEED [STATE]]`, then `forty list --sessions DIR`. With a
//! state folder, a coach of that folder has reviewed most of them: `--home` with `DIR/sessions` and `DIR/state` for
//! `forty cohort`.

use std::path::Path;
use std::process::ExitCode;

mod many;

use many::Spread;

const USAGE: &str = "usage: many_sessions DIR COUNT [SEED [STATE]]";

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<(), String> {
    let (folder, count, seed, state) = match args {
        [folder, count] => (folder, count, "1", None),
        [folder, count, seed] => (folder, count, seed.as_str(), None),
        [folder, count, seed, state] => (folder, count, seed.as_str(), Some(Path::new(state))),
        _ => return Err(USAGE.to_owned()),
    };
    let (Ok(count), Ok(seed)) = (count.parse(), seed.parse()) else {
        return Err(format!("COUNT and SEED are whole numbers\n{USAGE}"));
    };
    many::write(Path::new(folder), count, seed, state, &Spread::default())
        .map_err(|why| why.to_string())
}
