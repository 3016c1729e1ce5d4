//! On a machine where somebody reviews, the command line keeps the candidate's own marks back as the screens do.

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

use super::{forty, home};

/// The good sample, debriefed by its candidate and reviewed by nobody.
const GOOD: &str = "20261124";

/// The shipped samples, read where coaches of these names review.
fn samples(home: &TempDir, coaches: &[&str]) -> Command {
    let coaches = coaches.iter().enumerate().map(|(place, name)| {
        format!("[[coach]]\nname = \"{name}\"\ndigits = \"{place:04x}\"\nkey = \"{place:032x}\"\n")
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
fn a_coach_sees_no_own_marks_in_list_show_export_or_compare_before_scoring() {
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
        let told = samples(&home, &["coach"]).args(words).assert().success();
        told.stderr(contains("left out: you review here")).stdout(
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
fn candidates_see_their_own_marks_whoever_else_reviews_here() {
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
