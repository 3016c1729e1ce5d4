//! Home at the first start: nothing is dropped beside blank rows, and every stage is named.

use forty::content::library::Library;

use crate::coach::debriefed;
use crate::play::Play;

#[test]
fn the_first_home_has_the_common_mistake_wherever_rows_are_free() {
    for size in [(80, 24), (90, 26), (120, 40)] {
        let screen = Play::home(size).screen();
        assert!(screen.contains("The common mistake is"), "{screen}");
        assert!(screen.contains("how it is"), "{screen}");
        assert!(screen.contains("t tutor, 90 seconds"), "{screen}");
    }
}

#[test]
fn the_smallest_home_names_every_stage_and_the_key_that_quits() {
    let screen = Play::home((60, 20)).screen();
    let stages = "Setup 5  Data 10  Model 10  Serving 10  Monitor 5 min";
    assert!(screen.contains(stages), "{screen}");
    assert!(screen.contains("q quit"), "{screen}");
}

#[test]
fn a_list_with_more_rows_than_the_screen_says_which_are_in_view() {
    let assigned = [
        ("fraud-detection", 3, ""),
        ("llm-serving", 5, ""),
        ("search-ranking", 7, ""),
    ];
    let screen = Play::home_assigned((60, 20), &assigned).screen();
    let foot = screen.lines().rev().nth(1).unwrap();
    assert!(foot.contains(" of 8 ─"), "{screen}");
}

#[test]
fn the_finish_cuts_neither_the_times_nor_the_place_of_the_record() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = Play::start(size);
        play.play("note<enter><+1m30s><a-q>f");
        let screen = play.screen();
        assert!(!screen.contains('…'), "{screen}");
        let id = &play.record().head.id;
        let joined: String = screen.split_whitespace().collect();
        assert!(joined.contains(&format!("/sessions/{id}")), "{screen}");
        assert!(screen.contains(" early"), "{screen}");
        assert!(screen.contains("Enter scores the notes"), "{screen}");
        // Its key is in the footer.
        assert!(!screen.contains("forty debrief"), "{screen}");
        assert!(screen.contains("Enter debrief"), "{screen}");
    }
}

/// The rows of a list, and those of the preview beside or below it.
fn list_and_preview(screen: &str) -> [Vec<&str>; 2] {
    let rows: Vec<&str> = screen.lines().collect();
    // Head line, the line between list and preview if the preview is below, and foot line.
    let parts: Vec<&[&str]> = rows.split(|row| row.starts_with('─')).collect();
    match parts[..] {
        [_, body, _] => {
            let rows = body.iter().map(|row| row.split_once('│').unwrap());
            let (list, preview) = rows.unzip();
            [list, preview]
        }
        [_, list, preview, _] => [list.to_vec(), preview.to_vec()],
        _ => panic!("{screen}"),
    }
}

#[test]
fn study_shows_the_chosen_definition_whole_at_every_size() {
    let library = Library::new(Vec::new());
    let cards = &library.framework().concepts;
    for size in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        let mut play = Play::home(size);
        play.play("f<down><down><enter>");
        for card in cards.iter().take(20) {
            let screen = play.screen();
            let rows = screen.lines().map(|row| row.rsplit('│').next().unwrap());
            let words: Vec<&str> = rows.flat_map(str::split_whitespace).collect();
            let words = words.join(" ");
            let Some((before, _)) = words.split_once(&card.definition) else {
                panic!("{screen}");
            };
            assert!(!before.contains('…'), "{screen}");
            let [list, preview] = list_and_preview(&screen);
            let cut = |rows: &[&str]| rows.iter().filter(|row| row.contains('…')).count();
            assert_eq!(cut(&list), 0, "{screen}");
            // What comes behind the definition may go on below.
            assert!(cut(&preview) <= 1, "{screen}");
            play.play("<down>");
        }
    }
}

#[test]
fn study_says_why_answers_are_closed_and_shows_the_brief() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let screen = Play::home(size).play("f<down><down><down>").screen();
        assert!(screen.contains("would give the interview away"), "{screen}");
        assert!(screen.contains("People post their photos"), "{screen}");
        assert!(!screen.contains("Estimates"), "{screen}");
    }
}

#[test]
fn a_filter_without_a_match_leaves_no_empty_part_on_home() {
    for size in [(60, 20), (80, 24)] {
        let screen = Play::home(size).play("/zz").screen();
        assert!(screen.contains("No design has these letters"), "{screen}");
        let rows: Vec<&str> = screen.lines().collect();
        let is_rule = |row: &str| row.starts_with('─');
        let bare = rows
            .windows(2)
            .any(|two| is_rule(two[0]) && is_rule(two[1]));
        assert!(!bare, "{screen}");
    }
}

#[test]
fn a_new_user_finds_the_tutor_in_the_footer_at_every_size() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let screen = Play::home(size).screen();
        let footer = screen.lines().last().unwrap_or_default();
        assert!(footer.contains("t tutor"), "{screen}");
    }
}

#[test]
fn home_has_the_waiting_debrief_and_the_next_steps_of_the_session_before() {
    for size in [(80, 24), (100, 30), (120, 30), (120, 40), (200, 60)] {
        let mut play = debriefed(size);
        // A later session is finished and not scored, and one more is unfinished.
        play.play("<enter>words<enter><+2m><a-q>f<+3s>q");
        play.play("<enter>words<enter><+2m><a-q>l");
        let screen = play.go_home().screen();
        assert!(screen.contains("not scored"), "{screen}");
        assert!(
            screen.contains("unfinished") || screen.contains("Unfinished"),
            "{screen}"
        );
        assert!(screen.contains("Next steps"), "{screen}");
        // In the smallest window, too, the brief is not cut and every step has a row.
        assert!(!screen.contains(" 1 more"), "{screen}");
        for number in 1..=3 {
            let step = format!("  {number} ");
            assert!(screen.lines().any(|row| row.starts_with(&step)), "{screen}");
        }
    }
}
