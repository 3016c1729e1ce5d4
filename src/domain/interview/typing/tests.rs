//! How typed text becomes events: when splices are joined, and the order of events.

use proptest::prelude::*;

use super::*;
use crate::domain::session::Session;
use crate::domain::session::event::Entry;
use crate::domain::session::log::tests::{edit, head, wall};

fn reading(seconds: u64) -> ClockReading {
    let since = Duration::from_secs(1000 + seconds);
    ClockReading {
        awake: since,
        boot: since,
        wall: wall(),
    }
}

fn splice(at: usize, removed: &str, inserted: &str) -> Splice {
    Splice {
        at,
        removed: removed.to_owned(),
        inserted: inserted.to_owned(),
    }
}

/// An interview of two stages that has just begun, its first events taken.
fn begun() -> Interview {
    let mut interview = Interview::start(head(&["Setup", "Data"]), reading(0));
    interview.take_outbox();
    interview
}

fn events(interview: &mut Interview) -> Vec<Event> {
    let entries = interview.take_outbox().into_iter();
    entries.map(|entry| entry.event).collect()
}

#[test]
fn adjacent_splices_of_one_turn_are_one_edit_and_others_are_not() {
    let mut interview = begun();
    for typed in [
        splice(0, "", "a"),
        splice(1, "", "bd"),
        splice(2, "", "c"),
        splice(3, "d", ""),
    ] {
        interview.apply_splice(0, typed, reading(1));
    }
    assert_eq!(events(&mut interview), [edit(0, 0, 0, "abc")]);
    interview.apply_splice(0, splice(3, "", "x"), reading(1));
    interview.apply_splice(0, splice(0, "", "y"), reading(1));
    interview.apply_splice(1, splice(0, "", "z"), reading(1));
    let apart = [edit(0, 3, 0, "x"), edit(0, 0, 0, "y"), edit(1, 0, 0, "z")];
    assert_eq!(events(&mut interview), apart);
    interview.apply_splice(0, splice(5, "", "1"), reading(2));
    assert_eq!(events(&mut interview), [edit(0, 5, 0, "1")]);
    interview.apply_splice(0, splice(6, "", "2"), reading(2));
    assert_eq!(events(&mut interview), [edit(0, 6, 0, "2")], "another turn");
}

#[test]
fn an_edit_is_only_what_changed_and_nothing_if_it_cancels_out() {
    let mut interview = begun();
    interview.apply_splice(0, splice(0, "", "load = 4"), reading(1));
    events(&mut interview);
    interview.apply_splice(0, splice(0, "load = 4", "load = 4 → 4"), reading(2));
    assert_eq!(events(&mut interview), [edit(0, 8, 0, " → 4")]);
    interview.apply_splice(0, splice(0, "", "q"), reading(3));
    interview.apply_splice(0, splice(0, "q", ""), reading(3));
    interview.apply_splice(0, splice(0, "l", ""), reading(3));
    interview.apply_splice(0, splice(0, "", "l"), reading(3));
    assert_eq!(events(&mut interview), []);
}

#[test]
fn typed_text_is_recorded_before_the_next_event() {
    let mut interview = begun();
    interview.apply_splice(0, splice(0, "", "a"), reading(1));
    interview.next_stage(reading(1)).unwrap();
    let recorded = events(&mut interview);
    assert_eq!(recorded[0], edit(0, 0, 0, "a"));
    let whole = Event::keyframe(0, "a".into());
    assert_eq!(recorded[1], whole);
    interview.apply_splice(1, splice(0, "", "b"), reading(2));
    interview.finish(reading(2));
    assert_eq!(events(&mut interview)[0], edit(1, 0, 0, "b"));
    assert!(!interview.session().edited_later);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_session_is_the_fold_of_its_events_and_contains_what_was_typed(
        turns in prop::collection::vec(
            prop::collection::vec((0..20_usize, 0..4_usize, "[a\né]{0,3}"), 0..5),
            1..20,
        ),
    ) {
        let head = head(&["Setup", "Data"]);
        let mut interview = Interview::start(head.clone(), reading(0));
        let mut typed: Vec<String> = vec![String::new(); 2];
        let mut entries: Vec<Entry> = Vec::new();
        for (turn, splices) in turns.iter().enumerate() {
            let now = reading(turn as u64 * 7);
            let stage = interview.session().stage;
            for (at, removed, inserted) in splices {
                let mut letters: Vec<char> = typed[stage].chars().collect();
                let at = (*at).min(letters.len());
                let end = letters.len().min(at + removed);
                let removed: String = letters.splice(at..end, inserted.chars()).collect();
                typed[stage] = letters.into_iter().collect();
                interview.apply_splice(stage, splice(at, &removed, inserted), now);
            }
            match turn % 3 {
                1 if stage == 0 => interview.next_stage(now).unwrap(),
                1 => interview.previous_stage(now).unwrap(),
                2 => interview.take_hint(0, now),
                _ => {}
            }
            entries.extend(interview.take_outbox());
        }
        let mut folded = Session::new(head);
        for entry in &entries {
            folded.apply(entry);
        }
        prop_assert!(!folded.damaged);
        for (stage, typed) in typed.iter().enumerate() {
            let (live, folded) = (&interview.session().stages[stage].notes, &folded.stages[stage].notes);
            prop_assert_eq!(&live.to_string(), typed);
            prop_assert_eq!(live.rope(), folded.rope());
            prop_assert_eq!(live.touched_times(), folded.touched_times());
        }
    }
}
