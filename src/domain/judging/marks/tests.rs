//! Marks, and the events that record them.

use std::time::Duration;

use chrono::DateTime;

use super::*;
use crate::domain::content::design::Level;
use crate::domain::judging::anchor::LinePosition;
use crate::domain::judging::evidence::evidence;
use crate::domain::session::event::FinishedBy;
use crate::domain::session::log::tests::head;

fn wall(words: &str) -> Wall {
    DateTime::parse_from_rfc3339(words).unwrap()
}

fn finish() -> Wall {
    wall("2026-11-23T14:45:12+01:00")
}

fn later(seconds: i64) -> Wall {
    finish() + chrono::Duration::seconds(seconds)
}

/// Two stages with notes in both, finished after forty minutes.
fn finished() -> Session {
    let mut session = Session::new(head(&["one", "two"]));
    let at = Duration::from_secs(2400);
    let events = [
        Event::keyframe(0, "p95 under 1 s\n\nlast".into()),
        Event::keyframe(1, "cache the captions".into()),
    ];
    for (event, n) in events.into_iter().zip(2..) {
        let after = None;
        session.apply(&Entry {
            n,
            at,
            after,
            event,
        });
    }
    let notes_crc = session
        .stages
        .iter()
        .map(|state| state.notes.crc())
        .collect();
    session.apply(&Entry {
        n: 4,
        at,
        after: None,
        event: Event::Finish {
            wall: finish(),
            by: FinishedBy::Key,
            notes_crc,
        },
    });
    session
}

fn rubric() -> Vec<RubricItem> {
    let item = |level, look_for: &str| RubricItem {
        level,
        look_for: look_for.into(),
        ..RubricItem::default()
    };
    vec![
        item(Level::Solid, "a latency"),
        item(Level::Strong, "a cache"),
        item(Level::Exceptional, "a price"),
    ]
}

fn show(debrief: &mut Debrief, item: usize, stage: usize, line: usize, now: Wall) {
    let rubric = rubric();
    let line = LinePosition { stage, line };
    let evidence = evidence(debrief.session(), &rubric[item], line).unwrap();
    debrief.mark(0, item, SelfMark::Shown(evidence), &rubric, now);
}

#[test]
fn an_unfinished_session_has_no_debrief() {
    let session = Session::new(finished().head);
    assert!(Debrief::of(session).is_none());
}

#[test]
fn marks_have_the_time_of_the_finish_and_the_seconds_after_it() {
    let mut debrief = Debrief::of(finished()).unwrap();
    show(&mut debrief, 0, 0, 0, later(30));
    debrief.mark(0, 2, SelfMark::NotShown, &rubric(), later(35));
    debrief.close(0, &rubric(), later(40));
    debrief.open_reference(0, later(20));
    debrief.next_time("ask first", later(90));
    let entries = debrief.take_outbox();
    let marked_entries: Vec<(u64, u64, Option<u64>)> = entries
        .iter()
        .map(|entry| (entry.n, entry.at.as_secs(), entry.after))
        .collect();
    let expected = [(5, 30), (6, 35), (7, 40), (8, 40), (9, 90)];
    assert_eq!(
        marked_entries,
        expected.map(|(n, after)| (n, 2400, Some(after)))
    );
    assert!(debrief.take_outbox().is_empty());
    assert_eq!(debrief.session().next_time.as_deref(), Some("ask first"));
}

#[test]
fn the_log_folds_to_what_the_debrief_shows_and_leaves_the_notes_alone() {
    let mut debrief = Debrief::of(finished()).unwrap();
    show(&mut debrief, 0, 0, 0, later(1));
    show(&mut debrief, 1, 1, 0, later(2));
    debrief.close(0, &rubric(), later(3));
    let mut folded = finished();
    for entry in debrief.take_outbox() {
        folded.apply(&entry);
    }
    let state = &folded.stages[0];
    assert_eq!(state.level, Some(3));
    assert_eq!(state.evidence[&1].in_stage, 1);
    assert_eq!(state.evidence[&1].text, "cache the captions");
    assert_eq!(state.notes.to_string(), "p95 under 1 s\n\nlast");
    assert!(!folded.edited_later && !folded.damaged);
}

#[test]
fn an_unchanged_mark_records_nothing() {
    let mut debrief = Debrief::of(finished()).unwrap();
    show(&mut debrief, 0, 0, 0, later(1));
    debrief.mark(0, 1, SelfMark::NotShown, &rubric(), later(1));
    debrief.close(0, &rubric(), later(1));
    debrief.open_reference(0, later(1));
    debrief.take_outbox();
    show(&mut debrief, 0, 0, 0, later(2));
    debrief.mark(0, 1, SelfMark::NotShown, &rubric(), later(2));
    debrief.close(0, &rubric(), later(2));
    debrief.open_reference(0, later(2));
    debrief.next_time("", later(2));
    assert_eq!(debrief.take_outbox(), []);
}

#[test]
fn a_mark_in_a_closed_stage_updates_its_level_and_records_that_it_came_after_the_reference() {
    let mut debrief = Debrief::of(finished()).unwrap();
    show(&mut debrief, 0, 0, 0, later(1));
    debrief.close(0, &rubric(), later(2));
    debrief.open_reference(0, later(2));
    let state = &debrief.session().stages[0];
    assert!(!state.marked_after_reference);
    assert_eq!(state.level, Some(2));
    show(&mut debrief, 1, 1, 0, later(3));
    let state = &debrief.session().stages[0];
    assert!(state.marked_after_reference);
    assert_eq!(state.level, Some(3));
}

#[test]
fn a_stage_without_a_rubric_gets_no_level() {
    let mut debrief = Debrief::of(finished()).unwrap();
    debrief.close(0, &[], later(1));
    debrief.close(9, &rubric(), later(1));
    assert_eq!(debrief.take_outbox(), []);
    assert_eq!(debrief.session().stages[0].level, None);
}
