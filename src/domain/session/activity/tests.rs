//! Silences and reactions, by example and as properties of any log.

use proptest::prelude::*;

use super::*;
use crate::domain::session::log::tests::{any_log, edit, enter, finish, follow_up, log_of, wall};

fn found(log: &Log) -> Vec<(usize, u64, u64)> {
    let silences = silences(log);
    let found = silences.iter().map(|silence| {
        let (from, to) = (silence.from.as_secs(), silence.to.as_secs());
        (silence.stage, from, to)
    });
    found.collect()
}

#[test]
fn a_minute_without_an_edit_is_a_silence_and_less_is_none() {
    let log = log_of([
        (0, enter(0)),
        (59_999, edit(0, 0, 0, "a")),
        (119_999, edit(0, 1, 0, "b")),
        (130_000, Event::Here),
        (300_000, edit(0, 2, 0, "c")),
    ]);
    assert_eq!(found(&log), [(0, 59, 119), (0, 119, 300)]);
    let lengths = silences(&log).into_iter().map(|silence| silence.length());
    assert_eq!(
        lengths.sum::<Duration>(),
        Duration::from_millis(60_000 + 180_001)
    );
}

#[test]
fn no_silence_is_known_where_entries_are_missing() {
    let mut log = Log::default();
    let entries = log_of([
        (0, enter(0)),
        (10_000, edit(0, 0, 0, "a")),
        (200_000, edit(0, 1, 0, "b")),
        (300_000, edit(0, 2, 0, "c")),
    ]);
    for entry in entries.entries() {
        if matches!(&entry.event, Event::Edit { edit, .. } if edit.at == 1) {
            log.mark_gap();
        }
        log.push(entry.clone());
    }
    assert_eq!(found(&log), [(0, 200, 300)]);
}

#[test]
fn a_silence_ends_with_its_stage_and_with_the_interview() {
    let log = log_of([
        (0, enter(0)),
        (70_000, enter(1)),
        (120_000, edit(1, 0, 0, "a")),
        (200_000, Event::Here),
        (210_000, finish()),
    ]);
    assert_eq!(found(&log), [(0, 0, 70), (1, 120, 210)]);
}

#[test]
fn writing_in_another_stage_breaks_no_silence_even_as_the_last_thing() {
    let log = log_of([
        (0, enter(0)),
        (30_000, edit(1, 0, 0, "a")),
        (61_000, edit(1, 1, 0, "b")),
    ]);
    assert_eq!(found(&log), [(0, 0, 61)]);
}

#[test]
fn a_pause_is_no_silence_however_long() {
    let gap = Duration::from_secs(7200);
    let log = log_of([
        (0, enter(0)),
        (30_000, edit(0, 0, 0, "a")),
        (50_000, Event::Pause { wall: wall() }),
        (50_000, Event::Resume { wall: wall(), gap }),
        (80_000, edit(0, 1, 0, "b")),
    ]);
    assert_eq!(found(&log), []);
}

#[test]
fn time_in_an_external_editor_is_no_silence_but_what_is_around_it_is() {
    let opened = Event::EditorOpened { stage: 0 };
    let closed = Event::EditorClosed { stage: 0 };
    let log = log_of([
        (0, enter(0)),
        (60_000, opened.clone()),
        (200_000, edit(0, 0, 0, "written outside")),
        (200_000, closed),
        (270_000, edit(0, 0, 0, "a")),
        (280_000, opened),
        (
            400_000,
            Event::Opened {
                wall: wall(),
                program: String::new(),
            },
        ),
        (470_000, finish()),
    ]);
    assert_eq!(found(&log), [(0, 0, 60), (0, 200, 270), (0, 400, 470)]);
}

#[test]
fn a_log_with_nothing_in_it_is_not_silent() {
    assert_eq!(silences(&Log::default()), []);
    assert_eq!(reactions(&Log::default()), []);
}

#[test]
fn a_reaction_is_the_time_to_the_next_edit_of_the_stage_that_was_asked_about() {
    let log = log_of([
        (0, enter(0)),
        (10_000, follow_up(0, "why?")),
        (12_000, edit(1, 0, 0, "elsewhere")),
        (15_500, follow_up(0, "and then?")),
        (17_000, edit(0, 0, 0, "so")),
        (20_000, enter(1)),
        (21_000, follow_up(1, "how many?")),
        (25_000, edit(0, 0, 0, "elsewhere")),
        (30_000, finish()),
    ]);
    let ms = Duration::from_millis;
    let after: Vec<_> = reactions(&log)
        .iter()
        .map(|reaction| reaction.after)
        .collect();
    assert_eq!(after, [Some(ms(7000)), Some(ms(1500)), None]);
}

#[test]
fn a_follow_up_is_too_late_in_the_last_seconds_of_an_interview_and_of_a_short_one_in_fewer() {
    let said = |asked: u64, end: u64| {
        let log = log_of(vec![
            (0, enter(0)),
            (asked * 1000, follow_up(0, "why?")),
            (end * 1000, finish()),
        ]);
        reactions(&log)[0].to_string()
    };
    let (late, none) = (
        "it came in the last seconds of the interview",
        "the notes did not change after it",
    );
    for (asked, end, expected) in [
        (9, 24, none),
        (22, 24, late),
        (2380, 2400, none),
        (2381, 2400, late),
    ] {
        assert_eq!(said(asked, end), expected, "{asked} of {end}");
    }
}

#[test]
fn a_key_that_was_removed_at_once_and_a_blank_line_are_no_reactions() {
    let after = |edits: Vec<(u64, Event)>| {
        let begin = vec![
            (0, enter(0)),
            (1000, edit(0, 0, 0, "reads a day")),
            (10_000, follow_up(0, "why?")),
        ];
        let log = log_of(begin.into_iter().chain(edits).chain([(90_000, finish())]));
        reactions(&log)[0].after
    };
    let ms = Duration::from_millis;
    assert_eq!(after(vec![]), None);
    assert_eq!(after(vec![(11_000, edit(0, 11, 0, "\n  - "))]), None);
    let slip = vec![(11_000, edit(0, 11, 0, "q")), (12_000, edit(0, 11, 1, ""))];
    assert_eq!(after(slip.clone()), None);
    // What is written after the slip counts from its own time.
    let later = [(20_000, edit(0, 11, 0, " and writes"))];
    assert_eq!(
        after(slip.into_iter().chain(later).collect()),
        Some(ms(10_000))
    );
    // A removed word is a change of words, and one that stood for a while was written.
    assert_eq!(after(vec![(15_000, edit(0, 5, 6, ""))]), Some(ms(5000)));
    let stood = vec![
        (11_000, edit(0, 11, 0, " 50 ms")),
        (40_000, edit(0, 11, 6, "")),
    ];
    assert_eq!(after(stood), Some(ms(1000)));
}

/// The lines before which silences are shown, for notes typed at these seconds.
fn stand_before(log: &Log) -> Vec<usize> {
    let mut session = Session::new(log.head().unwrap().clone());
    (0..log.entries().len()).for_each(|index| log.fold(index, &mut session));
    let by_line = silences_by_line(&session, log);
    by_line.keys().map(|(_, line)| *line).collect()
}

#[test]
fn a_silence_is_shown_before_the_line_that_ended_it_wherever_that_line_is() {
    let typed = [
        (0, enter(0)),
        (1000, edit(0, 0, 0, "one\ntwo\nthree")),
        (70_000, edit(0, 4, 0, "the second, ")),
    ];
    let with = |rest: Vec<(u64, Event)>| log_of(typed.clone().into_iter().chain(rest));
    // Line 1 ended it.
    assert_eq!(stand_before(&with(vec![])), [1]);
    // Text that is written above it later does not move it up.
    assert_eq!(stand_before(&with(vec![(80_000, edit(0, 0, 0, "x"))])), [1]);
    // If that line was edited again, the next line edited after the silence takes its role.
    let again = vec![(75_000, edit(0, 0, 0, "x")), (80_000, edit(0, 6, 1, ""))];
    assert_eq!(stand_before(&with(again)), [0]);
    // Blank lines do not count; without any line the silence is shown after the last one.
    let blank = log_of([
        (0, enter(0)),
        (1000, edit(0, 0, 0, "one\ntwo")),
        (70_000, edit(0, 7, 0, "\n \n")),
    ]);
    assert_eq!(stand_before(&blank), [4]);
    assert_eq!(
        stand_before(&log_of([(0, enter(0)), (70_000, finish())])),
        [0]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn silences_are_in_order_and_contain_no_edit_of_their_stage(log in any_log()) {
        let mut before = Duration::ZERO;
        for silence in silences(&log) {
            prop_assert!(silence.from >= before && silence.length() >= SILENCE);
            prop_assert!(silence.to <= log.end());
            before = silence.to;
            let within = |at: Duration| silence.from < at && at < silence.to;
            for entry in log.entries() {
                let breaks = match entry.event {
                    Event::Edit { stage, .. } => stage == silence.stage,
                    Event::Entered { .. } => true,
                    _ => false,
                };
                prop_assert!(!(breaks && within(entry.at)), "{:?} in {:?}", entry, silence);
            }
        }
    }

    #[test]
    fn every_follow_up_has_its_reaction_or_none(log in any_log()) {
        let asked = log.entries().iter().filter(|entry| matches!(entry.event, Event::FollowUp { .. }));
        prop_assert_eq!(reactions(&log).len(), asked.count());
    }
}

#[test]
fn after_much_work_any_edit_is_a_reaction_so_that_no_log_takes_long() {
    let many = 20_000;
    let events = (0..many).map(|n| (1000 + n, follow_up(0, "why?")));
    let blanks = (0..many).map(|n| (30_000 + n, edit(0, 0, 0, " ")));
    let begin = [(0, enter(0)), (10, edit(0, 0, 0, "reads a day"))];
    let end = [(90_000, finish())];
    let log = log_of(begin.into_iter().chain(events).chain(blanks).chain(end));
    let found = reactions(&log);
    assert_eq!(found.len(), many as usize);
    assert!(found.iter().all(|reaction| reaction.after.is_some()));
}
