//! What coaches assigned: home offers it first, the session records it, the coach's cohort shows what became of it.

use crate::play::Play;

const TWO: [(&str, i64, &str); 2] = [
    ("fraud-detection", 1, "Write the label delay first."),
    ("llm-serving", -2, ""),
];

/// A whole interview of five stages, left for home.
const WHOLE: &str = "an idea<+90s><esc>n<+1m><esc>n<+1m><esc>n<+1m><esc>n<+1m><esc>qf";

#[test]
fn home_offers_what_is_due_first_with_its_message() {
    for (name, size) in [
        ("120x36", (120, 36)),
        ("80x24", (80, 24)),
        ("60x20", (60, 20)),
    ] {
        let mut play = Play::home_assigned(size, &TWO);
        insta::assert_snapshot!(format!("home_{name}"), play.play("<down>").screen());
    }
}

#[test]
fn enter_starts_it_with_its_minutes_and_seed_and_the_session_says_which_it_answers() {
    let mut play = Play::home_assigned((80, 24), &TWO);
    play.play("<enter>").play("an idea<+1s>");
    let screen = play.screen();
    assert!(screen.contains("LLM Serving"), "{screen}");
    assert!(screen.contains("total 19:5"), "{screen}");
    let head = play.record().head;
    let answered = head.assignment.unwrap();
    assert_eq!((&*answered.coach, head.seed), ("Grace", 7));
    assert_eq!(answered.due.to_string(), "2026-11-21");
    assert_eq!(answered.differs, [""; 0]);
    assert!(play.files().contains(&answered.id));
}

#[test]
fn what_the_coach_says_is_read_in_the_options_and_when_the_interview_begins() {
    for size in [(60, 20), (80, 24), (120, 36)] {
        let mut play = Play::home_assigned(size, &TWO[..1]);
        let said = "Grace: Write the label delay first.";
        let screen = play.play("o").screen();
        assert!(screen.contains(said), "{screen}");
        let screen = play.play("<enter>").screen();
        assert!(screen.contains("Notes · Problem Setup"), "{screen}");
        assert!(screen.contains(said), "{screen}");
    }
}

#[test]
fn one_that_came_for_another_name_is_listed_last_with_the_name_and_not_started() {
    let other = HOSTILE
        .replace(
            "for = [\"sam\\n\", \"B\\u001b[31mob\\u200b\"]",
            "for = [\"Samuel L\"]",
        )
        .replace("2026-11-20\"\ncoach", "2026-12-05\"\ncoach");
    for size in [(60, 20), (80, 24), (120, 36)] {
        let mut play = Play::home_with_assignment(size, &other);
        let screen = play.screen();
        assert!(screen.contains("for Samuel L, due 2026-12-05"), "{screen}");
        // What is started first is still a design.
        assert!(screen.contains("▸ Image Caption Generator"), "{screen}");
        let screen = play.play("<home><enter>").screen();
        let words: Vec<&str> = screen
            .split(|it: char| it.is_whitespace() || it == '─')
            .collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let said = "assigned to Samuel L: open it with `forty --as 'Samuel L'`";
        assert!(words.join(" ").contains(said), "{screen}");
    }
    // Once it is too late for it, nobody is asked for it any more.
    let late = other.replace("2026-12-05", "2026-11-20");
    let screen = Play::home_with_assignment((80, 24), &late).screen();
    assert!(!screen.contains("Assigned"), "{screen}");
}

#[test]
fn an_unfinished_answer_goes_on_and_a_finished_one_is_offered_no_more() {
    let mut play = Play::home_assigned((80, 24), &TWO[..1]);
    play.play("<enter>an idea<+90s><esc>ql");
    let screen = play.screen();
    assert!(screen.contains("unfinished, due 2026-11-24"), "{screen}");
    play.play("<enter>");
    assert!(play.screen().contains("Resumed"), "{}", play.screen());
    play.play("<esc>p").play(WHOLE);
    play.go_home();
    assert!(!play.screen().contains("Assigned"), "{}", play.screen());
}

#[test]
fn a_withdrawn_one_is_offered_no_more_and_the_cohort_says_so() {
    let mut play = Play::home_assigned((120, 30), &TWO);
    play.withdraw("llm-serving");
    play.go_home();
    let screen = play.screen();
    assert!(
        screen.contains("Fraud Detection") && !screen.contains("overdue"),
        "{screen}"
    );
    play.withdraw("fraud-detection");
    play.go_home();
    assert!(!play.screen().contains("Assigned"), "{}", play.screen());
    play.coach("coach", "desk").play("c");
    assert!(play.screen().contains("2 withdrawn"), "{}", play.screen());
}

#[test]
fn a_finished_one_is_offered_no_more_behind_many_sessions_of_others() {
    let mut play = Play::home_assigned((80, 24), &TWO[..1]);
    play.play("<enter>").play(WHOLE);
    play.add_sessions_of_others(210);
    play.go_home();
    assert!(!play.screen().contains("Assigned"), "{}", play.screen());
}

#[test]
fn the_filter_finds_assignments_by_their_word_and_keeps_the_heads() {
    let mut play = Play::home_assigned((80, 24), &TWO);
    let screen = play.play("/assigned").screen();
    assert!(
        screen.contains("LLM Serving") && !screen.contains("Search"),
        "{screen}"
    );
    play.play("<esc><+1s>/search");
    let screen = play.screen();
    assert!(
        screen.contains("  design  ") && !screen.contains("Assigned"),
        "{screen}"
    );
}

#[test]
fn no_size_panics_with_assignments() {
    for width in [60, 80, 200] {
        for height in [20, 60] {
            let many = [("llm-serving", 0, "a long message ".repeat(40))];
            let many: Vec<_> = many.iter().cycle().take(20).collect();
            let many: Vec<_> = many
                .iter()
                .map(|(id, day, text)| (*id, *day, &**text))
                .collect();
            Play::home_assigned((width, height), &many)
                .play("<end><home>?<esc>")
                .screen();
        }
    }
}

#[test]
fn the_cohort_shows_what_became_of_each_assignment() {
    for (name, size) in [
        ("120x30", (120, 30)),
        ("80x24", (80, 24)),
        ("60x20", (60, 20)),
    ] {
        let mut play = Play::home_assigned(size, &TWO);
        play.play("<down><enter>").play(WHOLE);
        play.coach("coach", "desk").play("c");
        insta::assert_snapshot!(format!("cohort_{name}"), play.screen());
        if size.0 == 120 {
            let screen = play.play("<end><enter>").screen();
            insta::assert_snapshot!("cohort_page", screen);
        }
    }
}

/// An assignment whose every text tries to drive the terminal.
const HOSTILE: &str = r#"
format = 1
kind = "assignment"
id = "20261120-090000-x-00a7"
due = "2026-11-20"
coach = "Gr\u001b]0;x\u0007ace\n\n"
key = "0123456789abcdef0123456789abcdef"
changed = "2026-11-20T10:00:00+01:00"
message = "\u001b[2J\u202e first\n\n\nlast\u0000"
seed = 1
for = ["sam\n", "B\u001b[31mob\u200b"]
[design]
id = "llm-serving"
title = "\u001b[31mLLM\n\u009b Serving"
crc = 1
[framework]
id = "x"
title = "\u001b"
crc = 1
"#;

#[test]
fn no_text_of_an_assignment_reaches_the_terminal_or_a_page_as_it_came() {
    let is_clean = |text: &str| {
        let rude = |letter: char| letter.is_control() && letter != '\n';
        !text.contains(rude) && !text.contains(['\u{202e}', '\u{200b}'])
    };
    for size in [(120, 36), (80, 24)] {
        let mut play = Play::home_with_assignment(size, HOSTILE);
        let screen = play.screen();
        assert!(screen.contains("␛[31mLLM") && is_clean(&screen), "{screen}");
        play.play("<enter>").play(WHOLE);
        let files = play.files();
        assert!(files.contains("Gr␛]0;x␇ace"), "{files}");
        let pages = files.replace("\\u001b", "");
        assert!(is_clean(&pages), "{pages}");
        play.coach("coach", "desk").play("c");
        let screen = play.screen();
        assert!(screen.contains("B␛[31mob") && is_clean(&screen), "{screen}");
    }
}

#[test]
fn an_unknown_design_is_listed_and_not_started_and_a_broken_file_is_said() {
    let unknown = HOSTILE.replace("\"llm-serving\"", "\"ad-ranking\"");
    let mut play = Play::home_with_assignment((120, 36), &unknown);
    let screen = play.screen();
    assert!(
        screen.contains("Cannot be started: no design `ad-ranking`"),
        "{screen}"
    );
    let screen = play.play("<enter>").screen();
    assert!(
        screen.contains("cannot be started: no design `ad-ranking`"),
        "{screen}"
    );
    let broken = play
        .home
        .path()
        .join("assignments/20261120-090000-x-00a7.toml");
    forty::store::files::replace(&broken, b"format = 1\n").unwrap();
    let screen = play.go_home().screen();
    assert!(
        screen.contains("cannot be read, line 1: missing field"),
        "{screen}"
    );
    assert!(!screen.contains("Assigned"), "{screen}");
}
