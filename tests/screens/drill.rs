//! The drill of one stage, and of the concept cards.

use forty::linear::cards::CardsRoom;
use forty::linear::input::InputMessage;

use crate::play::{Play, app_context, beginning};

/// Ten minutes on the first stage, finished from its own last stage.
const FIVE_MINUTES: &str = "captions for search, p95 300 ms<enter><+4m><esc>nf";

#[test]
fn d_at_home_offers_a_stage_or_the_cards_one_key_away() {
    let mut play = Play::home((80, 24));
    let screen = play.play("d").screen();
    assert!(
        screen.contains("Drill Setup of Image Caption Generator, or cards"),
        "{screen}"
    );
    assert!(
        screen.contains("Enter stage   c cards   Esc back"),
        "{screen}"
    );
    let screen = play.play("<esc><+1s>").screen();
    assert!(screen.contains("d drill"), "{screen}");
}

#[test]
fn the_drill_of_home_is_of_the_selected_design_and_the_one_that_it_names() {
    let mut play = Play::home((80, 24));
    let screen = play.play("<down>d").screen();
    let words = "Drill Setup of Fraud Detection, or cards";
    assert!(screen.contains(words), "{screen}");
    play.play("s");
    assert_eq!(play.record().head.design.id, "fraud-detection");
    // After it, another selected design is drilled as well.
    play.play(FIVE_MINUTES).go_home();
    let screen = play.play("<down><down><down>d").screen();
    assert!(!screen.contains("of Fraud Detection,"), "{screen}");
}

#[test]
fn the_debrief_of_a_drill_waits_at_home_until_it_is_scored() {
    for size in [(80, 24), (120, 40)] {
        let mut play = Play::home(size);
        let screen = play.play("ds").play(FIVE_MINUTES).go_home().screen();
        let waits = screen.contains("Drill of Image Caption Generator");
        assert!(waits && screen.contains("not scored"), "{screen}");
        let screen = play.play("s").screen();
        assert!(screen.contains("Rubric · "), "{screen}");
    }
}

#[test]
fn a_drill_is_an_interview_of_one_stage_for_five_minutes_and_says_so_in_its_record() {
    let mut play = Play::home((80, 24));
    let screen = play.play("ds").screen();
    assert!(
        screen.contains("5:00 left of 5:00") && !screen.contains("Data"),
        "{screen}"
    );
    let screen = play.play(FIVE_MINUTES).screen();
    assert!(screen.contains("─ drill ─"), "{screen}");
    let screen = play.play("d").screen();
    assert!(screen.contains("Setup"), "{screen}");
}

#[test]
fn the_box_on_leaving_a_drill_speaks_of_the_drill() {
    for (script, choice) in [
        ("dsnotes<a-q>", "Nothing is lost"),
        ("ds<a-q>", "to the trash"),
    ] {
        let mut play = Play::home((80, 24));
        let screen = play.play(script).screen();
        assert!(screen.contains("Leave the drill?"), "{screen}");
        assert!(
            screen.contains(choice) && screen.contains("A finished drill"),
            "{screen}"
        );
        assert!(!screen.contains("interview cannot"), "{screen}");
    }
}

#[test]
fn a_drill_from_a_debrief_is_recorded_for_the_candidate_of_the_debrief() {
    let mut play = Play::sample("image-caption-generator", 0);
    play.at_once().play("notes<esc>qf");
    // Every stage is closed without a mark, then the summary offers its steps.
    play.debrief().play(&"<enter>y<enter>".repeat(5));
    let screen = play.play("<right><right><right>1").screen();
    assert!(screen.contains("left of 5:00"), "{screen}");
    let screen = play.play(FIVE_MINUTES).screen();
    assert!(screen.contains("candidate  sample candidate"), "{screen}");
}

#[test]
fn a_drill_is_no_attempt_at_the_design() {
    let mut play = Play::home((120, 40));
    play.play("ds").play(FIVE_MINUTES);
    let screen = play.go_home().screen();
    assert!(screen.contains("streak 1 day"), "{screen}");
    let first = screen.lines().find(|line| line.contains("▸"));
    assert!(
        first.is_some_and(|line| line.contains("not tried yet")),
        "{screen}"
    );
}

#[test]
fn a_card_shows_its_question_then_its_answer_and_comes_again_as_it_is_rated() {
    let mut play = Play::home((80, 24));
    insta::assert_snapshot!("the_question_of_a_card_at_80x24", play.play("dc").screen());
    insta::assert_snapshot!("the_answer_of_a_card_at_80x24", play.play(" ").screen());
    let screen = play.play("4").screen();
    assert!(
        screen.contains("  1 of ")
            && screen.contains(" known, 0 due")
            && screen.contains("19 left"),
        "{screen}"
    );
}

#[test]
fn a_card_has_room_on_every_size_of_the_screen() {
    for size in [(60, 20), (120, 40)] {
        let mut play = Play::home(size);
        let name = format!("the_answer_of_a_card_at_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, play.play("dc ").screen());
    }
}

#[test]
fn the_last_rating_can_be_undone_and_the_file_follows() {
    let mut play = Play::home((80, 24));
    play.play("dc 4");
    let file = play.home.path().join("state/cards.toml");
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("batch-inference")
    );
    let screen = play.play("u").screen();
    assert!(
        screen.contains("undone: rate it again") && screen.contains("1 again"),
        "{screen}"
    );
    assert!(
        !std::fs::read_to_string(&file)
            .unwrap()
            .contains("batch-inference")
    );
    assert!(play.play("u").screen().contains("no rating to undo"));
}

#[test]
fn at_most_twenty_new_cards_a_day_and_the_rest_tomorrow() {
    let mut play = Play::home((80, 24));
    let screen = play.play("dc").play(&" 4".repeat(20)).screen();
    assert!(
        screen.contains("No card is due.") && screen.contains("more follow from tomorrow"),
        "{screen}"
    );
    let screen = play.play("<+24h> ").screen();
    assert!(screen.contains("Space answer"), "{screen}");
}

#[test]
fn a_damaged_file_of_cards_is_set_aside_with_a_message() {
    let mut play = Play::home((80, 24));
    let state = play.home.path().join("state");
    std::fs::create_dir_all(&state).unwrap();
    forty::store::files::replace(&state.join("cards.toml"), b"format = 1\ncard = 3\n").unwrap();
    let screen = play.play("dc").screen();
    assert!(screen.contains("cards.toml"), "{screen}");
}

#[test]
fn the_history_says_how_many_cards_are_known() {
    let mut play = crate::coach::debriefed((120, 40));
    play.go_home().play("dc 4q").play("h");
    let screen = play.screen();
    assert!(screen.contains("known, 0 due"), "{screen}");
}

/// Types lines into a drill of the cards in plain text; returns what it says, and once it ended whether all is saved.
fn lines(room: &mut CardsRoom, typed: &[&str]) -> (String, Option<bool>) {
    let typed = typed
        .iter()
        .map(|line| InputMessage::Line((*line).to_owned()));
    let turn = room.turn(&typed.collect::<Vec<_>>(), beginning());
    (turn.text, turn.ended.map(|ended| ended.is_saved))
}

#[test]
fn the_last_rating_of_a_drill_in_plain_text_can_be_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let mut room = CardsRoom::open(app_context(&home), beginning()).unwrap();
    let done = (0..100).find_map(|_| {
        let (said, ended) = lines(&mut room, &["", "4"]);
        assert_eq!(ended, None, "{said}");
        said.contains("Press Enter to end").then_some(said)
    });
    assert!(done.unwrap().contains("/undo"));
    let known = || {
        app_context(&home)
            .deck()
            .unwrap()
            .counts(&beginning().wall)
            .known
    };
    let all = known();
    let (undone, ended) = lines(&mut room, &["/undo"]);
    assert!(undone.contains("Undone: rate it again."), "{undone}");
    assert_eq!((ended, known()), (None, all - 1));
    assert_eq!(lines(&mut room, &["4"]).1, None);
    assert_eq!((lines(&mut room, &[""]).1, known()), (Some(true), all));
}

#[test]
fn the_cards_are_drilled_as_plain_text_by_lines_and_each_rating_is_saved() {
    let home = tempfile::tempdir().unwrap();
    let mut room = CardsRoom::open(app_context(&home), beginning()).unwrap();
    let (first, _) = lines(&mut room, &[]);
    assert!(
        first.contains("When is batch inference the right choice?"),
        "{first}"
    );
    assert!(!first.contains("Answer:"), "{first}");
    let (wrong, _) = lines(&mut room, &["3"]);
    assert!(wrong.contains("Press Enter to read the answer"), "{wrong}");
    let (back, _) = lines(&mut room, &[""]);
    assert!(back.starts_with("Answer: It is right when"), "{back}");
    assert!(back.contains("3 good (in 10 min)"), "{back}");
    let (next, _) = lines(&mut room, &["good"]);
    assert!(next.contains("20 left today, 19 of them new"), "{next}");
    let (undone, _) = lines(&mut room, &["/undo", "4"]);
    assert!(undone.contains("Undone: rate it again."), "{undone}");
    assert_eq!(lines(&mut room, &["/quit"]).1, Some(true));
    let deck = app_context(&home).deck().unwrap();
    assert_eq!(deck.counts(&beginning().wall).known, 1);
}

#[test]
fn home_says_of_an_unfinished_session_that_it_is_a_drill() {
    for size in [(80, 24), (120, 40)] {
        let mut play = Play::home(size);
        play.play("ds").play("captions<+19s><a-q>l");
        let screen = play.go_home().screen();
        assert!(
            screen.contains("Drill of Image Caption Generator"),
            "{screen}"
        );
    }
}
