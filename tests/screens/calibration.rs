//! The calibration of a coach on the screen: the gold sessions in their order, what is missing, and the result.

use crate::play::Play;

/// Opens the selected gold session, marks every item as not shown, and goes back to the list.
const ALL_NOT_SHOWN: &str = "<enter><enter>y<enter>y<enter>y<enter>y<enter>yq";

fn calibrating(size: (u16, u16)) -> Play {
    let mut play = Play::home(size);
    play.calibrate();
    play
}

fn assert_has(play: &mut Play, words: &str) {
    let screen = play.screen();
    assert!(screen.contains(words), "no {words}:\n{screen}");
}

#[test]
fn leaving_a_gold_session_selects_the_next_one_that_is_not_scored() {
    let mut play = calibrating((80, 24));
    assert_has(&mut play, "Calibration   0 of 3 scored");
    assert_has(&mut play, "▸• candidate a");
    play.play(ALL_NOT_SHOWN);
    assert_has(&mut play, "Calibration   1 of 3 scored");
    assert_has(&mut play, "▸• candidate b");
    play.play("<down>").play(ALL_NOT_SHOWN);
    assert_has(&mut play, "▸• candidate b");
}

#[test]
fn a_key_says_what_is_missing_while_the_round_runs() {
    let mut play = calibrating((80, 24));
    play.play("<enter><enter>y<enter>yq").play("a");
    insta::assert_snapshot!(play.screen());
    play.play("q");
    assert_has(&mut play, "Calibration   0 of 3 scored");
    play.play("q");
    assert!(!play.orders.is_empty(), "the list is left at once");
}

#[test]
fn the_result_of_a_complete_round_at_three_sizes() {
    for (name, size) in [
        ("60x20", (60, 20)),
        ("80x24", (80, 24)),
        ("120x40", (120, 40)),
    ] {
        let mut play = calibrating(size);
        for _ in 0..3 {
            play.play(ALL_NOT_SHOWN);
        }
        assert_has(&mut play, "3 of 3 scored");
        play.play("a");
        insta::assert_snapshot!(format!("result_at_{name}"), play.screen());
    }
}

#[test]
fn the_way_to_the_result_is_in_the_footer_and_no_name_is_cut_at_every_size() {
    for size in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        let mut play = calibrating(size);
        for words in ["a result", "candidate a ", "candidate b ", "candidate c "] {
            assert_has(&mut play, words);
        }
        play.play("<enter>").play(&"<enter>y".repeat(5));
        assert_has(&mut play, "all scored: q goes back");
    }
}

#[test]
fn a_complete_round_is_not_left_before_its_result_was_shown() {
    let mut play = calibrating((80, 24));
    for _ in 0..3 {
        play.play(ALL_NOT_SHOWN);
    }
    play.play("q");
    assert_has(&mut play, "marks are as agreed");
    play.play("G");
    assert_has(&mut play, "agreed: shown");
    play.play("q");
    assert_has(&mut play, "3 of 3 scored");
    play.play("q");
    assert!(!play.orders.is_empty(), "the list is left");
}

#[test]
fn a_gold_session_has_no_levels_of_a_candidate_and_no_draft() {
    let mut play = calibrating((120, 40));
    play.play(ALL_NOT_SHOWN).play("<up>");
    let screen = play.screen();
    assert!(screen.contains("Levels"), "{screen}");
    for words in ["not published", "mine             candidate", "reviews"] {
        assert!(!screen.contains(words), "{words}:\n{screen}");
    }
}
