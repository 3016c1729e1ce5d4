//! Home in a sessions folder that several candidates share.

use crate::play::Play;

/// Home of Sam, with a session of Ana that is unfinished.
fn with_a_session_of_ana(size: (u16, u16)) -> Play {
    let mut play = Play::gold("fraud-detection", 0, Vec::new(), "Ana L");
    play.play("who may block a card<enter><+2m><a-q>l");
    play.go_home();
    play.play(&format!("<resize {}x{}>", size.0, size.1));
    play
}

#[test]
fn home_says_whose_it_is_and_how_to_see_the_sessions_of_others() {
    for size in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        let mut play = with_a_session_of_ana(size);
        let screen = play.screen();
        assert!(screen.contains("─ as sam ─"), "{screen}");
        let line = "─ 1 session of Ana L: forty --as 'Ana L' ─";
        assert!(screen.contains(line), "{screen}");
        // A home with one candidate says nothing of it.
        let alone = Play::home(size).screen();
        assert!(!alone.contains("as sam"), "{alone}");
    }
}

#[test]
fn an_unfinished_session_of_another_candidate_is_not_offered() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = with_a_session_of_ana(size);
        let screen = play.screen();
        assert!(!screen.contains("nfinished"), "{screen}");
        assert!(screen.contains("Enter start"), "{screen}");
        let screen = play.play("r").screen();
        assert!(screen.contains("nothing is unfinished"), "{screen}");
        play.play("<+5s><enter>own words<enter><+2m><a-q>l");
        let screen = play.go_home().screen();
        let own = if size.0 < 100 {
            "Image Caption Generator   unfinished"
        } else {
            "Unfinished"
        };
        assert!(screen.contains(own), "{screen}");
        assert!(screen.contains("Enter resume"), "{screen}");
    }
}

#[test]
fn of_several_unfinished_sessions_the_latest_is_offered_and_the_number_is_said() {
    let mut play = Play::home((120, 40));
    for _ in 0..2 {
        play.play("<down><enter>words<enter><+2m><a-q>l");
        play.go_home();
    }
    let screen = play.screen();
    assert!(screen.contains("Unfinished: the latest of 2"), "{screen}");
}

#[test]
fn the_history_lists_the_sessions_of_one_candidate_and_names_the_others() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = with_a_session_of_ana(size);
        let screen = play.play("h").screen();
        assert!(screen.contains("History   0 sessions"), "{screen}");
        let line = "─ 1 session of Ana L: forty --as 'Ana L' ─";
        assert!(screen.contains(line), "{screen}");
        play.play("q<enter>own words<enter><+2m><a-q>l");
        let screen = play.go_home().play("h").screen();
        assert!(screen.contains("History   1 session"), "{screen}");
        assert!(!screen.contains("Fraud Detection"), "{screen}");
        assert!(screen.contains(line), "{screen}");
    }
}
