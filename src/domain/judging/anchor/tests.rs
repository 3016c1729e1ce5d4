//! Where the text of a comment is found after the notes changed.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::domain::session::log::tests::head;

/// A session with these notes, one stage each.
pub(in crate::domain::judging) fn session(notes: &[&str]) -> Session {
    let shorts: Vec<String> = (0..notes.len())
        .map(|index| format!("stage-{index}"))
        .collect();
    let shorts: Vec<&str> = shorts.iter().map(String::as_str).collect();
    let mut session = Session::new(head(&shorts));
    for (state, notes) in session.stages.iter_mut().zip(notes) {
        state.notes.replace_with(notes, Duration::ZERO);
    }
    session
}

fn anchor(line: usize, text: &str) -> Anchor {
    Anchor {
        stage: 0,
        line,
        text: text.into(),
        time: None,
    }
}

/// Where an anchor is found in these notes: stage and line.
fn found(anchor: &Anchor, notes: &[&str]) -> Option<(usize, usize)> {
    let spot = anchor.find(&session(notes));
    spot.map(|spot| (spot.stage, spot.line))
}

#[test]
fn an_anchor_holds_the_lines_it_was_made_on_in_either_order() {
    let session = session(&["one\n\n  three\nfour"]);
    let on = |first, last| Anchor::on(&session, 0, first, last);
    assert_eq!(on(0, 0), Some(anchor(0, "one")));
    assert_eq!(on(2, 0), Some(anchor(0, "one\n\n  three")));
    assert_eq!(on(0, 2), on(2, 0));
    assert_eq!(on(2, 99), Some(anchor(2, "  three\nfour")));
    assert_eq!(on(0, 2).map(|anchor| anchor.lines()), Some(3));
}

#[test]
fn blank_lines_and_lines_past_the_end_have_no_anchor() {
    let session = session(&["one\n \n\t\n", ""]);
    for (stage, first, last) in [
        (0, 1, 3),
        (0, 9, 9),
        (0, 9, usize::MAX),
        (1, 0, 0),
        (2, 0, 0),
    ] {
        assert_eq!(Anchor::on(&session, stage, first, last), None);
    }
}

#[test]
fn text_is_found_where_it_was_and_where_it_moved() {
    let cache = anchor(1, "cache");
    assert_eq!(found(&cache, &["a\ncache\nb"]), Some((0, 1)));
    assert_eq!(found(&cache, &["cache"]), Some((0, 0)));
    assert_eq!(found(&cache, &["a\nb\nc\nd\n\t cache "]), Some((0, 4)));
}

#[test]
fn of_equal_lines_the_nearest_is_found() {
    let cache = anchor(5, "cache");
    let notes = "cache\na\nb\ncache\nc\nd\ne\nf\ncache";
    assert_eq!(found(&cache, &[notes]), Some((0, 3)));
    assert_eq!(found(&anchor(7, "cache"), &[notes]), Some((0, 8)));
    assert_eq!(found(&anchor(8, "cache"), &[notes]), Some((0, 8)));
    assert_eq!(found(&anchor(usize::MAX, "cache"), &[notes]), Some((0, 8)));
}

#[test]
fn an_extended_line_is_found_while_it_contains_the_text() {
    let cache = anchor(0, "cache the captions");
    let written_on = "why we cache the captions: p95";
    assert_eq!(found(&cache, &[written_on]), Some((0, 0)));
    // An equal line is preferred to one that only contains the text, however far away it is.
    let both = format!("{written_on}\na\nb\nc\ncache the captions");
    assert_eq!(found(&cache, &[&both]), Some((0, 4)));
    assert_eq!(found(&cache, &["cache all captions"]), None);
}

#[test]
fn a_line_that_moved_to_another_stage_is_found_there() {
    let cache = anchor(4, "cache");
    assert_eq!(found(&cache, &["gone", "a\ncache", "cache"]), Some((1, 1)));
    // The original stage is preferred, even if the line was extended there.
    let notes = ["we cache it", "cache"];
    assert_eq!(found(&cache, &notes), Some((0, 0)));
    // In another stage only the line as it was is believed.
    assert_eq!(found(&cache, &["gone", "we cache it"]), None);
}

#[test]
fn several_lines_are_found_together_with_the_blank_ones_between_them() {
    let lines = anchor(0, "one\n\nthree");
    assert_eq!(found(&lines, &["0\none\n  \nthree"]), Some((0, 1)));
    assert_eq!(found(&lines, &["the one\n\nthree!"]), Some((0, 0)));
    assert_eq!(found(&lines, &["one\nthree"]), None);
    assert_eq!(found(&lines, &["one\ntwo\nthree"]), None);
    assert_eq!(found(&lines, &["one\n"]), None);
}

#[test]
fn removed_text_is_not_found() {
    assert_eq!(found(&anchor(0, "cache"), &["", "queue"]), None);
    let elsewhere = Anchor {
        stage: 7,
        ..anchor(0, "cache")
    };
    assert_eq!(found(&elsewhere, &["queue"]), None);
    assert_eq!(found(&elsewhere, &["cache"]), Some((0, 0)));
}

#[test]
fn a_very_long_anchor_is_searched_only_at_its_line() {
    let many = "a\n".repeat(100_000);
    let slow = format!("{}b", "a\n".repeat(50_000));
    assert_eq!(found(&anchor(0, &slow), &[&many]), None);
    let notes = session(&[&format!("{slow}\n{slow}")]);
    let whole = Anchor::on(&notes, 0, 0, 50_000).unwrap();
    let spot = whole.find(&notes).unwrap();
    assert_eq!((spot.stage, spot.line), (0, 0));
}

proptest! {
    #[test]
    fn an_anchor_is_found_on_the_lines_it_was_made_on(
        notes in r"([ab ]|\n|\r|\u{2028}|\PC){0,60}",
        first in 0usize..12,
        last in 0usize..12,
    ) {
        let session = session(&["ab\nb", &notes]);
        if let Some(anchor) = Anchor::on(&session, 1, first, last) {
            let spot = anchor.find(&session);
            prop_assert_eq!(spot, Some(LinePosition { stage: 1, line: first.min(last) }));
        }
    }

    #[test]
    fn searching_for_any_text_never_panics(
        notes in r"([ab ]|\n|\PC){0,40}",
        text in r"([ab ]|\n|\PC){0,20}",
        stage in 0usize..4,
        line in prop_oneof![0usize..40, Just(usize::MAX)],
    ) {
        let session = session(&[&notes, "a\nb"]);
        let anchor = Anchor { stage, line, text, time: None };
        if let Some(spot) = anchor.find(&session) {
            let there = session.stages[spot.stage].notes.line_count();
            prop_assert!(spot.line + anchor.lines() <= there);
        }
    }
}
