//! How pages show questions, hints and follow-ups.

use std::time::Duration;

use super::{Format, json, markdown, plain};
use crate::domain::judging::anchor::Anchor;
use crate::domain::judging::report::Report;
use crate::domain::judging::review::{CommentKind, Draft, Review};
use crate::domain::judging::viewer::Viewer;
use crate::domain::session::Session;
use crate::domain::session::event::{DesignName, Entry, Event, FORMAT, Head, RunOptions};
use crate::domain::session::log::Log;
use crate::domain::session::plan::{Plan, PlannedPrompt, PlannedStage, PromptFrom};

fn head() -> Head {
    Head {
        format: FORMAT,
        program: String::new(),
        id: "a".to_owned(),
        design: DesignName {
            id: "a".to_owned(),
            title: "A".to_owned(),
        },
        candidate: "Ada".to_owned(),
        assignment: None,
        seed: 1,
        options: RunOptions::default(),
        wall: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
        design_crc: None,
        plan: Plan {
            framework: "f".to_owned(),
            brief: String::new(),
            stages: vec![PlannedStage {
                id: "s".to_owned(),
                title: "Setup".to_owned(),
                short: "Setup".to_owned(),
                framework_budget: Duration::from_secs(60),
                budget: Duration::from_secs(60),
                done: String::new(),
                prompts: vec![PlannedPrompt {
                    ask: "What is predicted?".to_owned(),
                    hint: String::new(),
                    from: PromptFrom::Framework,
                    listen_for: String::new(),
                }],
            }],
        },
    }
}

/// A follow-up, a hint, two questions and a line of notes, five seconds apart.
fn session() -> Session {
    let asked = |typed: &str, question: Option<&str>, answer: Option<&str>| Event::Asked {
        stage: 0,
        typed: typed.to_owned(),
        question: question.map(str::to_owned),
        answer: answer.map(str::to_owned),
        close: Vec::new(),
    };
    let events = [
        Event::FollowUp {
            stage: 0,
            follow_up: 2,
            ask: "Who *reads* it?".to_owned(),
        },
        Event::Hint {
            stage: 0,
            prompt: 0,
        },
        asked("how many", Some("How many?"), Some("4M.")),
        asked("\u{1b}why", None, None),
        Event::keyframe(0, "the notes".to_owned()),
    ];
    let mut session = Session::new(head());
    for (place, event) in (1_u64..).zip(events) {
        session.apply(&Entry {
            n: place,
            at: Duration::from_secs(5 * place),
            after: None,
            event,
        });
    }
    session
}

/// A report of a session that nobody reviewed.
fn report<'a>(session: &'a Session, log: &'a Log) -> Report<'a> {
    Report::new(session, None, log, &[], Viewer::Candidate)
}

#[test]
fn markdown_lists_exchanges_by_time_below_the_notes() {
    let page = markdown::page(&session());
    let expected = "\n```text\n  0 the notes\n```\n\nInterviewer:\n\n- 0:05 follow-up: Who \\*reads\\* it?\n\
        - 0:10 hint taken: What is predicted?\n\
        - 0:15 asked: how many, matched question: How many? Answer: 4M.\n\
        - 0:20 asked: ␛why, no question matched\n";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn plain_text_lists_exchanges_below_the_notes() {
    let text = plain::show(&report(&session(), &Log::default()), None);
    let expected = "\n   0 the notes\n     0:05 follow-up: Who *reads* it?\n     \
        0:10 hint taken: What is predicted?\n     \
        0:15 asked: how many, matched question: How many? Answer: 4M.\n     \
        0:20 asked: ␛why, no question matched\n";
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn json_has_questions_and_follow_ups_with_null_where_nothing_matched() {
    let json: serde_json::Value =
        serde_json::from_str(&json::show(&report(&session(), &Log::default()), None))
            .expect("it is JSON");
    let stage = &json["stages"][0];
    let asked = serde_json::json!([
        {"typed": "how many", "question": "How many?", "answer": "4M.", "at_ms": 15_000},
        {"typed": "\u{1b}why", "question": null, "answer": null, "at_ms": 20_000},
    ]);
    assert_eq!(stage["asked"], asked);
    let follow_ups = serde_json::json!([
        {"ask": "Who *reads* it?", "at_ms": 5000, "answered_ms": null, "reacted_ms": null},
    ]);
    assert_eq!(stage["follow_ups"], follow_ups);
}

#[test]
fn every_format_says_at_which_time_a_comment_is() {
    let session = session();
    let log = Log::default();
    let mut review = Review::new("Kim");
    review.draft = Some(Draft {
        replaces: None,
        kind: CommentKind::Fix,
        anchor: Anchor::at_time(0, Duration::from_secs(769)),
        text: "Who waits?".to_owned(),
    });
    review.save_draft(chrono::DateTime::UNIX_EPOCH.fixed_offset());
    review.publish(chrono::DateTime::UNIX_EPOCH.fixed_offset());
    let reviews = [review];
    let viewer = Viewer::Coach { review: 0 };
    let report = Report::new(&session, None, &log, &reviews, viewer);
    let page = Format::Md.page(&report);
    assert!(
        page.contains("12:49 of the interview, fix by Kim"),
        "{page}"
    );
    let json = json::show(&report, None);
    assert!(json.contains("\"time_ms\": 769000"), "{json}");
    let html = Format::Html.page(&report);
    assert!(html.contains("at 12:49 of the interview"), "{html}");
}
