use proptest::prelude::*;

use super::*;

/// The times of a finished interview, with stages as `planned spent` in minutes; `-` was never entered.
fn stages(words: &[&str]) -> Timeline {
    let minutes = |word: &str| Duration::from_secs_f64(word.parse::<f64>().unwrap() * 60.0);
    let stage = |words: &&str| {
        let (planned, spent) = words.split_once(' ').unwrap();
        StageTime {
            planned: minutes(planned),
            spent: minutes(spent.replace('-', "0").as_str()),
            entered: spent != "-",
        }
    };
    Timeline {
        stages: words.iter().map(stage).collect(),
        current: None,
    }
}

/// Describes what paid for every overrun.
fn payments(words: &[&str], open: usize) -> Vec<String> {
    let pace = Pace::exact(&stages(words), open);
    let over = pace.stages.iter().enumerate();
    let over = over.filter(|(_, stage)| !stage.times.over.is_zero());
    over.map(|(index, stage)| {
        let part = |verb, parts: &[(usize, Duration)]| {
            let part = |(from, time): &(usize, Duration)| {
                format!(", {verb} {} {}", from + 1, clock(*time))
            };
            parts.iter().map(part).collect::<String>()
        };
        format!(
            "{} over {}{}{}{}",
            index + 1,
            clock(stage.times.over),
            part("saved", &stage.saved),
            part("taken", &stage.taken),
            if stage.past_end.is_zero() {
                String::new()
            } else {
                format!(", past the end {}", clock(stage.past_end))
            }
        )
    })
    .collect()
}

#[test]
fn every_overrun_is_paid_by_what_was_saved_and_then_from_the_end() {
    let table: [(&str, &[&str], usize, &[&str]); 8] = [
        (
            "the last stage is cut short by what the first went over",
            &["5 5.8", "10 10", "5 4.2"],
            2,
            &["1 over 0:48, taken 3 0:48"],
        ),
        (
            "time saved pays before anything is taken",
            &["5 7", "10 8.5", "10 10", "5 4"],
            3,
            &["1 over 2:00, saved 2 1:30, taken 4 0:30"],
        ),
        (
            "time saved earlier pays too",
            &["5 4", "10 11", "5 5"],
            2,
            &["2 over 1:00, saved 1 1:00"],
        ),
        (
            "two overruns are paid in the order of the plan",
            &["5 6", "10 12", "10 8", "5 4"],
            3,
            &[
                "1 over 1:00, saved 3 1:00",
                "2 over 2:00, saved 3 1:00, taken 4 1:00",
            ],
        ),
        (
            "a stage never reached is taken from, the last first",
            &["5 12", "10 11", "4 -", "5 -"],
            1,
            &[
                "1 over 7:00, taken 4 5:00, taken 3 2:00",
                "2 over 1:00, taken 3 1:00",
            ],
        ),
        (
            "what nothing pays for ends the interview later",
            &["5 9", "10 12", "5 4"],
            2,
            &[
                "1 over 4:00, taken 3 1:00, past the end 3:00",
                "2 over 2:00, past the end 2:00",
            ],
        ),
        (
            "an overrun of the last stage is past the end or was saved",
            &["5 4", "10 10", "5 8"],
            2,
            &["3 over 3:00, saved 1 1:00, past the end 2:00"],
        ),
        ("no overrun, nothing to pay", &["5 5", "10 3"], 1, &[]),
    ];
    for (rule, stages, open, expected) in table {
        assert_eq!(payments(stages, open), expected, "{rule}");
    }
}

#[test]
fn a_stage_from_which_the_candidate_went_back_has_saved_nothing() {
    let went_back = Timeline {
        current: Some(0),
        ..stages(&["5 7", "10 1", "5 -"])
    };
    for pace in [Pace::exact(&went_back, 0), Pace::shown(&went_back, 0)] {
        let two_minutes = Duration::from_secs(120);
        assert_eq!(pace.stages[0].saved, []);
        assert_eq!(pace.stages[0].taken, [(2, two_minutes)]);
    }
}

#[test]
fn planned_spent_over_and_early_are_of_each_stage_and_the_total() {
    let pace = Pace::exact(&stages(&["5 6", "10 8", "5 -"]), 1);
    let minutes = |times: Times| {
        [times.planned, times.spent, times.over, times.below_plan].map(|time| time.as_secs() / 60)
    };
    let figures = pace.stages.iter().map(|stage| minutes(stage.times));
    let expected = [[5, 6, 1, 0], [10, 8, 0, 2], [5, 0, 0, 0]];
    assert_eq!(figures.collect::<Vec<_>>(), expected);
    assert_eq!(minutes(pace.total), [20, 14, 1, 2]);
    assert_eq!(pace.worst_over(), Duration::from_secs(60));
}

#[test]
fn shown_seconds_sum_to_the_shown_total_and_no_later_time_changes_them() {
    let table: [(&[u64], &[u64]); 5] = [
        (&[600, 600, 600], &[0, 1, 0]),
        (&[1_900, 1_200, 900], &[1, 2, 1]),
        (&[400, 300], &[0, 0]),
        (&[3_000, 2_000], &[3, 2]),
        (&[], &[]),
    ];
    for (ms, seconds) in table {
        let rounded = whole_seconds(ms.iter().map(|ms| Duration::from_millis(*ms)));
        let rounded: Vec<u64> = rounded.iter().map(Duration::as_secs).collect();
        assert_eq!(rounded, seconds, "{ms:?}");
        for count in 0..ms.len() {
            let first = whole_seconds(ms[..count].iter().map(|ms| Duration::from_millis(*ms)));
            let first: Vec<u64> = first.iter().map(Duration::as_secs).collect();
            assert_eq!(first, seconds[..count], "{ms:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_second_is_paid_twice_and_none_is_lost(
        times in prop::collection::vec((0u64..900, 0u64..900, any::<bool>()), 1..8),
        open in 0usize..8,
    ) {
        let stages: Vec<StageTime> = times
            .into_iter()
            .map(|(planned, spent, entered)| StageTime {
                planned: Duration::from_secs(planned),
                spent: Duration::from_secs(if entered { spent } else { 0 }),
                entered,
            })
            .collect();
        let last = open.min(stages.len() - 1);
        let timeline = Timeline { stages, current: None };
        let pace = Pace::exact(&timeline, last);
        let mut given = vec![Duration::ZERO; pace.stages.len()];
        let mut past_end = Duration::ZERO;
        for stage in &pace.stages {
            let parts = stage.saved.iter().chain(&stage.taken);
            let paid: Duration = parts.clone().map(|(_, time)| *time).sum();
            prop_assert_eq!(paid + stage.past_end, stage.times.over);
            parts.for_each(|(from, time)| given[*from] += *time);
            past_end += stage.past_end;
        }
        for (stage, given) in pace.stages.iter().zip(given) {
            prop_assert!(given <= stage.times.planned.saturating_sub(stage.times.spent));
        }
        prop_assert_eq!(past_end, timeline.past_end());
    }

    #[test]
    fn every_shown_table_adds_up(times in prop::collection::vec((0u64..900_000, 0u64..900_000), 0..8)) {
        let ms = Duration::from_millis;
        let stage = |(planned, spent): &(u64, u64)| StageTime { planned: ms(*planned), spent: ms(*spent), entered: true };
        let stages = times.iter().map(stage).collect();
        let timeline = Timeline { stages, current: None };
        let shown = Pace::shown(&timeline, 0);
        let exact = Pace::exact(&timeline, 0);
        let whole = |time: Duration| Duration::from_secs(time.as_secs());
        prop_assert_eq!(shown.total.planned, whole(exact.total.planned));
        prop_assert_eq!(shown.total.spent, whole(exact.total.spent));
        let sum = |figure: fn(&Times) -> Duration| shown.stages.iter().map(|stage| figure(&stage.times)).sum::<Duration>();
        prop_assert_eq!(sum(|times| times.spent), shown.total.spent);
        prop_assert_eq!(sum(|times| times.over), shown.total.over);
        prop_assert_eq!(sum(|times| times.below_plan), shown.total.below_plan);
        for (shown, exact) in shown.stages.iter().zip(&exact.stages) {
            let (shown, exact) = (shown.times, exact.times);
            if !shown.spent.is_zero() {
                prop_assert_eq!(shown.planned + shown.over, shown.spent + shown.below_plan);
            }
            prop_assert!(shown.spent.abs_diff(exact.spent) < Duration::from_secs(1));
            prop_assert!(shown.over.abs_diff(exact.over) < Duration::from_secs(2));
        }
    }
}
