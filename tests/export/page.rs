//! The HTML page as text: its script, its policy and the escaping of hostile texts.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use forty::domain::judging::viewer::Viewer;
use forty::domain::session::log::Log;
use forty::report::html;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::fixture;

#[test]
fn the_picture_of_the_page_in_docs_is_of_the_page_as_it_is() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures/report.sha256");
    assert_eq!(
        std::fs::read_to_string(kept).unwrap(),
        fixture::sample_page_hash(),
        "FORTY_BLESS=1 cargo test --test screens --test report picture takes docs/pictures/report.png again, with Chromium"
    );
}

/// The text between the first occurrences of two texts.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap();
    rest.split_once(to).unwrap().0
}

fn data(page: &str) -> Value {
    let json = between(page, "id=\"replay-data\">", "</script>");
    serde_json::from_str(json).unwrap()
}

#[test]
fn the_policy_lets_the_one_script_run_and_nothing_else() {
    let page = html::page(&fixture::sample().report());
    let script = between(&page, "<script>", "</script>");
    let hash = STANDARD.encode(Sha256::digest(script));
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
    let policy = policy.replace("&#x27;", "'").replace("&#x2f;", "/");
    assert!(
        policy.contains(&format!("script-src 'sha256-{hash}'")),
        "the script has changed: SCRIPT_HASH in src/report/html.rs must be {hash}"
    );
    for rule in [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
    ] {
        assert!(policy.contains(rule), "{rule} in {policy}");
    }
    assert_eq!(page.matches("<script").count(), 2);
}

#[test]
fn the_page_has_no_address_and_no_event_handler() {
    let page = html::page(&fixture::sample().report());
    let data_ends = page.split("id=\"replay-data\"").next().unwrap();
    for word in [
        "http:", "https:", "src=", "@import", "url(//", " onclick", " onload", " style=",
    ] {
        assert!(!data_ends.contains(word), "{word}");
    }
    assert!(
        page.starts_with("<!doctype html>\n<html lang=\"en\">"),
        "{}",
        &page[..60]
    );
    assert!(page.ends_with("</html>\n"));
}

#[test]
fn hostile_texts_are_escaped_and_cleaned_everywhere() {
    let record = fixture::hostile();
    let page = html::page(&record.report());
    let body = page.split("</style>").nth(1).unwrap();
    for word in [
        "<script>window",
        "<img",
        "<!--",
        "\u{1b}",
        "\0",
        "\u{202e}",
        "\u{2066}",
        "\u{feff}",
    ] {
        assert!(!body.contains(word), "{word:?}");
    }
    let shown = body.matches("&lt;script&gt;window.ran = 1&lt;").count();
    assert!(
        shown >= 14,
        "every text stands in the page as text: {shown}"
    );
    assert!(body.contains("{{ 7*7 }} ${1}"), "no text is a template");
    assert_eq!(page.matches("</script>").count(), 2);
}

#[test]
fn the_replay_data_read_back_exactly_and_cannot_end_their_element() {
    let record = fixture::hostile();
    let page = html::page(&record.report());
    let json = between(&page, "id=\"replay-data\">", "</script>");
    assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\u{1b}', '\u{202e}']));
    let data = data(&page);
    let notes = data["steps"][1][4].as_str().unwrap();
    assert!(notes.starts_with(fixture::HOSTILE), "{notes}");
    assert_eq!(data["shown"]["\u{1b}"], "\u{241b}");
    assert_eq!(data["shown"]["\u{202e}"], "\u{fffd}");
}

#[test]
fn the_replay_data_have_only_changes() {
    let data = data(&html::page(&fixture::damaged().report()));
    let texts: Vec<&str> = (data["steps"].as_array().unwrap().iter())
        .filter_map(|step| step[4].as_str())
        .collect();
    let kept = [
        "a👩‍👩‍👧b é e\u{301} 日本\n",
        "🦀🦀",
        "\r\n\ttab",
        "whole again 🦀",
        "x\u{1b}y",
        "second",
        "WHOLE",
        "kept",
        " on",
        "after the finish",
    ];
    assert_eq!(texts, kept[..9]);
}

#[test]
fn without_a_journal_there_is_no_replay_and_no_script() {
    let mut record = fixture::sample();
    record.log = Log::default();
    let page = html::page(&record.report());
    assert!(!page.contains("<script"));
    assert!(!page.contains("id=\"replay\""));
    assert!(page.contains("Time lost to overruns"));
}

#[test]
fn before_the_finish_the_page_shows_neither_rubric_nor_ledger() {
    let mut record = fixture::sample();
    let at = std::time::Duration::from_secs(1300);
    record.log = record.log.until(at);
    record.session = forty::domain::session::Session::new(record.session.head);
    for index in 0..record.log.entries().len() {
        record.log.fold(index, &mut record.session);
    }
    record.viewer = Viewer::Candidate;
    let page = html::page(&record.report());
    for word in [
        "Rubric",
        "Time lost to overruns",
        "Grace",
        "screen-reader users as the first use",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("unfinished") && page.contains("not yet"));
}

#[test]
fn the_replay_data_of_a_long_session_have_one_short_step_for_each_change() {
    let page = html::page(&fixture::long(20_000).report());
    let json = between(&page, "id=\"replay-data\">", "</script>");
    let steps = data(&page)["steps"].as_array().unwrap().len();
    assert_eq!(steps, 20_005);
    assert!(
        json.len() < steps * 24,
        "{} bytes for {steps} steps",
        json.len()
    );
}
