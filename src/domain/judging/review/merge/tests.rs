//! What becomes of two versions of one review.

use chrono::DateTime;

use super::*;
use crate::domain::judging::anchor::Anchor;
use crate::domain::judging::review::{CoachMark, CommentKind, Draft};

fn at(seconds: i64) -> Wall {
    DateTime::UNIX_EPOCH.fixed_offset() + chrono::Duration::seconds(seconds)
}

/// A review with a comment of each text, made a second after each other from `from` on.
fn commented(texts: &[&str], from: i64) -> Review {
    let mut review = Review::new("Ada");
    for (second, text) in (from..).zip(texts) {
        review.draft = Some(Draft {
            replaces: None,
            kind: CommentKind::Fix,
            anchor: Anchor::on_stage(0),
            text: (*text).to_owned(),
        });
        review.save_draft(at(second));
    }
    review
}

fn texts(review: &Review) -> Vec<&str> {
    let comments = review.comments.iter();
    comments.map(|comment| comment.text.as_str()).collect()
}

#[test]
fn the_newer_versions_mark_of_an_item_counts_and_marks_of_either_are_kept() {
    for (copy_is_newer, expected) in [(true, CoachMark::NotAssessed), (false, CoachMark::NotShown)]
    {
        let mut own = Review::new("Ada");
        own.mark(0, 0, CoachMark::NotShown, at(1));
        own.mark(0, 1, CoachMark::NotShown, at(1));
        let mut copy = Review::new("Ada");
        copy.mark(0, 0, CoachMark::NotAssessed, at(2));
        copy.mark(1, 3, CoachMark::NotShown, at(2));
        own.merge(&copy, copy_is_newer, at(9));
        assert_eq!(own.mark_of(0, 0), Some(&expected));
        assert_eq!(own.mark_of(0, 1), Some(&CoachMark::NotShown));
        assert_eq!(own.mark_of(1, 3), Some(&CoachMark::NotShown));
        assert_eq!(own.changed, Some(at(9)));
    }
}

#[test]
fn the_comments_of_both_are_kept_in_their_order_and_equal_ones_once() {
    let mut own = commented(&["both", "own"], 1);
    let mut copy = commented(&["both", "copy"], 1);
    copy.comments[1].at = at(0);
    copy.resolve(0, at(5));
    own.draft = Some(Draft {
        replaces: Some(1),
        kind: CommentKind::Fix,
        anchor: Anchor::on_stage(0),
        text: "own, better".to_owned(),
    });
    own.merge(&copy, true, at(9));
    assert_eq!(texts(&own), ["copy", "both", "own"]);
    assert_eq!(own.comments[1].resolved, Some(at(5)));
    own.save_draft(at(10));
    assert_eq!(texts(&own), ["copy", "both", "own, better"]);
}

#[test]
fn differing_texts_of_message_notes_and_drafts_are_both_kept_and_a_second_merge_adds_nothing() {
    let mut own = Review::new("Ada");
    own.message.summary = "Good.".to_owned();
    own.message.fixes = ["a", "b", "c"].map(str::to_owned).to_vec();
    own.message.goal = "Raise 1.".to_owned();
    own.set_note(0, 0, "mine", at(1));
    let mut copy = Review::new("Ada");
    copy.message.summary = "Good.\nLate.".to_owned();
    copy.message.fixes = ["b", "do this"].map(str::to_owned).to_vec();
    copy.message.goal = "Raise 2.".to_owned();
    copy.set_note(0, 0, "theirs", at(1));
    copy.set_note(1, 0, "alone", at(1));
    copy.draft = commented(&["x"], 0).comments.pop().map(|comment| Draft {
        replaces: None,
        kind: comment.kind,
        anchor: comment.anchor,
        text: "begun".to_owned(),
    });
    own.merge(&copy, true, at(9));
    let message = &own.message;
    assert_eq!(
        message.summary,
        "Good.\nLate.\n[other copy] to fix: do this"
    );
    assert_eq!(message.fixes, ["a", "b", "c"]);
    assert_eq!(message.goal, "Raise 1. [other copy] Raise 2.");
    assert_eq!(own.note_of(0, 0), Some("mine\n[other copy] theirs"));
    assert_eq!(own.note_of(1, 0), Some("alone"));
    assert_eq!(own.draft.as_ref().map(|it| &*it.text), Some("begun"));
    let once = own.clone();
    own.merge(&copy, true, at(9));
    assert_eq!(own, once);
}

#[test]
fn what_was_published_and_revealed_stays_on_record() {
    let mut own = commented(&["one"], 1);
    let mut copy = own.clone();
    copy.reveal(false, at(3));
    copy.publish(at(4));
    own.reveal(true, at(6));
    own.merge(&copy, false, at(9));
    let published = own.published.expect("it is published");
    assert_eq!((published.at, published.is_changed), (at(4), true));
    let revealed = own.revealed.expect("it is revealed");
    assert_eq!((revealed.at, revealed.early), (at(3), true));
}
