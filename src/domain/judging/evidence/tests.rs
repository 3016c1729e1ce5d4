//! Which lines can be evidence, and what is said of a mark whose line changed.

use super::*;
use crate::domain::judging::anchor::tests::session;

const CHANGED: Option<&str> = Some("the line was changed or removed after it was marked");

/// A mark made on a line of the first stage.
fn marked(line: usize, text: &str) -> Evidence {
    Evidence {
        look_for: "a budget".into(),
        level: "solid".into(),
        in_stage: 0,
        line,
        text: text.into(),
    }
}

#[test]
fn a_mark_follows_its_line_and_says_so_once_the_line_differs() {
    let table = [
        ("it stayed", vec!["p95 300 ms\ncost"], (0, 0), None),
        (
            "a line came before it",
            vec!["cost\np95 300 ms"],
            (0, 1),
            None,
        ),
        ("it was indented", vec!["  p95 300 ms"], (0, 0), None),
        (
            "it moved to another stage",
            vec!["", "p95 300 ms"],
            (1, 0),
            None,
        ),
        (
            "words were added",
            vec!["goal\np95 300 ms at peak"],
            (0, 1),
            CHANGED,
        ),
        (
            "it was rewritten",
            vec!["p95 500 ms\ncost"],
            (0, 0),
            CHANGED,
        ),
        ("its case changed", vec!["P95 300 ms"], (0, 0), CHANGED),
        ("it was removed", vec!["cost"], (0, 0), CHANGED),
        ("all was removed", vec![""], (0, 0), CHANGED),
    ];
    let evidence = marked(0, "p95 300 ms");
    for (case, notes, (stage, line), change) in table {
        let session = session(&notes);
        let placed = PlacedEvidence::of(&evidence, &session);
        assert_eq!(placed.location(), LinePosition { stage, line }, "{case}");
        assert_eq!(placed.change(), change, "{case}");
        assert_eq!(placed.is_changed, change.is_some(), "{case}");
    }
}

#[test]
fn a_line_is_linked_only_while_the_notes_have_its_words() {
    let evidence = marked(3, "p95 300 ms");
    for (notes, is_there) in [
        ("p95 300 ms", true),
        ("p95 300 ms at peak", true),
        ("p95 500 ms", false),
    ] {
        let session = session(&[notes]);
        let position = PlacedEvidence::of(&evidence, &session).position;
        assert_eq!(position.is_some(), is_there, "{notes}");
    }
}

#[test]
fn a_mark_in_a_stage_that_does_not_exist_is_changed() {
    let mut evidence = marked(usize::MAX, "p95 300 ms");
    evidence.in_stage = usize::MAX;
    let session = session(&["cost"]);
    let placed = PlacedEvidence::of(&evidence, &session);
    assert_eq!((placed.position, placed.change()), (None, CHANGED));
    assert_eq!(placed.location().line, usize::MAX);
}

#[test]
fn a_blank_line_and_the_interviewers_words_are_no_evidence() {
    let session = session(&["p95 300 ms\n \nQ: how fast?\nA: 300 ms"]);
    let item = RubricItem::default();
    let made_in = |stage, line| evidence(&session, &item, LinePosition { stage, line });
    let made = |line| made_in(0, line);
    assert_eq!(made(0).map(|made| made.text), Ok("p95 300 ms".to_owned()));
    assert_eq!(made(1), Err(NoEvidence::Empty));
    assert_eq!(made(2), Err(NoEvidence::Interviewer));
    assert_eq!(made(3), Err(NoEvidence::Interviewer));
    assert_eq!(made(99), Err(NoEvidence::Empty));
    assert_eq!(made_in(7, 0), Err(NoEvidence::Empty));
}
