//! The tutor: a guided interview that leaves nothing behind.

use std::path::Path;

use crate::play::Play;

const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (120, 40)];

/// What does each step, which step is asked for after it, and how its text begins.
const STEPS: [(&str, &str, &str); 6] = [
    (
        "families use the photos<enter>",
        "Step 2 of 7",
        "Type photos =",
    ),
    (
        "photos = 2M/day * 3 MB<enter>",
        "Step 3 of 7",
        "Press Esc for",
    ),
    ("<esc>x", "Step 4 of 7", "Press Esc, then a,"),
    (
        "<esc>ahow long do we keep a photo?<enter>",
        "Step 5 of 7",
        "Press Esc, then n",
    ),
    ("<esc>n", "Step 6 of 7", "Wait until"),
    ("<+7s>", "Step 7 of 7", "The stage is over"),
];

/// Every file below a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Plays the first steps of the tutor.
fn play_steps(play: &mut Play, count: usize) {
    for (script, ..) in &STEPS[..count] {
        play.play(script);
    }
}

#[test]
fn each_step_of_the_tutor_is_asked_for_once_the_one_before_it_is_done() {
    for size in SIZES {
        let mut play = Play::home(size);
        let screen = play.play("t").screen();
        assert!(screen.contains("Step 1 of 7"), "{screen}");
        for (script, number, text) in STEPS {
            let screen = play.play(script).screen();
            let rows: Vec<&str> = screen.lines().collect();
            let at = rows.iter().position(|row| row.contains(number));
            let at = at.unwrap_or_else(|| panic!("no {number} after {script}:\n{screen}"));
            assert!(
                rows[at + 1].contains(text),
                "{size:?} after {script}:\n{screen}"
            );
            // At the top of the notes, whatever the interviewer said above them.
            assert!(at < rows.len() / 2, "{screen}");
        }
        let screen = play.play("<esc>nf").screen();
        assert!(
            screen.contains("The tutor is finished after"),
            "{size:?}:\n{screen}"
        );
        // The last key of the tutor starts a clock, which is said before it is pressed.
        for words in [
            "Enter starts an interview on Image Caption Generator:",
            "its clock of 40:00 runs at once.",
            "Enter start an interview, 40:00",
        ] {
            assert!(screen.contains(words), "{words}: {screen}");
        }
        assert_eq!(files(play.home.path()), [""; 0]);
    }
}

#[test]
fn the_tutor_computes_the_sum_and_answers_the_question() {
    let mut play = Play::home((80, 24));
    play.play("t");
    play_steps(&mut play, 2);
    assert!(play.screen().contains("* 3 MB → 6 TB/day"));
    let screen = play
        .play("<esc>x<esc>ahow long do we keep a photo?<enter>")
        .screen();
    assert!(screen.contains("Ten years"), "{screen}");
}

#[test]
fn a_note_that_is_still_typed_is_not_interrupted() {
    let mut play = Play::home((80, 24));
    let screen = play.play("tfamilies").screen();
    assert!(screen.contains("Step 1 of 7"), "{screen}");
}

#[test]
fn the_box_for_questions_does_not_cover_what_the_tutor_asks_for() {
    for size in SIZES {
        let mut play = Play::home(size);
        play.play("t");
        play_steps(&mut play, 3);
        let screen = play.play("<esc>ahow long do we keep a photo?").screen();
        assert!(screen.contains("Step 4 of 7"), "{screen}");
        assert!(screen.contains("Press Esc, then a,"), "{screen}");
        assert!(screen.contains("1 question matches"), "{screen}");
    }
}

#[test]
fn the_tutor_looks_like_an_interview_at_every_size() {
    let mut play = Play::home((60, 20));
    play.play("t");
    play_steps(&mut play, 2);
    insta::assert_snapshot!("the_tutor_at_60x20", play.screen());
    let mut play = Play::home((80, 24));
    play.play("t");
    play_steps(&mut play, 2);
    insta::assert_snapshot!(
        "commands_in_the_tutor_at_80x24",
        play.play("<esc>").screen()
    );
    let mut play = Play::home((120, 40));
    play.play("t");
    play_steps(&mut play, STEPS.len());
    insta::assert_snapshot!("the_tutor_at_120x40", play.screen());
    let mut play = Play::home((60, 20));
    play.play("t");
    play_steps(&mut play, STEPS.len());
    insta::assert_snapshot!("after_the_tutor_at_60x20", play.play("<esc>nf").screen());
}

#[test]
fn the_tutor_is_left_at_once_at_any_step_and_leaves_nothing_behind() {
    for leave in ["<esc>q", "<c-c>", "<esc>pq", "<esc>p<esc>q", "<f10>"] {
        let mut play = Play::home((80, 24));
        play.play("tfamilies<enter>").play(leave);
        let screen = play.screen();
        assert!(screen.contains("Designs"), "{leave}:\n{screen}");
        assert!(!screen.contains("Unfinished"), "{screen}");
        assert_eq!(files(play.home.path()), [""; 0]);
    }
}

#[test]
fn the_commands_that_write_files_do_nothing_in_the_tutor() {
    for command in ["<esc>e", "<esc>w", "<c-s>"] {
        let mut play = Play::home((80, 24));
        let screen = play.play("t").play(command).screen();
        assert!(
            screen.contains("the tutor writes no files"),
            "{command}:\n{screen}"
        );
        assert!(play.orders.is_empty());
        assert_eq!(files(play.home.path()), [""; 0]);
    }
}

#[test]
fn enter_after_the_tutor_starts_an_interview_that_is_recorded() {
    let mut play = Play::home((80, 24));
    play.play("t");
    play_steps(&mut play, STEPS.len());
    let screen = play.play("<esc>nf<enter>").screen();
    assert!(screen.contains("recording · saved"), "{screen}");
    assert!(!screen.contains("Step 1 of 7"), "{screen}");
    assert!(!files(play.home.path()).is_empty());
}

#[test]
fn home_names_the_tutor_before_the_first_interview_and_in_its_help() {
    for size in SIZES {
        let mut play = Play::home(size);
        let screen = play.screen();
        // A window of 20 rows has no room below the brief.
        assert!(
            size.1 == 20 || screen.contains("t tutor, 90 seconds, leaves no history"),
            "{screen}"
        );
        let screen = play.play("?tutor").screen();
        assert!(screen.contains("Start the tutor"), "{screen}");
    }
}
