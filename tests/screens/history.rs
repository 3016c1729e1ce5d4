//! The candidate's history: self-scores, and the coaches' levels once the candidate's debrief is done.

use crate::coach::{SCORED, debriefed};
use crate::debrief::{KEEP, finished};
use crate::play::Play;

/// The table's first row.
fn first_row(play: &mut Play) -> String {
    let screen = play.screen();
    let row = screen.lines().find(|line| line.starts_with('▸'));
    row.unwrap_or_default().to_owned()
}

#[test]
fn the_history_at_80x24_shows_own_levels_and_those_of_a_coach() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play(SCORED).play("py");
    play.go_home().play("h");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn the_history_at_120x40_has_the_progress_beside_the_sessions() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play(SCORED);
    play.go_home().play("h");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn on_a_narrow_screen_tab_shows_the_progress_in_the_place_of_the_sessions() {
    let mut play = debriefed((80, 24));
    play.review("coach", "desk").play(SCORED);
    play.go_home().play("h<tab>");
    let screen = play.screen();
    assert!(
        screen.contains("Time lost to overruns") && screen.contains("Self against coach"),
        "{screen}"
    );
    assert!(
        play.play("<tab>").screen().contains("  levels "),
        "{}",
        play.screen()
    );
}

#[test]
fn an_order_in_which_no_two_sessions_differ_is_not_among_those_of_the_key() {
    let mut play = finished((80, 24));
    play.go_home().play("h");
    for _ in 0..7 {
        let screen = play.play("s").screen();
        assert!(screen.contains("sorted: newest first"), "{screen}");
    }
}

#[test]
fn without_a_finished_session_the_progress_says_how_to_get_one() {
    let mut play = Play::home((120, 40));
    let screen = play.play("h").screen();
    assert!(
        screen.contains("No finished session yet. Press Enter on a"),
        "{screen}"
    );
}

#[test]
fn a_coachs_levels_are_hidden_until_the_debrief_is_done() {
    let mut play = finished((80, 24));
    play.play("q");
    play.review("coach", "desk").play(SCORED).play("py");
    play.go_home().play("h");
    assert!(
        first_row(&mut play).trim_end().ends_with("not scored  1"),
        "{}",
        play.screen()
    );
    play.play("<enter>");
    for _ in 0..5 {
        play.play(KEEP).play("<enter><enter>");
    }
    play.play("<esc>");
    assert!(
        first_row(&mut play)
            .trim_end()
            .ends_with("2 2 2 2 2   1 1 1 1 1"),
        "{}",
        play.screen()
    );
}

#[test]
fn the_progress_in_place_of_the_sessions_offers_no_key_for_a_row_out_of_view() {
    let mut play = debriefed((80, 24));
    play.go_home().play("h<tab>");
    let screen = play.screen();
    assert!(screen.contains("Tab sessions"), "{screen}");
    for key in ["Enter debrief", "Space mark", "t replay", "x export"] {
        assert!(!screen.contains(key), "{key}: {screen}");
    }
    let screen = play.play("<enter>").screen();
    assert!(screen.contains("Tab goes back to the sessions"), "{screen}");
    // The palette says so too, in place of offering it.
    let screen = play.play("<c-p>open the debrief").screen();
    assert!(screen.contains("Open the debrief of"), "{screen}");
    assert!(screen.contains("Tab goes back to the sessions"), "{screen}");
    let screen = play.play("<enter>").screen();
    assert!(screen.contains("not possible now: Tab goes"), "{screen}");
}

#[test]
fn palette_footer_and_key_agree_on_what_is_possible_with_a_session() {
    let mut play = Play::home((80, 24));
    play.play("h");
    for (key, words) in [
        ("<enter>", "open the debrief"),
        ("t", "replay the selected"),
        ("x", "write the report"),
    ] {
        let screen = play.play(key).screen();
        assert!(screen.contains("no session here"), "{key}: {screen}");
        let screen = play.play("<c-p>").play(words).screen();
        assert!(screen.contains("no session here"), "{words}: {screen}");
        play.play("<esc><+1s>");
    }
}

#[test]
fn a_history_without_sessions_has_no_heads() {
    let has_heads = |screen: &str| {
        let mut rows = screen.lines();
        rows.any(|row| row.contains("date ") && row.contains("design ") && row.contains(" time "))
    };
    for size in [(80, 24), (120, 40)] {
        let screen = Play::home(size).play("h").screen();
        assert!(screen.contains("No sessions yet."), "{screen}");
        assert!(!has_heads(&screen), "{screen}");
        let mut play = Play::start(size);
        play.play("idea<+90s><a-q>f").go_home();
        let screen = play.play("h").screen();
        assert!(has_heads(&screen), "{screen}");
    }
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
        play.screen().contains("ML system design interview"),
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
        play.screen().contains("ML system design interview"),
        "{}",
        play.screen()
    );
}

#[test]
fn opening_the_history_the_list_or_the_cohort_makes_nobody_a_coach() {
    let mut play = debriefed((80, 24));
    play.go_home().play("hqvcqq");
    assert!(!play.home.path().join("state/coaches.toml").exists());
}

#[test]
fn home_at_120x36_has_levels_attempts_and_what_to_do_next() {
    let mut play = debriefed((120, 36));
    play.go_home().play("<up>");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn a_digit_at_home_does_the_next_step_of_that_number() {
    let mut play = debriefed((120, 40));
    play.go_home();
    let screen = play.screen();
    for words in ["Press 1 to drill", "Press 2 to read the answer to Monitor"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    let screen = play.play("2").screen();
    assert!(
        screen.contains("Answer · Monitoring & Iteration"),
        "{screen}"
    );
    let screen = play.go_home().play("3").screen();
    assert!(screen.contains("▸ Interviewer"), "{screen}");
    let screen = play.go_home().play("1").screen();
    assert!(screen.contains("5:00 left of 5:00"), "{screen}");
}

#[test]
fn a_wide_history_has_the_levels_of_coaches_and_conditions() {
    let mut play = debriefed((200, 60));
    play.review("kim", "desk").play(SCORED).play("py");
    play.go_home().play("h");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn a_drill_says_that_it_is_one() {
    let mut play = Play::home((80, 24));
    play.play("d<enter>").play("an idea<+90s><esc>qf");
    play.go_home().play("h");
    assert!(first_row(&mut play).contains("drill"), "{}", play.screen());
    play.play("<tab>");
    let screen = play.screen();
    assert!(
        screen.contains("a drill of one stage has no levels"),
        "{screen}"
    );
}

#[test]
fn enter_on_an_unfinished_session_says_resume() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = Play::start(size);
        play.play("an idea<+90s><esc>ql");
        let screen = play.go_home().play("h").screen();
        assert!(screen.contains("Enter resume"), "{screen}");
        assert!(!screen.contains("Enter debrief"), "{screen}");
    }
}

#[test]
fn the_progress_scrolls_by_its_own_keys_and_leaves_the_hidden_list() {
    for size in [(60, 20), (80, 24)] {
        let mut play = debriefed(size);
        play.review("coach", "desk").play(SCORED);
        let screen = play.go_home().play("h<tab>").screen();
        assert!(screen.contains(" 1 to "), "{screen}");
        let screen = play.play("<pgdn><pgdn>").screen();
        assert!(screen.contains("Practice"), "{screen}");
    }
}

#[test]
fn the_history_at_120_columns_has_the_levels_of_a_coach() {
    let mut play = debriefed((120, 40));
    play.review("coach", "desk").play(SCORED).play("py");
    let screen = play.go_home().play("h").screen();
    let heads = screen.lines().find(|line| line.contains("  levels "));
    assert!(
        heads.is_some_and(|heads| heads.contains("coach")),
        "{screen}"
    );
}

#[test]
fn a_session_of_another_year_shows_its_year_at_every_size() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = debriefed(size);
        let screen = play.go_home().play("h").screen();
        let is_narrow = !screen.contains("2026-11-23 ");
        let screen = play.go_home().play("<+400d>h").screen();
        assert!(screen.contains("2026-11-23 "), "{screen}");
        assert_eq!(is_narrow, size.0 == 60, "{screen}");
    }
}
