//! What the box of questions asks of what was found.

use super::super::super::asking::{AskRow, Asking};
use super::*;

#[test]
fn a_clause_that_speaks_of_what_was_named_is_no_other_question_where_one_answer_tells_both() {
    let own: [Asked; 3] = [
        (
            "Which machines do we have, and what does an hour cost?",
            &[],
            &["how many gpus", "cost of a gpu"],
        ),
        ("How much money may we spend?", &["budget"], &[]),
        ("How many couriers are there?", &[], &["couriers"]),
    ];
    let questions = Questions::new(&design(&own), &topics());
    let asked = |typed: &str| -> Vec<Option<usize>> {
        let found = questions.find(typed);
        found.parts.iter().map(Part::question).collect()
    };
    let both = "how many gpus can I use and what do they cost?";
    assert_eq!(asked(both), [Some(0)]);
    let asking = Asking::new(both, &questions);
    assert_eq!(asking.heading(), ("1 question matches".to_owned(), false));
    // Nothing of the couriers' answer tells what they cost.
    assert_ne!(
        asked("how many couriers are there and what do they cost?"),
        [Some(2)]
    );
}

#[test]
fn enter_asks_no_question_that_is_only_close() {
    for (typed, close) in [
        ("who reads it at night", 2),
        ("giraffe zoo opening latency", 1),
    ] {
        let asking = Asking::new(typed, &questions());
        let offered: Vec<_> = asking
            .rows()
            .iter()
            .filter_map(|row| row.question)
            .collect();
        assert_eq!(offered.first(), Some(&close), "{typed}");
        let asks = asking.asks();
        assert_eq!(asks.len(), 1, "{typed}");
        assert_eq!(asks[0].question, None, "{typed}");
    }
}

#[test]
fn a_question_that_is_marked_for_a_part_without_a_match_stands_for_that_part() {
    let typed = "what is the latency, and who reads it at night?";
    let mut asking = Asking::new(typed, &questions());
    let typed_of = |asking: &Asking| -> Vec<(String, Option<usize>)> {
        let asks = asking.asks().into_iter();
        asks.map(|ask| (ask.typed, ask.question)).collect()
    };
    let parts = ["what is the latency", "who reads it at night?"].map(str::to_owned);
    let [latency, reader] = parts;
    assert_eq!(
        typed_of(&asking),
        [(latency.clone(), Some(1)), (reader.clone(), None)]
    );
    let of_reader = |row: &AskRow| row.question == Some(2);
    let at = asking
        .rows()
        .iter()
        .position(of_reader)
        .expect("it is offered");
    asking.toggle(at);
    assert_eq!(
        typed_of(&asking),
        [(latency.clone(), Some(1)), (reader.clone(), Some(2))]
    );
    asking.toggle(at);
    assert_eq!(typed_of(&asking), [(latency, Some(1)), (reader, None)]);
}

#[test]
fn marking_rows_at_once_asks_the_same_as_marking_one_by_one() {
    let typed = "what is the latency, and who reads it at night?";
    let mut asking = Asking::new(typed, &questions());
    let of_reader = |row: &AskRow| row.question == Some(2);
    let reader = asking.rows().iter().position(of_reader);
    asking.mark_only(&[0, reader.expect("it is offered")]);
    let asks = asking.asks().into_iter();
    let asks: Vec<_> = asks.map(|ask| (ask.typed, ask.question)).collect();
    let expected = [("what is the latency", 1), ("who reads it at night?", 2)];
    assert_eq!(
        asks,
        expected.map(|(typed, one)| (typed.to_owned(), Some(one)))
    );
}

#[test]
fn every_part_that_matches_is_asked_and_none_is_called_not_understood() {
    let asks = ["latency", "budget", "fleet", "labels", "privacy", "weather"];
    let own = asks.map(|ask| (ask, [].as_slice(), [].as_slice()));
    let questions = Questions::new(&design(&own), &[]);
    let asking = Asking::new(&asks.join("? "), &questions);
    let asked: Vec<_> = asking.asks().iter().map(|ask| ask.question).collect();
    assert_eq!(asked, (0..6).map(Some).collect::<Vec<_>>());
    assert_eq!(
        asking.heading(),
        ("6 questions match, one for each part".to_owned(), false)
    );
}
