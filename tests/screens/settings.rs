//! What the settings change on the screens.

use forty::domain::interview::setup::ClockForm;
use forty::domain::session::plan::Minutes;
use forty::domain::settings::{Settings, Warnings};
use forty::tui::router::Order;
use ratatui::style::Modifier;

use super::play::Play;

fn warned_by(warnings: Warnings, reduced_motion: bool) -> Play {
    let settings = Settings {
        warnings,
        reduced_motion,
        ..Settings::default()
    };
    let mut play = Play::start_with_settings(settings, &[]);
    play.play("a note<+4m59s>");
    play
}

fn is_reversed(play: &mut Play) -> bool {
    let cells = play.buffer().content();
    cells
        .iter()
        .all(|cell| cell.modifier.contains(Modifier::REVERSED))
}

#[test]
fn the_end_of_a_stage_rings_flashes_or_only_says_so() {
    for (warnings, reduced_motion, rings) in [
        (Warnings::Bell, false, true),
        (Warnings::Bell, true, true),
        (Warnings::Flash, false, false),
        (Warnings::Flash, true, false),
        (Warnings::None, false, false),
    ] {
        let mut play = warned_by(warnings, reduced_motion);
        play.play("<+2s>");
        assert_eq!(play.orders.contains(&Order::Ring), rings, "{warnings:?}");
        assert!(play.screen().contains("time is up"), "{warnings:?}");
        assert!(!is_reversed(&mut play), "{warnings:?}");
    }
}

#[test]
fn a_flash_shows_the_screen_in_reverse_for_a_moment() {
    let mut play = warned_by(Warnings::Flash, false);
    let mut reversed = Vec::new();
    for _ in 0..60 {
        play.pass(std::time::Duration::from_millis(25));
        reversed.push(is_reversed(&mut play));
    }
    let count = reversed.iter().filter(|reversed| **reversed).count();
    assert!((4..=7).contains(&count), "{count} of 60 frames");
    assert!(!reversed[0] && !reversed[59], "{reversed:?}");
}

#[test]
fn with_reduced_motion_the_clock_is_drawn_every_ten_seconds_or_on_a_key() {
    let changes = |reduced_motion| {
        let settings = Settings {
            reduced_motion,
            ..Settings::default()
        };
        let mut play = Play::start_with_settings(settings, &[]);
        let before = play.frames;
        for _ in 0..30 {
            play.pass(std::time::Duration::from_secs(1));
        }
        play.frames - before
    };
    assert_eq!(changes(false), 30);
    assert_eq!(changes(true), 3);
}

#[test]
fn home_starts_with_the_options_of_the_settings() {
    let settings = Settings {
        minutes: Minutes::Total(std::time::Duration::from_secs(1200)),
        strict: true,
        interruptions: false,
        clock: ClockForm::Bar,
        ..Settings::default()
    };
    let mut play = Play::home_with_settings(settings, None);
    let screen = play.play("o").screen();
    for part in [
        "total          20",
        "strict         on",
        "interruptions  off",
        "clock          bar",
    ] {
        assert!(screen.contains(part), "{part} is not in\n{screen}");
    }
}

#[test]
fn home_says_what_is_wrong_with_the_settings() {
    let remark = "config.toml:1: unknown key `muose` (did you mean `mouse`?)";
    let mut play = Play::home_with_settings(Settings::default(), Some(remark));
    assert!(play.screen().contains(remark), "{}", play.screen());
}

#[test]
fn a_key_of_the_user_runs_its_action_and_is_named_in_footer_and_help() {
    let own = ["N".to_owned()];
    let mut play = Play::start_with_settings(Settings::default(), &[("next-stage", &own)]);
    let screen = play.play("<esc>").screen();
    assert!(screen.contains("N next"), "{screen}");
    let help = play.play("?").screen();
    assert!(
        help.contains("Esc N      Esc n F2   Go to the next stage"),
        "{help}"
    );
    let screen = play.play("<esc><esc>N").screen();
    assert!(screen.contains("Data Pipeline"), "{screen}");
    // In the notes the key is a letter.
    assert!(play.play("No").screen().contains("No"));
}

#[test]
fn a_pause_names_the_keys_of_the_user_and_the_key_that_pauses_continues() {
    for (action, key) in [("pause", "k"), ("continue", "k")] {
        let own = [key.to_owned()];
        let mut play = Play::start_with_settings(Settings::default(), &[(action, &own)]);
        let pause = if action == "pause" {
            "<esc>k"
        } else {
            "<esc>p"
        };
        let screen = play.play("a note").play(pause).screen();
        assert!(screen.contains("k continues."), "{action}: {screen}");
        assert!(
            screen.contains("  k continue   q leave"),
            "{action}: {screen}"
        );
        let screen = play.play("z").screen();
        assert!(
            screen.contains("paused: k continue, q leave"),
            "{action}: {screen}"
        );
        let screen = play.play("k").screen();
        assert!(
            screen.contains("the clock runs again"),
            "{action}: {screen}"
        );
    }
}
