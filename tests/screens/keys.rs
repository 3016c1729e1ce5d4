//! A command has the same effect however its bytes arrive.

use crate::play::Play;

/// The effect of a command on the screen and on the record.
fn after(keys: &str) -> (String, Vec<String>, usize) {
    let mut play = Play::start((80, 24));
    play.play("<esc>n<+1s>one two<+2s>").play(keys);
    let screen = play.screen();
    let record = play.record();
    let notes = record
        .stages
        .iter()
        .map(|page| page.notes.to_string())
        .collect();
    let marks = record
        .stages
        .iter()
        .map(|page| page.covered.len() + page.hints.len())
        .sum();
    (screen, notes, marks)
}

#[test]
fn esc_and_a_key_in_one_read_or_two_and_alt_and_the_key_are_one() {
    for command in [
        "n", "g", "<up>", "<down>", "k", "j", "<space>", "x", "h", "r", "p", "q", "?", "b", "f",
        "<bs>", "<left>", "<right>", "<pgdn>", "<f1>", "<enter>", "i", "t", "ü", "a", "=", "z",
        "c", "e",
    ] {
        let bare = command.trim_matches(['<', '>']);
        let one_read = after(&format!("<esc>{command}"));
        let two_reads = after(&format!("<esc><+20ms>{command}"));
        let by_hand = after(&format!("<esc><+400ms>{command}"));
        let alt = after(&format!("<a-{bare}>"));
        assert_eq!(one_read, two_reads, "{command} in two reads");
        assert_eq!(one_read, by_hand, "{command} by hand");
        assert_eq!(one_read, alt, "Alt-{command}");
    }
}

#[test]
fn the_moving_keys_leave_the_row_open_and_the_others_close_it() {
    for (command, open) in [
        ("<down>", true),
        ("j", true),
        ("<space>", true),
        ("x", true),
        ("h", false),
        ("r", false),
    ] {
        let mut play = Play::start((80, 24));
        play.play("<esc><+1s>").play(command).play("i<+1s>z");
        let typed = play.record().stages[0].notes.to_string();
        assert_eq!(typed, if open { "z" } else { "iz" }, "{command}");
    }
}

#[test]
fn an_unknown_command_does_nothing_and_says_so() {
    let mut play = Play::start((80, 24));
    play.play("<esc><+1s>t");
    assert!(
        play.screen().contains("`t` is no command"),
        "{}",
        play.screen()
    );
    assert!(play.record().stages[0].notes.is_empty());
}

#[test]
fn a_split_arrow_moves_the_caret_and_types_nothing() {
    let mut play = Play::start((80, 24));
    play.play("ab<esc><+20ms>[<+20ms>Dx<+1s><esc>OCy");
    assert_eq!(play.record().stages[0].notes.to_string(), "axby");
}

#[test]
fn the_cursor_is_at_the_caret_or_at_the_selected_prompt() {
    let mut play = Play::start((80, 24));
    play.play("abc");
    let (column, row) = play.cursor();
    assert_eq!((column, row), (28 + 1 + 3 + 3, 2));
    play.play("<esc><down>");
    let (column, row) = play.cursor();
    let line = play
        .screen()
        .lines()
        .nth(usize::from(row))
        .unwrap()
        .to_owned();
    assert!(column < 28 && line.contains("▸[ ]"), "{column}: {line}");
}

#[test]
fn ctrl_c_twice_within_two_seconds_leaves_with_everything_kept() {
    use forty::tui::router::{Exit, Order};
    let mut play = Play::start((80, 24));
    play.play("idea<+2m><c-c><+3s><c-c>");
    assert_eq!(play.orders, []);
    play.play("<+1s><c-c>");
    assert!(
        matches!(&play.orders[..], [Order::Exit(Exit::Done(_))]),
        "{:?}",
        play.orders
    );
    assert_eq!(play.record().stages[0].notes.to_string(), "idea");
}

#[test]
fn help_lists_the_keys_and_goes_with_esc() {
    let mut play = Play::start((80, 24));
    play.play("<f1>");
    insta::assert_snapshot!(play.screen());
    play.play("<esc><+1s>x");
    assert!(!play.screen().contains("Help"));
}

#[test]
fn help_opens_over_every_screen_and_takes_the_keys_until_it_is_closed() {
    let mut finished = Play::start((80, 24));
    finished.play("idea<+2m><a-q>f");
    let mut asking = Play::start((80, 24));
    asking.play("<a-a>who");
    let mut paused = Play::start((80, 24));
    paused.play("<a-p>");
    let home = |script: &str| {
        let mut play = Play::home((80, 24));
        play.play(script);
        play
    };
    let screens = [
        (home(""), "?", "Home"),
        (home("/cap"), "<f1>", "Searching"),
        (home("o<tab><tab>"), "?", "Options"),
        (home("f"), "?", "Lists"),
        (home("f<enter><enter>"), "?", "Pages"),
        (home("h"), "?", "A table of sessions"),
        (finished, "?", "After the finish"),
        (asking, "<f1>", "Commands"),
        (paused, "?", "Commands"),
    ];
    for (mut play, key, heading) in screens {
        let before = play.screen();
        play.play(key);
        let help = play.screen();
        assert!(help.contains("┌ Help"), "{heading}: {help}");
        let heading = if heading == "Commands" {
            "A key after Esc"
        } else {
            heading
        };
        assert!(help.contains(heading), "{heading}: {help}");
        play.play("<paste words>");
        assert!(play.screen().contains("not pasted"), "{}", play.screen());
        play.play("<down>x<esc><+1s>");
        let after = play.screen();
        let clockless = |screen: &str| screen.replace(|digit: char| digit.is_ascii_digit(), "");
        assert_eq!(clockless(&after), clockless(&before), "{heading}");
    }
}

#[test]
fn the_screen_is_redrawn_and_suspended_by_the_same_keys_everywhere() {
    use forty::tui::router::Order;
    for script in ["", "f", "f<enter><enter>", "h"] {
        let mut play = Play::home((80, 24));
        play.play(script).play("<c-l><c-z>");
        assert_eq!(play.orders, [Order::Redraw, Order::Stop], "{script}");
    }
}
