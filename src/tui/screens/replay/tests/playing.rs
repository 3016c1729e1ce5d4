//! Playback: speed, skipped time without changes, and how long the screen may sleep.

use super::*;

/// Edits a second apart, of one letter each.
fn steady() -> Log {
    let typed = (0..40).map(|n| (1000 + 1000 * n as u64, edit(0, n, 0, "x")));
    log_with(head(&["One"]), std::iter::once((0, enter(0))).chain(typed))
}

#[test]
fn playing_goes_as_fast_as_the_chosen_speed() {
    for (key, speed) in [('1', 1), ('2', 4), ('3', 8), ('4', 16)] {
        let mut scene = Scene::of(steady(), &[], (80, 24));
        scene.keys(&format!("{key} ")).later(ms(2400));
        assert_eq!(scene.at(), ms(2400 * speed), "{speed}x");
        let row = scene.row("playing");
        assert!(row.ends_with(&format!("▸ playing at {speed}x")), "{row}");
        scene.keys(" ").later(secs(60));
        assert_eq!(scene.at(), ms(2400 * speed));
        assert!(scene.screen().contains("stopped"));
    }
}

#[test]
fn playing_stops_at_the_end_and_begins_again_from_there_at_the_start() {
    for key in ['5', '6'] {
        let mut scene = Scene::of(steady(), &[], (80, 24));
        scene.keys(&format!("{key} ")).later(secs(5));
        assert_eq!(scene.at(), secs(40));
        assert_eq!(scene.screen.wait(scene.now), None);
        scene.keys("1 ").later(ms(500));
        assert_eq!(scene.at(), ms(500));
    }
}

#[test]
fn a_change_of_speed_while_playing_counts_from_then_on() {
    let mut scene = Scene::of(steady(), &[], (80, 24));
    scene.keys(" ").later(ms(1500)).keys("2").later(ms(1000));
    assert_eq!(scene.at(), ms(1500 + 4000));
}

#[test]
fn it_sleeps_until_the_next_visible_change_and_never_less_than_a_frame() {
    let log = log_of([(0, enter(0)), (2300, edit(0, 0, 0, "a")), (4000, finish())]);
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.keys(" ");
    let mut waits = Vec::new();
    while let Some(wait) = scene.screen.wait(scene.now) {
        waits.push(wait.as_millis());
        scene.now.awake += wait;
        scene.screen.pass(scene.now);
    }
    assert_eq!(waits, [1000, 1000, 300, 700, 1000]);
    let mut fast = Scene::of(steady(), &[], (80, 24));
    fast.keys("6 ");
    assert_eq!(fast.screen.wait(fast.now), Some(ms(33)));
}

#[test]
fn time_without_changes_is_skipped_up_to_a_second_before_the_next_change() {
    let mut scene = Scene::new();
    scene.screen.replay.seek(secs(200));
    scene.keys(" ").later(ms(100));
    assert_eq!(scene.at(), ms(200_100), "what happened is seen first");
    scene.press(KeyCode::End).press(KeyCode::Home).keys(" ");
    scene.later(ms(500));
    assert_eq!(scene.at(), secs(60));
    assert!(scene.row("Replay").ends_with("skipped 0:59"));
    scene.later(ms(1000));
    assert_eq!(scene.at(), secs(61));
    assert_eq!(scene.row("+ \""), format!("+ \"{}\"", LINES[0]));
    scene.later(ms(600));
    assert_eq!(scene.at(), ms(191_100));
    assert!(scene.row("Replay").ends_with("skipped 2:09"));
}

#[test]
fn skipped_time_is_shown_for_three_seconds_or_until_a_key() {
    let typed = (0..9).map(|n| (60_000 + 900 * n, edit(0, 0, 0, "x")));
    let log = log_of(std::iter::once((0, enter(0))).chain(typed));
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.keys(" ").later(ms(3400));
    assert!(scene.screen().contains("skipped 0:58"));
    scene.later(ms(1200));
    assert!(!scene.screen().contains("skipped"));
    scene
        .press(KeyCode::Home)
        .keys(" ")
        .keys(" ")
        .later(ms(600));
    assert!(scene.screen().contains("skipped"));
    scene.press(KeyCode::Up);
    assert!(!scene.screen().contains("skipped"));
}

#[test]
fn letters_typed_during_playback_are_shown_together_and_a_step_shows_one() {
    let typed = "p95 under 1 s".chars().zip(0..);
    let typed =
        typed.map(|(letter, n)| (1000 + 150 * n, edit(0, n as usize, 0, &letter.to_string())));
    let log = log_of(std::iter::once((0, enter(0))).chain(typed));
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.keys(" ").later(ms(2300));
    insta::assert_snapshot!(scene.screen());
    assert_eq!(scene.with(Modifier::UNDERLINED), "p95 under");
    scene.press(KeyCode::Left).press(KeyCode::Right);
    assert_eq!(scene.row("+ \""), "+ \"r\"");
}

#[test]
fn only_more_than_five_seconds_without_changes_are_skipped() {
    for (gap, at) in [(5000, 1400), (5001, 5001 - 1000 + 900)] {
        let events = [(0, enter(0)), (gap, edit(0, 0, 0, "a")), (60_000, finish())];
        let mut scene = Scene::of(log_of(events), &[], (80, 24));
        scene.keys(" ").later(ms(1400));
        // After half a second the rest but its last second is skipped.
        assert_eq!(scene.at(), ms(at), "{gap} ms");
    }
}

#[test]
fn a_program_that_was_stopped_does_not_play_on_meanwhile() {
    let mut scene = Scene::of(steady(), &[], (80, 24));
    scene.keys(" ");
    scene.now.awake += secs(3600);
    scene.screen.pass(scene.now);
    assert_eq!(scene.at(), secs(2));
}
