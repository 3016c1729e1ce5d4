//! On a machine with coaches the command line hides the candidate's self marks as the screens do.

use std::path::Path;

use assert_cmd::Command;
use forty::app::context::AppContext;
use forty::clock;
use forty::domain::overview::{Role, SelfLevels, SessionRow};
use forty::domain::settings::Settings;
use forty::store::{Given, Paths};
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

use super::{forty, home};

/// The good sample: it has a debrief and no review.
const GOOD: &str = "20261124";

/// The shipped samples, read where coaches of these names review.
fn samples(home: &TempDir, coaches: &[&str]) -> Command {
    let coaches = coaches.iter().enumerate().map(|(index, name)| {
        format!("[[coach]]\nname = \"{name}\"\ndigits = \"{index:04x}\"\nkey = \"{index:032x}\"\n")
    });
    let text: Vec<String> = std::iter::once("format = 1\n".to_owned())
        .chain(coaches)
        .collect();
    let state = home.path().join("state");
    std::fs::create_dir_all(&state).unwrap();
    forty::store::files::replace(&state.join("coaches.toml"), text.concat().as_bytes()).unwrap();
    let mut command = forty(home);
    command.env(
        "FORTY_SESSIONS",
        Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions"),
    );
    command
}

#[test]
fn a_coach_sees_no_self_marks_in_list_show_export_or_compare_before_scoring() {
    let home = home();
    let commands: [&[&str]; 6] = [
        &["list", "--json"],
        &["list", "--csv"],
        &["show", GOOD, "--json"],
        &["export", GOOD, "--format", "md"],
        &["export", GOOD, "--format", "html"],
        &["compare", "20261123", GOOD],
    ];
    for words in commands {
        let output = samples(&home, &["coach"]).args(words).assert().success();
        output.stderr(contains("left out: you review here")).stdout(
            contains("\"problem-setup\": 3")
                .or(contains(",3,3,3,2,3"))
                .or(contains("\"level\": 3"))
                .or(contains("Level: 3"))
                .or(contains("3 strong"))
                .not(),
        );
    }
}

#[test]
fn candidates_see_their_self_marks_on_a_machine_with_coaches() {
    let home = home();
    for coaches in [&[][..], &["coach", "sample candidate"]] {
        samples(&home, coaches)
            .args(["show", GOOD, "--json"])
            .assert()
            .success()
            .stdout(contains("\"level\": 3"))
            .stderr(contains("left out").not());
    }
}

#[test]
fn history_and_stats_of_a_named_candidate_hide_the_same_levels() {
    let home = home();
    let stats = samples(&home, &["coach"])
        .args(["stats", "--as", "sample candidate"])
        .output()
        .unwrap();
    let stats = String::from_utf8_lossy(&stats.stdout).into_owned();
    let paths = Paths::resolve(&Given {
        home: Some(home.path().to_owned()),
        sessions: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions")),
        ..Given::default()
    });
    let settings = Settings {
        candidate: "sample candidate".to_owned(),
        coach: "coach".to_owned(),
        ..Settings::default()
    };
    let mut context = AppContext::new(paths.unwrap(), settings, None).unwrap();
    for is_named in [true, false] {
        context.is_candidate_named = is_named;
        let table = context.session_table(Role::Candidate, clock::wall());
        let table = table.unwrap();
        let weakest = table.progress.unwrap().weakest_text().unwrap();
        assert_eq!(weakest.contains("hidden"), is_named, "{weakest}");
        assert_eq!(stats.contains(&weakest), is_named, "{weakest}\n{stats}");
        let hidden = |row: &SessionRow| row.self_levels == SelfLevels::Hidden;
        assert_eq!(table.rows.iter().any(hidden), is_named);
    }
}
