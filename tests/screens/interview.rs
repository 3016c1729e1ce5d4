//! The interview screen, and the record that it leaves.

use std::time::Duration;

use forty::domain::session::RunState;
use forty::tui::router::{Exit, Order};

use crate::play::Play;

#[test]
fn an_interview_runs_at_once_with_the_brief_open() {
    insta::assert_snapshot!(Play::start((80, 24)).screen());
}

#[test]
fn the_interview_looks_as_it_was_drawn() {
    let mut play = Play::start((80, 24));
    play.play("<+6m><esc>n<+5m>");
    play.play(
        "sources: uploads 4M/day, 60k user alt texts<enter>  ingress = 4e6/day -> 46.3/s<+2m>",
    );
    play.play(
        "<enter>split by uploader and near-duplicate cluster so that the test number is honest",
    );
    play.play("<esc><down><down><space><down><down>");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn an_overrun_has_a_plus_sign_the_word_over_and_the_bell_once() {
    let mut play = Play::start((80, 24));
    play.play("<+4m59s>");
    assert!(
        play.screen().contains("0:01 left of 5:00"),
        "{}",
        play.screen()
    );
    assert_eq!(play.orders, []);
    play.play("<+1s>");
    assert!(play.screen().contains("+0:00 over"), "{}", play.screen());
    play.play("<+48s>");
    insta::assert_snapshot!(play.screen());
    assert_eq!(play.orders, [Order::Ring]);
}

#[test]
fn a_pause_covers_notes_and_prompts() {
    let mut play = Play::start((80, 24));
    play.play("secret idea<esc><down><esc><+1m>");
    play.play("<a-p>");
    let paused = play.screen();
    assert!(
        !paused.contains("secret") && !paused.contains("[ ]"),
        "{paused}"
    );
    play.play("<+2m>y");
    insta::assert_snapshot!(play.screen());
    play.play("<space><+1s>");
    assert!(play.screen().contains("secret idea"), "{}", play.screen());
    assert_eq!(play.record().gaps.len(), 1);
}

#[test]
fn a_pause_ends_with_p_space_or_enter_with_or_without_esc_or_alt() {
    for go_on in [
        "p",
        "<space>",
        "<enter>",
        "<a-p>",
        "<esc>p",
        "<esc><+1s>p",
        "<esc><+1s><enter>",
    ] {
        let mut play = Play::start((80, 24));
        play.play("idea<+10s><a-p><+10s>").play(go_on);
        assert!(play.screen().contains("idea"), "{go_on}: {}", play.screen());
    }
}

#[test]
fn leaving_asks_and_nothing_is_lost_by_any_answer() {
    let mut play = Play::start((80, 24));
    play.play("idea<+2m><esc>q");
    insta::assert_snapshot!(play.screen());
    play.play("s");
    assert!(!play.screen().contains("Leave the interview"));
    play.play("<esc>ql");
    let [Order::Exit(Exit::Done(Some(words)))] = &play.orders[..] else {
        panic!("{:?}", play.orders);
    };
    assert_eq!(words, "saved at 2:00: `forty resume` continues it");
    let kept = play.record();
    assert_eq!(kept.stages[0].notes.to_string(), "idea");
    assert_eq!(kept.run, RunState::Paused);
}

#[test]
fn finishing_shows_how_the_time_went() {
    let mut play = Play::start((80, 24));
    play.play("idea<+6m><esc>n<+4m><esc>n<+10m>late thought<esc>qf");
    insta::assert_snapshot!(play.screen());
    assert!(play.record().is_finished());
}

#[test]
fn a_killed_interview_is_resumed_paused_and_covered_at_the_same_second() {
    let mut play = Play::start((80, 24));
    play.play("<esc>n<+1m>an idea<+30s200ms><kill>");
    let resumed = play.screen();
    assert!(
        resumed.contains("Data has 8:30 left") && !resumed.contains("an idea"),
        "{resumed}"
    );
    insta::assert_snapshot!(resumed);
    play.play("<enter>");
    assert!(play.screen().contains("an idea"), "{}", play.screen());
    assert_eq!(play.record().condition().len(), 1);
}

#[test]
fn a_stop_is_no_pause_but_on_record() {
    let mut play = Play::start((80, 24));
    play.play("idea<+1m><stop 2h>");
    let screen = play.screen();
    assert!(
        screen.contains("4:00 left") && screen.contains("stopped for "),
        "{screen}"
    );
    play.play("<+1m><sleep 1h><+1m>");
    assert!(play.screen().contains("2:00 left"), "{}", play.screen());
    let whys: Vec<&str> = play
        .record()
        .gaps
        .iter()
        .map(|gap| gap.reason.word())
        .collect();
    assert_eq!(whys, ["stopped", "stopped"]);
}

#[test]
fn a_start_by_mistake_leaves_no_mark() {
    let mut play = Play::home((80, 24));
    play.play("<enter><+30s><esc>ql");
    let screen = play.screen();
    assert!(
        screen.contains("moved to the trash") && !screen.contains("unfinished:"),
        "{screen}"
    );
}

#[test]
fn a_start_by_mistake_names_the_question_that_goes_with_it_and_the_way_back() {
    let mut play = Play::home((100, 24));
    play.play("<enter><+10s><a-a>how many users are there?<enter><+5s><a-q>");
    let screen = play.screen();
    assert!(screen.contains("session with 1 question"), "{screen}");
    play.play("l");
    let screen = play.screen();
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "moved to the trash, with 1 question.";
    assert!(words.contains(said), "{screen}");
    assert!(words.contains("delete --undo` restores it"), "{screen}");
}

#[test]
fn a_hint_is_shown_and_on_record_once() {
    let mut play = Play::start((80, 24));
    play.play("<+1m><esc>h");
    insta::assert_snapshot!(play.screen());
    play.play("<esc>h<+5s><esc>h");
    let hints = play.record().stages[0].hints.clone();
    assert_eq!(hints.len(), 1);
    assert_eq!(hints[0].1.as_secs(), 60);
}

#[test]
fn strict_enters_the_next_stage_by_itself_and_finishes() {
    let mut play = Play::start_with((80, 24), |setup| setup.options.strict = true);
    play.play("setup<+5m>data");
    assert!(play.screen().contains("▸ Data"), "{}", play.screen());
    assert_eq!(play.record().stages[1].notes.to_string(), "data");
    play.play("<+35m>");
    assert!(
        play.screen().contains("finished after 40:00"),
        "{}",
        play.screen()
    );
}

#[test]
fn a_burst_of_keys_is_one_edit_without_loss() {
    let mut play = Play::start((80, 24));
    let text = "abcdefghi ".repeat(1000);
    play.burst(&text);
    let record = play.record();
    assert_eq!(record.stages[0].notes.to_string(), text);
    // Head, stage entered, one edit.
    assert_eq!(record.n, 3);
}

#[test]
fn what_is_cut_in_one_stage_is_pasted_in_another() {
    let mut play = Play::start((80, 24));
    play.play("moved<c-a><c-x><esc>n<c-v>");
    let record = play.record();
    assert_eq!(
        (
            record.stages[0].notes.to_string(),
            record.stages[1].notes.to_string()
        ),
        (String::new(), "moved".into())
    );
}

#[test]
fn undo_goes_by_word_and_paste_is_one_step() {
    let mut play = Play::start((80, 24));
    play.play("one two<paste  three\\nfour><c-z>");
    assert_eq!(play.record().stages[0].notes.to_string(), "one two");
    play.play("<c-z>");
    assert_eq!(play.record().stages[0].notes.to_string(), "one ");
    play.play("<c-y><c-y>");
    assert_eq!(
        play.record().stages[0].notes.to_string(),
        "one two three\nfour"
    );
}

#[test]
fn a_framework_of_three_stages_and_twelve_minutes_runs_from_its_file_alone() {
    let files = [("framework.toml", include_str!("three-stages.toml"))];
    let mut play = Play::start_with_files((80, 24), &files);
    play.play("<+3m><esc>n<+1m>talk<a-down><down>");
    insta::assert_snapshot!(play.screen());
    play.play("<esc><+1s><a-n><+7m><a-q>f");
    assert!(
        play.screen().contains("finished after 11:01"),
        "{}",
        play.screen()
    );
    let record = play.record();
    let stages = record.head.plan.stages.iter();
    let total: Duration = stages.map(|stage| stage.budget).sum();
    assert_eq!(total, Duration::from_secs(12 * 60));
    assert!(!record.head.plan.is_scaled());
}

#[test]
fn keys_typed_across_a_strict_finish_leave_nothing() {
    let mut play = Play::start_with((80, 24), |setup| setup.options.strict = true);
    play.play("<+40m>quick");
    assert!(
        play.screen().contains("finished after 40:00"),
        "{}",
        play.screen()
    );
    assert!(
        !play
            .orders
            .iter()
            .any(|order| matches!(order, Order::Exit(_))),
        "{:?}",
        play.orders
    );
    play.play("<+2s>q");
    assert!(
        matches!(play.orders.last(), Some(Order::Exit(_))),
        "{:?}",
        play.orders
    );
}

#[test]
fn a_session_with_unreadable_parts_says_so_when_it_is_resumed() {
    let mut play = Play::start((80, 24));
    play.play("an idea<+1m><tear><kill>");
    assert!(play.screen().contains("journal.jsonl"), "{}", play.screen());
    play.play("p");
    assert!(play.screen().contains("an idea"), "{}", play.screen());
}

#[test]
fn every_prompt_has_a_row_from_the_first_second_and_the_brief_waits_in_the_empty_notes() {
    for design in [
        "image-caption-generator",
        "recommendation-system",
        "fraud-detection",
        "search-ranking",
        "llm-serving",
    ] {
        let mut play = Play::start_with((80, 24), |setup| setup.design = design.into());
        let screen = play.screen();
        let prompts = screen.lines().filter(|line| line.starts_with(['·', '▸']));
        let all = play.record().head.plan.stages[0].prompts.len();
        assert_eq!(prompts.count(), all, "{screen}");
        assert!(screen.contains("The brief, until you type."), "{screen}");
        assert!(screen.contains("Esc r reads the brief"), "{screen}");
        play.play("x");
        assert!(
            !play.screen().contains("until you type"),
            "{}",
            play.screen()
        );
        assert_eq!(play.record().stages[0].notes.to_string(), "x");
    }
}

#[test]
fn no_follow_up_comes_behind_the_leave_dialog() {
    let mut play = Play::start((80, 24));
    play.play("an idea<+10s><esc>q<+4m>");
    assert!(play.record().stages[0].follow_ups.is_empty());
    play.play("s<+1s>");
    let asked = play.record().stages[0].follow_ups[0].at;
    assert!(asked >= std::time::Duration::from_secs(250), "{asked:?}");
    let mut play = Play::start((80, 24));
    play.play("an idea<+10s><esc>q<+4m>f");
    assert!(play.record().stages[0].follow_ups.is_empty());
}

#[test]
fn the_sentence_about_an_overrun_follows_the_notice_without_a_key() {
    let mut play = Play::start((80, 24));
    play.play("<+5m>");
    let screen = play.screen();
    assert!(screen.contains("time is up: Esc n"), "{screen}");
    for _ in 0..6 {
        play.play("<+1s>");
    }
    let screen = play.screen();
    let sentence = "Setup 0:06 over (total 34:54 left): Monitor will have 4:54";
    assert!(screen.contains(sentence), "{screen}");
}

#[test]
fn reading_begins_with_the_brief_while_nothing_is_newer() {
    let mut play = Play::start((80, 24));
    let screen = play.play("<esc>r").screen();
    let rows: Vec<&str> = screen.lines().collect();
    assert!(rows[4].contains("Brief"), "{screen}");
}

#[test]
fn a_stage_that_was_only_passed_through_is_not_marked_as_done() {
    let mut play = Play::start((120, 40));
    let screen = play.play("idea<+30s><esc>n<esc>n").screen();
    assert!(screen.contains("✓ Setup"), "{screen}");
    assert!(screen.contains("– Data"), "{screen}");
}

#[test]
fn every_command_keeps_its_place_whether_it_is_possible_or_not() {
    let mut play = Play::start((120, 40));
    let place = |play: &mut Play, words: &str| {
        let screen = play.play("<esc>").screen();
        play.play("<esc>");
        let rows: Vec<&str> = screen.lines().collect();
        let found = rows.iter().rev().take(4).find_map(|row| row.find(words));
        found.unwrap_or_else(|| panic!("{words}\n{screen}"))
    };
    let before = place(&mut play, "n next stage");
    let leave = place(&mut play, "q leave");
    // In the second stage one can go back, and a follow-up may be marked.
    play.play("<esc>n<+8m>");
    assert_eq!(place(&mut play, "n next stage"), before);
    assert_eq!(place(&mut play, "q leave"), leave);
}

#[test]
fn the_last_minute_is_a_warning_in_the_title_and_in_a_line_of_its_own() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = Play::start(size);
        let screen = play.play("note<+4m1s>").screen();
        let message = "1:00 left in Setup";
        assert!(screen.contains(message), "{screen}");
        let row = screen.lines().position(|row| row.contains(message));
        let row = row.expect("the line of the message") as u16;
        let warning = Some(ratatui::style::Color::Yellow);
        assert_eq!(play.buffer()[(2, row)].style().fg, warning, "{screen}");
        if size.0 == 120 {
            let title = screen.lines().next().expect("a title");
            let before = title.find(" left").expect("the time left");
            let column = title[..before].chars().count() as u16;
            assert_eq!(play.buffer()[(column - 1, 0)].style().fg, warning);
        }
        let screen = play.play("<+10s>").screen();
        assert!(!screen.contains(message), "it is no longer true\n{screen}");
    }
}

#[test]
fn a_stage_that_the_candidate_went_back_from_has_time_left_and_is_not_early() {
    let mut play = Play::start((120, 40));
    play.play("an idea<+3m20s><esc>n<+54s><esc>g");
    let screen = play.screen();
    assert!(screen.contains("Data 9:06 left"), "{screen}");
    assert!(
        !screen.contains("early") && !screen.contains("-9:06"),
        "{screen}"
    );
    let screen = play.play("<a-p>").screen();
    assert!(screen.contains("0:54 of 10:00   9:06 left"), "{screen}");
    assert!(!screen.contains("early"), "{screen}");
}

#[test]
fn the_prompt_on_which_hint_and_check_act_is_marked_from_the_first_frame_on() {
    for size in [(60, 20), (80, 24), (120, 40), (170, 50)] {
        let mut play = Play::start(size);
        let prompts = play.record().head.plan.stages[0].prompts.clone();
        let first: String = prompts[0].ask.chars().take(18).collect();
        let screen = play.screen();
        assert!(screen.contains(&format!("▸ {first}")), "{screen}");
        let screen = play.play("<esc>x").screen();
        assert_eq!(play.record().stages[0].covered.len(), 1);
        // A chosen covered prompt has both signs.
        assert!(screen.contains(&format!("▸ ✓ {first}")), "{screen}");
    }
}

#[test]
fn each_form_of_the_clock_is_seen_where_the_notes_have_the_full_width() {
    for size in [(60, 20), (80, 24)] {
        let mut play = Play::start(size);
        play.play("<esc>z<+1m>");
        let bar = |screen: &str| screen.lines().nth(1).is_some_and(|row| row.contains("━━╌"));
        assert!(!bar(&play.screen()), "{}", play.screen());
        let screen = play.play("<esc>c").screen();
        assert!(bar(&screen) && screen.contains("4:00 left"), "{screen}");
        let screen = play.play("<esc>c").screen();
        assert!(screen.contains("clock hidden"), "{screen}");
    }
}

#[test]
fn answers_to_a_compound_question_stand_in_the_order_in_which_it_was_typed() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = Play::start(size);
        play.play("<esc>ahow many users, what latency, and what budget?<enter>");
        let asked = &play.record().stages[0].asked;
        assert!(asked.len() > 1, "{asked:?}");
        let screen = play.screen();
        let rows: Vec<Option<usize>> = (asked.iter())
            .map(|asked| {
                let (question, _) = asked.reply.as_ref().expect("an answer");
                let start: String = question.chars().take(14).collect();
                screen.lines().position(|row| row.contains(&start))
            })
            .collect();
        assert!(rows[0].is_some(), "{screen}");
        let shown: Vec<usize> = rows.iter().flatten().copied().collect();
        assert!(shown.is_sorted(), "{screen}");
        let is_named = screen.contains("more: Esc r");
        assert!(shown.len() == asked.len() || is_named, "{screen}");
    }
}

#[test]
fn the_next_stage_on_the_last_one_asks_to_finish_and_says_why() {
    let mut play = Play::start((80, 24));
    play.play("<esc>n<esc>n<esc>n<esc>n<esc>n");
    let screen = play.screen();
    assert!(screen.contains("Finish the interview?"), "{screen}");
    assert!(screen.contains("This is the last stage."), "{screen}");
    let screen = play.play("s<esc>q").screen();
    assert!(screen.contains("Leave the interview?"), "{screen}");
    assert!(!screen.contains("last stage"), "{screen}");
}

#[test]
fn the_page_of_what_was_said_offers_the_next_match_only_after_a_search() {
    let mut play = Play::start((80, 24));
    let screen = play.play("<esc>r").screen();
    assert!(!screen.contains("next match"), "{screen}");
    let screen = play.play("/the<enter><esc>").screen();
    assert!(screen.contains("n next match"), "{screen}");
}
