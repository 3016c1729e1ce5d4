//! The notes' text held to its rules: what touches a line, and many edits told as one.

use proptest::prelude::*;

use super::*;

fn edit(at: usize, removed: usize, inserted: &str) -> Edit {
    Edit {
        at,
        removed,
        inserted: inserted.to_string(),
    }
}

fn at(minute: u64) -> Duration {
    Duration::from_secs(60 * minute)
}

/// A text whose lines were touched in the minutes that stand before them: `1 first|2 second`.
fn text(lines: &str) -> Text {
    let lines: Vec<(&str, &str)> = lines.split('|').filter_map(|l| l.split_once(' ')).collect();
    let words: Vec<&str> = lines.iter().map(|line| line.1).collect();
    Text {
        rope: Rope::from_str(&words.join("\n")),
        touched: lines
            .iter()
            .map(|line| at(line.0.parse().expect("a minute")))
            .collect(),
    }
}

/// The lines with the minutes they were touched in.
fn minutes(text: &Text) -> String {
    let lines = (0..text.line_count())
        .map(|line| format!("{} {}", text.touched(line).as_secs() / 60, text.line(line)));
    lines.collect::<Vec<_>>().join("|")
}

#[test]
fn a_line_is_touched_when_its_words_change_and_not_when_it_moves() {
    for (before, change, after) in [
        ("0 ", edit(0, 0, "a"), "9 a"),
        ("1 a|2 b|3 c", edit(2, 0, "x"), "1 a|9 xb|3 c"),
        ("1 a|2 b", edit(1, 0, "\n"), "1 a|9 |2 b"),
        ("1 a|2 b", edit(0, 0, "\n"), "9 |1 a|2 b"),
        ("1 ab|2 c", edit(1, 0, "\n"), "9 a|9 b|2 c"),
        ("1 a|2 b|3 c", edit(2, 2, ""), "1 a|3 c"),
        ("1 a|2 b|3 c", edit(1, 2, ""), "1 a|3 c"),
        ("1 a|2 b|3 c", edit(1, 1, ""), "9 ab|3 c"),
        ("1 a|2 |3 c", edit(1, 1, ""), "1 a|3 c"),
        ("1 a|2 b", edit(2, 1, "b"), "1 a|2 b"),
        ("1 a|2 b|3 c", edit(0, 5, "a\nx\ny\nc"), "1 a|9 x|9 y|3 c"),
        ("1 a|2 b", edit(3, 0, "\nc\nd"), "1 a|2 b|9 c|9 d"),
        ("1 a|2 b", edit(0, 3, ""), "9 "),
    ] {
        let mut text = text(before);
        assert_eq!(text.apply(&change, at(9)), Ok(()));
        assert_eq!(minutes(&text), after, "{before} and {change:?}");
        assert_eq!(text.moments().len(), text.line_count());
    }
}

#[test]
fn an_edit_past_the_end_is_refused_and_changes_nothing() {
    for change in [edit(4, 0, "x"), edit(2, 2, ""), edit(usize::MAX, 2, "")] {
        let mut text = text("1 a|2 b");
        assert!(text.apply(&change, at(9)).is_err(), "{change:?}");
        assert_eq!(minutes(&text), "1 a|2 b");
    }
    let mut short = text("1 añ");
    assert_eq!(
        short.apply(&edit(2, 0, "!"), at(9)),
        Ok(()),
        "places are characters, not bytes"
    );
    let misfit = short
        .apply(&edit(9, 1, ""), at(9))
        .map_err(|misfit| misfit.to_string());
    assert_eq!(
        misfit,
        Err("edit at 9 removes 1 of a text of 3 characters".to_string())
    );
}

#[test]
fn a_text_that_becomes_another_keeps_the_moments_of_lines_that_stay() {
    let mut text = text("1 a|2 b|3 c");
    text.become_text("a\nx\nc", at(9));
    assert_eq!(minutes(&text), "1 a|9 x|3 c");
    text.become_text("a\nx\nc", at(10));
    assert_eq!(minutes(&text), "1 a|9 x|3 c");
    text.become_text("", at(11));
    assert_eq!(minutes(&text), "11 ");
    assert!(text.is_empty());
}

#[test]
fn lines_end_at_lf_alone_and_there_is_always_one() {
    assert_eq!(Text::default().line_count(), 1);
    let text = text("1 a\r\u{b}\u{85}\u{2028}b|2 ");
    assert_eq!(text.line_count(), 2);
    assert_eq!(text.rope().len_lines(), 2);
    assert_eq!(text.line(0), "a\r\u{b}\u{85}\u{2028}b");
    assert_eq!(text.line(1), "");
    assert_eq!(text.line(7), "");
    assert_eq!(text.touched(7), Duration::ZERO);
}

#[test]
fn the_checksum_is_that_of_the_bytes() {
    let mut text = Text::default();
    text.become_text("123456789", at(1));
    assert_eq!(text.crc(), 0xcbf4_3926);
}

#[test]
fn the_smallest_edit_leaves_out_what_is_the_same_at_both_ends() {
    for (before, after, change) in [
        ("", "", None),
        ("same", "same", None),
        ("abc", "axc", Some(edit(1, 1, "x"))),
        ("abc", "ac", Some(edit(1, 1, ""))),
        ("aa", "aaa", Some(edit(2, 0, "a"))),
        ("aaa", "aa", Some(edit(2, 1, ""))),
        ("日本", "日x本", Some(edit(1, 0, "x"))),
        ("abc", "", Some(edit(0, 3, ""))),
    ] {
        let (before, after) = (Rope::from_str(before), Rope::from_str(after));
        let whole = Change {
            old: 0..before.len_chars(),
            new: 0..after.len_chars(),
        };
        assert_eq!(
            whole.smallest(&before, &after),
            change,
            "{before} to {after}"
        );
    }
}

#[test]
fn a_change_grows_to_hold_the_next_on_either_side() {
    let first = Change {
        old: 5..7,
        new: 5..6,
    };
    for (next, both) in [
        (
            Change {
                old: 6..6,
                new: 6..8,
            },
            Change {
                old: 5..7,
                new: 5..8,
            },
        ),
        (
            Change {
                old: 8..9,
                new: 8..8,
            },
            Change {
                old: 5..10,
                new: 5..8,
            },
        ),
        (
            Change {
                old: 1..2,
                new: 1..4,
            },
            Change {
                old: 1..7,
                new: 1..8,
            },
        ),
        (
            Change {
                old: 2..9,
                new: 2..2,
            },
            Change {
                old: 2..10,
                new: 2..2,
            },
        ),
        (
            Change {
                old: 5..6,
                new: 5..5,
            },
            Change {
                old: 5..7,
                new: 5..5,
            },
        ),
    ] {
        assert_eq!(first.clone().then(&next), both, "{next:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn many_edits_told_as_one_make_the_same_text(
        start in "[ab\né]{0,20}",
        edits in prop::collection::vec((0..30_usize, 0..6_usize, "[ab\né]{0,4}"), 1..12),
    ) {
        let mut text = Text::default();
        text.become_text(&start, at(1));
        let before = text.clone();
        let mut all: Option<Change> = None;
        for (place, removed, inserted) in edits {
            let len = text.rope().len_chars();
            let place = place.min(len);
            let edit = edit(place, removed.min(len - place), &inserted);
            prop_assert_eq!(text.apply(&edit, at(2)), Ok(()));
            prop_assert_eq!(text.moments().len(), text.rope().len_lines());
            let next = Change::of(&edit);
            all = Some(match all {
                Some(all) => all.then(&next),
                None => next,
            });
        }
        let told = all.and_then(|all| all.smallest(before.rope(), text.rope()));
        prop_assert_eq!(told.is_none(), before.rope() == text.rope());
        let mut replayed = before;
        if let Some(told) = told {
            prop_assert_eq!(replayed.apply(&told, at(2)), Ok(()));
        }
        prop_assert_eq!(replayed.rope(), text.rope());
    }
}
