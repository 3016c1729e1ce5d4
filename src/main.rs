//! Arguments in, exit code out; prints an error and its hint.

use std::process::ExitCode;

use clap::Parser;
use forty::cli;
use forty::cli::args::Cli;
use forty::domain::sanitize;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no failure of ours.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match cli::run(cli) {
        Ok(code) => code,
        Err(failure) => {
            cli::say(&format!("error: {}", sanitize::text(&failure.message)));
            if let Some(hint) = &failure.hint {
                cli::say(&format!("hint: {}", sanitize::text(hint)));
            }
            ExitCode::from(failure.code as u8)
        }
    }
}
