//! Whatever the log and wherever one seeks: the replay shows what folding the events gives.

use proptest::prelude::*;

use super::*;

/// The first index at which any stage contains the word, found by searching every state.
fn first_by_looking(log: &Log, word: &str) -> Option<usize> {
    (1..=log.interview_len()).find(|index| {
        let session = folded_to(log, *index);
        let mut states = session.stages.iter();
        states.any(|state| state.notes.to_string().to_lowercase().contains(word))
    })
}

fn first_line_by_looking(log: &Log, stage: usize, words: &str) -> Option<usize> {
    (1..=log.interview_len()).find(|index| {
        let session = folded_to(log, *index);
        let notes = &session.stages[stage].notes;
        (0..notes.line_count()).any(|line| notes.line(line).trim() == words)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_position_equals_folding_from_the_start(log in any_log(), positions in prop::collection::vec(0..70_usize, 1..12)) {
        let mut replay = Replay::of(log.clone()).unwrap();
        for index in positions {
            replay.go_to(index);
            let index = index.min(log.interview_len());
            prop_assert_eq!(replay.position(), index);
            prop_assert_eq!(seen(replay.session()), seen(&folded_to(&log, index)));
            // The change does not depend on the position before.
            let mut fresh = Replay::of(log.clone()).unwrap();
            fresh.go_to(index);
            prop_assert_eq!(replay.change(), fresh.change());
            if let Some(change) = replay.change() {
                let state = &replay.session().stages[change.stage];
                let end = change.edit.at + change.edit.inserted.chars().count();
                let inserted = state.notes.rope().get_slice(change.edit.at..end).map(|slice| slice.to_string());
                let repaired = !log.entries()[..index].iter().rev().take_while(|entry| !is_edit(entry))
                    .all(|entry| !matches!(entry.event, Event::Keyframe { .. }));
                prop_assert!(repaired || inserted.as_ref() == Some(&change.edit.inserted), "{:?}", change);
            }
        }
    }

    #[test]
    fn a_seek_equals_folding_the_entries_up_to_that_time(log in any_log(), times in prop::collection::vec(0..3_000_000_u64, 1..12)) {
        let mut replay = Replay::of(log.clone()).unwrap();
        for at in times {
            replay.seek(ms(at));
            let by_then = log.entries().iter().filter(|entry| entry.at <= ms(at)).count();
            prop_assert_eq!(replay.position(), by_then);
            prop_assert_eq!(replay.at(), ms(at).min(log.end()));
            prop_assert_eq!(seen(replay.session()), seen(&folded_to(&log, by_then)));
        }
    }

    #[test]
    fn at_the_end_it_is_the_session(log in any_log()) {
        let mut replay = Replay::of(log.clone()).unwrap();
        replay.seek(replay.end());
        prop_assert_eq!(seen(replay.session()), seen(&folded_to(&log, log.entries().len())));
        prop_assert_eq!(replay.at(), log.end());
    }

    #[test]
    fn a_step_on_and_one_back_return(log in any_log(), steps in 0..30_usize) {
        let mut replay = Replay::of(log).unwrap();
        replay.go_to(0);
        for _ in 0..steps {
            replay.step(false);
        }
        let (index, before) = (replay.position(), seen(replay.session()));
        if replay.step(false) {
            prop_assert!(replay.position() > index);
            prop_assert!(replay.step(true));
        }
        prop_assert_eq!(replay.position(), index);
        prop_assert_eq!(seen(replay.session()), before);
    }

    #[test]
    fn a_step_moves_only_in_its_direction(log in any_log(), steps in prop::collection::vec((0..3_u8, any::<bool>(), any::<u64>()), 0..40)) {
        let mut replay = Replay::of(log).unwrap();
        for (kind, back, at) in steps {
            let from = replay.position();
            let stepped = match kind {
                0 => replay.step(back),
                1 => replay.step_stage(back),
                _ => { replay.seek(Duration::from_millis(at)); continue }
            };
            let moved = if back { replay.position() < from } else { replay.position() > from };
            prop_assert!(!stepped || moved || replay.position() == from);
            prop_assert!(stepped || replay.position() == from);
        }
    }

    #[test]
    fn a_first_appearance_equals_a_search_of_every_state(log in any_log(), word in "[abé\n]{1,3}") {
        let replay = Replay::of(log.clone()).unwrap();
        let word = word.trim();
        let expected = (!word.is_empty()).then(|| first_by_looking(&log, word)).flatten();
        prop_assert_eq!(replay.first_appearance(word), expected);
    }

    #[test]
    fn a_first_line_equals_a_search_of_every_state(log in any_log(), stage in 0..2_usize, word in "[abé]{1,3}") {
        let replay = Replay::of(log.clone()).unwrap();
        let found = replay.first_lines(&[(stage, &word)]);
        prop_assert_eq!(found, [first_line_by_looking(&log, stage, &word)]);
    }

    #[test]
    fn times_that_run_backwards_do_no_harm(log in any_log(), mut times in prop::collection::vec(any::<u64>(), 60), at in any::<u64>()) {
        let mut wild = Log::default();
        for entry in log.entries() {
            let mut entry = entry.clone();
            entry.at = ms(times.pop().unwrap_or(0));
            wild.push(entry);
        }
        let mut replay = Replay::of(wild).unwrap();
        replay.seek(ms(at));
        replay.step(true);
        replay.step_stage(false);
        replay.step_stage(true);
        replay.go_to(usize::MAX);
        let _ = replay.session().timeline(replay.at());
    }
}
