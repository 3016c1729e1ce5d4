//! What candidates type, held against the shipped designs: each phrasing of `phrasings.toml` brings up its question
//! first, or nothing where the design has no answer.

use forty::content::{Origin, read_design, shipped};
use forty::domain::content::design::Design;
use forty::domain::interview::questions::Questions;
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
fn judge(held_back: bool) -> (Vec<String>, usize) {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for of in phrasings() {
        let design = design(&of.id);
        let questions = Questions::of(&design);
        let finds = of
            .find
            .iter()
            .map(|find| (&find.typed, Some(&find.ask), find.held_back));
        let nones = of
            .none
            .iter()
            .map(|none| (&none.typed, None, none.held_back));
        for (typed, ask, _) in finds.chain(nones).filter(|(_, _, back)| *back == held_back) {
            tried += 1;
            let best = questions.best(typed).into_iter();
            let found: Vec<&String> = best.map(|place| &design.clarify[place].ask).collect();
            if found.first() != ask.as_ref() {
                let wanted = ask.map_or("nothing", String::as_str);
                wrong.push(format!(
                    "{}: `{typed}` should find {wanted}, finds {found:#?}",
                    of.id
                ));
            }
        }
    }
    (wrong, tried)
}

#[test]
fn a_phrasing_brings_up_its_question_first_and_one_without_an_answer_nothing() {
    let (wrong, tried) = judge(false);
    assert!(tried >= 110, "{tried} phrasings");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_the_phrasings_that_nothing_was_tuned_on_nine_in_ten_are_right() {
    let (wrong, tried) = judge(true);
    assert!(tried >= 60, "{tried} phrasings");
    assert!(wrong.len() * 10 <= tried, "{}", wrong.join("\n"));
}

#[test]
fn every_wording_in_a_design_brings_up_the_question_it_stands_with() {
    for entry in shipped::designs() {
        let design = design(entry.id);
        let questions = Questions::of(&design);
        for (place, clarify) in design.clarify.iter().enumerate() {
            assert_eq!(
                questions.best(&clarify.ask).first(),
                Some(&place),
                "{}: {}",
                entry.id,
                clarify.ask
            );
            for also in &clarify.also {
                assert!(
                    questions.best(also).contains(&place),
                    "{}: {also}",
                    entry.id
                );
            }
        }
    }
}
