//! `forty pack SESSION -o FILE`: one file to mail, a session with its reviews.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use super::args::PackArgs;
use super::{open_session, print_bytes, say, write_output};
use crate::app::failure::{Code, Failure};
use crate::domain::sanitize;
use crate::store::{self, Paths};

pub fn run(paths: &Paths, args: &PackArgs) -> Result<ExitCode, Failure> {
    let to_stdout = args.output == Path::new("-");
    if to_stdout && io::stdout().is_terminal() {
        let message = "an archive is nothing to show on a terminal";
        return Err(Failure::new(Code::WrongUse, message).hint("name a file: `-o FILE`"));
    }
    // What cannot be opened here could not be opened where it is mailed to either.
    let found = open_session(paths, &args.session)?;
    let packed = store::pack(&found.folder)?;
    for name in &packed.left_out {
        let name = sanitize::line(name);
        say(&format!("note: not packed, no review is named so: {name}"));
    }
    if to_stdout {
        return print_bytes(&packed.bytes);
    }
    write_output(&args.output, &packed.bytes, args.force)?;
    say(&format!("packed: {}", args.output.display()));
    let name = args.output.file_name().unwrap_or_default().display();
    say(&format!(
        "hint: the other side opens it with `forty unpack {name}`"
    ));
    Ok(ExitCode::SUCCESS)
}
