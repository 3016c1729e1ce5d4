//! The debrief: saved marks, the levels that follow from them, and the summary.

use std::time::Duration;

use crossterm::event::KeyCode;
use forty::app::failure::Code;
use forty::content::library::Library;
use forty::domain::judging::marks::Debrief;
use forty::domain::session::Session;
use forty::domain::session::event::{Entry, Event, FinishedBy};
use forty::domain::session::log::Log;
use forty::domain::session::plan::Minutes;
use forty::tui::input::{Input, Key};
use forty::tui::screens::debrief::{DebriefData, DebriefScreen};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::play::{Play, context, text_of};

const MINUTE: Duration = Duration::from_secs(60);

/// An interview with something in every stage: a hint, an overrun, a stage left early.
const RUN: &str = "alt text for screen-reader users first, search second<enter>\
    p95 under 1 s for suggestions, 60 s for alt text<+20s>\
    <enter>wrong beats missing: never guess who somebody is<+48s><esc>n\
    sources: uploads 4M/day, 60k user alt texts, 5k professional ones<+20s><esc>h<+1s>\
    <enter>split by uploader and near-duplicate cluster<+1m10s><esc>n\
    baseline: tags from a classifier<+1m><enter>encoder-decoder fine-tuned; CIDEr offline, accept rate online<+1m><esc>n\
    two lanes: requests first, archive on spot<+2m><esc>n\
    no references live: panel of 2,200 a week<+30s><esc>qf";

/// Marks the first and the third item as shown by a stage's first line, and the rest as not shown.
pub const KEEP: &str = "KKK<space>-KKK<space>-----";

pub fn finished(size: (u16, u16)) -> Play {
    let mut play = Play::start_with(size, |setup| {
        setup.minutes = Minutes::Each([1, 2, 2, 2, 1].map(|minutes| MINUTE * minutes).into());
    });
    play.play(RUN);
    play
}

fn levels(session: &Session) -> Vec<Option<u8>> {
    session.stages.iter().map(|page| page.level).collect()
}

fn marks(session: &Session) -> Vec<(usize, usize)> {
    let pages = session.stages.iter();
    let count = pages.map(|page| (page.evidence.len(), page.not_shown.len()));
    count.collect()
}

#[test]
fn it_opens_after_the_finish_at_the_first_stage_with_a_clear_line_highlighted() {
    let mut play = finished((80, 24));
    assert!(play.screen().contains("Enter debrief"), "{}", play.screen());
    play.play("<enter>");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn the_notes_are_the_other_tab() {
    let mut play = finished((80, 24));
    play.play("<enter><tab>");
    insta::assert_snapshot!(play.screen());
}

#[test]
fn beside_notes_that_stand_alone_the_item_to_be_marked_is_seen_and_each_mark_is_said() {
    for size in [(80, 24), (60, 20)] {
        let mut play = finished(size);
        play.play("<enter>KKK");
        let rubric = play.screen();
        let item = rubric.lines().find_map(|row| row.split_once("▸ · "));
        let item = item.expect("an item is selected").1.trim().to_owned();
        let words: String = item.split_inclusive(' ').take(4).collect();
        play.play("<tab>");
        let notes = play.screen();
        assert!(notes.contains(&format!("· solid: {words}")), "{notes}");
        play.play("<space>");
        let screen = play.screen();
        assert!(screen.contains(&format!("shown: {words}")), "{screen}");
        assert!(!screen.contains(&format!("· solid: {words}")), "{screen}");
        play.play("-");
        assert!(play.screen().contains("not shown: "), "{}", play.screen());
    }
}

#[test]
fn at_60x20_one_half_has_all_the_room() {
    insta::assert_snapshot!(finished((60, 20)).play("dKKK<space>-").screen());
}

#[test]
fn at_120x40_both_halves_stand_side_by_side() {
    insta::assert_snapshot!(
        finished((120, 40))
            .play("<enter>KKK<space>-KKK<space>")
            .screen()
    );
}

#[test]
fn a_closed_stage_shows_its_level_in_words_and_the_reference_answer() {
    let mut play = finished((120, 40));
    play.play("<enter>").play(KEEP).play("<enter>");
    insta::assert_snapshot!(play.screen());
    let record = play.record();
    assert_eq!(marks(&record)[0], (2, 6));
    assert!(record.stages[0].reference_opened);
    assert!(record.stages[0].level.is_some());
}

#[test]
fn a_whole_debrief_takes_at_most_sixty_keys() {
    let mut play = finished((80, 24));
    let mut keys = 0;
    let mut press = |play: &mut Play, key: &str| {
        keys += 1;
        play.play(key);
    };
    press(&mut play, "<enter>");
    for _ in 0..5 {
        for _ in 0..8 {
            // A proposal is accepted; where there is none the item is not shown.
            let proposed = play.screen().contains("Shown by?");
            press(&mut play, if proposed { "<space>" } else { "-" });
        }
        press(&mut play, "<enter>");
        press(&mut play, "<enter>");
    }
    assert!(play.screen().contains("▸ Interviewer"), "{}", play.screen());
    for _ in 0..3 {
        press(&mut play, "<enter>");
    }
    assert!(
        play.screen().contains("Next time I will"),
        "{}",
        play.screen()
    );
    press(&mut play, "<enter>");
    assert!(keys <= 60, "{keys} keys");
    let record = play.record();
    assert!(levels(&record).iter().all(Option::is_some));
    assert!(marks(&record).iter().all(|(shown, not)| shown + not == 8));
}

#[test]
fn all_likely_lines_of_an_item_are_named_at_80x24_also_far_down_in_long_notes() {
    let line = "alt text for screen-reader users first, search second";
    for (others, head) in [
        (
            ["readers: search", "the text is read"],
            "Shown by? Setup, line 12",
        ),
        ([line, line], "No line stands out."),
    ] {
        let mut play = Play::start((80, 24));
        let far = "<enter>".repeat(120);
        play.play(&format!(
            "{far}{line}<enter>{}<enter>{}",
            others[0], others[1]
        ));
        let screen = play.play("<+1m><a-q>f<enter>").screen();
        assert!(screen.contains(head), "{screen}");
        let likely = ["1 Setup 12", "2 Setup 12"];
        assert!(likely.iter().all(|line| screen.contains(line)), "{screen}");
    }
}

#[test]
fn the_first_of_many_likely_lines_has_words_in_the_one_row_that_there_is_at_80x24() {
    let mut play = Play::start((80, 24));
    let line = "alt text for screen-reader users first, search second, and a long end of the line";
    play.play(&format!("{line}<enter>").repeat(9));
    let screen = play.play("<+1m><a-q>f<enter>").screen();
    assert!(screen.contains("No line stands out."), "{screen}");
    let row = screen.lines().find(|row| row.starts_with("  1 Setup"));
    let row = row.unwrap_or_else(|| panic!("{screen}"));
    assert!(
        row.contains(": alt text") && row.contains("   2 Setup"),
        "{row}"
    );
}

#[test]
fn a_debrief_left_half_way_keeps_its_marks_and_continues_there() {
    let mut play = finished((80, 24));
    play.play("<enter>")
        .play(KEEP)
        .play("<enter><enter>KKK<space>--q");
    let record = play.record();
    assert_eq!(marks(&record)[..2], [(2, 6), (1, 2)]);
    play.debrief();
    let screen = play.screen();
    assert!(
        screen.contains("▸ Data") && screen.contains("3 of 8 marked"),
        "{screen}"
    );
    play.play("-----<enter>q");
    assert!(levels(&play.record())[1].is_some());
}

#[test]
fn a_kill_loses_no_mark() {
    let mut play = finished((80, 24));
    play.play("<enter>KKK<space>-KKK<space>").debrief();
    assert!(play.screen().contains("3 of 8 marked"), "{}", play.screen());
}

#[test]
fn the_notes_and_the_time_stay_as_they_were_at_the_finish() {
    let mut play = finished((80, 24));
    let before = play.record();
    play.play("<+10m><enter>").play(KEEP).play("<enter>q");
    let after = play.record();
    assert_eq!(before.at, after.at);
    assert_eq!(before.timeline_now(), after.timeline_now());
    for (before, after) in before.stages.iter().zip(&after.stages) {
        assert_eq!(before.notes.to_string(), after.notes.to_string());
    }
    assert_eq!(before.condition(), after.condition());
}

#[test]
fn evidence_may_be_in_another_stage() {
    let mut play = finished((80, 24));
    play.play("<enter>]");
    assert!(
        play.screen().contains("No line stands out"),
        "{}",
        play.screen()
    );
    play.play("JJ<space>");
    let evidence = play.record().stages[0].evidence[&0].clone();
    assert_eq!((evidence.in_stage, evidence.line), (1, 1));
    assert_eq!(
        evidence.text,
        "split by uploader and near-duplicate cluster"
    );
    play.play("k");
    assert!(
        play.screen().contains("Shown by Data, line 2"),
        "{}",
        play.screen()
    );
}

#[test]
fn space_marks_only_a_chosen_line_and_a_digit_or_a_search_chooses_one() {
    let mut play = finished((80, 24));
    // No line of these notes shows the last item, which asks for a consent or a deletion.
    play.play("<enter>").play(&"j".repeat(7));
    play.play("<space>");
    assert!(play.record().stages[0].evidence.is_empty());
    assert!(
        play.screen().contains("choose the line that shows it"),
        "{}",
        play.screen()
    );
    play.play("/SPLIT near");
    assert!(
        play.screen().contains("▸ Data 2  split by uploader"),
        "{}",
        play.screen()
    );
    play.play("<enter><space>");
    let shown = play.record().stages[0].evidence[&7].clone();
    assert_eq!((shown.in_stage, shown.line), (1, 1));
    play.play("kkkkkk1<space>");
    let shown = play.record().stages[0].evidence[&1].clone();
    assert_eq!((shown.in_stage, shown.line), (0, 0));
}

#[test]
fn a_search_that_is_left_chooses_nothing_and_pastes_and_digits_are_text_in_it() {
    let mut play = finished((80, 24));
    play.play("<enter>/9q<paste zz>");
    assert!(
        play.screen().contains("no line has these words"),
        "{}",
        play.screen()
    );
    play.play("<enter>");
    assert!(play.screen().contains("Shown by? Setup, line 1"));
    play.play("/60<down><esc>");
    assert!(play.screen().contains("Shown by? Setup, line 1"));
    assert!(play.record().stages[0].evidence.is_empty());
}

#[test]
fn a_mark_changed_after_the_reference_is_reported_and_changes_the_level() {
    let mut play = finished((80, 24));
    play.play("<enter>--------<enter>");
    assert_eq!(levels(&play.record())[0], Some(1));
    assert!(!play.record().stages[0].marked_after_reference);
    play.play("u");
    assert!(
        play.screen().contains("after the reference"),
        "{}",
        play.screen()
    );
    for _ in 0..8 {
        play.play("<space>J<space>");
    }
    play.play("<enter>");
    let screen = play.screen();
    assert!(screen.contains("A mark was changed after"), "{screen}");
    let page = play.record().stages[0].clone();
    assert!(page.marked_after_reference);
    assert!(page.level > Some(1));
}

#[test]
fn enter_asks_before_it_closes_a_stage_in_which_items_have_no_mark() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut play = finished(size);
        play.play("<enter>");
        for keys in ["<enter>n", "<enter><esc><+1s>", "<enter><enter><enter>q"] {
            play.play(keys);
            assert_eq!(levels(&play.record()), [None; 5], "{keys}");
        }
        let screen = play.play("<enter>").screen();
        for words in ["Close Setup?", "8 items have no mark", "y close stage"] {
            assert!(screen.contains(words), "{words}: {screen}");
        }
        let screen = play.play("z").screen();
        assert!(screen.contains("no other key answers"), "{screen}");
        play.play("n").play(KEEP).play("<enter>");
        assert!(levels(&play.record())[0].is_some());
    }
}

#[test]
fn without_marks_a_stage_is_weak() {
    let mut play = finished((80, 24));
    let screen = play.play("<enter><enter>y").screen();
    assert!(screen.contains("Level 1 weak"), "{screen}");
    assert!(screen.contains("solid needs"), "{screen}");
}

#[test]
fn the_summary_has_levels_what_was_never_asked_and_the_pace() {
    let mut play = finished((80, 24));
    play.play("<enter>").play(KEEP);
    play.play("<enter><enter>")
        .play(&"<enter>y<enter>".repeat(4));
    insta::assert_snapshot!("interviewer_at_80x24", play.screen());
    play.play("<enter>");
    insta::assert_snapshot!("sums_at_80x24", play.screen());
    play.play("<enter>");
    insta::assert_snapshot!("summary_at_80x24", play.screen());
}

#[test]
fn the_summary_says_which_steps_of_the_last_session_were_met() {
    let mut play = finished((120, 40));
    play.play("<enter>");
    for _ in 0..5 {
        play.play(KEEP).play("<enter><enter>");
    }
    play.play("<tab><tab>");
    assert!(!play.screen().contains("Steps from"), "{}", play.screen());
    // Home offers the steps until another session is finished.
    let home = play.play("<esc>").go_home().screen();
    assert!(
        home.contains("Next steps · Image Caption Generator, 2026-11-23"),
        "{home}"
    );
    play.play("k<enter>")
        .play("nothing much<+30s><esc>n<+10m><esc>n<+10m><esc>n<+10m><esc>n<+5m><esc>qf<enter>");
    for _ in 0..5 {
        play.play("<enter>y<enter>");
    }
    let screen = play.play("<right><right>").screen();
    assert!(screen.contains("Steps from 2026-11-23"), "{screen}");
    assert!(screen.contains("· open       Raise"), "{screen}");
    assert!(
        screen.contains("✓ met        Use the 1:00 of Monitor"),
        "{screen}"
    );
    assert!(
        screen.contains("- not tested Answer the follow-up"),
        "{screen}"
    );
    insta::assert_snapshot!("summary_at_120x40", screen);
}

#[test]
fn the_line_for_next_time_is_typed_and_kept() {
    let mut play = finished((80, 24));
    play.play("<enter>")
        .play(&"<enter>y<enter>".repeat(5))
        .play("<enter><enter><enter>")
        .play("name the scale<bs> firs<paste t\\nof all>");
    insta::assert_snapshot!(play.screen());
    play.play("<enter>");
    let line = play.record().next_time;
    assert_eq!(line.as_deref(), Some("name the scal first of all"));
    // The summary has it, and there a digit does a step again.
    let screen = play.screen();
    assert!(screen.contains("▸ Summary"), "{screen}");
    assert!(screen.contains("the line is saved"), "{screen}");
    play.debrief().play("<enter> !<esc>");
    assert!(play.screen().contains("▸ Summary"), "{}", play.screen());
    let line = play.record().next_time;
    assert_eq!(line.as_deref(), Some("name the scal first of all !"));
}

#[test]
fn the_pages_behind_the_stages_open_once_every_stage_is_closed() {
    let mut play = finished((120, 40));
    play.play("<enter><right><right><right><right>");
    assert!(play.screen().contains("▸ Monitor"), "{}", play.screen());
    play.play("<right>");
    let screen = play.screen();
    assert!(
        screen
            .contains("close every stage first: Interviewer opens after 5 more, the next is Setup"),
        "{screen}"
    );
    // Enter opens the stages that were passed over.
    play.play("<enter>y<enter>");
    assert!(play.screen().contains("▸ Setup"), "{}", play.screen());
    for _ in 0..4 {
        play.play("<enter>y<enter>");
    }
    play.play("<enter>");
    assert!(play.screen().contains("▸ Interviewer"), "{}", play.screen());
    play.play("<tab><backtab><left>");
    assert!(play.screen().contains("▸ Monitor"), "{}", play.screen());
}

#[test]
fn own_sums_are_beside_the_estimates_of_the_design() {
    let mut play = Play::start((120, 40));
    play.play("ingress = 4e6/day * 500 KB<enter>= 3 * 4<+20s><esc>n<+30s>")
        .play("peak = 100/s * 1.1<enter>prose<+20s><esc>qf<enter>");
    for _ in 0..5 {
        play.play("<enter>y<enter>");
    }
    play.play("<right>");
    insta::assert_snapshot!("sums_at_120x40", play.screen());
    play.play("<right>");
    assert!(play.screen().contains("· 3 sums ·"), "{}", play.screen());
}

#[test]
fn the_digit_of_a_next_step_does_it() {
    let mut play = finished((120, 40));
    play.play("<enter>");
    for _ in 0..5 {
        play.play(KEEP).play("<enter><enter>");
    }
    play.play("<right><right>2");
    assert!(
        play.screen().contains("Answer · Monitoring"),
        "{}",
        play.screen()
    );
    play.play("<right><right><right>3");
    assert!(play.screen().contains("▸ Interviewer"), "{}", play.screen());
    play.play("<right><right>1");
    let screen = play.screen();
    assert!(
        screen.contains("● recording") && screen.contains("5:00"),
        "{screen}"
    );
}

#[test]
fn a_next_step_opens_the_answer_that_it_names_and_esc_goes_back_to_the_summary() {
    let library = Library::new(Vec::new());
    let opened = library.open("image-caption-generator");
    let design = opened.expect("the design").design;
    let follow_ups = design.stages.iter().flat_map(|stage| &stage.follow_ups);
    let follow_ups: Vec<&str> = follow_ups.map(|it| &*it.ask).collect();
    let questions: Vec<&str> = design.clarify.iter().map(|it| &*it.ask).collect();
    for (size, interruptions) in [((120, 40), true), ((80, 24), false), ((60, 20), false)] {
        let mut play = Play::start_with(size, |setup| {
            setup.minutes = Minutes::Each([1, 2, 2, 2, 1].map(|minutes| MINUTE * minutes).into());
            setup.options.quiet = !interruptions;
        });
        play.play(RUN).play("<enter>");
        for _ in 0..5 {
            play.play(KEEP).play("<enter><enter>");
        }
        play.play("<right><right>3");
        let screen = play.screen();
        let row = screen.lines().find(|row| row.starts_with('▸'));
        let row = row.unwrap_or_else(|| panic!("no entry is marked:\n{screen}"));
        let text = row.trim_start_matches(|c: char| !c.is_alphabetic());
        let first: String = text.chars().take(30).collect();
        let named = if interruptions {
            &follow_ups
        } else {
            &questions
        };
        let is_named = named.iter().any(|ask| ask.starts_with(first.trim()));
        assert!(is_named, "{screen}");
        for step in ["", "2<+1s>"] {
            play.play(step);
            assert!(!play.screen().contains("▸ Summary"), "{}", play.screen());
            play.play("<esc><+1s>");
            assert!(play.screen().contains("▸ Summary"), "{}", play.screen());
        }
    }
}

#[test]
fn one_pane_over_the_full_width_and_a_click_on_a_tab() {
    let mut play = finished((120, 40));
    play.play("<enter>z");
    assert!(!play.screen().contains("─ Notes"), "{}", play.screen());
    play.play("z");
    let row = play.screen().lines().next().unwrap().to_owned();
    let before = row.split("Model").next().unwrap();
    let column = before.chars().count();
    play.play(&format!("<click {column},0>"));
    assert!(play.screen().contains("▸ Model"), "{}", play.screen());
}

#[test]
fn each_key_that_leads_back_to_the_marks_of_a_closed_stage_says_what_a_change_means() {
    for key in ["u", "<tab>"] {
        let mut play = finished((80, 24));
        play.play("<enter>").play(KEEP).play("<enter>");
        assert!(play.screen().contains("Answer"), "{}", play.screen());
        let screen = play.play(key).screen();
        assert!(screen.contains("recorded as made after"), "{screen}");
    }
}

#[test]
fn an_unfinished_session_is_asked_to_be_finished_first() {
    let mut play = Play::start((80, 24));
    play.play("an idea<+2m>");
    let refused = play.no_debrief();
    assert_eq!(refused.code, Code::Usage);
    let hint = refused.hint.unwrap_or_default();
    let id = play.record().head.id;
    assert_eq!(hint, format!("finish it first: `forty resume {id}`"));
}

#[test]
fn without_its_design_a_session_still_has_notes_and_pace() {
    let mut play = finished((80, 24));
    play.spoil_design("format = 1\nid = 3\n");
    play.play("<enter>");
    let screen = play.screen();
    assert!(screen.contains("cannot be read"), "{screen}");
    play.play("<tab>");
    let screen = play.screen();
    assert!(screen.contains("p95 under 1 s"), "{screen}");
    play.play("<enter><enter><enter><enter><enter><enter><enter>");
    let screen = play.screen();
    assert!(screen.contains("Setup went 0:08 over"), "{screen}");
    play.play("<enter>ask more<enter>");
    let record = play.record();
    assert_eq!(record.next_time.as_deref(), Some("ask more"));
    assert_eq!(levels(&record), [None; 5]);
}

#[test]
fn level_evidence_and_next_time_are_shown_and_exported() {
    let mut play = finished((80, 24));
    play.play("<enter>").play(KEEP).play("<enter>");
    play.play("<enter>")
        .play(&"<enter>y<enter>".repeat(4))
        .play("<enter><enter><enter>")
        .play("count *first*<enter>q");
    let record = play.record();
    let exported: serde_json::Value =
        serde_json::from_str(&play.reported(|report| forty::report::json::show(report, None)))
            .unwrap();
    assert_eq!(exported["next_time"], "count *first*");
    let stage = &exported["stages"][0];
    assert_eq!(stage["level"], 2);
    let evidence = serde_json::json!({
        "look_for": "names who reads the caption, and ranks the uses by importance",
        "level": "solid",
        "stage": "problem-setup",
        "line": 1,
        "text": "alt text for screen-reader users first, search second",
        "changed": false,
    });
    assert_eq!(stage["evidence"][0], evidence);
    let page = forty::report::markdown::page(&record);
    for line in [
        "Level: 2 solid",
        "- solid: names who reads the caption, and ranks the uses by importance",
        "  - self: shown, Setup line 1: alt text for screen-reader users first, search second",
        "Next time I will count \\*first\\*",
    ] {
        assert!(page.lines().any(|own| own == line), "{line}\n{page}");
    }
    let shown = play.reported(|report| forty::report::plain::show(report, None));
    for line in [
        "level 2 solid",
        "shown, solid: names who reads the caption, and ranks the uses by importance (Setup line 1)",
        "next time I will count *first*",
    ] {
        assert!(shown.lines().any(|own| own == line), "{line}\n{shown}");
    }
    play.end_program();
    let notes = play.file("notes.md");
    assert!(
        notes.contains("Level: 2 solid") && notes.contains("Next time I will"),
        "{notes}"
    );
}

#[test]
fn what_was_asked_is_left_out_and_a_follow_up_comes_with_a_strong_reply() {
    let library = Library::new(Vec::new());
    let design = library.open("image-caption-generator").unwrap().design;
    let (clarify, other) = (design.clarify[0].clone(), design.clarify[1].clone());
    let follow_up = design.stages[0].follow_ups[0].clone();
    let head = finished((80, 24)).record().head;
    let wall = head.wall;
    let mut session = Session::new(head);
    let events = [
        Event::Asked {
            stage: 0,
            typed: "readers?".into(),
            question: Some(clarify.ask.clone()),
            answer: Some(clarify.answer),
            close: Vec::new(),
        },
        Event::FollowUp {
            stage: 0,
            follow_up: 0,
            ask: follow_up.ask.clone(),
        },
        Event::Finish {
            wall,
            by: FinishedBy::Key,
            notes_crc: vec![0; 5],
        },
    ];
    for (event, n) in events.into_iter().zip(1..) {
        session.apply(&Entry {
            n,
            at: if n < 3 { MINUTE } else { 2 * MINUTE },
            after: None,
            event,
        });
    }
    let debrief = Debrief::of(session).unwrap();
    let data = DebriefData {
        design: Ok(design),
        reviews: Vec::new(),
        log: Log::default(),
        earlier: None,
        again: "forty debrief".to_owned(),
    };
    let mut screen = DebriefScreen::new(debrief, data, wall);
    // Long enough for the whole page.
    let mut terminal = Terminal::new(TestBackend::new(90, 200)).unwrap();
    let mut shown = |screen: &mut DebriefScreen| {
        let drawn = terminal.draw(|frame| screen.draw(frame, &context(None)));
        let text = text_of(drawn.unwrap().buffer, "\0");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // Closes a stage without marks, or goes on.
    let enter = |screen: &mut DebriefScreen| {
        for key in [Key::plain(KeyCode::Enter), Key::char('y')] {
            screen.on(&Input::Key(key), wall);
        }
    };
    enter(&mut screen);
    let answer = shown(&mut screen);
    let strong = |lead: &str| {
        let (ask, strong) = (&follow_up.ask, &follow_up.strong);
        format!("{lead} {ask} A strong reply: {strong}")
    };
    assert!(answer.contains(&strong("1:00")), "{answer}");
    for _ in 0..9 {
        enter(&mut screen);
    }
    let page = shown(&mut screen);
    assert!(
        page.contains("▸ Interviewer") && page.contains(&strong("Setup 1:00")),
        "{page}"
    );
    let (before, never) = page.split_once("Never asked").unwrap();
    assert!(never.contains(&other.answer), "{page}");
    assert!(
        before.contains(&clarify.ask) && !never.contains(&clarify.ask),
        "{page}"
    );
}

#[test]
fn help_names_every_key_of_the_debrief() {
    let mut play = finished((80, 24));
    insta::assert_snapshot!(play.play("<enter>?").screen());
}

#[test]
fn no_size_panics_in_the_debrief() {
    let mut play = finished((80, 24));
    for width in [1, 20, 59, 60, 80, 99, 100, 101, 200] {
        for height in [1, 4, 20, 24, 60] {
            play.play(&format!("<resize {width}x{height}>"));
            play.debrief();
            play.play("ggggg<tab>jj<tab><space>-]J[?<esc><enter>y<pgdn><tab><down>u<enter>y");
            play.play(&"<enter>y".repeat(11)).play("typed").screen();
        }
    }
}

#[test]
fn the_summary_at_60_columns_has_short_names_and_nothing_cut() {
    let mut play = finished((60, 20));
    play.play("d");
    for _ in 0..5 {
        play.play(KEEP).play("<enter><enter>");
    }
    let screen = play.play("<right><right>").screen();
    let rows: Vec<&str> = screen.lines().collect();
    for short in ["Setup", "Data", "Model", "Serving", "Monitor"] {
        let row = rows
            .iter()
            .find(|row| row.trim_start().starts_with(short) && row.contains(" of "));
        let row = row.unwrap_or_else(|| panic!("{short}\n{screen}"));
        assert!(
            row.ends_with("over")
                || row.ends_with("early")
                || row.ends_with(|end: char| end.is_ascii_digit()),
            "{screen}"
        );
    }
}

#[test]
fn no_item_is_cut_above_a_blank_row() {
    for size in [(60, 20), (80, 24)] {
        let mut play = Play::start(size);
        play.play("note<enter><+5m><a-q>f<enter>");
        for _ in 0..8 {
            let screen = play.play("<down>").screen();
            let body: Vec<&str> = screen.lines().skip(2).collect();
            let foot = body.iter().position(|row| row.starts_with('─')).unwrap();
            let is_cut = body[..foot].iter().any(|row| row.trim_end().ends_with('…'));
            let is_blank = body[..foot].iter().any(|row| row.trim().is_empty());
            assert!(!(is_cut && is_blank), "{screen}");
        }
    }
}

#[test]
fn the_title_row_counts_pages_and_the_head_line_counts_items() {
    let mut play = Play::start((60, 20));
    let screen = play.play("note<enter><+5m><a-q>f<enter>").screen();
    assert!(screen.contains("Setup · page 1 of 8"), "{screen}");
    assert!(screen.contains("0 of 8 marked"), "{screen}");
}
