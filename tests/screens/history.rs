//! The candidate's history: self-scores, and the coaches' levels once the candidate's debrief is done.

use crate::coach::{SCORED, debriefed};
use crate::debrief::{KEEP, finished};
use crate::play::Play;

/// The table's first row.
fn first_row(play: &mut Play) -> String {
    play.screen().lines().nth(2).unwrap_or_default().to_owned()
}

#[test]
fn the_history_at_80x24_shows_own_levels_and_those_of_a_coach() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play(SCORED);
    play.go_home().play("h");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn a_coachs_levels_are_hidden_until_the_debrief_is_done() {
    let mut play = finished((80, 24));
    play.play("q");
    play.review("coach", "desk").play(SCORED);
    play.go_home().play("h");
    assert!(
        first_row(&mut play).ends_with(" -     1"),
        "{}",
        play.screen()
    );
    play.play("<enter>");
    for _ in 0..5 {
        play.play(KEEP).play("<enter><enter>");
    }
    play.play("<esc>");
    assert!(
        first_row(&mut play).ends_with("22112 11111"),
        "{}",
        play.screen()
    );
}

#[test]
fn a_debrief_opened_from_the_history_leads_back_to_it_and_on_home() {
    let mut play = debriefed((80, 24));
    play.go_home().play("h<enter>");
    assert!(play.screen().contains("Debrief"), "{}", play.screen());
    play.play("q");
    assert!(play.screen().contains("History"), "{}", play.screen());
    play.play("q");
    assert!(
        play.screen().contains("against the clock"),
        "{}",
        play.screen()
    );
}

#[test]
fn an_unfinished_session_is_resumed_from_the_history_and_leads_home() {
    let mut play = Play::start((80, 24));
    play.play("an idea<+90s><esc>ql");
    play.go_home().play("h<enter>");
    assert!(play.screen().contains("Resumed"), "{}", play.screen());
    play.play("ql");
    assert!(
        play.screen().contains("against the clock"),
        "{}",
        play.screen()
    );
}

#[test]
fn opening_the_history_makes_nobody_a_coach() {
    let mut play = debriefed((80, 24));
    play.go_home().play("hq");
    assert!(!play.home.path().join("state/coaches.toml").exists());
}
