//! The level that a coach's marks reach, changes after the reveal, and how drafts become comments.

use chrono::DateTime;
use proptest::prelude::*;

use super::*;

fn later(seconds: i64) -> Wall {
    let wall = DateTime::parse_from_rfc3339("2026-11-24T09:00:00+01:00").unwrap();
    wall + chrono::Duration::seconds(seconds)
}

/// Three solid, three strong and two exceptional items, as the rubric of every stage that ships.
fn rubric() -> Vec<RubricItem> {
    let levels = [
        (Level::Solid, 3),
        (Level::Strong, 3),
        (Level::Exceptional, 2),
    ];
    let levels = levels
        .into_iter()
        .flat_map(|(level, times)| vec![level; times]);
    let item = |level| RubricItem {
        level,
        look_for: String::new(),
        ..RubricItem::default()
    };
    levels.map(item).collect()
}

fn shown() -> CoachMark {
    CoachMark::Shown(Evidence {
        look_for: "a cache".into(),
        level: "strong".into(),
        in_stage: 0,
        line: 0,
        text: "cache".into(),
    })
}

/// A review with the marks of the first stage written `x`, `-` and `u`, `.` for none, blanks for the eye.
fn marked(written: &str) -> Review {
    let mut review = Review::new("Ada");
    let marks = written.chars().filter(|mark| *mark != ' ');
    for (item, mark) in marks.enumerate() {
        let mark = match mark {
            'x' => shown(),
            '-' => CoachMark::NotShown,
            'u' => CoachMark::NotAssessed,
            _ => continue,
        };
        review.mark(0, item, mark, later(0));
    }
    review
}

fn level(written: &str) -> Option<u8> {
    let verdict = marked(written).verdict(0, &rubric());
    verdict.map(|verdict| verdict.level)
}

#[test]
fn a_level_needs_two_thirds_of_its_items_and_of_those_below() {
    for (written, expected) in [
        ("--- --- --", 1),
        ("x-- xxx xx", 1),
        ("xx- --- xx", 2),
        ("xx- xx- x-", 3),
        ("xx- xx- xx", 4),
        ("xxx xxx xx", 4),
    ] {
        assert_eq!(level(written), Some(expected), "{written}");
    }
}

#[test]
fn items_that_were_not_assessed_count_neither_way() {
    for (written, expected) in [
        // One of two is less than two thirds; one of one and two of two are enough.
        ("x-u --- --", 1),
        ("xuu --- --", 2),
        ("xxu xuu xu", 4),
        ("xxx x-u xx", 2),
        ("-uu xxx xx", 1),
    ] {
        assert_eq!(level(written), Some(expected), "{written}");
    }
}

#[test]
fn a_level_without_any_assessed_item_is_not_reached() {
    assert_eq!(level("uuu xxx xx"), Some(1));
    assert_eq!(level("xxx uuu xx"), Some(2));
    assert_eq!(level("xxx xxx uu"), Some(3));
    let verdict = marked("xxx uuu xx").verdict(0, &rubric()).unwrap();
    let lacking = rubric::Reason::Lacking {
        next: Level::Strong,
        needed: 2,
        items: 3,
        shown: 0,
    };
    assert_eq!(verdict.reason, lacking);
}

#[test]
fn there_is_no_level_where_nothing_could_be_assessed_or_an_item_has_no_mark() {
    assert_eq!(level("uuu uuu uu"), None);
    assert_eq!(level("xxx xxx x."), None);
    assert_eq!(level(""), None);
    let review = marked("xxx");
    assert_eq!(review.verdict(0, &[]), None);
    assert_eq!(review.verdict(9, &rubric()), None);
}

proptest! {
    #[test]
    fn with_everything_assessed_the_level_is_that_of_the_rubric(
        shown in prop::collection::vec(any::<bool>(), 8),
        levels in prop::collection::vec(0usize..3, 8),
    ) {
        let mut items = rubric();
        for (item, level) in items.iter_mut().zip(levels) {
            item.level = Level::ALL[level];
        }
        let written: String = shown.iter().map(|shown| if *shown { 'x' } else { '-' }).collect();
        let verdict = marked(&written).verdict(0, &items);
        prop_assert_eq!(verdict, Some(rubric::level(&shown, &items)));
    }

    #[test]
    fn a_rubric_without_the_unassessed_items_of_assessed_levels_gives_the_same_level(
        written in "[xu-]{8}",
    ) {
        let Some(verdict) = marked(&written).verdict(0, &rubric()) else {
            prop_assert_eq!(written, "uuuuuuuu");
            return Ok(());
        };
        let (mut items, mut assessed) = (Vec::new(), String::new());
        for (item, mark) in rubric().into_iter().zip(written.chars()) {
            let same_level = rubric().into_iter().zip(written.chars());
            let is_dark = same_level
                .filter(|(other, _)| other.level == item.level)
                .all(|(_, mark)| mark == 'u');
            if mark != 'u' || is_dark {
                items.push(item);
                assessed.push(if mark == 'x' { 'x' } else { '-' });
            }
        }
        prop_assert_eq!(marked(&assessed).verdict(0, &items), Some(verdict));
    }
}

#[test]
fn the_rest_of_a_stage_is_marked_without_touching_what_has_a_mark() {
    let mut review = marked("x.-.....");
    assert_eq!(review.marked(0, 8), 2);
    assert!(!review.is_scored(0, 8));
    review.mark_rest(0, 8, &CoachMark::NotAssessed, later(5));
    assert_eq!(review, {
        let mut expected = marked("xu-uuuuu");
        expected.changed = Some(later(5));
        expected
    });
    assert!(review.is_scored(0, 8));
}

#[test]
fn stages_with_marks_changed_after_the_reveal_are_listed() {
    let mut review = marked("xx");
    review.mark(1, 0, CoachMark::NotShown, later(1));
    assert!(review.marked_after_reveal.is_empty());
    review.reveal(true, later(2));
    // The same mark again is no change.
    review.mark(0, 1, shown(), later(3));
    assert!(review.marked_after_reveal.is_empty());
    assert_eq!(review.changed, Some(later(2)));
    review.mark(1, 0, CoachMark::NotAssessed, later(4));
    assert_eq!(review.marked_after_reveal, BTreeSet::from([1]));
    assert_eq!(review.changed, Some(later(4)));
}

#[test]
fn only_the_first_reveal_counts_and_records_whether_it_was_early() {
    for (is_complete, early) in [(true, false), (false, true)] {
        let mut review = Review::new("Ada");
        review.reveal(is_complete, later(1));
        review.reveal(!is_complete, later(2));
        let at = later(1);
        assert_eq!(review.revealed, Some(Revealed { at, early }));
        assert_eq!(review.changed, Some(at));
    }
}

fn anchor() -> Anchor {
    Anchor {
        stage: 0,
        line: 3,
        text: "cache".into(),
        time: None,
    }
}

fn draft(replaces: Option<usize>, kind: CommentKind, text: &str) -> Draft {
    Draft {
        replaces,
        kind,
        anchor: anchor(),
        text: text.into(),
    }
}

fn commented() -> Review {
    let mut review = Review::new("Ada");
    for (text, at) in [("one", 1), ("two", 2)] {
        review.draft = Some(draft(None, CommentKind::Fix, text));
        review.save_draft(later(at));
    }
    review
}

#[test]
fn a_draft_becomes_a_comment_with_its_time() {
    let mut review = Review::new("Ada");
    review.draft = Some(draft(
        None,
        CommentKind::Question,
        " why this?\n\nreally \n",
    ));
    review.save_draft(later(7));
    assert_eq!(review.draft, None);
    let comment = Comment {
        kind: CommentKind::Question,
        anchor: anchor(),
        text: "why this?\n\nreally".into(),
        at: later(7),
        edited: None,
        resolved: None,
    };
    assert_eq!(review.comments, [comment]);
    assert_eq!(review.changed, Some(later(7)));
}

#[test]
fn a_draft_of_a_comment_replaces_its_text_and_kind_and_records_when() {
    for (kind, text) in [(CommentKind::Fix, "other"), (CommentKind::Good, "one")] {
        let mut review = commented();
        let second = review.comments[1].clone();
        review.draft = Some(draft(Some(0), kind, text));
        review.save_draft(later(9));
        let comment = &review.comments[0];
        assert_eq!((comment.kind, comment.text.as_str()), (kind, text));
        assert_eq!((comment.at, comment.edited), (later(1), Some(later(9))));
        assert_eq!(review.comments[1], second);
    }
}

#[test]
fn a_draft_that_changes_nothing_records_nothing() {
    let before = commented();
    for unchanged in [
        Some(draft(Some(1), CommentKind::Fix, "two")),
        Some(draft(None, CommentKind::Good, " \n")),
        None,
    ] {
        let mut review = before.clone();
        review.draft = unchanged;
        review.save_draft(later(9));
        assert_eq!(review, before);
    }
}

#[test]
fn an_emptied_comment_is_removed() {
    let mut review = commented();
    review.draft = Some(draft(Some(0), CommentKind::Fix, "  "));
    review.save_draft(later(9));
    assert_eq!(review.comments.len(), 1);
    assert_eq!(review.comments[0].text, "two");
    assert_eq!(review.changed, Some(later(9)));
}

#[test]
fn the_draft_of_a_missing_comment_becomes_a_new_comment() {
    let mut review = commented();
    review.draft = Some(draft(Some(5), CommentKind::Good, "three"));
    review.save_draft(later(9));
    assert_eq!(review.comments[2].text, "three");
    assert_eq!(review.comments[2].edited, None);
}

#[test]
fn a_comment_is_resolved_and_reopened() {
    let mut review = commented();
    review.resolve(1, later(8));
    assert_eq!(review.comments[1].resolved, Some(later(8)));
    review.resolve(1, later(9));
    assert_eq!(review.comments[1].resolved, None);
    assert_eq!(review.changed, Some(later(9)));
    let before = review.clone();
    review.resolve(2, later(10));
    assert_eq!(review, before);
}

#[test]
fn kinds_cycle() {
    let round = std::iter::successors(Some(CommentKind::default()), |kind| Some(kind.next()));
    let round: Vec<CommentKind> = round.take(4).collect();
    assert_eq!(round[..3], CommentKind::ALL);
    assert_eq!(round[3], CommentKind::default());
}

#[test]
fn a_change_after_publishing_is_noted_until_it_is_published_too() {
    let mut review = Review::new("Ada");
    let is_changed = |review: &Review| review.published.map(|published| published.is_changed);
    review.mark(0, 0, CoachMark::NotShown, later(1));
    assert_eq!(is_changed(&review), None);
    let before = review.clone();
    review.publish(later(2));
    assert_eq!(is_changed(&review), Some(false));
    assert_eq!(review.changed, Some(later(2)));
    review.reveal(true, later(3));
    assert_eq!(is_changed(&review), Some(false), "nothing that others read");
    // The wall clock may be set back.
    review.mark(0, 1, CoachMark::NotShown, later(1));
    assert_eq!(is_changed(&review), Some(true));
    review.publish(later(4));
    assert_eq!(is_changed(&review), Some(false));
    review.restore(before, later(5));
    assert_eq!(is_changed(&review), Some(true), "undo keeps it published");
    assert!(review.revealed.is_some());
}
