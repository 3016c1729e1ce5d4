//! Every screen at every size: full at 80x24, usable at 60x20, one line on smaller screens, never a panic.

use crate::play::Play;

const BUSY: &str = "<+6m><esc>n<+5m>a first line that is long enough to wrap somewhere<enter>日本語 and more<esc><down><down><space>";

#[test]
fn the_interview_at_60x20_has_stage_time_and_prompt_on_top_and_every_command() {
    insta::assert_snapshot!(Play::start((60, 20)).play(BUSY).play("<esc>").screen());
}

#[test]
fn choosing_a_prompt_at_60x20_opens_the_left_pane_whole() {
    insta::assert_snapshot!(Play::start((60, 20)).play(BUSY).screen());
}

#[test]
fn the_interview_at_120x40_gives_the_room_to_the_notes() {
    insta::assert_snapshot!(Play::start((120, 40)).play(BUSY).screen());
}

#[test]
fn below_60x20_one_line_says_what_is_needed() {
    let mut play = Play::start((20, 5));
    assert_eq!(play.play(BUSY).screen(), "needs 60x20, have\n20x5\n\n\n\n");
    play.play("<resize 59x24>");
    assert_eq!(
        play.screen().lines().next(),
        Some("needs 60x20, have 59x24")
    );
    play.play("<resize 80x24>");
    assert!(play.screen().contains("日本語"), "{}", play.screen());
}

#[test]
fn home_at_80x24() {
    insta::assert_snapshot!(Play::home((80, 24)).screen());
}

#[test]
fn home_at_60x20() {
    insta::assert_snapshot!(Play::home((60, 20)).screen());
}

#[test]
fn home_offers_what_is_unfinished_first() {
    let mut play = Play::home((80, 24));
    play.play("<enter>idea<+90s><esc>ql");
    insta::assert_snapshot!(play.screen());
    play.play("<enter>");
    assert!(play.screen().contains("Resumed"), "{}", play.screen());
    play.play("ql<down><up>r");
    assert!(play.screen().contains("Resumed"), "{}", play.screen());
    play.play("ql<down><enter>");
    assert!(!play.screen().contains("Resumed"), "{}", play.screen());
}

#[test]
fn enter_in_the_search_at_home_keeps_the_choice_and_starts_nothing() {
    let mut play = Play::home((80, 24));
    play.play("/fra<enter>");
    let screen = play.screen();
    assert!(
        screen.contains("▸ Fraud") && screen.contains("Designs"),
        "{screen}"
    );
    play.play("<enter>");
    assert!(play.screen().contains("Setup"), "{}", play.screen());
    assert!(!play.screen().contains("Designs"), "{}", play.screen());
}

#[test]
fn every_second_of_an_interview_can_be_drawn() {
    let mut play = Play::start((80, 24));
    play.play("a first line");
    for _ in 0..45 * 60 {
        play.play("<+1s>");
    }
    assert!(play.screen().contains("over"), "{}", play.screen());
}

#[test]
fn no_size_panics() {
    for width in [1, 2, 3, 7, 28, 29, 59, 60, 61, 79, 80, 81, 200] {
        for height in [1, 20, 24, 60] {
            let mut play = Play::start((width, height));
            play.play(BUSY)
                .play("<esc>h<esc>r<f1><pgdn><esc><a-p>")
                .play("p<a-q>");
            play.play("f");
            play.screen();
            Play::home((width, height)).play("?<esc>/cap").screen();
        }
    }
}
