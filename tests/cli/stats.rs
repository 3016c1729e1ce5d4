//! `forty stats`: a candidate's progress from the sample sessions.

use std::path::Path;

use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use serde_json::json;

use super::{forty, home, json};

/// The command on the sample sessions, of which two are finished and one is reviewed.
fn stats(home: &tempfile::TempDir, candidate: &str) -> assert_cmd::Command {
    let mut command = forty(home);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    command.env("FORTY_SESSIONS", samples);
    command.args(["stats", "--as", candidate]);
    command
}

#[test]
fn a_candidates_name_is_found_without_regard_to_case_and_blanks() {
    let home = home();
    let told = stats(&home, "Sample  Candidate").assert().success();
    told.stdout(
        starts_with("Sample  Candidate: 3 sessions, 2 finished, ")
            .or(contains("Sample Candidate: 3 sessions, 2 finished, ")),
    );
}

#[test]
fn json_has_the_levels_of_each_stage_and_the_coachs_beside_them() {
    let home = home();
    let told = json(stats(&home, "sample candidate").arg("--json"));
    assert_eq!(told["schema_version"], 1);
    let setup = &told["stages"][0];
    assert_eq!(setup["id"], "problem-setup");
    let levels: Vec<_> = setup["levels"].as_array().unwrap().iter().collect();
    assert_eq!(levels.len(), 2);
    assert_eq!(setup["first"], levels[0]["level"]);
    assert_eq!(setup["last"], levels[1]["level"]);
    assert_eq!(setup["reviews"], 1);
    let gap = setup["self_mean"].as_f64().unwrap() - setup["coach_mean"].as_f64().unwrap();
    assert_eq!(setup["gap"], json!(gap));
}

#[test]
fn csv_has_a_row_for_each_stage() {
    let home = home();
    let told = stats(&home, "sample candidate").arg("--csv").assert();
    let told = String::from_utf8(told.success().get_output().stdout.clone()).unwrap();
    assert!(told.starts_with("stage,scored,first,last,"), "{told}");
    assert_eq!(told.lines().count(), 6, "{told}");
}

#[test]
fn a_name_without_sessions_prints_nothing_and_names_those_that_have_some() {
    let home = home();
    let told = stats(&home, "nobody").assert().success();
    told.stdout(is_empty())
        .stderr(contains("no sessions of `nobody`").and(contains("`--as`: sample candidate")));
}

#[test]
fn a_list_takes_the_status_that_it_shows_and_the_one_of_its_json() {
    let home = home();
    let list = |status: &str| {
        let mut command = forty(&home);
        command.env(
            "FORTY_SESSIONS",
            Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions"),
        );
        let output = command.args(["list", "--status", status]).output().unwrap();
        assert!(output.status.success(), "{status}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let unfinished = list("unfinished");
    assert!(unfinished.contains("unfinished"), "{unfinished}");
    assert!(!unfinished.contains("-progress") && !unfinished.contains(" finished"));
    assert_eq!(list("in-progress"), unfinished);
    assert!(!list("finished").contains("unfinished"));
}
