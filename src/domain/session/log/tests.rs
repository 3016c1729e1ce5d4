//! Logs made from events, for every test that needs one, and the tests of the log itself.

use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::domain::session::event::{DesignName, EnteredBy, FinishedBy, RunOptions, Wall};
use crate::domain::session::notes::Edit;
use crate::domain::session::plan::{Plan, PlannedPrompt, PlannedStage, PromptFrom};

pub fn wall() -> Wall {
    DateTime::parse_from_rfc3339("2026-11-23T14:05:12+01:00").unwrap()
}

/// A head with these stages of ten minutes, two prompts each.
pub fn head(shorts: &[&str]) -> Head {
    let stages = shorts.iter().map(|short| PlannedStage {
        id: short.to_lowercase(),
        title: format!("{short} and so on"),
        short: (*short).into(),
        framework_budget: Duration::from_secs(600),
        budget: Duration::from_secs(600),
        done: String::new(),
        prompts: vec![prompt("Who is it for?"), prompt("How many a day?")],
    });
    Head {
        format: 1,
        program: "forty 0".into(),
        id: "20261123-140512-a-0000".into(),
        design: DesignName {
            id: "a".into(),
            title: "Image captions".into(),
        },
        candidate: "sam".into(),
        assignment: None,
        seed: 1,
        options: RunOptions::default(),
        wall: wall(),
        design_crc: None,
        plan: Plan {
            framework: "f".into(),
            brief: String::new(),
            stages: stages.collect(),
        },
    }
}

fn prompt(ask: &str) -> PlannedPrompt {
    PlannedPrompt {
        ask: ask.into(),
        hint: String::new(),
        from: PromptFrom::Framework,
        listen_for: String::new(),
    }
}

pub fn edit(stage: usize, at: usize, removed: usize, inserted: &str) -> Event {
    let inserted = inserted.into();
    let edit = Edit {
        at,
        removed,
        inserted,
    };
    Event::edit(stage, edit)
}

pub fn enter(stage: usize) -> Event {
    let by = EnteredBy::Key;
    Event::Entered { stage, by }
}

pub fn finish() -> Event {
    Event::Finish {
        wall: wall(),
        by: FinishedBy::Key,
        notes_crc: Vec::new(),
    }
}

pub fn follow_up(stage: usize, ask: &str) -> Event {
    Event::FollowUp {
        stage,
        follow_up: 0,
        ask: ask.into(),
    }
}

/// A log with its head in front of events at these milliseconds.
pub fn log_with(head: Head, events: impl IntoIterator<Item = (u64, Event)>) -> Log {
    let mut log = Log::default();
    let head = (0, Event::Head(Box::new(head)));
    for ((ms, event), n) in std::iter::once(head).chain(events).zip(1..) {
        log.push(entry(n, ms, event));
    }
    log
}

/// The same with two stages.
pub fn log_of(events: impl IntoIterator<Item = (u64, Event)>) -> Log {
    log_with(head(&["Setup", "Data"]), events)
}

pub fn entry(n: u64, ms: u64, event: Event) -> Entry {
    Entry {
        n,
        at: Duration::from_millis(ms),
        after: None,
        event,
    }
}

/// Any event of a log of two stages; many do not fit.
fn any_event() -> impl Strategy<Value = Event> {
    let gap = Duration::from_secs(9);
    let text = "[ab\né]{0,4}";
    prop_oneof![
        12 => (0..3_usize, 0..9_usize, 0..4_usize, text).prop_map(|(s, at, gone, t)| edit(s, at, gone, &t)),
        1 => (0..2_usize, any::<usize>(), any::<usize>()).prop_map(|(s, at, gone)| edit(s, at, gone, "a")),
        2 => (0..3_usize, text).prop_map(|(stage, notes)| Event::keyframe(stage, notes)),
        3 => (0..3_usize).prop_map(enter),
        3 => Just(Event::Here),
        1 => Just(Event::Pause { wall: wall() }),
        1 => Just(Event::Resume { wall: wall(), gap }),
        1 => (0..3_usize).prop_map(|stage| follow_up(stage, "why?")),
        1 => (0..3_usize, 0..2_usize).prop_map(|(stage, follow_up)| Event::FollowUpAnswered { stage, follow_up }),
        1 => (0..3_usize).prop_map(|stage| Event::FollowUpReopened { stage, follow_up: 0 }),
        1 => (0..3_usize, 0..3_usize).prop_map(|(stage, prompt)| Event::Covered { stage, prompt }),
        1 => (0..2_usize).prop_map(|stage| Event::EditorOpened { stage }),
        1 => (0..2_usize).prop_map(|stage| Event::EditorClosed { stage }),
        1 => Just(finish()),
        1 => Just(Event::Unknown),
    ]
}

prop_compose! {
    /// Any log with a head and gaps; times never run backwards.
    pub fn any_log()(
        events in prop::collection::vec((any_event(), prop_oneof![0..3_u64, 0..90_000_u64], prop::bool::weighted(0.05)), 0..60),
    ) -> Log {
        let mut log = log_of([]);
        let mut ms = 0;
        for ((event, later, hole), n) in events.into_iter().zip(2..) {
            ms += later;
            if hole {
                log.mark_gap();
            }
            log.push(entry(n, ms, event));
        }
        log
    }
}

#[test]
fn an_empty_log_has_no_head_and_no_end() {
    let log = Log::default();
    assert!(log.head().is_none());
    assert_eq!(log.end(), Duration::ZERO);
    assert_eq!(log.interview_len(), 0);
}

#[test]
fn the_head_is_found_after_a_gap() {
    let mut log = Log::default();
    log.push(entry(1, 0, Event::Here));
    log.push(entry(2, 0, Event::Head(Box::new(head(&["Setup"])))));
    assert_eq!(log.head().map(|head| head.candidate.as_str()), Some("sam"));
}

#[test]
fn a_time_that_runs_backwards_is_raised_to_the_one_before() {
    let log = log_of([
        (5000, Event::Here),
        (1000, Event::Here),
        (6000, Event::Here),
    ]);
    let times: Vec<u64> = log
        .entries()
        .iter()
        .map(|entry| entry.at.as_secs())
        .collect();
    assert_eq!(times, [0, 5, 5, 6]);
}

#[test]
fn the_debrief_is_not_part_of_the_interview() {
    let mut log = log_of([(1000, edit(0, 0, 0, "a")), (2000, finish())]);
    let mut marked = entry(4, 2000, Event::ReferenceOpened { stage: 0 });
    marked.after = Some(30);
    log.push(marked);
    assert_eq!(log.interview_len(), 3);
    assert_eq!(log.entries().len(), 4);
    assert_eq!(log.end(), Duration::from_secs(2));
}

#[test]
fn after_a_gap_edits_are_ignored_until_the_keyframe() {
    let mut log = log_of([(1000, edit(0, 0, 0, "a"))]);
    log.mark_gap();
    log.push(entry(9, 2000, edit(0, 1, 0, "b")));
    let notes = "abc".into();
    log.push(entry(10, 3000, Event::keyframe(0, notes)));
    let mut session = Session::new(log.head().unwrap().clone());
    let mut seen_notes = Vec::new();
    for index in 0..5 {
        log.fold(index, &mut session);
        seen_notes.push(session.stages[0].notes.to_string());
    }
    assert_eq!(seen_notes, ["", "a", "a", "abc", "abc"]);
    assert!(session.damaged);
}
