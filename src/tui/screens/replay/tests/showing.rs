//! What is shown at a time: comments, changes, holes of the record, and marks in place of control characters.

use super::*;

#[test]
fn a_comment_is_shown_where_its_first_line_was_written() {
    let pins = [
        pin(1, "uploads 4M/day, 60k user alt texts", "good: a source"),
        pin(
            0,
            &format!("\n{}\n{}", LINES[1], LINES[2]),
            "fix: name the unit",
        ),
        pin(
            0,
            "p95 under 1 s for suggestions, surely",
            "question: how sure?",
        ),
        pin(0, LINES[1], "fix: maybe\u{1b}[31m"),
        pin(0, "gone", "fix: never there"),
    ];
    let mut scene = Scene::of(interview(), &pins, (80, 24));
    let mut seen = Vec::new();
    for _ in 0..5 {
        scene.keys("n");
        seen.push((scene.at().as_secs(), scene.message.clone().unwrap()));
    }
    let seen: Vec<(u64, &str)> = seen
        .iter()
        .map(|(at, words)| (*at, words.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (192, "comment 1 of 4: fix: name the unit"),
            (192, "comment 2 of 4: fix: maybe␛[31m"),
            (200, "comment 3 of 4: question: how sure?"),
            (760, "comment 4 of 4: good: a source"),
            (760, "that was the last comment"),
        ]
    );
    scene.screen.replay.seek(secs(195));
    scene.keys("N");
    assert_eq!(
        scene.message.as_deref(),
        Some("comment 2 of 4: fix: maybe␛[31m")
    );
    scene.keys("NN");
    assert_eq!(
        scene.message.as_deref(),
        Some("there is no comment before this")
    );
    let mut none = Scene::new();
    none.keys("n");
    assert_eq!(
        none.message.as_deref(),
        Some("there are no comments to go to")
    );
}

#[test]
fn the_keys_of_every_screen_work_here_too() {
    let mut scene = Scene::new();
    scene.keys("q").press(KeyCode::Esc);
    let ctrl = |letter| Input::Key(Key::ctrl(letter));
    let mut effects = std::mem::take(&mut scene.effects);
    effects.extend(scene.screen.on(&ctrl('c'), scene.now));
    let back = || Effect::Go(Route::Back);
    assert_eq!(effects, [back(), back(), back()]);
}

#[test]
fn the_view_follows_the_change_and_can_be_scrolled_until_the_next() {
    let text: String = (0..100).fold(String::new(), |text, n| text + &format!("line {n}\n"));
    let log = log_of([
        (0, enter(0)),
        (1000, edit(0, 0, 0, &text)),
        (2000, edit(0, 0, 0, "top ")),
        (3000, edit(0, 200, 0, "!")),
    ]);
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.press(KeyCode::Right);
    assert!(scene.screen().contains("line 99"));
    scene.press(KeyCode::Right);
    assert!(scene.screen().contains("top line 0"));
    scene.press(KeyCode::PageDown);
    assert!(!scene.screen().contains("top line 0"));
    scene.press(KeyCode::PageUp).press(KeyCode::Down);
    assert!(!scene.screen().contains("top line 0"));
    scene.press(KeyCode::Up);
    assert!(scene.screen().contains("top line 0"));
    let wheel = Input::Wheel {
        column: 0,
        row: 9,
        up: false,
    };
    scene.screen.on(&wheel, scene.now);
    assert!(!scene.screen().contains("line 2\n"));
    scene.press(KeyCode::Right);
    assert!(scene.with(Modifier::UNDERLINED) == "!");
}

#[test]
fn the_notes_of_the_stage_in_which_something_changes_are_shown() {
    let log = log_of([
        (0, enter(0)),
        (60_000, enter(1)),
        (61_000, edit(0, 0, 0, "written outside")),
        (90_000, finish()),
    ]);
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.screen.replay.seek(secs(60));
    assert!(scene.row("Notes ·").contains("Notes · Data "));
    scene.screen.replay.seek(secs(61));
    assert!(scene.row("Notes ·").contains("Notes · Setup "));
    assert_eq!(scene.row("+ \""), "+ \"written outside\"");
    scene.screen.replay.seek(secs(64));
    assert!(scene.row("Notes ·").contains("Notes · Data "));
}

#[test]
fn a_gap_in_the_record_is_reported() {
    let mut log = log_of([(0, enter(0)), (1000, edit(0, 0, 0, "a"))]);
    log.mark_gap();
    log.push(entry(9, 2000, edit(0, 1, 0, "b")));
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.press(KeyCode::End);
    assert!(scene.screen().contains("the record has a hole"));
}

#[test]
fn control_characters_are_shown_as_marks() {
    let mut head = head(&["\u{1b}[2J", "Data"]);
    head.design.title = "a\u{202e}b\nc".into();
    let log = log_with(
        head,
        [
            (0, enter(0)),
            (1000, edit(0, 0, 0, "\u{1b}]0;owned\u{7}\r\nsecond\tline")),
            (2000, edit(0, 0, 14, "")),
            (2100, follow_up(0, "\u{1b}[31m\nred")),
        ],
    );
    let mut scene = Scene::of(log, &[], (80, 24));
    scene.press(KeyCode::End);
    let screen = scene.screen();
    let is_rude = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!screen.contains(is_rude), "{screen:?}");
    assert_eq!(scene.row("- \""), "- \"␛]0;owned␇↵se\"");
    assert_eq!(
        scene.row("follow-up \""),
        "▸  0:02  follow-up \"␛[31m↵red\""
    );
}

#[test]
fn a_long_change_is_cut_to_its_line() {
    let (old, new) = ("old ".repeat(100), "new ".repeat(9000));
    let log = log_of([(1000, edit(0, 0, 0, &old)), (2000, edit(0, 0, 400, &new))]);
    let mut scene = Scene::of(log, &[], (60, 20));
    scene.press(KeyCode::End);
    let row = scene.row("- \"");
    assert!(
        row.contains("…\"  + \"new") && row.ends_with("…\""),
        "{row}"
    );
    assert!(row.chars().count() <= 58, "{row}");
}
