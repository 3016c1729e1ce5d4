//! The commands of the real program: standard output, standard error and exit codes.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

mod archives;
mod ask;
mod assign;
mod blind;
mod calc;
mod coach;
mod cohort;
mod compare;
mod designs;
mod export;
mod linear;
mod new;
mod rescue;
mod settings;
mod shell;
mod stats;

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use serde_json::Value;
use tempfile::TempDir;

/// The program with all its files in one temporary folder.
fn forty(home: &TempDir) -> Command {
    let mut command = Command::cargo_bin("forty").unwrap();
    for variable in [
        "FORTY_SESSIONS",
        "FORTY_DESIGNS",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
    ] {
        command.env_remove(variable);
    }
    command.env("FORTY_HOME", home.path());
    command.env("LC_ALL", "C.UTF-8");
    command
}

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The program with an earlier session, so that its output does not change with the samples.
fn samples(home: &TempDir) -> Command {
    let mut command = forty(home);
    command.env(
        "FORTY_SESSIONS",
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept/sessions"),
    );
    command
}

fn json(command: &mut Command) -> Value {
    let output = command.assert().success().get_output().stdout.clone();
    serde_json::from_slice(&output).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn help_begins_with_examples_and_names_the_exit_codes() {
    let home = home();
    let help = forty(&home).arg("--help").assert().success();
    help.stdout(starts_with("Examples:").and(contains("5 in use by another process")));
}

#[test]
fn a_debrief_needs_a_finished_session_before_it_needs_a_terminal() {
    let home = home();
    let none = forty(&home).arg("debrief").assert().code(3);
    none.stderr(contains("no session is finished"));
    let finished = samples(&home)
        .args(["debrief", "last", "--as", "sam"])
        .assert()
        .code(1);
    finished.stderr(contains("a screen needs a terminal"));
}

#[test]
fn a_screen_without_a_terminal_refuses_in_two_short_lines() {
    let home = home();
    for words in [&[][..], &["start"], &["resume"]] {
        let refused = forty(&home).args(words).assert().code(1).stdout(is_empty());
        refused.stderr(
            contains("needs a terminal")
                .and(contains("forty start --linear"))
                .and(predicate::function(|text: &str| {
                    text.lines().count() == 2 && text.lines().all(|line| line.len() < 80)
                })),
        );
    }
}

#[test]
fn what_is_wrong_with_the_options_is_said_before_a_terminal_is_asked_for() {
    let home = home();
    for (words, code, said) in [
        (&["start", "--minutes", "5,5"][..], 2, "gives 2 times"),
        (
            &["start", "no-such-design"],
            3,
            "no design `no-such-design`",
        ),
        (
            &["drill", "no-such-design"],
            3,
            "no design `no-such-design`",
        ),
    ] {
        let refused = forty(&home).args(words).assert().code(code);
        refused.stderr(contains(said).and(contains("hint: ")));
    }
}

#[test]
fn what_is_wrong_with_times_names_the_option_and_the_form_that_are_right() {
    let home = home();
    for (words, said) in [
        (
            ["--minutes", "60m"],
            "write 5 times, for Setup, Data, Model, Serving, Monitor, such as `--minutes 5,10,10,10,5`, or one time for \
             all of them, such as `--total 40m`",
        ),
        (
            ["--minutes", "5/10"],
            "write minutes like 5 or 2.5, or 90s, or 1m30s, with a comma between the times of two stages",
        ),
        (
            ["--total", "5,10,10,10,5"],
            "it is one time for all stages, and `--minutes 5,10,10,10,5` gives each its own",
        ),
        (["--total", "x"], "`x` is no time: write minutes like 5"),
    ] {
        let refused = forty(&home).arg("start").args(words).assert().code(2);
        refused.stderr(contains(said));
    }
}

#[test]
fn an_unknown_command_suggests_the_nearest_and_is_wrong_use() {
    let home = home();
    forty(&home)
        .arg("strat")
        .assert()
        .code(2)
        .stderr(contains("start"));
}

#[test]
fn minutes_and_total_together_are_wrong_use() {
    let home = home();
    forty(&home)
        .args(["start", "--minutes", "5,5,5,5,5", "--total", "60m"])
        .assert()
        .code(2);
    forty(&home)
        .args(["start", "--minutes", "5,x"])
        .assert()
        .code(2)
        .stderr(contains("`x` is no time"));
}

#[test]
fn a_missing_session_or_design_is_not_found() {
    let home = home();
    forty(&home)
        .args(["show", "last"])
        .assert()
        .code(3)
        .stderr(contains("hint:"));
    forty(&home).args(["show", "20200101"]).assert().code(3);
    forty(&home)
        .args(["designs", "fraud-detecton"])
        .assert()
        .code(3)
        .stderr(contains("did you mean `fraud-detection`"));
}

#[test]
fn an_id_that_could_be_a_path_is_refused() {
    let home = home();
    for word in ["../../etc", "a/../b", "..", "-x y"] {
        let code = forty(&home)
            .args(["show", "--", word])
            .assert()
            .failure()
            .get_output()
            .status
            .code();
        assert!(matches!(code, Some(2..=4)), "{word}: {code:?}");
    }
}

#[test]
fn designs_are_listed_with_where_they_come_from() {
    let home = home();
    let listing = json(forty(&home).args(["designs", "--json"]));
    assert_eq!(listing["schema_version"], 1);
    let first = &listing["designs"][0];
    assert_eq!(
        keys(first),
        [
            "category",
            "concepts",
            "difficulty",
            "id",
            "minutes",
            "source",
            "stars",
            "title"
        ]
    );
    let ids: Vec<&str> = listing["designs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|design| design["id"].as_str().unwrap())
        .collect();
    assert!(ids.contains(&"image-caption-generator"), "{ids:?}");
    assert!(
        listing["designs"]
            .as_array()
            .unwrap()
            .iter()
            .all(|design| design["source"] == "shipped")
    );
}

#[test]
fn a_design_shows_its_answers_only_with_the_flag() {
    let home = home();
    let shown = json(forty(&home).args(["designs", "image-caption-generator", "--json"]));
    assert_eq!(
        keys(&shown),
        [
            "brief",
            "concepts",
            "id",
            "schema_version",
            "stages",
            "title"
        ]
    );
    let stage = &shown["stages"][0];
    assert_eq!(keys(stage), ["id", "minutes", "prompts", "title"]);
    assert_eq!(keys(&stage["prompts"][0]), ["ask", "from"]);
    assert_eq!(stage["prompts"][0]["from"], "framework");
    let whole =
        json(forty(&home).args(["designs", "image-caption-generator", "--json", "--answers"]));
    let stage = &whole["stages"][0];
    assert_eq!(
        keys(stage),
        [
            "diagram",
            "follow_ups",
            "id",
            "minutes",
            "mistakes",
            "notes",
            "prompts",
            "reference",
            "rubric",
            "title"
        ]
    );
    assert_eq!(
        keys(&whole["clarify"][0]),
        ["also", "answer", "ask", "except", "topics"]
    );
    assert_eq!(
        keys(&whole["estimates"][0]),
        ["flips", "formula", "inputs", "name", "unit", "value"]
    );
    let page = forty(&home)
        .args(["designs", "image-caption-generator"])
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    let page = String::from_utf8(page).unwrap();
    let reference = stage["reference"].as_str().unwrap().lines().next().unwrap();
    assert!(!page.contains(reference));
    for item in stage["rubric"].as_array().unwrap() {
        assert!(!page.contains(item["look_for"].as_str().unwrap()));
    }
}

#[test]
fn a_users_design_replaces_a_shipped_one_and_a_bad_one_hides_none() {
    let home = home();
    let folder = home.path().join("designs");
    std::fs::create_dir(&folder).unwrap();
    let shipped =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("designs/image-caption-generator.toml");
    let text = std::fs::read_to_string(shipped).unwrap();
    let own = text.replacen("title = \"Image Caption Generator\"", "title = \"Mine\"", 1);
    let write = |name: &str, text: &str| {
        use std::io::Write;
        let mut file = std::fs::OpenOptions::new()
            .create_new(true)
            .write(true)
            .open(folder.join(name))
            .unwrap();
        file.write_all(text.as_bytes()).unwrap();
    };
    write("image-caption-generator.toml", &own);
    write("broken.toml", "format = 1\ntitle = \n");
    let listing = json(forty(&home).args(["designs", "--json"]));
    let designs = listing["designs"].as_array().unwrap();
    let of = |id: &str| designs.iter().find(|design| design["id"] == id).unwrap();
    assert_eq!(of("image-caption-generator")["title"], "Mine");
    assert_eq!(of("image-caption-generator")["source"], "replaces shipped");
    assert!(
        of("broken")["problem"]
            .as_str()
            .unwrap()
            .contains("broken.toml:2")
    );
    forty(&home)
        .args(["designs", "broken"])
        .assert()
        .code(4)
        .stderr(contains("broken.toml:2"));
}

#[test]
fn check_reads_standard_input_whose_name_is_no_mistake() {
    let home = home();
    let designs = Path::new(env!("CARGO_MANIFEST_DIR")).join("designs");
    let text = std::fs::read_to_string(designs.join("llm-serving.toml")).unwrap();
    let check = |text: String| {
        let mut command = forty(&home);
        command.args(["check", "-"]).write_stdin(text);
        command.assert()
    };
    check(text.clone()).code(0).stderr(is_empty());
    check(text.replacen("stars = ", "star = ", 1))
        .code(4)
        .stderr(contains("-:").and(contains("did you mean")));
}

#[test]
fn check_prints_nothing_for_shipped_files_and_every_mistake_of_others() {
    let home = home();
    let designs = Path::new(env!("CARGO_MANIFEST_DIR")).join("designs");
    let mut files: Vec<_> = std::fs::read_dir(designs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    forty(&home)
        .arg("check")
        .args(&files)
        .assert()
        .code(0)
        .stdout(is_empty())
        .stderr(is_empty());
    let bad = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content/bad/difficulty.toml");
    forty(&home)
        .arg("check")
        .arg(bad)
        .assert()
        .code(4)
        .stderr(contains("hint:").and(contains("^")));
    forty(&home)
        .args(["check", "nowhere.toml"])
        .assert()
        .failure()
        .stderr(contains("nowhere.toml"));
}

#[test]
fn home_moves_every_folder_and_each_flag_moves_its_own() {
    let home = home();
    let paths = json(forty(&home).args(["paths", "--json"]));
    for name in ["data", "sessions", "designs", "trash", "config", "state"] {
        assert!(
            Path::new(paths[name].as_str().unwrap()).starts_with(home.path()),
            "{name}"
        );
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let paths = json(
        forty(&home)
            .args(["paths", "--json", "--sessions"])
            .arg(elsewhere.path()),
    );
    assert_eq!(
        Path::new(paths["sessions"].as_str().unwrap()),
        elsewhere.path()
    );
    assert!(Path::new(paths["designs"].as_str().unwrap()).starts_with(home.path()));
}

#[test]
fn xdg_variables_are_followed_where_no_home_is_given() {
    let home = home();
    let mut command = forty(&home);
    command
        .env_remove("FORTY_HOME")
        .env("HOME", home.path())
        .env("XDG_DATA_HOME", home.path().join("xdg"));
    let paths = json(command.args(["paths", "--json"]));
    assert_eq!(
        Path::new(paths["sessions"].as_str().unwrap()),
        home.path().join("xdg/forty/sessions")
    );
}

#[test]
fn paths_from_the_environment_are_cleaned_before_they_are_shown() {
    let home = home();
    let hostile = home.path().join("\u{1b}[2J\u{202e}evil\nline");
    let mut command = forty(&home);
    let shown = command.env("FORTY_SESSIONS", &hostile).arg("paths");
    let shown = shown.assert().success().get_output().stdout.clone();
    let shown = String::from_utf8(shown).unwrap();
    assert_eq!(shown.lines().count(), 6, "{shown:?}");
    let is_hidden = |character: char| "\u{1b}\u{202e}".contains(character);
    assert!(!shown.contains(is_hidden), "{shown:?}");
    // A message on standard error is cleaned, too.
    let mut command = forty(&home);
    let listed = command.env("FORTY_SESSIONS", &hostile).arg("list");
    let said = listed.assert().success().get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("no sessions in"), "{said:?}");
    assert!(!said.contains(is_hidden), "{said:?}");
    // Programs get the exact path.
    let mut command = forty(&home);
    let paths = json(
        command
            .env("FORTY_SESSIONS", &hostile)
            .args(["paths", "--json"]),
    );
    assert_eq!(Path::new(paths["sessions"].as_str().unwrap()), hostile);
}

#[test]
fn no_file_of_the_state_folder_stops_a_command_that_reads() {
    for text in ["", "format = 1\n[[coach]", "format = 9\n", "\0\0\0"] {
        let home = home();
        let state = home.path().join("state");
        std::fs::create_dir(&state).unwrap();
        let path = state.join("coaches.toml");
        forty::store::files::replace(&path, text.as_bytes()).unwrap();
        let commands = [
            &["list"][..],
            &["show", "last"],
            &["export", "last"],
            &["list", "--json"],
        ];
        let warned = commands.map(|words| {
            let done = samples(&home).args(words).assert().success();
            let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
            said.matches("coaches.toml").count() > 0
        });
        // A list of a newer program stays, so that every command says so.
        let is_newer = text.contains('9');
        assert_eq!(warned, [true, is_newer, is_newer, is_newer], "{text:?}");
        assert_eq!(path.exists(), is_newer);
    }
}

#[test]
fn an_earlier_session_can_be_listed_shown_and_exported() {
    let home = home();
    let listing = json(samples(&home).args(["list", "--json"]));
    let session = &listing["sessions"][0];
    assert_eq!(
        keys(session),
        [
            "assignment",
            "candidate",
            "condition",
            "design",
            "elapsed_ms",
            "id",
            "levels",
            "over_ms",
            "reviews",
            "started_at",
            "status"
        ]
    );
    let shown = json(samples(&home).args(["show", "last", "--json"]));
    assert_eq!(
        keys(&shown),
        [
            "assignment",
            "candidate",
            "condition",
            "design",
            "early_message",
            "elapsed_ms",
            "ended_at",
            "id",
            "next_steps",
            "next_time",
            "pauses",
            "reviews",
            "schema_version",
            "seed",
            "stages",
            "started_at",
            "status"
        ]
    );
    assert_eq!(
        keys(&shown["stages"][0]),
        [
            "asked",
            "budget_ms",
            "covered",
            "evidence",
            "follow_ups",
            "hints",
            "id",
            "ledger",
            "level",
            "lines",
            "marked_after_reference",
            "not_shown",
            "notes",
            "over_ms",
            "silences",
            "spent_ms",
            "title"
        ]
    );
    assert_eq!(
        keys(&shown["stages"][0]["lines"][0]),
        ["text", "touched_ms"]
    );
    assert_eq!(keys(&shown["pauses"][0]), ["at_ms", "ms", "why"]);
    let spent = shown["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| stage["spent_ms"].as_u64().unwrap());
    assert_eq!(spent.sum::<u64>(), shown["elapsed_ms"].as_u64().unwrap());
    let page = samples(&home)
        .args(["export", "last", "--format", "md"])
        .assert()
        .success();
    page.stdout(starts_with("# Image Caption Generator").and(contains("| Problem Setup |")));
    let page = samples(&home)
        .args(["export", "last", "--format", "html"])
        .assert()
        .success();
    page.stdout(starts_with("<!doctype html>").and(contains("id=\"replay-data\"")));
    let exported = json(samples(&home).args(["export", "last", "--format", "json"]));
    assert_eq!(exported, shown);
}

#[test]
fn show_at_prints_the_notes_at_a_time_of_the_interview() {
    let home = home();
    let early = json(samples(&home).args(["show", "last", "--json", "--at", "0:30"]));
    let late = json(samples(&home).args(["show", "last", "--json"]));
    let notes = |shown: &Value| shown["stages"][0]["notes"].as_str().unwrap().len();
    assert!(notes(&early) < notes(&late));
    assert_eq!(early["elapsed_ms"], 30_000);
    let text = samples(&home)
        .args(["show", "last", "--at", "0:30"])
        .assert()
        .success();
    text.stdout(contains("\nfinished, shown at 0:30 of "));
    let past = samples(&home)
        .args(["show", "last", "--at", "9:00:00"])
        .assert()
        .success();
    past.stderr(contains("note: the session ended at "));
    for stage in ["data-pipeline", "data", "DATA", "2"] {
        let stage = json(samples(&home).args(["show", "last", "--json", "--stage", stage]));
        assert_eq!(stage["stages"].as_array().unwrap().len(), 1);
        assert_eq!(stage["stages"][0]["id"], "data-pipeline");
    }
    samples(&home)
        .args(["show", "last", "--stage", "9"])
        .assert()
        .code(3);
}

#[test]
fn without_a_journal_a_session_is_shown_and_exported_but_not_at_an_earlier_time() {
    let home = home();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept/sessions");
    let sample = std::fs::read_dir(kept);
    let sample = sample.unwrap().map(|entry| entry.unwrap().path());
    let sample = sample.filter(|path| path.is_dir()).max().unwrap();
    let folder = home
        .path()
        .join("sessions")
        .join(sample.file_name().unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    for file in ["checkpoint.jsonl", "design.toml"] {
        std::fs::copy(sample.join(file), folder.join(file)).unwrap();
    }
    let notes = contains("readers: screen-reader users first");
    let expected = contains("no journal to read");
    forty(&home)
        .args(["show", "last"])
        .assert()
        .success()
        .stdout(notes.clone())
        .stderr(expected.clone());
    forty(&home)
        .args(["export", "last", "--format", "html"])
        .assert()
        .success()
        .stdout(notes.and(contains("replay-data").not()))
        .stderr(expected);
    forty(&home)
        .args(["show", "last", "--at", "2:00"])
        .assert()
        .code(1)
        .stderr(contains("has no journal"));
}

#[test]
fn an_export_replaces_a_file_only_with_force() {
    let home = home();
    let file = home.path().join("page.md");
    samples(&home)
        .args(["export", "last", "-o"])
        .arg(&file)
        .assert()
        .success()
        .stdout(is_empty());
    samples(&home)
        .args(["export", "last", "-o"])
        .arg(&file)
        .assert()
        .code(1)
        .stderr(contains("--force"));
    samples(&home)
        .args(["export", "last", "--force", "-o"])
        .arg(&file)
        .assert()
        .success();
}

#[test]
fn commands_that_only_read_create_no_file() {
    let home = home();
    forty(&home).args(["list"]).assert().success();
    forty(&home).args(["designs"]).assert().success();
    forty(&home).args(["paths"]).assert().success();
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_forty"))
        .args(["designs", "image-caption-generator", "--answers", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_usage_names_no_folder_that_only_a_variable_gives() {
    let home = home();
    for command in ["unpack", "pack", "show", "compare", "assign", "delete"] {
        let wrong = forty(&home).arg(command).assert().code(2);
        wrong.stderr(contains(format!("Usage: forty {command} ")).and(contains("--home").not()));
    }
}

#[test]
fn in_ascii_pages_and_messages_have_only_ascii_symbols() {
    let home = home();
    for arguments in [
        &["show", "last"][..],
        &["list"],
        &["cards"],
        &["stats"],
        &["ask", "llm-serving", "what is your shoe size"],
        &["designs", "llm-serving"],
    ] {
        let mut command = samples(&home);
        let run = command.env("FORTY_ASCII", "on").args(arguments).assert();
        let output = run.get_output().clone();
        for text in [output.stdout, output.stderr] {
            let text = String::from_utf8(text).unwrap();
            assert!(text.is_ascii(), "{arguments:?}: {text}");
        }
    }
}

#[test]
fn doctor_says_that_there_is_no_terminal() {
    let home = home();
    let mut doctor = forty(&home);
    let run = doctor.arg("doctor").assert();
    run.stdout(contains("there is no terminal"));
}
