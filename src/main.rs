//! The program `forty`.

use std::process::ExitCode;

fn main() -> ExitCode {
    forty::cli::main(forty::cli::run)
}
