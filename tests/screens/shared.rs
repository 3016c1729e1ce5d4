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
fn an_unfinished_session_of_another_candidate_is_named_and_never_chosen_before_an_own_one() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = with_a_session_of_ana(size);
        let screen = play.screen();
        let name = if size.0 < 100 {
            "Fraud Detection of Ana L   unfinished"
        } else {
            "Unfinished of Ana L"
        };
        assert!(screen.contains(name), "{screen}");
        assert!(screen.contains("Enter start"), "{screen}");
        // The own one, though older by the clock, comes first.
        play.play("<enter>own words<enter><+2m><a-q>l");
        let screen = play.go_home().screen();
        let own = if size.0 < 100 {
            "Image Caption Generator   unfinished"
        } else {
            "Unfinished, and more"
        };
        assert!(screen.contains(own), "{screen}");
        assert!(screen.contains("Enter resume"), "{screen}");
    }
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
