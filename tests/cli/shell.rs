//! Completions, man pages, `forty doctor`, help pages, and output that other programs read.

use std::process::Command as Process;

use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use serde_json::Value;
use tempfile::TempDir;

use super::{forty, home, json, samples};

fn commands(home: &TempDir) -> Vec<String> {
    let help = forty(home).arg("--help").assert().success();
    let help = String::from_utf8(help.get_output().stdout.clone()).unwrap();
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    lines
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

#[test]
fn the_help_of_every_command_begins_with_examples() {
    let home = home();
    let mut pages: Vec<Vec<String>> = commands(&home).into_iter().map(|name| vec![name]).collect();
    assert!(pages.len() > 20, "{pages:?}");
    for name in ["path", "init", "show", "check"] {
        pages.push(vec!["config".into(), name.into()]);
    }
    for page in pages {
        let help = forty(&home).args(&page).arg("--help").assert().success();
        help.stdout(starts_with("Examples:\n").and(contains("forty")));
    }
}

/// What a shell gets for the last of these words.
fn completed(home: &TempDir, words: &[&str]) -> Vec<String> {
    let mut command = samples(home);
    command.env("FORTY_COMPLETE", "bash");
    command.env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string());
    command.env("_CLAP_COMPLETE_COMP_TYPE", "9");
    command.env("_CLAP_IFS", "\n");
    let output = command.arg("--").args(words).assert().success();
    let output = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    output.lines().map(str::to_owned).collect()
}

#[test]
fn a_shell_completes_commands_designs_and_sessions() {
    let home = home();
    assert_eq!(completed(&home, &["forty", "deb"]), ["debrief"]);
    assert_eq!(
        completed(&home, &["forty", "start", "fra"]),
        ["fraud-detection"]
    );
    assert_eq!(
        completed(&home, &["forty", "export", "last", "--format", "h"]),
        ["html"]
    );
    let sessions = completed(&home, &["forty", "show", ""]);
    let listed = json(samples(&home).args(["list", "--json"]));
    let id = listed["sessions"][0]["id"].as_str().unwrap();
    assert!(sessions.contains(&id.to_owned()), "{sessions:?}");
    assert!(sessions.contains(&"last".to_owned()), "{sessions:?}");
}

#[test]
fn each_shell_gets_a_script_and_bash_can_read_its_own() {
    let home = home();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = forty(&home).args(["completions", shell]).assert().success();
        script.stdout(contains("FORTY_COMPLETE"));
    }
    forty(&home).args(["completions", "tcsh"]).assert().code(2);
    let script = forty(&home)
        .args(["completions", "bash"])
        .assert()
        .success();
    let script = String::from_utf8(script.get_output().stdout.clone()).unwrap();
    let Ok(read) = Process::new("bash").args(["-n", "-c", &script]).status() else {
        return;
    };
    assert!(read.success());
}

#[test]
fn man_writes_a_page_for_each_command() {
    let home = home();
    let folder = home.path().join("man");
    forty(&home).arg("man").arg(&folder).assert().success();
    let mut names = commands(&home);
    names.extend(["config-init".to_owned(), String::new()]);
    for name in names {
        let page = format!("forty-{name}.1");
        let page = folder.join(if name.is_empty() { "forty.1" } else { &page });
        let text = std::fs::read_to_string(&page).unwrap();
        assert!(text.contains(".SH NAME"), "{}", page.display());
        // Examples are a section of their own whose lines are not filled, and no explanation is beyond a common terminal.
        assert!(text.contains(".SH EXAMPLES\n.EX\n"), "{}", page.display());
        assert!(!text.contains(".SH EXTRA"), "{}", page.display());
        let (_, examples) = text.split_once(".EX\n").unwrap();
        let (examples, _) = examples.split_once(".EE\n").unwrap();
        let examples = examples.replace("\\*(Aq", "'").replace('\\', "");
        let too_long = examples
            .lines()
            .find(|line| line.len() > 80 && line.trim_start().contains("  "));
        assert_eq!(too_long, None, "{}", page.display());
    }
    let text = std::fs::read_to_string(folder.join("forty.1")).unwrap();
    assert!(text.contains(".SH \"EXIT STATUS\"\n.EX\n"));
    let keys = text.split_once(".SH KEYS").unwrap().1;
    let keys = keys.replace("\\*(Aq", "'").replace("\\-", "-");
    for section in forty::tui::keys::manual::sections() {
        assert!(keys.contains(section.heading), "{}", section.heading);
        for entry in section.entries {
            assert!(keys.contains(entry.label), "{}", entry.label);
        }
    }
}

#[test]
fn every_shell_command_that_the_palette_names_exists() {
    let home = home();
    let known = commands(&home);
    for (_, line) in forty::tui::keys::shell::COMMANDS {
        let name = line.split(' ').nth(1).unwrap();
        assert!(known.iter().any(|one| one == name), "{line}");
    }
}

/// The program in a sound environment.
fn sound(home: &TempDir) -> assert_cmd::Command {
    let mut command = forty(home);
    command
        .env("HOME", home.path())
        .env("LANG", "C.UTF-8")
        .env("TERM", "xterm-256color");
    command
        .env("EDITOR", "true")
        .env_remove("VISUAL")
        .env_remove("LC_ALL")
        .env_remove("LC_CTYPE");
    command
}

fn problems(command: &mut assert_cmd::Command) -> (Option<i32>, Vec<String>) {
    let output = command.args(["doctor", "--json"]).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema_version"], 1);
    let problems = report["problems"].as_array().unwrap();
    let text = |problem: &Value| {
        assert_ne!(problem["hint"], "");
        problem["problem"].as_str().unwrap().to_owned()
    };
    (output.status.code(), problems.iter().map(text).collect())
}

#[test]
fn doctor_finds_nothing_wrong_in_a_sound_environment() {
    let home = home();
    assert_eq!(problems(&mut sound(&home)), (Some(0), Vec::new()));
    let report = sound(&home).arg("doctor").assert().success();
    let report = String::from_utf8(report.get_output().stdout.clone()).unwrap();
    for part in [
        "forty 0.",
        "xterm-256color",
        "C.UTF-8",
        "~/sessions",
        "disk free",
        " GB",
        "keyboard ",
        "locked         none",
        "nothing leaves this machine",
        "problems\n  none",
    ] {
        assert!(report.contains(part), "{part} is not in\n{report}");
    }
    assert!(
        !report.contains(&home.path().display().to_string()),
        "{report}"
    );
}

#[test]
fn doctor_names_each_problem_with_a_hint_and_fails() {
    let home = home();
    let broken = home
        .path()
        .join("sessions/20261123-140512-image-caption-generator-4f2a");
    std::fs::create_dir_all(&broken).unwrap();
    forty::store::files::replace(&broken.join("session.toml"), b"x").unwrap();
    forty::store::files::replace(&home.path().join("config.toml"), b"muose = 1\n").unwrap();
    let mut command = sound(&home);
    let command = command
        .env("TERM", "dumb")
        .env("LANG", "C")
        .env("EDITOR", "no-such-editor -w");
    let (code, problems) = problems(command);
    assert_eq!(code, Some(1));
    for part in [
        "TERM is dumb",
        "not UTF-8",
        "a session cannot be read: ~/sessions/",
        "the settings have a mistake",
        "`no-such-editor`",
    ] {
        assert!(
            problems.iter().any(|problem| problem.contains(part)),
            "{part} is not in {problems:?}"
        );
    }
}

#[test]
fn the_report_of_doctor_has_no_name_and_no_text_of_a_session() {
    let home = home();
    let mut command = samples(&home);
    let report = command
        .env("FORTY_CANDIDATE", "Ada Lovelace")
        .arg("doctor")
        .output()
        .unwrap();
    let report = String::from_utf8(report.stdout).unwrap();
    let shown = json(samples(&home).args(["show", "last", "--json"]));
    assert!(!report.contains("Ada"), "{report}");
    for stage in shown["stages"].as_array().unwrap() {
        for line in stage["lines"].as_array().unwrap() {
            let text = line["text"].as_str().unwrap();
            assert!(text.trim().is_empty() || !report.contains(text), "{text}");
        }
    }
}

#[test]
fn the_version_is_a_number_where_known_a_commit_with_its_date_or_that_it_is_for_development_and_the_target()
 {
    let home = home();
    let version = forty(&home).arg("--version").assert().success();
    let version = String::from_utf8(version.get_output().stdout.clone()).unwrap();
    let number = concat!("forty ", env!("CARGO_PKG_VERSION"));
    let rest = version.trim_end().strip_prefix(number).unwrap();
    let rest = rest
        .strip_prefix(" (")
        .and_then(|rest| rest.strip_suffix(')'));
    let (commit, target) = rest.map_or(("", ""), |rest| {
        rest.rsplit_once(", ").unwrap_or(("", rest))
    });
    assert!(
        commit.is_empty() || commit.split(' ').count() == 2,
        "{version}"
    );
    assert!(target.starts_with(std::env::consts::ARCH), "{version}");
    // Only a release build asks for the commit.
    assert_eq!(
        commit == "development build",
        cfg!(debug_assertions),
        "{version}"
    );
}

#[test]
fn output_to_a_pipe_has_no_color() {
    let home = home();
    for words in [
        &["--help"][..],
        &["list"],
        &["designs"],
        &["show", "last"],
        &["start", "--help"],
        &["strat"],
    ] {
        for no_color in [None, Some("1")] {
            let mut command = samples(&home);
            command
                .env("TERM", "xterm-256color")
                .env("COLORTERM", "truecolor");
            if let Some(value) = no_color {
                command.env("NO_COLOR", value);
            }
            let output = command.args(words).output().unwrap();
            let all = [output.stdout, output.stderr].concat();
            assert!(!all.contains(&0x1b), "{words:?}");
        }
    }
}

#[test]
fn a_dumb_terminal_is_refused_in_two_short_lines_that_name_it() {
    let home = home();
    let refused = forty(&home).env("TERM", "dumb").assert().code(1);
    refused.stderr(
        contains("TERM=dumb")
            .and(contains("`forty list`"))
            .and(predicate::function(|text: &str| {
                text.lines().count() == 2 && text.lines().all(|line| line.len() < 80)
            })),
    );
}

#[test]
fn the_columns_of_the_list_are_aligned_for_names_of_any_width() {
    let home = home();
    let folder = home.path().join("sessions");
    let kept = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept/sessions");
    let kept = std::fs::read_dir(kept)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = std::fs::read_to_string(kept.join("session.toml")).unwrap();
    let candidate = text
        .lines()
        .find(|line| line.starts_with("candidate = "))
        .unwrap();
    let id = text.lines().find(|line| line.starts_with("id = ")).unwrap();
    for (number, name) in [
        "sam",
        "山田太郎",
        "👩‍💻 ada",
        "a name of twenty-eight letters",
    ]
    .iter()
    .enumerate()
    {
        let new = format!("2026010{number}-000000-image-caption-generator-000{number}");
        let session = folder.join(&new);
        std::fs::create_dir_all(&session).unwrap();
        let text = text.replace(candidate, &format!("candidate = \"{name}\""));
        let text = text.replace(id, &format!("id = \"{new}\""));
        forty::store::files::replace(&session.join("session.toml"), text.as_bytes()).unwrap();
        std::fs::copy(kept.join("journal.jsonl"), session.join("journal.jsonl")).unwrap();
    }
    let listed = forty(&home).arg("list").assert().success();
    let listed = String::from_utf8(listed.get_output().stdout.clone()).unwrap();
    assert_eq!(listed.lines().count(), 4, "{listed}");
    let condition = |line: &str| {
        let at = line.rfind("  ").unwrap() + 2;
        forty::domain::sanitize::columns(&line[..at])
    };
    let columns: Vec<usize> = listed.lines().map(condition).collect();
    assert!(
        columns.windows(2).all(|pair| pair[0] == pair[1]),
        "{columns:?}\n{listed}"
    );
}

#[test]
fn quiet_leaves_out_notes_and_hints_but_no_error() {
    let home = home();
    let loud = forty(&home).arg("list").assert().success();
    loud.stderr(contains("no sessions in"));
    let quiet = forty(&home).args(["list", "--quiet"]).assert().success();
    quiet.stderr("");
    let failed = forty(&home).args(["-q", "show", "none"]).assert().code(3);
    failed.stderr(contains("error: ").and(contains("hint: ").not()));
}

#[test]
fn a_switch_of_the_environment_is_understood_for_ascii() {
    let home = home();
    for (value, word) in [("true", "on"), ("0", "off"), ("auto", "auto")] {
        let shown = forty(&home)
            .env("FORTY_ASCII", value)
            .args(["config", "show"])
            .assert()
            .success();
        shown.stdout(contains(format!("ascii = \"{word}\"")));
    }
}

#[test]
fn a_name_before_a_command_is_wrong_use_with_the_right_place() {
    let home = home();
    for (command, hint) in [
        ("start", "`forty start --as NAME`"),
        ("list", "`forty list --candidate NAME`"),
        ("paths", "this command has no `--as`"),
    ] {
        let refused = forty(&home).args(["--as", "Ana", command]).assert().code(2);
        refused.stderr(contains(hint));
    }
}
