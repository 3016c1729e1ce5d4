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
        "n", "g", "<up>", "<down>", "k", "j", "<space>", "x", "h", "m", "r", "p", "q", "?", "b",
        "f", "<bs>", "<left>", "<right>", "<pgdn>", "<pgup>", "<home>", "<end>", "<del>", "<tab>",
        "<f1>", "<f2>", "<f7>", "<enter>", "i", "t", "ü", "т", "N", "a", "=", "z", "c", "e", "w",
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

/// The notes of the first stage after these keys.
fn notes_after(keys: &str) -> String {
    let mut play = Play::start((80, 24));
    play.play(keys);
    play.record().stages[0].notes.to_string()
}

/// Commands and keys without a meaning after Esc or with Alt, none of which opens something that takes the keys.
const PASSING: [&str; 25] = [
    "x", "<space>", "h", "m", "w", "=", "z", "c", "b", "f", "<left>", "<right>", "<down>", "<up>",
    "<pgdn>", "<pgup>", "<home>", "<end>", "<del>", "<tab>", "<ins>", "]", "t", "7", "j",
];

#[test]
fn a_letter_is_text_again_after_any_command_and_any_key_that_is_none() {
    for command in PASSING {
        let bare = command.trim_matches(['<', '>']);
        for keys in [format!("<esc><+1s>{command}"), format!("<a-{bare}>")] {
            assert_eq!(notes_after(&format!("{keys}nxq")), "nxq", "{keys}");
        }
    }
}

#[test]
fn choosing_a_prompt_ends_with_any_key_but_its_own_and_that_key_acts_in_the_notes() {
    let covered_in = |play: &Play, stage: usize| {
        let record = play.record();
        let covered = record.stages[stage].covered.iter();
        covered.copied().collect::<Vec<_>>()
    };
    let covered = |play: &Play| covered_in(play, 0);
    let mut play = Play::start((80, 24));
    play.play("ab<esc><down><down><space>");
    assert_eq!(covered(&play), [1]);
    // The first ↓ stays at the marked prompt in every stage, also of an interview that was resumed.
    for keys in ["<esc>n", "<esc>nab<+1s><kill><space>"] {
        let mut later = Play::start((80, 24));
        later.play(keys).play("<esc><down><space>");
        assert_eq!(covered_in(&later, 1), [0], "{keys}");
        later.play("<down><space>");
        assert_eq!(covered_in(&later, 1), [0, 1], "{keys}");
    }
    play.play("<up><space>");
    assert_eq!(covered(&play), [0, 1]);
    play.play("<enter><space>x");
    assert_eq!(covered(&play), [0, 1]);
    assert_eq!(play.record().stages[0].notes.to_string(), "ab x");
    let table = [
        ("j", "abj"),
        ("x", "abx"),
        ("<left>c", "acb"),
        ("<bs>", "a"),
        ("<home>c", "cab"),
        ("<c-z>c", "c"),
        ("<tab>c", "  abc"),
        ("<paste one\\ntwo>c", "abone\ntwoc"),
        ("<esc><+1s><esc><+1s>c", "abc"),
        ("<esc><+1s>xc", "abc"),
        ("<a-x>c", "abc"),
    ];
    for (keys, notes) in table {
        assert_eq!(notes_after(&format!("ab<a-down>{keys}")), notes, "{keys}");
    }
}

#[test]
fn the_keys_of_the_notes_after_esc_act_as_with_alt_in_the_notes() {
    let table = [
        ("<enter>x", "one two\nx"),
        ("<left>x", "one xtwo"),
        ("<bs>x", "one x"),
        ("<left><esc><+1s><right>x", "one twox"),
        ("b<esc><+1s>fx", "one twox"),
    ];
    for (keys, notes) in table {
        assert_eq!(
            notes_after(&format!("one two<esc><+1s>{keys}")),
            notes,
            "{keys}"
        );
    }
    assert_eq!(notes_after("= 2 * 3<esc><+1s><enter>x"), "= 2 * 3 → 6\nx");
}

#[test]
fn new_line_and_delete_are_known_with_shift_and_ctrl_and_ctrl_u_deletes_to_the_line_start() {
    let table = [
        ("a<s-enter>b<c-enter>c<a-enter>d<c-j>e", "a\nb\nc\nd\ne"),
        ("cab<s-bs>r", "car"),
        ("one two<c-bs>x", "one x"),
        ("one<enter>two three<left><left><c-u>", "one\nee"),
        ("one<enter><c-u>", "one\n"),
        ("one two<c-u><c-z>", "one two"),
    ];
    for (keys, notes) in table {
        assert_eq!(notes_after(keys), notes, "{keys}");
    }
}

#[test]
fn an_unknown_command_does_nothing_says_so_and_closes() {
    for key in ["t", "]", "<tab>", "<del>", "<home>"] {
        let mut play = Play::start((80, 24));
        play.play(&format!("<esc><+1s>{key}"));
        let screen = play.screen();
        assert!(screen.contains("is no command"), "{screen}");
        assert!(screen.contains("Esc n next"), "{screen}");
        assert!(play.record().stages[0].notes.is_empty());
    }
}

#[test]
fn commands_match_the_shifted_letter_and_function_keys() {
    let data = "Notes · Data Pipeline";
    for keys in [
        "<esc><+1s>N",
        "<a-N>",
        "<f2>",
        "<esc><+1s><f2>",
        "<a-down><f2>",
        "<f6><f2>",
    ] {
        let mut play = Play::start((80, 24));
        play.play(keys);
        assert!(play.screen().contains(data), "{keys}: {}", play.screen());
    }
    let table = [
        ("<f2><f3>", "Notes · Problem Setup"),
        ("<f5>", "Ask the interviewer"),
        ("<f6>", "Brief"),
        ("<f7>", "Hint"),
        ("<f8>", "asked nothing"),
        ("<f9>", "Paused"),
        ("<f9><f9>", "the clock runs again"),
        ("<a-p>P", "the clock runs again"),
        ("<f10>", "Leave the interview?"),
        ("<f12>", "clock: bar"),
        ("<esc><+1s>!", "Notes"),
        ("<f9><f10>", "Leave the interview?"),
        ("idea<f10><f1>", "Help"),
    ];
    for (keys, text) in table {
        let mut play = Play::start((80, 24));
        play.play(keys);
        assert!(play.screen().contains(text), "{keys}: {}", play.screen());
    }
    let mut play = Play::start((80, 24));
    play.play("<f4><f4><f4>");
    let third = &play.record().head.plan.stages[0].prompts[2];
    let third: String = third.ask.chars().take(12).collect();
    let marked = format!("▸ {third}");
    assert!(play.screen().contains(&marked), "{}", play.screen());
}

#[test]
fn a_keyboard_layout_without_latin_letters_is_named_and_its_letters_are_text() {
    for keys in ["<esc><+1s>т", "<a-т>", "<a-p>з", "<a-q>й"] {
        let mut play = Play::start((80, 24));
        play.play(keys);
        let screen = play.screen();
        assert!(screen.contains("layout is not Latin"), "{keys}: {screen}");
    }
    assert_eq!(notes_after("т<esc><+1s>тта"), "тта");
    let mut play = Play::start((80, 24));
    play.play("<esc><+1s>ü");
    assert!(
        play.screen().contains("`ü` is no command"),
        "{}",
        play.screen()
    );
}

#[test]
fn a_paste_or_a_click_closes_the_commands() {
    assert_eq!(notes_after("<esc><+1s><paste n>q"), "nq");
    assert_eq!(notes_after("<esc><+1s><click 40,10>n"), "n");
    assert_eq!(notes_after("<esc><+1s><click 2,3>n"), "n");
    assert_eq!(notes_after("<a-r><paste words>n"), "wordsn");
}

#[test]
fn a_click_on_a_key_of_the_footer_runs_it() {
    let click = |play: &mut Play, word: &str| {
        let screen = play.screen();
        // The footer is below every text with the same words.
        let lines: Vec<&str> = screen.lines().collect();
        let row = lines.iter().rposition(|line| line.contains(word)).unwrap();
        let line = lines[row];
        let column = line[..line.find(word).unwrap()].chars().count();
        play.play(&format!("<click {column},{row}>"));
    };
    let mut play = Play::start((80, 24));
    click(&mut play, "Esc n next");
    assert!(play.screen().contains("Notes · Data"), "{}", play.screen());
    click(&mut play, "Esc ? help");
    assert!(play.screen().contains("╭─ Help"), "{}", play.screen());
    play.play("<esc><+1s><esc><+1s>");
    click(&mut play, "g back");
    assert!(
        play.screen().contains("Notes · Problem"),
        "{}",
        play.screen()
    );
    play.play("<a-p>");
    click(&mut play, "p continue");
    assert!(play.screen().contains("runs again"), "{}", play.screen());
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
    assert_eq!((column, row), (32 + 1 + 4 + 3, 2));
    play.play("<esc><down>");
    let (column, row) = play.cursor();
    let line = play
        .screen()
        .lines()
        .nth(usize::from(row))
        .unwrap()
        .to_owned();
    assert!(column < 32 && line.contains("▸ "), "{column}: {line}");
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
    let screens = vec![
        (home(""), "?", "Home"),
        (home("/cap"), "<f1>", "Searching"),
        (home("o<tab><tab>"), "?", "Options"),
        (home("f"), "?", "Lists"),
        (home("f<enter><enter>"), "?", "Pages"),
        (home("h"), "?", "The history"),
        (finished, "?", "After the finish"),
        (asking, "<f1>", "Asking"),
        (paused, "?", "Paused"),
    ];
    for (mut play, key, heading) in screens {
        let before = play.screen();
        play.play(key);
        let help = play.screen();
        assert!(help.contains("╭─ Help"), "{heading}: {help}");
        assert!(help.contains(heading), "{heading}: {help}");
        play.play("<paste words>");
        let filtered = play.screen();
        assert!(filtered.contains("filter words"), "{filtered}");
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
        assert_eq!(play.orders, [Order::Redraw, Order::Suspend], "{script}");
    }
}

#[test]
fn a_click_at_home_chooses_a_design_and_a_second_one_starts_it() {
    let mut play = Play::home((80, 24));
    let row = |play: &mut Play| {
        let screen = play.screen();
        let row = screen.lines().position(|line| line.contains("LLM Serving"));
        format!("<click 5,{}>", row.unwrap())
    };
    let click = row(&mut play);
    play.play(&click);
    assert!(play.screen().contains("▸ LLM Serving"), "{}", play.screen());
    play.play(&click);
    assert!(play.screen().contains("recording"), "{}", play.screen());
}

#[test]
fn help_says_what_the_marks_of_stages_and_follow_ups_mean() {
    for size in [(80, 24), (120, 40)] {
        let mut play = Play::start(size);
        let screen = play.play("<f1>").play(&"<pgdn>".repeat(15)).screen();
        let rows = screen.lines().filter_map(|row| row.split('│').nth(1));
        let words = rows.flat_map(str::split_whitespace);
        let text = words.collect::<Vec<_>>().join(" ");
        for mark in [
            "✓ left after you wrote",
            "– left without",
            "┃ to be answered",
        ] {
            assert!(text.contains(mark), "{mark}: {screen}");
        }
    }
}
