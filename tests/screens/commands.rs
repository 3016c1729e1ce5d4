//! Help, the palette, and clicks on keys.

use forty::domain::settings::Settings;
use forty::tui::router::Order;
use insta::assert_snapshot;
use ratatui::style::Modifier;

use crate::coach::debriefed;
use crate::play::Play;

const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (120, 40)];

/// Column and row of the last place where these words are.
fn place_of(screen: &str, words: &str) -> (usize, usize) {
    let lines: Vec<&str> = screen.lines().collect();
    let row = lines.iter().rposition(|line| line.contains(words));
    let row = row.unwrap_or_else(|| panic!("no `{words}` in\n{screen}"));
    let start = lines[row].rfind(words).unwrap();
    (lines[row][..start].chars().count(), row)
}

fn click(play: &mut Play, words: &str) {
    let (column, row) = place_of(&play.screen(), words);
    play.play(&format!("<click {column},{row}>"));
}

fn finished_home(size: (u16, u16)) -> Play {
    let mut first = Play::start((80, 24));
    first.play("An idea.<+1m30s><a-q>f<+3s>q");
    Play::with_sessions_of(&first.home, size)
}

#[test]
fn help_of_the_interview_is_filtered_while_typing_and_names_states() {
    for (width, height) in SIZES {
        let mut play = Play::start((width, height));
        play.play("idea<+1m><f1>");
        assert_snapshot!(format!("help_{width}x{height}"), play.screen());
        play.play("stage");
        assert_snapshot!(format!("help_stage_{width}x{height}"), play.screen());
        // Nothing of it was typed into the notes.
        assert_eq!(play.record().stages[0].notes.to_string(), "idea");
    }
}

#[test]
fn help_runs_the_chosen_key_and_a_click_runs_a_row() {
    let mut play = Play::start((80, 24));
    play.play("<f1>next stage<enter>");
    assert!(play.screen().contains("Notes · Data"), "{}", play.screen());
    play.play("<esc>?back one<enter>");
    assert!(
        play.screen().contains("Notes · Problem"),
        "{}",
        play.screen()
    );
    play.play("<f1>pause the");
    click(&mut play, "Pause the interview");
    assert!(play.screen().contains("Paused at"), "{}", play.screen());
    play.play("<f1>");
    let screen = play.screen();
    assert!(screen.contains("Continue the interview"), "{screen}");
    // A pause hides the rest, and help lists only what does something.
    assert!(!screen.contains("Go to the next stage"), "{screen}");
    play.play("<c-u>continue<enter>");
    assert!(play.screen().contains("runs again"), "{}", play.screen());
}

#[test]
fn a_key_that_is_not_possible_stays_in_help_with_its_reason() {
    let mut play = Play::start((120, 40));
    play.play("<f1>one stage<enter>");
    let screen = play.screen();
    assert!(screen.contains("this is the first stage"), "{screen}");
    assert!(
        screen.contains("╰─ not possible now: this is the first"),
        "{screen}"
    );
    play.play("<c-u>zzz<enter>");
    assert!(
        play.screen().contains("No command matches"),
        "{}",
        play.screen()
    );
    play.play("<esc><+1s>");
    assert!(!play.screen().contains("╭─ Help"), "{}", play.screen());
}

#[test]
fn the_palette_of_home_lists_designs_references_and_shell_commands() {
    for (width, height) in SIZES {
        let mut play = finished_home((width, height));
        play.play("<c-p>");
        assert_snapshot!(format!("palette_{width}x{height}"), play.screen());
        play.play("re");
        assert_snapshot!(format!("palette_re_{width}x{height}"), play.screen());
    }
}

#[test]
fn the_palette_starts_reads_replays_and_names_shell_commands() {
    let mut play = debriefed((80, 24));
    play.play(":reference llm<enter>");
    let screen = play.screen();
    assert!(
        screen.contains("not possible now: after a scored interview"),
        "{screen}"
    );
    play.play("<c-u>repair<enter>");
    let screen = play.screen();
    assert!(
        screen.contains("run it in a shell: forty repair SESSION"),
        "{screen}"
    );
    play.play("<c-u>reference image<enter>");
    assert!(
        play.screen().contains("Image Caption Generator"),
        "{}",
        play.screen()
    );
    play.play(":replay the last<enter>");
    assert!(play.screen().contains("1-6 speed"), "{}", play.screen());
    play.play(":start fraud<enter>");
    let screen = play.screen();
    assert!(
        screen.contains("Fraud Detection") && screen.contains("recording"),
        "{screen}"
    );
}

#[test]
fn in_the_interview_the_palette_lists_what_can_be_done_there_first() {
    for (width, height) in SIZES {
        let mut play = Play::start((width, height));
        play.play("idea<c-p>");
        assert_snapshot!(format!("palette_interview_{width}x{height}"), play.screen());
        play.play("le");
        assert_snapshot!(
            format!("palette_interview_le_{width}x{height}"),
            play.screen()
        );
    }
}

#[test]
fn in_the_interview_the_palette_runs_commands_and_opens_no_reference() {
    let mut play = Play::start((80, 24));
    play.play("idea<c-p>");
    for design in ["Image Caption", "Fraud"] {
        play.play(&format!("<c-u>reference {design}<enter>"));
        let screen = play.screen();
        assert!(
            screen.contains("not possible now: leave the interview first"),
            "{screen}"
        );
    }
    play.play("<c-u>next stage<enter>");
    assert!(play.screen().contains("Notes · Data"), "{}", play.screen());
    assert_eq!(play.record().stages[0].notes.to_string(), "idea");
}

#[test]
fn before_the_finish_no_box_shows_an_answer() {
    let shipped = forty::content::library::Library::new(Vec::new());
    let design = shipped.open("image-caption-generator").unwrap().design;
    let mut play = Play::start((120, 40));
    play.play("idea<+4m>");
    for keys in ["<f1>", "<c-p>", "<a-p><f1>", "<c-p>"] {
        play.play(keys);
        for _ in 0..8 {
            let screen = play.screen();
            for question in &design.clarify {
                assert!(!screen.contains(&question.answer), "{screen}");
            }
            play.play("<pgdn>");
        }
        play.play("<esc><+1s>");
    }
}

#[test]
fn a_key_of_the_user_is_named_in_help_footer_and_dialogs() {
    let keys = |key: &str| [key.to_owned()];
    let (l, n, w, c) = (keys("L"), keys("N"), keys("W"), keys("C"));
    let bound: [(&str, &[String]); 4] = [
        ("continue", &c),
        ("save-for-later", &l),
        ("next-stage", &n),
        ("leave-unsaved", &w),
    ];
    let mut play = Play::start_with_settings(Settings::default(), &bound);
    assert!(play.screen().contains("Esc N next"), "{}", play.screen());
    play.play("<f1>next stage");
    assert!(play.screen().contains("▸ Esc N"), "{}", play.screen());
    play.play("<esc><+1s>x<a-q>");
    let screen = play.screen();
    assert!(screen.contains("─ L save for later"), "{screen}");
    play.play("s");
    play.play("<a-p>");
    let screen = play.screen();
    assert!(
        screen.contains("C continues.") && screen.contains("C continue "),
        "{screen}"
    );
    play.play("C");
    click(&mut play, "Esc N next");
    assert!(play.screen().contains("Notes · Data"), "{}", play.screen());
}

#[test]
fn the_leave_box_and_its_message_say_what_each_choice_does_there() {
    for size in SIZES {
        // The first minute without notes, notes, and a pause.
        let table = [
            (
                "<a-q>",
                "to the trash",
                "q",
                "l leave, f finish now, Esc keep working: no other key answers",
            ),
            (
                "x<a-q>",
                "save for later",
                "q",
                "l save for later, f finish now, Esc keep working: no other key answers",
            ),
            (
                "x<a-p>q",
                "stay paused",
                "z",
                "l save for later, f finish now, Esc stay paused: no other key answers",
            ),
        ];
        for (script, choice, key, message) in table {
            let mut play = Play::start(size);
            let screen = play.play(script).screen();
            assert!(screen.contains("Leave the interview?"), "{screen}");
            assert!(screen.contains(choice), "{screen}");
            let screen = play.play(key).screen();
            let words: Vec<&str> = screen.split_whitespace().collect();
            let rule = |word: &&str| !word.starts_with('─');
            let words: Vec<&str> = words.into_iter().filter(rule).collect();
            assert!(words.join(" ").contains(message), "{message}:\n{screen}");
        }
    }
}

#[test]
fn leaving_and_options_have_their_keys_once_in_the_lower_border() {
    for (width, height) in SIZES {
        let mut play = Play::start((width, height));
        play.play("x<a-q>");
        let screen = play.screen();
        let keys = "╰─ l save for later   f finish now   Esc keep working ─";
        assert!(screen.contains(keys), "{screen}");
        for word in ["save for later", "finish now", "keep working"] {
            assert_eq!(screen.to_lowercase().matches(word).count(), 1, "{screen}");
        }
        click(&mut play, "Esc keep working");
        assert!(!play.screen().contains("Leave the interview?"));
        let mut play = Play::home((width, height));
        play.play("o");
        let screen = play.screen();
        assert!(screen.contains("╰─ Enter start   ↑ ↓ choose"), "{screen}");
        click(&mut play, "Esc close");
        assert!(!play.screen().contains("╭─ Options"), "{}", play.screen());
    }
}

#[test]
fn the_footer_of_the_interview_keeps_the_pause_at_every_width() {
    for (width, height) in SIZES {
        let mut play = Play::start((width, height));
        let last = play.screen().lines().last().unwrap().to_owned();
        assert!(
            last.contains("Esc p pause") && last.contains("? help"),
            "{last}"
        );
        click(&mut play, "Esc p pause");
        assert!(play.screen().contains("Paused at"), "{}", play.screen());
    }
}

#[test]
fn keys_in_the_footer_can_be_clicked_on_every_screen() {
    for (width, height) in SIZES {
        let mut play = finished_home((width, height));
        let table = [
            ("", "o options", "╭─ Options"),
            ("<esc><+1s>", "h history", "History"),
            ("", "? help", "╭─ Help"),
            ("", "Esc close", "1 session"),
            ("<esc><+1s>", "v review", "Coach"),
            ("", "s sort", "sorted"),
        ];
        for (keys, word, shown) in table {
            // The footer of home has room for the options from 100 columns on.
            if word == "o options" && width < 100 {
                continue;
            }
            play.play(keys);
            click(&mut play, word);
            let screen = play.screen();
            assert!(screen.contains(shown), "{word}: {screen}");
        }
        play.play("<esc><+1s>f");
        click(&mut play, "/ search");
        play.play("kappa<esc><+1s>");
        click(&mut play, "q back");
        assert!(play.screen().contains("Designs"), "{}", play.screen());
        // A footer below a box takes no clicks.
        let (column, row) = place_of(&play.screen(), "h history");
        play.play(&format!("<f1><click {column},{row}>"));
        assert!(play.screen().contains("╭─ Help"), "{}", play.screen());
    }
}

#[test]
fn help_finds_a_key_by_its_word_in_the_footer() {
    let mut play = Play::home((100, 30));
    let screen = play.play("?hist").screen();
    assert!(screen.contains("Open your sessions"), "{screen}");
}

/// Whether the open commands, which have this key, offer it: it is bold, and dim where it is not possible now.
fn offers(play: &mut Play, key: &str) -> bool {
    let (column, row) = place_of(&play.screen(), key);
    let cell = &play.buffer()[(column as u16, row as u16)];
    cell.modifier.contains(Modifier::BOLD)
}

#[test]
fn in_strict_nothing_offers_to_go_back_to_a_stage_that_has_ended() {
    for (width, height) in SIZES {
        let mut play = Play::start_with((width, height), |setup| setup.options.strict = true);
        // In time one may go on, and back to what is left.
        play.play("idea<a-n><esc>");
        assert!(offers(&mut play, "g back"));
        play.play("g<+5m><+3s>");
        play.play("<esc>");
        assert!(offers(&mut play, "n next"));
        // It keeps its place.
        assert!(!offers(&mut play, "g back"));
        let why = "--strict closed that stage when its time ran out";
        play.play("g");
        assert!(play.screen().contains(why), "{}", play.screen());
        for open in ["<f1>back one", "<c-p>back one"] {
            play.play(open);
            let words: Vec<String> = play
                .screen()
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            let screen = words.join(" ");
            assert!(screen.contains("--strict closed that stage"), "{screen}");
            assert!(!screen.contains("runs again"), "{screen}");
            play.play("<esc><+1s>");
        }
        play.play("<f1>back one stage<enter>");
        let screen = play.screen();
        assert!(
            screen.contains("╰─ not possible now: --strict closed that stage"),
            "{screen}"
        );
        assert_eq!(play.record().stage, 1);
    }
}

#[test]
fn a_long_message_is_whole_where_there_is_room_and_else_in_the_list_of_messages() {
    let remark = "cannot read the settings of Ana: unknown name `minuets` in the third line, so that \
        the program runs with its own settings, as it does where there is no such file at all";
    let joined = |screen: &str| -> String {
        let rows = screen
            .lines()
            .map(|row| row.trim_matches(['│', ' ', '▸', '─']));
        rows.collect::<Vec<_>>().join(" ")
    };
    let mut play = Play::home_with_settings(Settings::default(), Some(remark));
    let words = "as it does where there is no such file at all";
    assert!(joined(&play.screen()).contains(words), "{}", play.screen());
    play.play("<resize 60x20><down>");
    assert!(
        !joined(&play.screen()).contains("no such file"),
        "{}",
        play.screen()
    );
    play.play(":last messages<enter>");
    let screen = play.screen();
    assert!(screen.contains("╭─ Messages"), "{screen}");
    assert!(
        joined(&screen).contains("there is no such file at all"),
        "{screen}"
    );
    play.play("<enter>");
    assert!(play.screen().contains("copied"), "{}", play.screen());
    let copied = Order::Copy(remark.to_owned());
    assert!(play.orders.contains(&copied), "{:?}", play.orders);
}

#[test]
fn the_keys_of_a_filter_are_those_that_work_now() {
    let foot = |play: &mut Play| {
        let screen = play.screen();
        screen.lines().last().unwrap().trim().to_owned()
    };
    let mut play = Play::home((80, 24));
    play.play("/");
    assert!(foot(&mut play).starts_with("Enter keep   ↑ ↓ choose   Esc close "));
    play.play("fraud");
    assert!(foot(&mut play).starts_with("Enter keep   Esc clear "));
    play.play("<esc><+1s>d");
    assert!(foot(&mut play).starts_with("Enter stage   c cards   Esc back "));
    play.play("<esc><+1s>?");
    assert!(!play.screen().contains("clear filter"), "{}", play.screen());
    let screen = play.play("history").screen();
    assert!(screen.contains("Ctrl-U clear filter"), "{screen}");
    let screen = play.play("<c-u>").screen();
    assert!(!screen.contains("clear filter"), "{screen}");
}
