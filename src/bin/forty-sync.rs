//! The second binary, `forty-sync`.

use std::process::ExitCode;

fn main() -> ExitCode {
    forty::cli::main(forty::sync::run)
}
