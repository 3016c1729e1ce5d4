//! `forty compare A B`: two attempts at the same design, written by the real recorder.

use std::path::Path;
use std::time::Duration;

use chrono::DateTime;
use forty::content::library::Library;
use forty::domain::interview::{ClockReading, Interview, Wait};
use forty::domain::judging::anchor::LinePosition;
use forty::domain::judging::evidence::evidence;
use forty::domain::judging::marks::{Debrief, SelfMark};
use forty::domain::session::event::{DesignName, FORMAT, Head, RunOptions};
use forty::domain::session::notes::Edit;
use forty::domain::session::plan::{Minutes, Plan};
use forty::store::{Recorder, SaveState};
use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use tempfile::TempDir;

use super::{forty, home, json, keys};

const DESIGN: &str = "image-caption-generator";

/// Records an attempt at a design that started on a day of November. Its notes are written and a prompt is covered after
/// ten seconds. With `is_over` it is finished after a minute, and its first rubric item is marked as shown.
fn attempt(home: &TempDir, design: &str, day: u32, notes: &str, is_over: bool) -> String {
    let library = Library::new(Vec::new());
    let opened = library.open(design).unwrap();
    let wall = DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T09:00:00+01:00")).unwrap();
    let head = Head {
        format: FORMAT,
        program: "forty".into(),
        id: format!("202611{day:02}-090000-{design}-0001"),
        design: DesignName {
            id: opened.design.id.clone(),
            title: opened.design.title.clone(),
        },
        candidate: "Ada".into(),
        assignment: None,
        seed: 1,
        options: RunOptions {
            strict: false,
            quiet: true,
            drill: false,
        },
        wall,
        design_crc: None,
        plan: Plan::new(library.framework(), &opened.design, &Minutes::AsFramework).unwrap(),
    };
    let reading = |seconds: u64| ClockReading {
        awake: Duration::from_secs(seconds),
        boot: Duration::from_secs(seconds),
        wall: wall + Duration::from_secs(seconds),
    };
    let mut recorder =
        Recorder::create(&home.path().join("sessions"), &head, &opened.text).unwrap();
    let mut interview = Interview::start(head.clone(), reading(0));
    let pass = |interview: &mut Interview, from: u64, to: u64| {
        let wait = Wait {
            began: Duration::from_secs(from),
            planned: Duration::from_secs(to - from),
            continued: false,
        };
        interview.advance(reading(to), wait);
    };
    pass(&mut interview, 0, 10);
    let edit = Edit {
        at: 0,
        removed: 0,
        inserted: notes.into(),
    };
    interview.edit(0, edit, reading(10));
    interview.toggle_covered(day as usize % 3, reading(10));
    pass(&mut interview, 10, 60);
    if is_over {
        interview.finish(reading(60));
    }
    recorder.append(&interview.take_outbox(), interview.session());
    let mut session = interview.session().clone();
    if let Some(mut debrief) = Debrief::of(session.clone()) {
        let rubric = &opened.design.stages[0].rubric;
        let first = LinePosition { stage: 0, line: 0 };
        let evidence = evidence(debrief.session(), &rubric[0], first).unwrap();
        debrief.mark(0, 0, SelfMark::Shown(evidence), rubric, wall);
        recorder.append(&debrief.take_outbox(), debrief.session());
        session = debrief.session().clone();
    }
    recorder.checkpoint(&session, |_| "notes".to_owned());
    // Closing does not wait for a slow disk.
    while !recorder.folder().join("checkpoint.jsonl").exists() {
        recorder.flush();
    }
    assert_eq!(recorder.close(), SaveState::Saved);
    head.id
}

#[test]
fn two_attempts_are_printed_side_by_side_the_earlier_first() {
    let home = home();
    attempt(&home, DESIGN, 3, "alt text first\np95 1 s", true);
    attempt(&home, DESIGN, 9, "alt text first\np95 2 s\nCIDEr", true);
    let output = |a: &str, b: &str| {
        let output = forty(&home).args(["compare", a, b]).assert().success();
        String::from_utf8(output.stderr(is_empty()).get_output().stdout.clone()).unwrap()
    };
    let text = output("20261103", "last");
    assert_eq!(text, output("20261109", "20261103"));
    assert!(text.starts_with("Image Caption Generator: two attempts\nearlier  20261103-"));
    let notes = "notes: 1 line removed, 2 lines added, 1 line the same\n  alt text first\n\
        - p95 1 s\n+ p95 2 s\n+ CIDEr\n";
    assert!(text.contains(notes), "{text}");
}

#[test]
fn the_json_of_a_comparison_is_as_documented() {
    let home = home();
    attempt(&home, DESIGN, 3, "alt text first", true);
    attempt(&home, DESIGN, 9, "alt text first", true);
    let output = json(forty(&home).args(["compare", "20261109", "20261103", "--json"]));
    let whole = ["attempts", "design", "pace", "schema_version", "stages"];
    assert_eq!(keys(&output), whole);
    let stage = &output["stages"][0];
    let fields = [
        "covered", "id", "marks", "notes", "pace", "prompts", "title",
    ];
    assert_eq!(keys(stage), fields);
    assert_eq!(stage["pace"]["earlier"]["spent_ms"], 60_000);
    assert_eq!(stage["marks"][0]["by"], "candidate");
    assert_eq!(stage["covered"]["both"].as_array().unwrap().len(), 1);
}

#[test]
fn an_unfinished_attempt_shows_no_rubric() {
    let home = home();
    attempt(&home, DESIGN, 3, "alt text first", true);
    attempt(&home, DESIGN, 9, "alt text first", false);
    let output = forty(&home)
        .args(["compare", "20261103", "20261109"])
        .assert()
        .success();
    let secret = contains("solid")
        .or(contains("rubric"))
        .or(contains("self marks"));
    output.stdout(contains("unfinished").and(secret.not()));
}

#[test]
fn sessions_that_cannot_be_compared_are_wrong_use() {
    let home = home();
    attempt(&home, DESIGN, 3, "alt text first", true);
    attempt(&home, "fraud-detection", 9, "chargebacks", true);
    let same = forty(&home)
        .args(["compare", "20261103", "20261103"])
        .assert()
        .code(2);
    same.stdout(is_empty())
        .stderr(starts_with("error: two different sessions are compared").and(contains("hint:")));
    let other = forty(&home)
        .args(["compare", "20261103", "last"])
        .assert()
        .code(2);
    other.stdout(is_empty()).stderr(
        contains("two attempts at the same design")
            .and(contains("hint: `forty list --design fraud-detection`")),
    );
    forty(&home).args(["compare", "20261103"]).assert().code(2);
    forty(&home)
        .args(["compare", "20261103", "2020"])
        .assert()
        .code(3);
}

#[test]
fn a_missing_journal_and_a_wrong_design_are_reported_and_the_rest_is_compared() {
    let home = home();
    let ids = [3, 9].map(|day| attempt(&home, DESIGN, day, "alt text first", true));
    let file = |id: &str, name: &str| home.path().join("sessions").join(id).join(name);
    std::fs::remove_file(file(&ids[0], "journal.jsonl")).unwrap();
    put(&file(&ids[1], "design.toml"), "format = 1\n");
    let output = forty(&home)
        .args(["compare", &ids[0], &ids[1]])
        .assert()
        .success();
    output
        .stdout(contains("1 line the same").and(contains("self marks")))
        .stderr(contains("no journal to read").and(contains("mistakes")));
}

fn put(path: &Path, text: &str) {
    use std::io::Write;
    let file = std::fs::OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(path);
    file.unwrap().write_all(text.as_bytes()).unwrap();
}
