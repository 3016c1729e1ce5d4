//! `forty export SESSION`: writes a session as one page to a file or to standard output.

use std::path::Path;
use std::process::ExitCode;

use super::args::ExportArgs;
use super::load::load;
use super::{print, say};
use crate::app::export::write_file;
use crate::app::failure::Failure;
use crate::report::Format;
use crate::store::Paths;

pub fn run(paths: &Paths, own: &str, args: &ExportArgs) -> Result<ExitCode, Failure> {
    let ending = Path::new(&args.output).extension();
    let of_file = ending.and_then(|ending| Format::of_ending(&ending.to_string_lossy()));
    let format = args.format.or(of_file).unwrap_or(Format::Md);
    let loaded = load(paths, own, &args.session)?;
    let page = format.page(&loaded.report());
    if args.output == Path::new("-") {
        return print(&page);
    }
    write_file(&args.output, page.as_bytes(), args.force)?;
    let is_told = args.format.is_some() || of_file.is_some();
    let form = if is_told { "" } else { " as Markdown" };
    say(&format!("written{form}: {}", args.output.display()));
    Ok(ExitCode::SUCCESS)
}
