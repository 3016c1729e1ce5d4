//! Fills a new folder with generated sessions, to try the lists of sessions with:
//! `cargo run --release --example many_sessions -- DIR COUNT [SEED]`, then `forty list --sessions DIR`.

use std::path::PathBuf;
use std::process::ExitCode;

mod many;

const USAGE: &str = "usage: many_sessions DIR COUNT [SEED]";

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
    let (folder, count, seed) = match args {
        [folder, count] => (folder, count, "1"),
        [folder, count, seed] => (folder, count, seed.as_str()),
        _ => return Err(USAGE.to_owned()),
    };
    let (Ok(count), Ok(seed)) = (count.parse(), seed.parse()) else {
        return Err(format!("COUNT and SEED are whole numbers\n{USAGE}"));
    };
    many::write(&PathBuf::from(folder), count, seed).map_err(|why| why.to_string())
}
