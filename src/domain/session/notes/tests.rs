//! The rules of the notes: which lines get a new time, and how splices are joined.

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

/// A text whose lines have the times in minutes written before them: `1 first|2 second`.
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
fn a_line_gets_a_new_time_when_its_text_changes_and_not_when_it_moves() {
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
        assert_eq!(text.touched_times().len(), text.line_count());
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
        "offsets are characters, not bytes"
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
fn a_replaced_text_keeps_the_times_of_lines_that_stay() {
    let mut text = text("1 a|2 b|3 c");
    text.replace_with("a\nx\nc", at(9));
    assert_eq!(minutes(&text), "1 a|9 x|3 c");
    text.replace_with("a\nx\nc", at(10));
    assert_eq!(minutes(&text), "1 a|9 x|3 c");
    text.replace_with("", at(11));
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
    text.replace_with("123456789", at(1));
    assert_eq!(text.crc(), 0xcbf4_3926);
}

#[test]
fn the_smallest_splice_leaves_out_what_is_the_same_at_both_ends() {
    for (before, after, smallest) in [
        ("", "", (0, "", "")),
        ("same", "same", (4, "", "")),
        ("abc", "axc", (1, "b", "x")),
        ("abc", "ac", (1, "b", "")),
        ("aa", "aaa", (2, "", "a")),
        ("aaa", "aa", (2, "a", "")),
        ("日本", "日x本", (1, "", "x")),
        ("abc", "", (0, "abc", "")),
    ] {
        let splice = Splice::between(before, after);
        let parts = (splice.at, &*splice.removed, &*splice.inserted);
        assert_eq!(parts, smallest, "{before} to {after}");
        assert_eq!(splice.is_empty(), before == after);
    }
}

fn splice(at: usize, removed: &str, inserted: &str) -> Splice {
    Splice {
        at,
        removed: removed.to_owned(),
        inserted: inserted.to_owned(),
    }
}

#[test]
fn adjacent_splices_are_joined_and_others_are_not() {
    // All follow a first splice that makes `-éü-` out of `-x-`.
    for (next, joined) in [
        (splice(3, "", "b"), Some(splice(1, "x", "éüb"))),
        (splice(1, "", "b"), Some(splice(1, "x", "béü"))),
        (splice(2, "", "b"), Some(splice(1, "x", "ébü"))),
        (splice(2, "ü", ""), Some(splice(1, "x", "é"))),
        (splice(1, "éü", ""), Some(splice(1, "x", ""))),
        (splice(0, "-", ""), Some(splice(0, "-x", "éü"))),
        (splice(0, "-é", "b"), Some(splice(0, "-x", "bü"))),
        (splice(2, "ü-", "b"), Some(splice(1, "x-", "éb"))),
        (splice(3, "-", ""), Some(splice(1, "x-", "éü"))),
        (splice(0, "-éü-", "b"), Some(splice(0, "-x-", "b"))),
        (splice(4, "", "b"), None),
        (splice(0, "", "b"), None),
    ] {
        let mut first = splice(1, "x", "éü");
        assert_eq!(first.join(&next), joined.is_some(), "{next:?}");
        assert_eq!(first, joined.unwrap_or(splice(1, "x", "éü")), "{next:?}");
    }
}

#[test]
fn a_splice_and_its_inverse_cancel_out() {
    for first in [
        splice(2, "ab", "xyz"),
        splice(0, "", "é"),
        splice(7, "é\n", ""),
    ] {
        let mut both = first.clone();
        assert!(both.join(&first.inverse()));
        assert!(both.trimmed().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn joined_splices_make_the_same_text_as_one_after_the_other(
        start in "[ab\né]{0,20}",
        edits in prop::collection::vec((0..30_usize, 0..6_usize, "[ab\né]{0,4}"), 1..12),
    ) {
        let mut text = Text::default();
        text.replace_with(&start, at(1));
        let mut replayed = text.clone();
        let mut splices: Vec<Splice> = Vec::new();
        for (offset, removed, inserted) in edits {
            let len = text.rope().len_chars();
            let offset = offset.min(len);
            let end = len.min(offset + removed);
            let next = Splice {
                at: offset,
                removed: text.rope().slice(offset..end).to_string(),
                inserted,
            };
            prop_assert_eq!(text.apply(&next.to_edit(), at(2)), Ok(()));
            prop_assert_eq!(text.touched_times().len(), text.rope().len_lines());
            if !splices.last_mut().is_some_and(|last| last.join(&next)) {
                splices.push(next);
            }
        }
        for splice in splices {
            prop_assert_eq!(replayed.apply(&splice.trimmed().to_edit(), at(2)), Ok(()));
        }
        prop_assert_eq!(replayed.rope(), text.rope());
    }
}
