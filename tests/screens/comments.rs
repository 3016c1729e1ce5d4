//! Comments of a coach: on lines, stages and times, and that no text of them is lost.

use std::time::Duration;

use forty::domain::judging::review::CommentKind;

use crate::coach::debriefed;
use crate::play::Play;

fn assert_has(play: &mut Play, words: &str) {
    let screen = play.screen();
    assert!(screen.contains(words), "no {words}:\n{screen}");
}

#[test]
fn a_comment_in_the_replay_is_on_its_stage_and_time() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk")
        .play("t......c<tab>say who waits<enter>");
    assert_has(&mut play, "1:00  comment fix: say who waits");
    let comment = &play.reviews()[0].comments[0];
    assert_eq!(comment.kind, CommentKind::Fix);
    assert_eq!(comment.anchor.stage, 0);
    assert_eq!(comment.anchor.time, Some(Duration::from_secs(60)));
    play.play("<home>");
    assert_has(&mut play, "◆");
    play.play("n");
    assert_has(&mut play, "comment 1 of 1: fix: say who waits");
    assert_has(&mut play, "1:00 of");
    play.play("q<tab><tab>");
    assert_has(&mut play, "1:00 of the interview");
}

#[test]
fn the_comment_box_over_the_replay() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("t......csay who waits");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn a_comment_begun_in_the_replay_is_continued_in_the_review_and_survives_a_kill() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("t...cwho waits");
    play.review("coach", "desk").play("]Jc");
    assert_has(&mut play, "the comment that you began is on this line now");
    assert_has(&mut play, "who waits");
    play.play("<enter>");
    let comment = &play.reviews()[0].comments[0];
    assert_eq!((comment.anchor.stage, comment.anchor.time), (1, None));
    assert_eq!(comment.text, "who waits");
}

#[test]
fn a_begun_comment_moves_to_a_line_to_a_stage_and_to_a_time() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk")
        .play("Jcwho waits<esc><+1s>]<tab><tab>c");
    assert_has(&mut play, "is on this stage now");
    play.play("<esc><+1s>tc");
    assert_has(&mut play, "is at this time now");
    play.play("<esc><+1s>q]<tab><tab><tab><tab>Jc");
    assert_has(&mut play, "is on this line now");
    play.play("<enter>");
    let comment = &play.reviews()[0].comments[0];
    assert_eq!((comment.anchor.stage, comment.anchor.time), (2, None));
    assert!(!comment.anchor.text.is_empty());
}

#[test]
fn a_text_that_was_cut_is_pasted_in_every_other_text() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk")
        .play("Jcsize for the peak<c-a><c-x><esc><+1s>");
    assert!(
        play.reviews()
            .iter()
            .all(|review| review.comments.is_empty())
    );
    play.play("JJc<c-v><enter>");
    assert_eq!(play.reviews()[0].comments[0].text, "size for the peak");
    play.play("i<c-v><enter>o<c-v><tab><c-v><c-a><c-x><tab><c-v>");
    let review = &play.reviews()[0];
    assert_eq!(review.note_of(0, 0), Some("size for the peak"));
    assert_eq!(review.message.summary, "size for the peak");
    assert_eq!(review.message.goal, "size for the peak");
    play.play("<esc><+1s>tc<c-v><enter>");
    assert_eq!(play.reviews()[0].comments[1].text, "size for the peak");
}

#[test]
fn a_comment_in_a_replay_of_ones_own_is_refused() {
    let mut play = debriefed((80, 24));
    play.go_home().play(":replay the last<enter>c");
    assert_has(&mut play, "comments are made in a coach's review");
}

#[test]
fn choosing_a_phrase_sets_the_kind() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("Jcbaseline: this<down>");
    assert_has(&mut play, "▸ fix: Name the baseline");
    play.play("<enter><enter>");
    let comment = &play.reviews()[0].comments[0];
    assert_eq!(comment.kind, CommentKind::Fix);
    assert!(comment.text.starts_with("Name the baseline"));
}

#[test]
fn every_phrase_can_be_reached_with_the_arrow() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("Jc");
    play.play(&"<down>".repeat(20)).play("<enter><enter>");
    let comment = &play.reviews()[0].comments[0];
    assert_eq!(comment.kind, CommentKind::Question);
    assert!(comment.text.starts_with("Which of these errors"));
}

#[test]
fn ctrl_p_inserts_a_phrase_into_the_message_and_an_items_note() {
    let mut play = debriefed((120, 36));
    play.review("coach", "desk").play("oSo: <c-p>");
    insta::assert_snapshot!(play.screen());
    play.play("peak<enter><esc><+1s>i<c-p><down><enter><enter>");
    let review = &play.reviews()[0];
    assert_eq!(
        review.message.summary,
        "So: Size for the peak, not for the mean."
    );
    let note = review.note_of(0, 0).unwrap();
    assert!(note.starts_with("You said the trade-off aloud"), "{note}");
}

#[test]
fn a_second_copy_of_a_review_is_offered_for_merging() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("Jcone<enter>q");
    let reviews = play
        .folder_in(&play.home.path().join("sessions"))
        .join("reviews");
    let own = std::fs::read_dir(&reviews).unwrap().next().unwrap();
    let own = own.unwrap().path();
    let text = std::fs::read_to_string(&own).unwrap();
    let copy = own.with_file_name("conflicted copy.toml");
    let text = text.replace("\"one\"", "\"another\"");
    forty::store::files::replace(&copy, text.as_bytes()).unwrap();
    assert_eq!(play.reviews().len(), 1);
    play.review("coach", "desk");
    assert_has(&mut play, "a second copy of this review: M merges it");
    play.play("M");
    insta::assert_snapshot!(play.screen());
    play.play("n");
    assert!(copy.exists());
    play.play("My");
    assert_has(&mut play, "merged: the copy is kept");
    assert!(!copy.exists());
    let comments = &play.reviews()[0].comments;
    let texts: Vec<&str> = comments.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["one", "another"]);
}

#[test]
fn what_a_coach_types_is_whole_and_takes_no_rows_that_it_does_not_need() {
    let words = "Size for the peak, and write the sum before the number of machines. ";
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play("Jcshort");
    let without_phrases = play.screen();
    let rule = |screen: &str| {
        screen
            .lines()
            .position(|row| row.starts_with("╭─ good · on line"))
    };
    // The borders and two rows of text above the foot line and the keys.
    assert_eq!(
        rule(&without_phrases),
        Some(40 - 2 - 4),
        "{without_phrases}"
    );
    play.burst(&words.repeat(16));
    let screen = play.screen();
    assert!(screen.contains("short"), "{screen}");
    play.play("<enter>]<tab><tab>");
    let screen = play.screen();
    assert!(screen.contains("Other stages · 1"), "{screen}");
    assert!(!screen.contains('…'), "{screen}");
}

#[test]
fn the_item_below_the_notes_is_whole_in_a_narrow_window() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play("<tab>");
    for _ in 0..8 {
        let screen = play.play("J").screen();
        let below_title = screen.lines().skip(1).collect::<String>();
        assert!(!below_title.contains('…'), "{screen}");
    }
}
