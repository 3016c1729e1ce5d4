//! `forty designs`: the list with the origin of each design, and a design with few answers.

use std::path::Path;

use predicates::prelude::*;
use predicates::str::contains;
use serde_json::{Value, json};

use super::{forty, home, json};

/// A design with one stage of the shipped framework and almost no content.
const BARE: &str = r#"
format = 1
id = "bare"
title = "Bare"
category = "None"
difficulty = "easy"
stars = 1
summary = "Almost nothing"
concepts = []
brief = "Build it."

[[stage]]
id = "data-pipeline"
mistakes = []

[[stage.prompt]]
ask = "Which data?"
hint = "There is a table."
"#;

#[allow(clippy::disallowed_methods, reason = "a test's own file")]
fn put(folder: &Path, name: &str, text: &str) {
    std::fs::create_dir(folder).expect("the home is new");
    std::fs::write(folder.join(name), text).expect("the folder is there");
}

#[test]
fn a_stage_without_answers_has_empty_ones_so_that_every_stage_has_the_same_keys() {
    let home = home();
    put(&home.path().join("designs"), "bare.toml", BARE);
    let shown = json(forty(&home).args(["designs", "bare", "--json", "--answers"]));
    let nothing = json!({"follow_ups": [], "rubric": [], "mistakes": [], "reference": null});
    for stage in shown["stages"].as_array().unwrap() {
        for (key, value) in nothing.as_object().unwrap() {
            assert_eq!(&stage[key], value, "{key} of {}", stage["id"]);
        }
    }
    let prompts = shown["stages"][1]["prompts"].as_array().unwrap();
    let from: Vec<&Value> = prompts.iter().map(|prompt| &prompt["from"]).collect();
    assert_eq!(from.last(), Some(&&json!("design")), "core prompts first");
    for key in ["clarify", "estimates", "sources"] {
        assert_eq!(shown[key], json!([]), "{key}");
    }
    let page = forty(&home)
        .args(["designs", "bare", "--answers"])
        .assert()
        .success();
    page.stdout(contains("Which data?").and(contains("Sources").not()));
}

#[test]
fn the_list_ends_with_the_framework_and_where_it_comes_from() {
    let home = home();
    let listed = forty(&home).arg("designs").assert().success();
    listed.stdout(contains(
        "\nframework: ML System Design, 5 stages, shipped\n",
    ));
    let folder = home.path().join("designs");
    std::fs::create_dir(&folder).unwrap();
    let good = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/content/good/framework.toml"
    );
    std::fs::copy(good, folder.join("framework.toml")).unwrap();
    let listed = forty(&home).arg("designs").assert().success();
    listed.stdout(contains(", 2 stages, replaces shipped\n"));
}

#[test]
fn a_design_as_a_page_has_its_brief_and_prompts_and_sources_only_with_answers() {
    let home = home();
    let page = |more: &[&str]| {
        let mut command = forty(&home);
        let shown = command
            .args(["designs", "image-caption-generator"])
            .args(more)
            .assert()
            .success();
        String::from_utf8(shown.get_output().stdout.clone()).unwrap()
    };
    let plain = page(&[]);
    assert!(
        plain.contains("People post their photos with us"),
        "{plain}"
    );
    assert!(
        plain.contains("1. Problem Setup, 5 min\n  - What is predicted or generated?"),
        "{plain}"
    );
    assert!(!plain.contains("hint:") && !plain.contains("arxiv.org"));
    let whole = page(&["--answers"]);
    assert!(whole.contains("hint:") && whole.contains("    https://arxiv.org/abs/1502.03044\n"));
    assert!(whole.contains("\nClarifying questions\n") && whole.contains("\nReference\n\n"));
}

#[test]
fn one_stage_is_shown_by_id_or_number_and_a_wrong_one_names_the_right_ones() {
    let home = home();
    let designs = |more: &[&str]| {
        let mut command = forty(&home);
        command
            .args(["designs", "image-caption-generator"])
            .args(more)
            .assert()
    };
    let shown = designs(&["--answers", "--stage", "data-pipeline"]).success();
    let page = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    assert!(page.contains("\n2. Data Pipeline, 10 min\n"), "{page}");
    assert!(
        page.contains("\nRubric\n") && page.contains("\nReference\n"),
        "{page}"
    );
    for other in [
        "Problem Setup, ",
        "Model Architecture, ",
        "Clarifying questions",
        "Sources",
    ] {
        assert!(!page.contains(other), "{other} in {page}");
    }
    let by_number = designs(&["--answers", "--stage", "2"]).success();
    assert_eq!(by_number.get_output().stdout, page.as_bytes());
    let json = designs(&["--json", "--stage", "2"]).success();
    let json: Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(json["stages"].as_array().unwrap().len(), 1);
    assert_eq!(json["stages"][0]["id"], "data-pipeline");
    for wrong in ["pipeline", "0", "6"] {
        let refused = designs(&["--stage", wrong]).code(3);
        refused.stderr(contains(format!("no stage `{wrong}`")).and(contains(
            "problem-setup, data-pipeline, model-architecture, serving-infrastructure, monitoring-iteration",
        )));
    }
}
