//! `forty man DIR`: writes a man page for each command, from the same text as `--help`.

use std::path::Path;
use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::{Cli, VERSION};
use super::say;
use crate::app::export::write_file;
use crate::app::failure::{Code, Failure};
use crate::store::files;

pub fn run(folder: &Path) -> Result<ExitCode, Failure> {
    files::make_folders(folder)?;
    let mut command = Cli::command();
    command.build();
    let count = write(&command, folder)?;
    say(&format!("written: {count} pages in {}", folder.display()));
    Ok(ExitCode::SUCCESS)
}

/// The command with its examples behind its options, since a page leaves out what stands before the help.
fn with_examples(command: Command) -> Command {
    let texts = [command.get_before_help(), command.get_after_help()];
    let texts = texts.into_iter().flatten().map(ToString::to_string);
    let after = texts.collect::<Vec<_>>().join("\n\n");
    command.after_help(after)
}

/// Writes the page of a command and those of its subcommands; returns how many.
fn write(command: &Command, folder: &Path) -> Result<usize, Failure> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut page = Vec::new();
    let made = Man::new(with_examples(command.clone()))
        .title(name.to_uppercase())
        .source(format!("forty {VERSION}"))
        .manual("Forty")
        .render(&mut page);
    made.map_err(|why| {
        Failure::new(
            Code::Failed,
            format!("cannot make the page of {name}: {why}"),
        )
    })?;
    write_file(&folder.join(format!("{name}.1")), &page, true)?;
    let children = command
        .get_subcommands()
        .filter(|child| !child.is_hide_set());
    let counts = children.map(|child| write(child, folder));
    Ok(1 + counts.sum::<Result<usize, Failure>>()?)
}
