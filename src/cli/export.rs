//! `forty export SESSION`: one session as one page, to a file or to standard output.

use std::path::Path;
use std::process::ExitCode;

use super::args::{ExportArgs, Format};
use super::report::Record;
use super::{print, say, write_output};
use crate::app::failure::Failure;
use crate::report::{html, json, markdown};
use crate::store::Paths;

pub fn run(paths: &Paths, args: &ExportArgs) -> Result<ExitCode, Failure> {
    let record = Record::open(paths, &args.session)?;
    let page = match args.format {
        Format::Md => markdown::report(&record.report()),
        Format::Html => html::page(&record.report()),
        Format::Json => json::show(&record.report(), None),
    };
    if args.output == Path::new("-") {
        return print(&page);
    }
    write_output(&args.output, page.as_bytes(), args.force)?;
    say(&format!("written: {}", args.output.display()));
    Ok(ExitCode::SUCCESS)
}
