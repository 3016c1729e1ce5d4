//! The coach's cohort: candidates by week, one candidate's sessions, and the way to a review and back.

use crate::coach::{SCORED, debriefed};
use crate::play::Play;

/// The cohort of one candidate whose session this coach has scored, with a goal.
fn cohort(size: (u16, u16)) -> Play {
    let mut play = debriefed(size);
    play.review("coach", "desk")
        .play(SCORED)
        .play("o<tab><tab>show each sum<esc>");
    play.coach("coach", "desk").play("c");
    play
}

#[test]
fn the_cohort_at_three_sizes() {
    for (name, size) in [
        ("120x30", (120, 30)),
        ("80x24", (80, 24)),
        ("60x20", (60, 20)),
    ] {
        insta::assert_snapshot!(format!("at_{name}"), cohort(size).screen());
    }
}

#[test]
fn a_candidates_page_lists_the_sessions_and_leads_to_a_review_and_back() {
    let mut play = cohort((120, 30));
    insta::assert_snapshot!(play.play("<enter>").screen());
    play.play("<enter>");
    assert!(play.screen().contains("Review"), "{}", play.screen());
    play.play("q");
    assert!(play.screen().contains("newest first"), "{}", play.screen());
    play.play("qq");
    assert!(
        play.screen().contains("Coach: sessions"),
        "{}",
        play.screen()
    );
}

#[test]
fn the_session_that_is_shown_below_is_read_and_an_unread_one_is_counted_as_in_the_list() {
    let mut play = debriefed((120, 40));
    play.coach("coach", "desk");
    assert!(play.screen().contains("1 session, 1 unread"));
    for (keys, words) in [("c", "1 week, 1 unread"), ("<enter>", "newest first")] {
        let screen = play.play(keys).screen();
        assert!(screen.contains(words), "{screen}");
        assert!(
            screen.contains("Image Caption Generator · 2026-11-23"),
            "{screen}"
        );
        assert!(screen.contains("First lines"), "{screen}");
    }
}

#[test]
fn a_filter_that_no_candidate_matches_says_so_and_esc_clears_it() {
    let mut play = cohort((80, 24));
    play.play("/zzz");
    assert!(
        play.screen().contains("No candidate matches the filter"),
        "{}",
        play.screen()
    );
    play.play("<esc><+1s>s");
    assert!(
        play.screen().contains("lowest mean first"),
        "{}",
        play.screen()
    );
}

#[test]
fn no_design_is_cut_beside_free_columns() {
    for size in [(80, 24), (80, 40), (120, 40), (200, 60)] {
        let mut play = cohort(size);
        for keys in ["", "<enter>"] {
            let screen = play.play(keys).screen();
            assert!(!screen.contains('…'), "{screen}");
        }
    }
}

#[test]
fn a_key_that_can_do_nothing_says_why() {
    for (keys, why) in [
        ("<right>", "every week is in view"),
        ("/zzz<enter><enter>", "nothing is selected here"),
    ] {
        let mut play = cohort((80, 24));
        let screen = play.play(keys).screen();
        assert!(screen.contains(why), "{screen}");
    }
}
