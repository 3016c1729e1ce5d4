//! `forty man DIR`, and that of the second program: writes a man page for each command, from the same text as `--help`.

use std::path::Path;
use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::Cli;
use super::say;
use crate::app::export::write_file;
use crate::app::failure::{Code, Failure};
use crate::domain::sanitize;
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

/// What the footer of a page names: the build has no room beside the title.
const SOURCE: &str = concat!("forty ", env!("CARGO_PKG_VERSION"));
/// The most columns of an example with its explanation on one line of a page, which is indented in a common terminal.
const WIDEST: usize = 72;
/// The blanks before an explanation on a line of its own.
const BELOW: &str = "      ";

/// What stands before and after the help of a command, as sections of its page: a part with a heading has one of its own, whose
/// lines stay as they are, and all else is in the section of notes.
fn texts_section(command: &Command) -> String {
    let texts = [command.get_after_help(), command.get_before_help()];
    let texts: Vec<String> = texts
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    let parts = texts.iter().flat_map(|text| text.trim_end().split("\n\n"));
    let mut roff = Roff::new();
    for part in parts {
        if let Some((heading, lines)) = part.split_once(":\n") {
            roff.control("SH", [section_name(heading).as_str()]);
            roff.control("EX", []);
            for line in page_lines(lines) {
                roff.text([roman(line)]);
            }
            roff.control("EE", []);
        } else {
            roff.control("SH", ["NOTES"]);
            roff.text([roman(part)]);
        }
    }
    roff.render()
}

/// The common name of a section of a page.
fn section_name(heading: &str) -> String {
    match heading {
        "Exit codes" => "EXIT STATUS".to_owned(),
        heading => heading.to_uppercase(),
    }
}

/// The lines of a part: as they stand where all of them fit, else each explanation below its example.
fn page_lines(part: &str) -> Vec<String> {
    let lines = || part.lines().map(str::to_owned);
    if lines().all(|line| sanitize::columns(&line) <= WIDEST) {
        return lines().collect();
    }
    let is_explanation = |line: &str| line.starts_with(BELOW);
    let parts = part.lines().flat_map(|line| {
        let text = line.trim_start();
        let (example, does) = match text.split_once("  ") {
            _ if is_explanation(line) => (None, Some(text)),
            Some((example, does)) => (Some(example), Some(does.trim_start())),
            None => (Some(text), None),
        };
        let example = example.map(|example| format!("  {example}"));
        example
            .into_iter()
            .chain(does.map(|does| format!("{BELOW}{does}")))
    });
    parts.collect()
}

/// Writes the page of a command and those of its subcommands; returns how many.
fn write(command: &Command, folder: &Path) -> Result<usize, Failure> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut page = Vec::new();
    let none = Option::<&'static str>::None;
    let made = Man::new(command.clone().before_help(none).after_help(none))
        .title(name.to_uppercase())
        .source(SOURCE)
        .manual("Forty")
        .render(&mut page);
    made.map_err(|why| {
        Failure::new(
            Code::Failed,
            format!("cannot make the page of {name}: {why}"),
        )
    })?;
    page.extend(texts_section(command).bytes());
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
