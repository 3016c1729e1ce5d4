//! `forty doctor`: a report on this machine to paste into a request for help. It has no text of any session, and the home
//! folder is `~`.

mod machine;

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::args::VERSION;
use super::{print, print_page};
use crate::app::config::Config;
use crate::app::context::check_minutes_in;
use crate::app::context::library;
use crate::app::failure::{Code, Failure};
use crate::domain::sanitize;
use crate::domain::settings::SetBy;
use crate::report::json;
use crate::store::{self, Paths};
use machine::Folder;

/// Fewest free bytes for a comfortable practice.
const LITTLE: u64 = 100 * 1024 * 1024;

/// One line of the report.
#[derive(Debug, Serialize)]
struct Fact {
    group: &'static str,
    name: String,
    value: String,
}

/// Something that is wrong, and what to do.
#[derive(Debug, Serialize)]
struct Problem {
    problem: String,
    hint: String,
}

#[derive(Debug, Default, Serialize)]
struct DoctorReport {
    facts: Vec<Fact>,
    problems: Vec<Problem>,
}

impl DoctorReport {
    fn fact(&mut self, group: &'static str, name: &str, value: impl AsRef<str>) {
        self.facts.push(Fact {
            group,
            name: name.to_owned(),
            value: sanitize::line(value.as_ref()),
        });
    }

    fn problem(&mut self, problem: impl AsRef<str>, hint: &str) {
        self.problems.push(Problem {
            problem: sanitize::line(problem.as_ref()),
            hint: hint.to_owned(),
        });
    }
}

pub fn run(paths: &Paths, mut config: Config, as_json: bool) -> Result<ExitCode, Failure> {
    check_minutes_in(paths, &mut config);
    let config = &config;
    let mut report = DoctorReport::default();
    report.fact("program", "version", format!("forty {VERSION}"));
    report.fact("program", "system", machine::system());
    report.fact(
        "program",
        "privacy",
        "nothing leaves this machine: no network, no account, no telemetry",
    );
    report_terminal(&mut report);
    report_folders(&mut report, paths);
    report_sessions(&mut report, paths);
    report_designs(&mut report, paths);
    report_settings(&mut report, paths, config);
    for problem in &mut report.problems {
        problem.hint = paths.fill(&problem.hint);
    }
    if as_json {
        print(&json::versioned(&report))?;
    } else {
        print_page(&text(&report))?;
    }
    Ok(if report.problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Code::Failed as u8)
    })
}

fn report_terminal(report: &mut DoctorReport) {
    let terminal = machine::Terminal::read();
    report.fact(
        "terminal",
        "TERM",
        terminal.term.as_deref().unwrap_or("not set"),
    );
    let size = terminal
        .size
        .map_or("there is no terminal".to_owned(), |(columns, rows)| {
            format!("{columns}x{rows}")
        });
    report.fact("terminal", "size", size);
    report.fact("terminal", "colors", terminal.colors());
    report.fact("terminal", "inside", machine::Terminal::inside());
    report.fact(
        "terminal",
        "locale",
        terminal.locale.as_deref().unwrap_or("not set"),
    );
    report.fact(
        "terminal",
        "UTF-8",
        if terminal.is_utf8() { "yes" } else { "no" },
    );
    report.fact(
        "terminal",
        "keyboard",
        "plain bytes; keys with modifiers as xterm and kitty send them are read, none are asked for",
    );
    if terminal.is_dumb() {
        report.problem(
            "TERM is dumb or not set, so no screen can be shown",
            "set TERM to the name of your terminal, such as xterm-256color",
        );
    }
    if !terminal.is_utf8() {
        report.problem(
            "the locale is not UTF-8, so frames and accents may be wrong",
            "set LANG=C.UTF-8, or FORTY_ASCII=on",
        );
    }
    if terminal
        .size
        .is_some_and(|(columns, rows)| columns < 60 || rows < 20)
    {
        report.problem("the terminal is smaller than 60x20", "enlarge the window");
    }
}

fn report_folders(report: &mut DoctorReport, paths: &Paths) {
    let folders = [
        ("data", &paths.data),
        ("sessions", &paths.sessions),
        ("designs", &paths.designs),
        ("config", &paths.config),
        ("state", &paths.state),
    ];
    for (name, path) in folders {
        let folder = Folder::read(path);
        report.fact(
            "folders",
            name,
            format!("{}  {}", paths.short(path), folder.describe()),
        );
        if !folder.is_writable {
            let what = format!("the {name} folder cannot be written: {}", paths.short(path));
            report.problem(
                what,
                "correct its owner and mode, or name another with `--home DIR`",
            );
        }
    }
    let free = Folder::read(&paths.sessions).free;
    let shown = free.map_or("unknown".to_owned(), |bytes| {
        format!("{:.1} GB", bytes as f64 / 1e9)
    });
    report.fact("folders", "disk free", shown);
    if free.is_some_and(|bytes| bytes < LITTLE) {
        report.problem(
            "the disk of the sessions is nearly full",
            "free some space, or name another folder with `--sessions DIR`",
        );
    }
}

fn report_sessions(report: &mut DoctorReport, paths: &Paths) {
    match store::list_with_rescued(paths) {
        Ok(listing) => {
            let is_damaged = |listed: &&store::Listed| {
                listed
                    .summary
                    .condition
                    .iter()
                    .any(|word| word == "damaged")
            };
            let damaged =
                listing.sessions.iter().filter(is_damaged).count() + listing.unreadable.len();
            report.fact("sessions", "count", listing.sessions.len().to_string());
            report.fact("sessions", "damaged", damaged.to_string());
            let mut locked = listing.sessions.iter().filter(|listed| listed.in_use);
            let first = locked.next().map(|listed| listed.summary.id.clone());
            let locks = match (first, locked.count()) {
                (None, _) => "none".to_owned(),
                (Some(id), 0) => format!("1, open in another window: {id}"),
                (Some(id), more) => format!("{}, open in other windows: {id} and more", more + 1),
            };
            report.fact("sessions", "locked", locks);
            let is_rescued =
                |listed: &&store::Listed| listed.folder.parent() != Some(&paths.sessions);
            let rescued = listing.sessions.iter().filter(is_rescued);
            report.fact("sessions", "rescued", rescued.clone().count().to_string());
            for listed in rescued {
                let place = paths.short(&listed.folder);
                let command = paths.command(&format!("resume {}", listed.summary.id));
                report.problem(
                    format!("a rescued session is not back in the sessions folder: {place}"),
                    &format!("`{command}` moves it back, or says why it cannot"),
                );
            }
            for session in &listing.unreadable {
                let what = format!("a session cannot be read: {}", paths.short(&session.folder));
                let repair = paths.command("repair SESSION");
                report.problem(
                    what,
                    &format!("write a new one from what is left with `{repair}`"),
                );
            }
        }
        Err(why) => report.problem(why.with_cause(), "`forty paths` names the folder"),
    }
}

fn report_designs(report: &mut DoctorReport, paths: &Paths) {
    match library(paths) {
        Ok(library) => {
            report.fact("designs", "count", library.rows().len().to_string());
            let broken = library.rows().iter().filter(|row| row.problem.is_some());
            for row in broken {
                report.problem(
                    format!("design `{}` has mistakes", row.id),
                    "`forty check FILE` lists them",
                );
            }
            if let Some(warning) = library.framework_warning() {
                report.problem(
                    warning,
                    "`forty check` the framework.toml in your designs folder",
                );
            }
        }
        Err(why) => report.problem(why.message, "`forty paths` names the folder"),
    }
}

fn report_settings(report: &mut DoctorReport, paths: &Paths, config: &Config) {
    let file = paths.short(&config.path);
    let state = if config.text.is_some() {
        "read"
    } else {
        "none"
    };
    report.fact("settings", "file", format!("{file}  {state}"));
    for (setting, value, by) in config.resolved.rows() {
        let by = match by {
            SetBy::Default => continue,
            SetBy::File(line) => format!("line {line}"),
            SetBy::Environment => setting.variable.to_owned(),
            SetBy::Flag => "flag".to_owned(),
        };
        // Names and folders are the user's own affair.
        let shown = match setting.name {
            "candidate" | "coach" => "(a name)".to_owned(),
            "sessions" | "designs" => paths.short(Path::new(&value)),
            _ => setting.toml(&value),
        };
        report.fact("settings", setting.name, format!("{shown}  {by}"));
    }
    if config.remark().is_some() {
        let count = config.mistakes.len() + config.refused.len();
        let what = match &config.unreadable {
            Some(why) => why.clone(),
            None if count == 1 => "the settings have a mistake".to_owned(),
            None => format!("the settings have {count} mistakes"),
        };
        report.problem(what, "`forty config check` lists them");
    }
    let editor = machine::editor(&config.resolved.values.editor);
    report.fact(
        "settings",
        "editor in use",
        editor.as_deref().unwrap_or("none"),
    );
    if let Some(missing) = editor.filter(|editor| !machine::is_program(editor)) {
        report.problem(
            format!("the editor `{missing}` is not on the PATH"),
            "set `editor` in config.toml, or EDITOR",
        );
    }
}

fn text(report: &DoctorReport) -> String {
    let mut text = String::new();
    let mut last = "";
    for fact in &report.facts {
        if fact.group != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{gap}{}", fact.group);
            last = fact.group;
        }
        let _ = writeln!(text, "  {:<14} {}", fact.name, fact.value);
    }
    let _ = writeln!(text, "\nproblems");
    for Problem { problem, hint } in &report.problems {
        let _ = writeln!(text, "  {problem}\n    hint: {hint}");
    }
    if report.problems.is_empty() {
        text.push_str("  none\n");
    }
    text
}
