//! Arguments in, exit code out; prints an error and its hint.

use std::process::ExitCode;

use clap::Parser;
use forty::cli::Cli;
use forty::commands;
use forty::domain::clean;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no failure of ours.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match commands::run(cli) {
        Ok(code) => code,
        Err(failure) => {
            commands::say(&format!("error: {}", clean::text(&failure.message)));
            if let Some(hint) = &failure.hint {
                commands::say(&format!("hint: {}", clean::text(hint)));
            }
            ExitCode::from(failure.code as u8)
        }
    }
}
