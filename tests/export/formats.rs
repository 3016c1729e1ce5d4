//! Markdown, JSON and plain text of a reviewed session.

use forty::domain::judging::review::Review;
use forty::report::{html, json, markdown, plain};
use serde_json::{Value, json};

use crate::fixture::{self, Record};

fn shown(record: &Record) -> Value {
    serde_json::from_str(&json::show(&record.report(), None)).unwrap()
}

#[test]
fn every_page_has_levels_comments_silences_reactions_and_time_lost_to_overruns() {
    let record = fixture::sample();
    let pages = [
        html::page(&record.report()),
        markdown::report(&record.report()),
    ];
    for page in pages {
        for words in [
            "Grace Hopper",
            "Gap to Grace Hopper",
            "2:00 of silence from 1:10",
            "the notes changed 0:50 later",
            "0:49 unused in Data",
            "Why would you?",
            "the commented text was removed",
            "train a CNN from scratch",
            "lines 1 to 2",
            "resolved",
            "not assessed",
            "pause at 10:30 for 3:00",
            "Next time I will ask about latency before drawing anything",
            "revealed after every stage was scored",
            "Marks changed after that in Data.",
            "revealed early, before every stage was scored",
            "not against forgery",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
    }
}

#[test]
fn json_holds_each_review_with_levels_marks_and_comments() {
    let shown = shown(&fixture::sample());
    let grace = &shown["reviews"][0];
    assert_eq!(grace["coach"], "Grace Hopper");
    assert_eq!(grace["at"], "2026-11-23T16:00:00+01:00");
    assert_eq!(grace["published_at"], "2026-11-23T16:00:00+01:00");
    assert_eq!(grace["changed_after_publishing"], false);
    let message = json!({
        "summary": "Your requirements are the best part.\nThe sizing stops at the mean.",
        "fixes": ["Size for the peak.", "Name the key of *every* cache."],
        "goal": "Raise Serving from 2 to 3",
        "earlier_goal": null,
    });
    assert_eq!(grace["message"], message);
    assert_eq!(shown["reviews"][1]["message"], json!(null));
    assert_eq!(grace["complete"], true);
    assert_eq!(grace["revealed_at"], "2026-11-23T15:55:00+01:00");
    assert_eq!(grace["revealed_early"], false);
    assert_eq!(grace["marked_after_reveal"], json!(["data-pipeline"]));
    assert_eq!(grace["levels"].as_object().unwrap().len(), 5);
    assert_eq!(grace["comments"][0]["line"], 1);
    assert_eq!(grace["comments"][0]["stage"], "problem-setup");
    let gone = json!({
        "kind": "fix",
        "stage": "model-architecture",
        "line": null,
        "on": "train a CNN from scratch",
        "text": "Why would you?",
        "at": "2026-11-23T15:45:00+01:00",
        "edited_at": null,
        "resolved_at": null,
        "reply": null,
    });
    assert_eq!(grace["comments"][3], gone);
    assert_eq!(grace["marks"].as_array().unwrap().len(), 40);
    assert_eq!(grace["marks"][5]["mark"], "not shown");
    let linus = &shown["reviews"][1];
    assert_eq!(linus["levels"], json!({}));
    assert_eq!(linus["revealed_early"], true);
}

#[test]
fn the_message_of_a_coach_opens_every_page() {
    let record = fixture::sample();
    let report = record.report();
    let pages = [
        (
            markdown::report(&report),
            "## Message from Grace Hopper",
            "| Stage | Planned",
        ),
        (
            plain::show(&report, None),
            "message from Grace Hopper",
            "1. Problem Setup",
        ),
        (
            html::page(&report),
            "Message from Grace Hopper</h2>",
            "id=\"summary\"",
        ),
    ];
    for (page, message, rest) in pages {
        let at = |words: &str| {
            page.find(words)
                .unwrap_or_else(|| panic!("{words}: {page}"))
        };
        assert!(at(message) < at(rest), "{page}");
        assert!(at("The sizing stops at the mean.") < at(rest), "{page}");
        assert!(at("Size for the peak.") < at(rest), "{page}");
        assert!(at("Raise Serving from 2 to 3") < at(rest), "{page}");
    }
}

#[test]
fn json_has_silences_reactions_and_time_lost_to_overruns() {
    let shown = shown(&fixture::sample());
    let setup = &shown["stages"][0];
    assert_eq!(setup["silences"][0], json!({"from_ms": 0, "to_ms": 70_000}));
    assert_eq!(setup["follow_ups"][0]["reacted_ms"], 50_042);
    let ledger = json!({
        "early_ms": 0,
        "saved": [{"stage": "data-pipeline", "ms": 49_000}],
        "taken": [],
        "past_end_ms": 0,
    });
    assert_eq!(setup["ledger"], ledger);
    assert_eq!(setup["not_shown"].as_array().unwrap().len(), 1);
    assert_eq!(shown["stages"][1]["marked_after_reference"], true);
}

#[test]
fn plain_text_names_each_review_with_its_levels_and_comments() {
    let text = plain::show(&fixture::sample().report(), None);
    assert!(
        text.contains(
            "review by Grace Hopper: Setup 3, Data 2, Model 2, Serving 2, Monitor 1; 4 comments\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("review by Linus: no levels; 1 comment\n"),
        "{text}"
    );
}

/// The texts in each page that come from the marks of others.
fn tells_of_others(record: &Record) -> Vec<String> {
    let report = record.report();
    let pages = [
        html::page(&report),
        markdown::report(&report),
        json::show(&report, None),
        plain::show(&report, None),
    ];
    let words = [
        "Linus",
        "Gap to",
        "self: 2",
        "Level: ",
        "level 2 solid",
        "self: shown",
        "Arithmetic that one",
    ];
    let found = pages.iter().enumerate().flat_map(|(index, page)| {
        let words = words.iter().filter(|words| page.contains(**words));
        words.map(move |words| format!("{index}: {words}"))
    });
    found.collect()
}

#[test]
fn before_a_reveal_a_coach_reads_no_other_marks_in_any_format() {
    let mut record = fixture::sample();
    assert!(!tells_of_others(&record).is_empty());
    record.reviews[0].revealed = None;
    assert_eq!(tells_of_others(&record), Vec::<String>::new());
    let shown = shown(&record);
    assert_eq!(shown["reviews"].as_array().unwrap().len(), 1);
    for stage in shown["stages"].as_array().unwrap() {
        assert_eq!(stage["level"], Value::Null);
        assert_eq!(stage["evidence"], json!([]));
        assert_eq!(stage["not_shown"], json!([]));
    }
}

#[test]
fn two_coaches_of_one_name_are_told_apart() {
    let mut record = fixture::sample();
    record.reviews[1].coach = "Grace Hopper".to_owned();
    let mut third = Review::new("Grace Hopper");
    third.comments = record.reviews[1].comments.clone();
    third.publish(record.session.head.wall);
    record.reviews.push(third);
    let text = plain::show(&record.report(), None);
    for name in ["Grace Hopper:", "Grace Hopper (2):", "Grace Hopper (3):"] {
        assert!(text.contains(&format!("review by {name}")), "{text}");
    }
}

#[test]
fn markdown_escapes_hostile_texts() {
    let page = markdown::report(&fixture::hostile().report());
    for word in ["\u{1b}", "\u{202e}", "\0", "\n<script", "- <script"] {
        assert!(!page.contains(word), "{word:?}");
    }
    assert!(page.contains("````text"), "{page}");
}
