//! The options before a start: valid values reach the interview's record, invalid ones prevent the start.

use std::time::Duration;

use forty::domain::session::Session;

use crate::play::Play;

/// Home with the options open and these keys played.
fn options(size: (u16, u16), script: &str) -> Play {
    let mut play = Play::home(size);
    play.play("o").play(script);
    play
}

/// The record of the interview that a script started, kept for later.
fn started(script: &str) -> Session {
    let mut play = Play::home((80, 24));
    play.play(script).play("idea<+10s><a-q>l");
    play.record()
}

fn minutes(session: &Session) -> Vec<u64> {
    let stages = session.head.plan.stages.iter();
    stages.map(|stage| stage.budget.as_secs() / 60).collect()
}

fn words(session: &Session) -> Vec<&'static str> {
    let conditions = session.condition();
    conditions.iter().map(|one| one.word()).collect()
}

/// The line of the screen with the cursor.
fn line_of_cursor(play: &mut Play) -> String {
    let row = usize::from(play.cursor().1);
    play.screen()
        .lines()
        .nth(row)
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn the_options_stand_over_home_with_the_sum_of_the_minutes() {
    insta::assert_snapshot!(options((80, 24), "").screen());
}

#[test]
fn the_options_at_60x20() {
    let script = "<down>45m<down><space><down>7<down><space><down><right>";
    insta::assert_snapshot!(options((60, 20), script).screen());
}

#[test]
fn what_is_wrong_is_said_under_its_field() {
    let script = "<bs><bs>,x<down><down><down>1000000<up>";
    insta::assert_snapshot!(options((80, 24), script).screen());
}

#[test]
fn what_is_wrong_is_said_at_60x20_too() {
    insta::assert_snapshot!(options((60, 20), "<bs><bs>,x<tab><tab><tab>seven").screen());
}

#[test]
fn options_reach_the_record() {
    let strict = "<tab><tab><space>";
    let seed = "<tab>7";
    let quiet = "<tab><space>";
    let session = started(&format!("o<c-u>2,2,2,2,1{strict}{seed}{quiet}<enter>"));
    assert_eq!(minutes(&session), [2, 2, 2, 2, 1]);
    assert!(session.head.options.strict && session.head.options.quiet);
    assert_eq!(session.head.seed, 7);
    let words = words(&session);
    for word in ["strict", "scaled", "quiet"] {
        assert!(words.contains(&word), "{word} in {words:?}");
    }
}

#[test]
fn options_left_as_they_are_change_nothing() {
    let session = started("o<enter>");
    assert_eq!(minutes(&session), [5, 10, 10, 10, 5]);
    assert!(!session.head.options.strict && !session.head.options.quiet);
    assert!(!words(&session).contains(&"scaled"));
}

#[test]
fn a_total_stretches_the_stages_and_clears_the_minutes() {
    let mut play = options((80, 24), "<down>60m");
    let screen = play.screen();
    assert!(screen.contains("│ total 1:00:00 "), "{screen}");
    assert!(screen.contains("│ Setup 7:30, Data 15:00"), "{screen}");
    assert!(!screen.contains("5,10,10,10,5 "), "{screen}");
    play.play("<enter>idea<+10s><a-q>l");
    let stages = play.record().head.plan.stages;
    let total: Duration = stages.iter().map(|stage| stage.budget).sum();
    assert_eq!(total, Duration::from_secs(3600));
}

#[test]
fn minutes_clear_a_total_and_no_total_brings_the_minutes_back() {
    let screen = options((80, 24), "<down>60m<up>1,2,3,4,5").screen();
    assert!(
        !screen.contains("60m ") && screen.contains("total 15:00"),
        "{screen}"
    );
    let screen = options((80, 24), "<down>60m<bs><bs><bs>").screen();
    assert!(screen.contains("minutes        5,10,10,10,5"), "{screen}");
}

#[test]
fn minutes_are_edited_in_place() {
    let mut play = options((80, 24), "<left><left><bs>5<home><del>6");
    let screen = play.screen();
    assert!(
        screen.contains("6,10,10,15,5") && screen.contains("total 46:00"),
        "{screen}"
    );
}

#[test]
fn wrong_input_keeps_enter_from_starting_and_leads_to_its_field() {
    let table = [
        (
            "<c-u>5,10,10<down><down>",
            "3 times for 5 stages",
            "minutes",
        ),
        ("<c-u>5,10,,10,5", "a time is missing", "minutes"),
        ("<down>25h<down>", "`25h` is more than a day", "total"),
        ("<down><down><down>1000000<up>", "is no seed", "seed"),
        ("<down><down><down>+7<up>", "`+7` is no seed", "seed"),
    ];
    for (script, why, field) in table {
        let mut play = options((80, 24), script);
        play.play("<enter>");
        let screen = play.screen();
        assert!(
            screen.contains(why) && screen.contains("not started"),
            "{script}: {screen}"
        );
        let line = line_of_cursor(&mut play);
        assert!(line.contains(&format!("▸ {field}")), "{script}: {line}");
        // Closed, it is still wrong, and Enter opens it again.
        play.play("<esc><+1s><enter>");
        assert!(play.screen().contains("Options ·"), "{}", play.screen());
    }
}

#[test]
fn the_sum_of_wrong_minutes_counts_what_can_be_read() {
    let screen = options((80, 24), "<c-u>5,10,x").screen();
    assert!(screen.contains("total 15:00 so far"), "{screen}");
}

#[test]
fn esc_keeps_the_options_and_home_says_which() {
    let mut play = options((80, 24), "<tab><tab><space><tab>7<esc>");
    insta::assert_snapshot!(play.screen());
    play.play("<enter>idea<+10s><a-q>l");
    let session = play.record();
    assert!(session.head.options.strict);
    assert_eq!(session.head.seed, 7);
    // Options are for one run.
    assert!(!play.screen().contains("options kept"), "{}", play.screen());
}

#[test]
fn a_wrong_option_is_not_listed_as_kept_and_enter_opens_it() {
    let mut play = options((80, 24), "<tab><tab><space><tab>seven<esc>");
    let said = "options kept: strict; seed is wrong: Enter opens the options";
    assert!(play.screen().contains(said), "{}", play.screen());
    play.play("<enter>");
    assert!(
        play.screen().contains("not started: seed is wrong"),
        "{}",
        play.screen()
    );
}

#[test]
fn options_are_kept_while_something_is_read_and_another_design_is_chosen() {
    let mut play = options((80, 24), "<tab><tab><space><esc>");
    play.play("f<+1s>q<+1s><down>");
    assert!(
        play.screen().contains("options kept: strict"),
        "{}",
        play.screen()
    );
}

#[test]
fn switches_go_with_space_and_both_arrows_and_the_clock_goes_around() {
    let table = [
        ("<tab><tab><left>", "‹ on ›"),
        ("<tab><tab><right><space>", "‹ off ›"),
        ("<backtab>", "‹ digits ›"),
        ("<backtab><space>", "‹ bar ›"),
        ("<backtab><left>", "‹ hidden ›"),
        ("<backtab><right><right><right>", "‹ digits ›"),
    ];
    for (script, value) in table {
        let screen = options((80, 24), script).screen();
        assert!(screen.contains(value), "{script}: {screen}");
    }
}

#[test]
fn the_clock_chosen_is_the_clock_shown() {
    let mut play = options((80, 24), "<backtab><left><enter>");
    assert!(play.screen().contains("clock hidden"), "{}", play.screen());
}

#[test]
fn the_cursor_is_at_the_selected_option() {
    let mut play = options((80, 24), "");
    let (column, row) = play.cursor();
    let line = line_of_cursor(&mut play);
    let before: String = line.chars().take(usize::from(column)).collect();
    assert!(
        before.ends_with("minutes        5,10,10,10,5"),
        "{column},{row}: {line}"
    );
    play.play("<home>");
    assert_eq!(play.cursor(), (column - 12, row));
    play.play("<down><down>");
    assert!(line_of_cursor(&mut play).contains("▸ strict"));
}

#[test]
fn help_opens_over_the_options_and_goes_back_to_them() {
    let mut play = options((80, 24), "<f1>");
    insta::assert_snapshot!(play.screen());
    play.play("<esc>");
    assert!(play.screen().contains("Options ·"), "{}", play.screen());
}

#[test]
fn a_pasted_list_is_typed_and_a_character_that_is_not_allowed_is_named() {
    let mut play = options((80, 24), "<c-u><paste 1,2,3,4,5>");
    assert!(play.screen().contains("total 15:00:"), "{}", play.screen());
    play.play("日");
    assert!(
        play.screen().contains("'日' is not allowed here"),
        "{}",
        play.screen()
    );
}

#[test]
fn q_closes_outside_a_text_and_is_typed_in_one() {
    assert!(
        !options((80, 24), "<down><down>q")
            .screen()
            .contains("Options ·")
    );
    assert!(options((80, 24), "q").screen().contains("`5q` is no time"));
}

#[test]
fn on_home_esc_does_nothing_and_clears_only_a_filter() {
    let mut play = Play::home((80, 24));
    let before = play.screen();
    play.play("<esc><+1s><esc>");
    assert_eq!((play.screen(), play.orders.len()), (before, 0));
    play.play("/fraud<esc><+1s>o");
    assert!(
        play.screen().contains("Options · Fraud"),
        "{}",
        play.screen()
    );
}

#[test]
fn a_filter_that_shows_nothing_goes_with_esc_after_enter() {
    let mut play = Play::home((80, 24));
    play.play("/zzz<enter><+1s>");
    assert!(
        play.screen().contains("Esc clears the filter"),
        "{}",
        play.screen()
    );
    play.play("<esc>");
    assert!(play.screen().contains("Image Caption"), "{}", play.screen());
}

#[test]
fn no_size_and_no_length_panics() {
    let long = "9".repeat(130);
    for (width, height) in [(1, 1), (60, 20), (61, 21), (200, 60)] {
        let mut play = options((width, height), &long);
        play.play("<tab>")
            .play(&long)
            .play("<tab><tab>")
            .play(&long);
        play.play("<home><resize 60x20>").screen();
    }
}

#[test]
fn a_total_that_is_cleared_brings_back_the_minutes_that_were_typed() {
    let session = started("o<c-u>2,3,4,5,6<tab>60m<bs><bs><bs><enter>");
    assert_eq!(minutes(&session), [2, 3, 4, 5, 6]);
    // Without any, the framework's.
    let session = started("o<c-u><tab>60m<bs><bs><bs><enter>");
    assert_eq!(minutes(&session), [5, 10, 10, 10, 5]);
}
