//! The levels that marks reach.

use super::*;

/// Three solid, three strong and two exceptional items, as the rubric of every stage that ships.
fn items() -> Vec<RubricItem> {
    let levels = [
        (Level::Solid, 3),
        (Level::Strong, 3),
        (Level::Exceptional, 2),
    ];
    let levels = levels
        .iter()
        .flat_map(|(level, times)| vec![*level; *times]);
    levels.map(item).collect()
}

fn item(level: Level) -> RubricItem {
    RubricItem {
        level,
        ..RubricItem::default()
    }
}

/// Marks written `x` and `-`, blanks for the eye.
fn marks(written: &str) -> Vec<bool> {
    let marks = written.chars().filter(|mark| *mark != ' ');
    marks.map(|mark| mark == 'x').collect()
}

#[test]
fn a_level_needs_two_thirds_of_its_items_and_of_those_of_every_level_below() {
    let table = [
        ("--- --- --", 1, "solid needs 2 of 3 solid items, 0 shown"),
        ("x-- --- --", 1, "solid needs 2 of 3 solid items, 1 shown"),
        ("x-x --- --", 2, "strong needs 2 of 3 strong items, 0 shown"),
        ("xxx x-- --", 2, "strong needs 2 of 3 strong items, 1 shown"),
        (
            "xx- -xx --",
            3,
            "exceptional needs 2 of 2 exceptional items, 0 shown",
        ),
        (
            "xxx xxx x-",
            3,
            "exceptional needs 2 of 2 exceptional items, 1 shown",
        ),
        ("xx- x-x xx", 4, "2 of 2 exceptional items shown"),
        ("xxx xxx xx", 4, "2 of 2 exceptional items shown"),
        ("x-- xxx xx", 1, "solid needs 2 of 3 solid items, 1 shown"),
        ("xxx x-- xx", 2, "strong needs 2 of 3 strong items, 1 shown"),
        ("--- --- xx", 1, "solid needs 2 of 3 solid items, 0 shown"),
    ];
    for (shown, number, reason) in table {
        let verdict = level(&marks(shown), &items());
        assert_eq!(
            (verdict.level, verdict.reason.to_string().as_str()),
            (number, reason),
            "{shown}"
        );
    }
}

#[test]
fn an_item_without_a_mark_is_not_shown_and_a_mark_without_an_item_counts_nothing() {
    assert_eq!(level(&[], &items()).level, 1);
    assert_eq!(level(&marks("xx"), &items()).level, 2);
    assert_eq!(
        level(&marks("xxx xxx xx xxx"), &items()),
        level(&marks("xxx xxx xx"), &items())
    );
}

#[test]
fn two_thirds_are_rounded_up() {
    for (count, needed) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4)] {
        let items = vec![item(Level::Solid); count];
        let shown: Vec<bool> = (0..count).map(|index| index + 1 < needed).collect();
        assert_eq!(level(&shown, &items).level, 1, "{count}");
        let shown: Vec<bool> = (0..count).map(|index| index < needed).collect();
        assert_eq!(level(&shown, &items).level, 2, "{count}");
    }
}

#[test]
fn a_level_without_items_is_skipped_and_not_reached() {
    let verdict = level(&[], &[]);
    assert_eq!(verdict.level, 1);
    assert_eq!(verdict.reason.to_string(), "the rubric has no items");
    let only_strong = [item(Level::Strong)];
    assert_eq!(level(&[true], &only_strong).level, 3);
    assert_eq!(
        level(&[true], &only_strong).reason.to_string(),
        "1 of 1 strong items shown"
    );
    assert_eq!(level(&[false], &only_strong).level, 1);
}

#[test]
fn a_level_is_a_digit_and_a_word_everywhere() {
    let words = ["x", "xx", "xx- xx", "xx- xx- xx"]
        .map(|shown| level_text(Some(level(&marks(shown), &items()).level)));
    assert_eq!(words, ["1 weak", "2 solid", "3 strong", "4 exceptional"]);
    assert_eq!(level_text(None), "-");
}

#[test]
fn a_gap_is_the_self_level_minus_the_coachs() {
    let table = [
        (Some(3), Some(2), "+1"),
        (Some(2), Some(2), "0"),
        (Some(1), Some(4), "-3"),
        (None, Some(4), "-"),
        (Some(1), None, "-"),
    ];
    for (own, coach, gap) in table {
        assert_eq!(level_gap(own, coach), gap);
    }
}

#[test]
fn the_level_so_far_says_what_is_reached_and_what_is_missing() {
    let table: [(&str, u8, &[&str]); 4] = [
        (
            "x-- --- --",
            1,
            &[
                "1 of 3 solid items is shown, 2 are needed.",
                "One solid item is missing to reach level 2 solid.",
            ],
        ),
        (
            "xx- --- --",
            2,
            &[
                "2 of 3 solid items are shown: solid is reached.",
                "2 strong items are missing to reach level 3 strong.",
            ],
        ),
        (
            "xxx xx- xx",
            4,
            &["2 of 2 exceptional items are shown: exceptional is reached."],
        ),
        (
            "",
            1,
            &[
                "0 of 3 solid items are shown, 2 are needed.",
                "2 solid items are missing to reach level 2 solid.",
            ],
        ),
    ];
    for (shown, level, sentences) in table {
        let standing = standing(&marks(shown), &items());
        assert_eq!(standing.level, level, "{shown}");
        assert_eq!(standing.sentences, sentences, "{shown}");
    }
    assert!(standing(&[], &[]).sentences.is_empty());
}
