//! The interview in the situations and at the sizes in which it was designed.

use crate::play::Play;

const NOTES: &str = "sources: payment, device and session, account history, merchant, IP reputation, chargebacks and issuer reports by date reported<enter>\
    volume = 100e6/day * 1 KB<enter><+60s>\
    features logged = 100e6/day * 1000 * 4 B<enter><enter>\
    labels: chargebacks up to 120 days late, analysts within a day<enter><+60s>\
    point-in-time join: a chargeback counts from the day it was reported, or the training row sees its own label<enter><+60s>\
    velocity: attempts per card in 1 min, 1 h, 24 h; sliding windows, event time; refused attempts count, retries keyed by payment id<enter><enter><+60s>\
    review capacity = 200 * 8 * 12/day<enter>\
    split by time: train to day -150, calibrate to -121, test on mature rows only<enter>";

/// The second stage of fraud detection with 4:28 left, a follow-up, a question, and two prompts covered.
pub fn fraud(size: (u16, u16)) -> Play {
    let mut play = Play::start_with(size, |setup| {
        setup.design = "fraud-detection".into();
        setup.seed = Some(SEED);
    });
    play.play("<+5m48s><a-n><esc><down><down><space><down><space><down><down><down><enter>");
    play.play(NOTES);
    play.play("<+32s><a-a>how many analysts are there?<enter>");
    play.play("<+31s><+29s>blocked payments carry no label: release 1 % at random, weight by the inverse of the chance<enter>");
    play
}

const SEED: u32 = 3;

#[test]
fn the_interview_at_120x40_has_prompts_follow_up_and_answer_in_full() {
    insta::assert_snapshot!(fraud((120, 40)).screen());
}

#[test]
fn the_interview_at_80x24_has_the_chosen_prompt_and_the_follow_up_in_full() {
    insta::assert_snapshot!(fraud((80, 24)).screen());
}

#[test]
fn the_interview_at_170x44_has_three_panes() {
    insta::assert_snapshot!(fraud((170, 44)).screen());
}

#[test]
fn an_overrun_is_told_in_the_title_the_digits_and_the_foot_line() {
    let mut play = fraud((120, 40));
    insta::assert_snapshot!(play.play("<+5m10s>").screen());
}

#[test]
fn the_commands_take_the_foot_line_and_the_footer() {
    for (size, name) in [((120, 40), "at_120"), ((80, 24), "at_80")] {
        let screen = fraud(size).play("<esc>").screen();
        let lines: Vec<&str> = screen.lines().collect();
        let from = lines
            .iter()
            .position(|line| line.contains("Command: press one key"));
        insta::assert_snapshot!(name, lines[from.unwrap()..].join("\n"));
    }
}

#[test]
fn a_pause_hides_notes_prompts_and_interviewer() {
    insta::assert_snapshot!(fraud((120, 40)).play("<a-p>").screen());
}

#[test]
fn the_ask_box_covers_only_notes() {
    for (typed, name) in [
        ("how many users and what latency?", "two_parts"),
        ("do merchants insure against chargebacks?", "closest"),
    ] {
        let mut play = fraud((120, 40));
        insta::assert_snapshot!(name, play.play("<a-a>").play(typed).screen());
    }
}

#[test]
fn the_ask_box_names_space_at_every_width_where_it_marks_a_question() {
    for (size, words) in [
        ((60, 20), "Space select"),
        ((80, 24), "Space select"),
        ((120, 40), "Space select or not"),
        ((170, 44), "Space select or not"),
    ] {
        let mut play = fraud(size);
        play.play("<a-a>");
        for typed in [
            "how many users and what latency?",
            " and do merchants insure?",
        ] {
            let screen = play.play(typed).screen();
            let is_named = ["Space select", "Space mark"].map(|key| screen.contains(key));
            assert!(is_named.contains(&true), "{size:?}: {screen}");
            if typed.starts_with("how") {
                assert!(screen.contains(words), "{size:?}: {screen}");
            }
            assert!(screen.contains("Esc leave"), "{size:?}: {screen}");
        }
    }
}
