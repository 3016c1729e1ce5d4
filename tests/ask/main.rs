//! What candidates type, held against the shipped designs: each phrasing of `phrasings.toml` brings up its question
//! first, or nothing where the design has no answer.

use std::fmt::Write as _;

use forty::content::{Origin, read_design, shipped};
use forty::domain::design::Design;
use forty::domain::interviewer::ask::Questions;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrasings {
    design: Vec<OfDesign>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfDesign {
    id: String,
    find: Vec<Find>,
    none: Vec<Nothing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Find {
    typed: String,
    ask: String,
    #[serde(default)]
    held_back: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {
    typed: String,
    #[serde(default)]
    held_back: bool,
}

fn phrasings() -> Vec<OfDesign> {
    let all: Phrasings = toml::from_str(include_str!("phrasings.toml")).expect("it is TOML");
    all.design
}

fn design(id: &str) -> Design {
    let entry = shipped::design(id).expect("it ships");
    let (design, _) = read_design(entry.file, entry.text, Origin::Shipped).expect("it is good");
    design
}

/// What went wrong, a line each, and how many phrasings were tried.
fn judge(held_back: bool) -> (String, usize) {
    let (mut wrong, mut tried) = (String::new(), 0);
    for of in phrasings() {
        let design = design(&of.id);
        let questions = Questions::of(&design);
        let asks = |typed: &str| -> Vec<&str> {
            let best = questions.best(typed).into_iter();
            best.map(|place| design.clarify[place].ask.as_str())
                .collect()
        };
        for find in of.find.iter().filter(|find| find.held_back == held_back) {
            tried += 1;
            let found = asks(&find.typed);
            if found.first() != Some(&find.ask.as_str()) {
                writeln!(
                    wrong,
                    "{}: `{}` should find `{}`, finds {found:?}",
                    of.id, find.typed, find.ask
                )
                .unwrap();
            }
        }
        for none in of.none.iter().filter(|none| none.held_back == held_back) {
            tried += 1;
            let found = asks(&none.typed);
            if !found.is_empty() {
                writeln!(
                    wrong,
                    "{}: `{}` should find nothing, finds {found:?}",
                    of.id, none.typed
                )
                .unwrap();
            }
        }
    }
    (wrong, tried)
}

#[test]
fn every_phrasing_brings_up_its_question_first_or_nothing() {
    let (wrong, tried) = judge(false);
    assert!(tried >= 90);
    assert!(
        wrong.is_empty(),
        "{} of {tried} wrong:\n{wrong}",
        wrong.lines().count()
    );
}

#[test]
#[ignore]
fn held_back() {
    let (wrong, tried) = judge(true);
    assert!(
        wrong.is_empty(),
        "{} of {tried} wrong:\n{wrong}",
        wrong.lines().count()
    );
}
