//! `forty cohort`: the candidates of a folder, from the sample sessions.

use std::path::Path;

use predicates::prelude::*;
use predicates::str::contains;

use super::{forty, home, json};

fn cohort(home: &tempfile::TempDir) -> assert_cmd::Command {
    let mut command = forty(home);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    command.env("FORTY_SESSIONS", samples).arg("cohort");
    command
}

#[test]
fn a_machine_without_a_coach_sees_the_sessions_and_no_levels() {
    let home = home();
    let told = cohort(&home).assert().success();
    told.stdout(contains("1 candidate, 3 sessions").and(contains("unread")))
        .stderr(contains("no coach has reviewed on this machine"));
    let told = json(cohort(&home).arg("--json"));
    assert_eq!(told["schema_version"], 1);
    assert_eq!(told["candidates"][0]["name"], "sample candidate");
    assert_eq!(
        told["candidates"][0]["sessions"].as_array().unwrap().len(),
        3
    );
    // The self-score stays hidden until the coach has scored the session.
    let hidden = &told["candidates"][0]["sessions"][0]["self_levels"];
    assert!(
        hidden
            .as_array()
            .unwrap()
            .iter()
            .all(serde_json::Value::is_null)
    );
}

#[test]
fn a_page_is_written_once_and_replaced_with_force() {
    let home = home();
    let page = home.path().join("cohort.html");
    let write = || {
        let mut command = cohort(&home);
        command.arg("--html").arg(&page);
        command
    };
    write().assert().success();
    let text = std::fs::read_to_string(&page).unwrap();
    assert!(text.contains("<h1>Levels by week</h1>"), "{text}");
    write().assert().failure().stderr(contains("exists"));
    write().arg("--force").assert().success();
}

#[test]
fn an_unknown_coach_is_not_found() {
    let home = home();
    let told = cohort(&home).args(["--as", "nobody"]).assert().code(3);
    told.stderr(contains("no coach `nobody`").and(contains("hint: ")));
}
