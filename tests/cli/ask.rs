//! `forty ask DESIGN QUESTION`: the verdict, the questions, and answers only where they are asked for.

use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};

use super::{forty, home, json};

const LATENCY: &str = "time to first token";

#[test]
fn a_match_is_one_question_with_its_confidence_and_no_answer() {
    let home = home();
    let given = json(forty(&home).args(["ask", "llm-serving", LATENCY, "--json"]));
    assert_eq!(given["schema_version"], 1);
    assert_eq!(given["verdict"], "match");
    let questions = given["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 1);
    let confidence = questions[0]["confidence"].as_f64().unwrap();
    assert!((0.6..=1.0).contains(&confidence), "{confidence}");
    assert!(questions[0].get("answer").is_none());
    let told = json(forty(&home).args(["ask", "llm-serving", LATENCY, "--json", "--answers"]));
    assert!(told["questions"][0]["answer"].is_string());
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn every_part_of_a_compound_question_is_found_and_a_part_without_an_answer_is_named() {
    let home = home();
    let typed = "how many requests per second, what latency target, and who are our competitors?";
    let given = json(forty(&home).args(["ask", "llm-serving", typed, "--json"]));
    assert_eq!(given["verdict"], "match");
    assert_eq!(given["questions"].as_array().unwrap().len(), 2, "{given}");
    assert_eq!(
        given["unmatched"],
        serde_json::json!(["who are our competitors?"])
    );
}

#[test]
fn without_a_match_the_closest_questions_are_listed_and_never_their_answers() {
    let home = home();
    let typed = "do we pay for the weights";
    let given = json(forty(&home).args(["ask", "llm-serving", typed, "--json", "--answers"]));
    assert_ne!(given["verdict"], "match");
    let questions = given["questions"].as_array().unwrap();
    assert!(questions.len() <= 5);
    assert!(
        questions
            .iter()
            .all(|question| question.get("answer").is_none())
    );
    let given = json(forty(&home).args(["ask", "llm-serving", "zebra giraffe", "--json"]));
    assert_eq!(given["verdict"], "none");
    assert_eq!(given["questions"], serde_json::json!([]));
}

#[test]
fn words_need_no_quotes_and_an_unknown_design_exits_with_3() {
    let home = home();
    let quoted = forty(&home)
        .args(["ask", "llm-serving", LATENCY])
        .assert()
        .success();
    let bare = forty(&home)
        .args(["ask", "llm-serving"])
        .args(LATENCY.split(' '))
        .assert()
        .success()
        .stderr(is_empty());
    assert_eq!(quoted.get_output().stdout, bare.get_output().stdout);
    let unknown = forty(&home)
        .args(["ask", "llm-server", LATENCY])
        .assert()
        .code(3);
    unknown.stderr(contains("hint:"));
    forty(&home).args(["ask", "llm-serving"]).assert().code(2);
    let help = forty(&home).args(["ask", "--help"]).assert().success();
    help.stdout(starts_with("Examples:\n  forty ask").and(contains("--answers")));
}

#[test]
fn questions_that_are_next_to_impossible_are_not_listed() {
    let home = home();
    for typed in ["do we pay for the weights", "do we need streaming?", "SLA?"] {
        let output = forty(&home)
            .args(["ask", "llm-serving", typed])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let percents = said.lines().filter_map(|line| line.split_once(" %  "));
        let mut percents = percents.map(|(number, _)| number.trim().parse::<u8>().unwrap());
        assert!(percents.all(|percent| percent >= 5), "{typed}: {said}");
    }
}
