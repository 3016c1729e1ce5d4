//! `forty pack SESSION -o FILE`: packs a session and its reviews into one file to send.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use super::args::PackArgs;
use super::{hint, load, print_bytes, say};
use crate::app::export::write_file;
use crate::app::failure::{Code, Failure};
use crate::domain::sanitize;
use crate::domain::shell;
use crate::store::{self, Paths};

pub fn run(paths: &Paths, args: &PackArgs) -> Result<ExitCode, Failure> {
    let to_stdout = args.output == Path::new("-");
    if to_stdout && io::stdout().is_terminal() {
        let message = "an archive cannot be shown on a terminal";
        return Err(Failure::new(Code::Usage, message).hint("name a file with `-o FILE`"));
    }
    // The receiver could not read a session that cannot be read here.
    let found = load::read(paths, &args.session)?;
    let packed = store::pack(&found.folder)?;
    for name in &packed.left_out {
        let name = sanitize::line(name);
        say(&format!(
            "note: not packed, because its name is not that of a review: {name}"
        ));
    }
    for name in &packed.unpublished {
        say(&format!(
            "note: not packed, because it is not published: {name}"
        ));
    }
    if !packed.unpublished.is_empty() {
        hint(paths, "`p` in `forty review` publishes a review");
    }
    if to_stdout {
        return print_bytes(&packed.bytes);
    }
    write_file(&args.output, &packed.bytes, args.force)?;
    say(&format!("packed: {}", args.output.display()));
    let name = args.output.file_name().unwrap_or_default();
    let name = shell::word(&name.display().to_string());
    say(&format!(
        "hint: the receiver opens it with `forty unpack {name}`"
    ));
    Ok(ExitCode::SUCCESS)
}
