//! `forty man DIR`, and that of the second program: writes a man page for each command, from the same text as `--help`.

use std::path::Path;
use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::{Cli, VERSION};
use super::say;
use crate::app::export::write_file;
use crate::app::failure::{Code, Failure};
use crate::store::files;
use crate::tui::keys::manual;

pub fn run(folder: &Path) -> Result<ExitCode, Failure> {
    pages(Cli::command(), folder)
}

/// Writes the pages of a program and of its commands into a folder, which is created if it is missing.
///
/// # Errors
/// When the folder or a page cannot be written.
pub fn pages(mut command: Command, folder: &Path) -> Result<ExitCode, Failure> {
    files::make_folders(folder)?;
    command.build();
    let count = write(&command, folder)?;
    say(&format!("written: {count} pages in {}", folder.display()));
    Ok(ExitCode::SUCCESS)
}

/// The keys of every screen as a section of a page, from the table that the screens use.
fn keys_section() -> String {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    roff.text([roman(manual::IN_THE_NOTES)]);
    for section in manual::sections() {
        roff.control("SS", [section.heading]);
        if let Some(parent) = section.inherits {
            roff.text([roman(format!("Also the keys of \u{201c}{parent}\u{201d}."))]);
        }
        for entry in section.entries {
            roff.control("TP", []);
            roff.text([bold(entry.names.join(", "))]);
            roff.text([roman(entry.label)]);
        }
    }
    roff.render()
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
    if name == Cli::command().get_name() {
        page.extend(keys_section().bytes());
    }
    write_file(&folder.join(format!("{name}.1")), &page, true)?;
    let children = command
        .get_subcommands()
        .filter(|child| !child.is_hide_set());
    let counts = children.map(|child| write(child, folder));
    Ok(1 + counts.sum::<Result<usize, Failure>>()?)
}
