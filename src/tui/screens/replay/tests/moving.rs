//! Going to times, edits, stages and words.

use super::*;

#[test]
fn the_countdown_follows_the_replay_and_changes_at_whole_seconds() {
    let mut scene = Scene::new();
    for (at, words) in [
        (0, "10:00 left of 10:00 · total 20:00 left"),
        (1, "10:00 left of 10:00 · total 20:00 left"),
        (200_000, "6:40 left of 10:00 · total 16:40 left"),
        (200_001, "6:40 left of 10:00 · total 16:40 left"),
        (611_999, "+0:11 over 10:00 · total 9:49 left"),
        (612_000, "10:00 left of 10:00 · total 9:48 left"),
        (800_000, "6:52 left of 10:00 · total 6:40 left, finished"),
    ] {
        scene.screen.replay.seek(ms(at));
        assert!(
            scene.row(" · total").contains(&format!(" {words} ")),
            "at {at} ms"
        );
    }
}

#[test]
fn removed_text_is_struck_out_between_marks_and_inserted_text_is_highlighted() {
    let mut scene = Scene::new();
    scene.screen.replay.seek(secs(200));
    assert_eq!(
        scene.row("p95"),
        "3 p95 under 1 s for suggestions[-, maybe-], surely"
    );
    assert_eq!(scene.row("- \""), "- \", maybe\"  + \", surely\"");
    assert_eq!(scene.with(Modifier::CROSSED_OUT), ", maybe");
    assert_eq!(scene.with(Modifier::UNDERLINED), ", surely");
    let (_, cursor) = scene.buffer();
    let row = scene
        .screen()
        .lines()
        .nth(cursor.y.into())
        .unwrap()
        .to_owned();
    let before: String = row.chars().take(cursor.x.into()).collect();
    assert!(before.ends_with(", surely"), "{row:?} {cursor:?}");
    scene.screen.replay.seek(ms(202_001));
    assert_eq!(scene.row("p95"), "3 p95 under 1 s for suggestions, surely");
    assert_eq!(scene.row("no change"), "no change since 3:20");
    assert_eq!(scene.with(Modifier::UNDERLINED), "");
}

#[test]
fn steps_go_by_edits_and_say_where_there_is_none() {
    let mut scene = Scene::new();
    let mut stops = Vec::new();
    for _ in 0..7 {
        scene.press(KeyCode::Right);
        stops.push(scene.at().as_secs());
    }
    assert_eq!(stops, [61, 192, 193, 200, 700, 760, 760]);
    assert_eq!(scene.message.as_deref(), Some("that was the last edit"));
    scene.press(KeyCode::Left);
    assert_eq!(scene.at(), secs(700));
    scene.press(KeyCode::Home).press(KeyCode::Left);
    assert_eq!(
        scene.message.as_deref(),
        Some("there is no edit before this")
    );
}

#[test]
fn seeking_goes_by_ten_seconds_and_by_the_starts_of_stages() {
    let mut scene = Scene::new();
    scene.keys("..,");
    assert_eq!(scene.at(), secs(10));
    scene.keys(",,");
    assert_eq!(scene.at(), Duration::ZERO);
    scene.keys("]");
    assert_eq!(scene.at(), secs(612));
    assert!(scene.row("Notes ·").contains("Notes · Data "));
    scene.keys("]");
    assert_eq!(
        scene.message.as_deref(),
        Some("no stage was entered after this")
    );
    scene.press(KeyCode::End).keys(".");
    assert_eq!(scene.at(), secs(800));
    scene.keys("[[");
    assert_eq!(scene.at(), Duration::ZERO);
    scene.keys("[");
    assert_eq!(
        scene.message.as_deref(),
        Some("there is no stage before this")
    );
}

#[test]
fn a_word_is_typed_in_the_last_line_and_its_first_appearance_gone_to() {
    let mut scene = Scene::new();
    scene.keys("/P95");
    let row = scene.row("first appearance");
    assert!(row.contains("─ first appearance of: P95"), "{row}");
    assert!(scene.row("Enter go").contains("Esc back"));
    let (_, cursor) = scene.buffer();
    assert_eq!(cursor, Position::new(23 + 3, 22));
    scene.keys("⏎");
    assert_eq!(scene.at(), secs(192));
    assert_eq!(
        scene.message.as_deref(),
        Some("`P95` first appeared at 3:12 in Setup")
    );
    assert!(
        scene
            .screen()
            .contains("`P95` first appeared at 3:12 in Setup")
    );
    scene.keys("/uploads⏎");
    assert_eq!(
        scene.message.as_deref(),
        Some("`uploads` first appeared at 11:40 in Data")
    );
    scene.keys("/quux⏎");
    assert_eq!(scene.message.as_deref(), Some("`quux` never appeared"));
    assert_eq!(scene.at(), secs(700));
    scene.keys("/x").press(KeyCode::Esc);
    assert!(scene.screen().contains("Space play"));
    scene.keys("/⏎");
    assert_eq!((scene.message.clone(), scene.at()), (None, secs(700)));
}

#[test]
fn keys_typed_into_a_word_are_no_commands() {
    let mut scene = Scene::new();
    scene.keys("/q n]");
    assert!(scene.effects.is_empty());
    assert_eq!(scene.at(), Duration::ZERO);
    let paste = Input::Paste(" and\nmore".into());
    scene.screen.on(&paste, scene.now);
    assert!(scene.screen().contains("q n]"));
}
