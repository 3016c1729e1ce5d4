//! `forty export SESSION`: one session as one page, to a file or to standard output.

use std::path::Path;
use std::process::ExitCode;

use super::{open_session, print, say, write_output};
use crate::cli::{ExportArgs, Format};
use crate::export::{json, markdown};
use crate::failure::Failure;
use crate::store::Paths;

pub fn run(paths: &Paths, args: &ExportArgs) -> Result<ExitCode, Failure> {
    let found = open_session(paths, &args.session)?;
    let page = match args.format {
        Format::Md => markdown::page(&found.session),
        Format::Json => json::show(&found.session, None),
    };
    if args.output == Path::new("-") {
        return print(&page);
    }
    write_output(&args.output, page.as_bytes(), args.force)?;
    say(&format!("written: {}", args.output.display()));
    Ok(ExitCode::SUCCESS)
}
