//! Parses the arguments, runs the command, prints its error with a hint, and returns the exit code.

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use forty::cli;
use forty::cli::args::Cli;

fn main() -> ExitCode {
    if cli::complete::answer(Cli::command) {
        return ExitCode::SUCCESS;
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed output pipe is not an error of this program.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match cli::run(cli) {
        Ok(code) => code,
        Err(failure) => {
            cli::say_error(&format!("error: {}", failure.message));
            if let Some(hint) = &failure.hint {
                cli::say(&format!("hint: {hint}"));
            }
            ExitCode::from(failure.code as u8)
        }
    }
}
