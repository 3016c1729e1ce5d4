//! The commands `coach export` and `coach import`, and the names of coaches.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use forty::store::{Coach, Which, known_coaches};
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

use super::{forty, home};

fn put(path: &Path, text: &str) {
    let mut options = OpenOptions::new();
    let file = options.create(true).write(true).truncate(true).open(path);
    file.unwrap().write_all(text.as_bytes()).unwrap();
}

fn state(home: &TempDir) -> std::path::PathBuf {
    home.path().join("state")
}

/// Makes a coach on the machine with this home.
fn coach(home: &TempDir, name: &str, chance: u64) -> Coach {
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00");
    let coach = Coach::of(name, &state(home), chance, &now.unwrap());
    coach.unwrap().0
}

fn export(home: &TempDir, file: &Path, name: &str) -> assert_cmd::assert::Assert {
    let mut command = forty(home);
    command.args(["coach", "export"]).arg(file);
    command.args(["--as", name]).assert()
}

#[test]
fn a_coach_is_the_same_on_two_machines() {
    let (one, other) = (home(), home());
    let grace = coach(&one, "Grace H", 0x1_4f2a);
    let file = one.path().join("coach.toml");
    export(&one, &file, " grace  h").success();
    let mode = file.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = export(&one, &file, "Grace H");
    again.code(1).stderr(contains("`--force`"));
    let import = || {
        let mut command = forty(&other);
        command.args(["coach", "import"]).arg(&file);
        command
    };
    let added = import().assert().success();
    added.stderr(contains("added: coach Grace H"));
    import().assert().success().stderr(contains("already"));
    assert_eq!(known_coaches(&state(&other), Which::All).0, [grace]);
}

#[test]
fn the_key_of_another_coach_of_this_name_is_replaced_only_on_request() {
    let (one, other) = (home(), home());
    let grace = coach(&one, "Grace", 0x1_4f2a);
    let local = coach(&other, "GRACE", 0x2_4f2a);
    let file = one.path().join("coach.toml");
    export(&one, &file, "Grace").success();
    let import = || {
        let mut command = forty(&other);
        command.args(["coach", "import"]).arg(&file);
        command
    };
    let refused = import().assert().code(1);
    refused.stderr(contains("another key").and(contains("`--replace-key`")));
    assert_eq!(known_coaches(&state(&other), Which::All).0, [local]);
    import().arg("--replace-key").assert().success();
    assert_eq!(known_coaches(&state(&other), Which::All).0, [grace]);
}

#[test]
fn a_file_that_holds_no_coach_changes_nothing() {
    let home = home();
    let file = home.path().join("coach.toml");
    let key = "0".repeat(32);
    for text in [
        String::new(),
        "format = 1\nname = \"Grace\"\n".to_owned(),
        format!("format = 1\nname = \"Grace\"\ndigits = \"../x\"\nkey = \"{key}\"\n"),
        format!("format = 1\nname = \"Candidate\"\ndigits = \"0000\"\nkey = \"{key}\"\n"),
        format!(
            "format = 1\nname = \"Grace\"\ndigits = \"0000\"\nkey = \"{}\"\n",
            &key[1..]
        ),
    ] {
        put(&file, &text);
        let refused = forty(&home).args(["coach", "import"]).arg(&file).assert();
        refused.code(4).stderr(contains("hint: "));
        assert!(
            known_coaches(&state(&home), Which::All).0.is_empty(),
            "{text}"
        );
    }
}

#[test]
fn a_coach_without_a_review_has_no_key_to_export_and_none_is_named_candidate() {
    let home = home();
    let file = home.path().join("coach.toml");
    let unknown = export(&home, &file, "Grace");
    unknown.code(3).stderr(contains("forty review"));
    for name in ["candidate", " Candidate"] {
        let refused = export(&home, &file, name);
        refused.code(2).stderr(contains("another name"));
        let review = forty(&home).args(["review", "--as", name]).assert();
        review.code(2).stderr(contains("another name"));
    }
    assert!(!file.exists());
}

#[test]
fn a_coach_file_is_never_standard_input() {
    let home = home();
    let mut command = forty(&home);
    let import = command.args(["coach", "import", "-"]).write_stdin("");
    let refused = import.assert().code(3);
    refused.stderr(contains("cannot read: -"));
}

#[test]
fn a_coach_without_a_calibration_has_no_results_and_stays_no_coach() {
    let home = home();
    let asked = forty(&home)
        .args(["review", "--calibrate", "--json", "--as", "Grace"])
        .assert()
        .success();
    asked.stdout(
        contains("\"coach\": \"Grace\"")
            .and(contains("\"sessions\": 3"))
            .and(contains("\"results\": []")),
    );
    assert!(known_coaches(&state(&home), Which::All).0.is_empty());
    let refused = forty(&home).args(["review", "--calibrate"]).assert();
    refused.code(1).stderr(contains("needs a terminal"));
}

#[test]
fn results_of_a_calibration_are_printed_as_text_and_json_and_kept() {
    let home = home();
    let coach = coach(&home, "Grace", 0x4f2a);
    let result = "format = 1\n[[result]]\nat = \"2026-11-28T18:00:00+01:00\"\n\
         items = { equal = 119, of = 120, kappa = 0.98 }\nlevels = { equal = 15, of = 15 }\n\
         [[result.stage]]\nid = \"problem-setup\"\ntitle = \"Problem Setup\"\n\
         items = { equal = 23, of = 24, kappa = 0.91 }\nlevels = { equal = 3, of = 3 }\n\
         [[result.difference]]\nsession = \"s\"\ndesign = \"Fraud Detection\"\nstage = \"Problem Setup\"\n\
         look_for = \"names the metric\"\nown = \"shown\"\nagreed = \"not-shown\"\nreason = \"There is no guardrail.\"\n";
    let folder = state(&home).join("calibration").join(&coach.digits);
    std::fs::create_dir_all(&folder).unwrap();
    put(&folder.join("results.toml"), result);
    let json = forty(&home)
        .args(["review", "--calibrate", "--json", "--as", "Grace"])
        .assert()
        .success();
    json.stdout(
        contains("\"percent\": 99")
            .and(contains("\"kappa\": null"))
            .and(contains("\"agreed\": \"not-shown\""))
            .and(contains("There is no guardrail.")),
    );
}
