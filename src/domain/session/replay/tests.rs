//! Every position of any log equals folding it from the start, and each kind of step.

mod properties;

use super::*;
use crate::domain::session::log::tests::{
    any_log, edit, enter, entry, finish, head, log_of, log_with,
};

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Everything of a session that a replay shows.
fn seen(session: &Session) -> String {
    let states = session.stages.iter().map(|state| {
        let notes = state.notes.to_string();
        let exchanges = (
            &state.asked,
            &state.follow_ups,
            &state.hints,
            &state.covered,
        );
        let times = state.notes.touched_times();
        format!(
            "{:?}",
            (notes, times, state.spent, state.notes_complete, exchanges)
        )
    });
    let (run, gaps) = (session.run, &session.gaps);
    let fault = (session.damaged, session.edited_later);
    let states = states.collect::<Vec<_>>().join("\n");
    format!(
        "{:?}\n{states}",
        (session.stage, session.at, session.n, run, gaps, fault)
    )
}

fn folded_to(log: &Log, index: usize) -> Session {
    let mut session = Session::new(log.head().unwrap().clone());
    for next in 0..index {
        log.fold(next, &mut session);
    }
    session
}

fn notes(replay: &Replay) -> String {
    replay.session().stages[0].notes.to_string()
}

/// `ab` typed in the first stage, then the second entered and `c` typed there.
fn short() -> Replay {
    let log = log_of([
        (0, enter(0)),
        (1000, edit(0, 0, 0, "a")),
        (1500, Event::Here),
        (2000, edit(0, 1, 0, "b")),
        (60_000, enter(1)),
        (61_000, Event::Here),
        (70_000, edit(1, 0, 0, "c")),
        (90_000, finish()),
    ]);
    Replay::of(log).unwrap()
}

#[test]
fn a_log_without_a_head_is_no_replay() {
    assert!(Replay::of(Log::default()).is_none());
}

#[test]
fn it_opens_at_the_start_with_the_entries_at_time_zero() {
    let replay = short();
    assert_eq!((replay.at(), replay.position()), (Duration::ZERO, 2));
    assert_eq!((replay.end(), replay.len), (ms(90_000), 9));
    assert_eq!(replay.change(), None);
}

#[test]
fn a_seek_includes_entries_at_its_time_and_stops_at_the_end() {
    let mut replay = short();
    replay.seek(ms(1999));
    assert_eq!((notes(&replay).as_str(), replay.at()), ("a", ms(1999)));
    replay.seek(ms(2000));
    assert_eq!(notes(&replay), "ab");
    replay.seek(ms(1_000_000));
    assert_eq!((replay.at(), replay.position()), (ms(90_000), 9));
    replay.go_to(usize::MAX);
    assert_eq!((replay.at(), replay.position()), (ms(90_000), 9));
    assert!(replay.session().is_finished());
}

#[test]
fn a_step_goes_to_the_next_or_previous_edit() {
    let mut replay = short();
    let mut stops = Vec::new();
    while replay.step(false) {
        stops.push(replay.at());
    }
    assert_eq!(stops, [ms(1000), ms(2000), ms(70_000)]);
    stops.clear();
    while replay.step(true) {
        stops.push(replay.at());
    }
    assert_eq!(stops, [ms(2000), ms(1000), ms(0)]);
    assert_eq!(notes(&replay), "");
}

#[test]
fn a_stage_step_goes_to_the_next_or_previous_entry_into_a_stage() {
    let mut replay = short();
    assert!(!replay.step_stage(true));
    assert!(replay.step_stage(false));
    assert_eq!((replay.at(), replay.session().stage), (ms(60_000), 1));
    assert!(!replay.step_stage(false));
    replay.seek(ms(60_500));
    assert!(replay.step_stage(true), "back to where this stage began");
    assert_eq!((replay.at(), replay.session().stage), (ms(60_000), 1));
    assert!(replay.step_stage(true), "and to the one before");
    assert_eq!((replay.at(), replay.session().stage), (ms(0), 0));
    replay.go_to(0);
    assert!(replay.step_stage(false), "the open stage is no step");
    assert_eq!(replay.session().stage, 1);
}

#[test]
fn a_change_has_the_removed_text_and_stays_until_the_next_change() {
    let log = log_of([
        (0, enter(0)),
        (1000, edit(0, 0, 0, "say maybe")),
        (2000, edit(0, 4, 5, "surely")),
        (3000, Event::Here),
        (4000, Event::Here),
    ]);
    let mut replay = Replay::of(log).unwrap();
    for at in [2000, 3500, 4000] {
        replay.seek(ms(at));
        let change = replay.change().unwrap();
        assert_eq!((change.removed.as_str(), change.at), ("maybe", ms(2000)));
        assert_eq!((change.stage, change.edit.inserted.as_str()), (0, "surely"));
        replay.seek(ms(1999));
        assert_eq!(replay.change().unwrap().edit.inserted, "say maybe");
    }
    replay.seek(ms(999));
    assert_eq!(replay.change(), None);
}

#[test]
fn letters_typed_in_a_row_are_joined_back_to_the_given_time() {
    let log = log_of([
        (1000, edit(0, 0, 0, "x y")),
        (2000, edit(0, 1, 0, "a")),
        (3000, edit(0, 2, 0, "é")),
        (3500, Event::Here),
        (4000, edit(0, 3, 0, "c")),
        (5000, edit(0, 3, 1, "")),
        (6000, edit(0, 3, 0, "d")),
    ]);
    let mut replay = Replay::of(log).unwrap();
    let table = [
        (4500, 0, Some((1, "aéc"))),
        (4500, 3000, Some((2, "éc"))),
        (4500, 4500, Some((3, "c"))),
        (5000, 0, Some((3, ""))),
        (6000, 0, Some((3, "d"))),
        (500, 0, None),
    ];
    for (at, since, expected) in table {
        replay.seek(ms(at));
        let run = replay.typed_since(ms(since)).map(|run| run.edit);
        let run = run.as_ref().map(|edit| (edit.at, edit.inserted.as_str()));
        assert_eq!(run, expected, "since {since} ms at {at} ms");
    }
}

#[test]
fn an_edit_that_is_not_applied_is_no_change() {
    let mut log = log_of([(1000, edit(0, 0, 0, "a")), (2000, edit(0, 5, 1, "far"))]);
    log.mark_gap();
    log.push(entry(9, 3000, edit(1, 0, 0, "behind a hole")));
    log.push(entry(10, 4000, edit(7, 0, 0, "in no stage")));
    log.push(entry(11, 5000, finish()));
    log.push(entry(12, 6000, edit(0, 0, 0, "too late")));
    let mut replay = Replay::of(log).unwrap();
    replay.seek(ms(1000));
    assert!(replay.change().is_some());
    for at in [2000, 3000, 4000, 6000] {
        replay.seek(ms(at));
        assert_eq!(replay.change(), None, "at {at} ms");
    }
}

#[test]
fn the_next_change_skips_entries_that_only_record_time() {
    let mut replay = short();
    let mut times = Vec::new();
    while let Some(next) = replay.next_change() {
        times.push(next.as_millis());
        replay.seek(next);
    }
    assert_eq!(times, [1000, 2000, 60_000, 70_000, 90_000]);
}

#[test]
fn a_word_first_appears_with_its_last_letter_in_any_case() {
    let log = log_of([
        (1000, edit(0, 0, 0, "P9")),
        (2000, edit(0, 2, 0, " under")),
        (3000, edit(0, 2, 0, "5")),
        (4000, edit(0, 0, 3, "")),
        (5000, edit(1, 0, 0, "ΟΔΟΣ STRASSE")),
    ]);
    let replay = Replay::of(log).unwrap();
    let table = [
        ("p95", Some(4)),
        (" P95 ", Some(4)),
        ("95 u", Some(4)),
        ("p9 u", Some(3)),
        ("οδοσ", Some(6)),
        ("strasse", Some(6)),
        ("never", None),
        ("", None),
        ("  ", None),
    ];
    for (word, index) in table {
        assert_eq!(replay.first_appearance(word), index, "{word:?}");
    }
}

#[test]
fn a_word_can_first_appear_by_a_deletion_or_a_keyframe() {
    let mut log = log_of([(1000, edit(0, 0, 0, "p9-5")), (2000, edit(0, 2, 1, ""))]);
    log.mark_gap();
    let notes = "found again".into();
    log.push(entry(9, 3000, Event::keyframe(1, notes)));
    let replay = Replay::of(log).unwrap();
    assert_eq!(replay.first_appearance("p95"), Some(3));
    assert_eq!(replay.first_appearance("again"), Some(4));
}

#[test]
fn a_line_first_appears_when_it_is_complete_in_its_stage() {
    let log = log_of([
        (1000, edit(1, 0, 0, "cache")),
        (2000, edit(0, 0, 0, "cache")),
        (3000, edit(0, 5, 0, "\nthe rest\nlast")),
        (4000, edit(0, 5, 1, "")),
        (5000, edit(0, 5, 0, "\n  ")),
    ]);
    let replay = Replay::of(log).unwrap();
    let wanted = [
        (0, "cache"),
        (1, " cache "),
        (0, "the rest"),
        (0, "cachethe rest"),
        (0, "never"),
        (9, "cache"),
    ];
    let found = replay.first_lines(&wanted);
    let positions = [Some(3), Some(2), Some(4), Some(5), None, None];
    assert_eq!(found, positions);
}

#[test]
fn a_long_log_with_many_lines_has_few_snapshots_and_every_seek_works() {
    let many = "\n".repeat(16_000);
    let typed = (0..9000).map(|n| (1000 + n, edit(0, 0, 0, "x")));
    let paste = [(500, edit(0, 0, 0, &many))];
    let log = log_with(head(&["One"]), paste.into_iter().chain(typed));
    let mut replay = Replay::of(log).unwrap();
    for index in [9000, 17, 4242, 4241, 8999] {
        replay.go_to(index);
        let state = &replay.session().stages[0];
        assert_eq!(state.notes.rope().len_chars(), 16_000 + index.max(2) - 2);
        assert_eq!(state.spent, replay.at());
    }
}
