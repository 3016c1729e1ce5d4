//! The pace of a session: the time planned, spent, over and early for each stage, and which stages paid for every
//! overrun. It is computed by one rule in two precisions: in milliseconds for other programs, and in whole seconds for
//! people, so that every table adds up.

use std::time::Duration;

use serde::Serialize;

use super::Session;
use super::event::millis;
use super::timeline::{StageTime, Timeline, clock, whole_seconds};

/// The pace of every stage, in the plan's order, and the total.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pace {
    pub stages: Vec<StagePace>,
    /// Each figure is the sum of the stages' figures.
    pub total: Times,
}

/// The figures of one stage, or of all stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Times {
    #[serde(with = "millis")]
    pub planned: Duration,
    #[serde(with = "millis")]
    pub spent: Duration,
    /// What was spent past the plan; in all, the sum of the stages' overruns.
    #[serde(with = "millis")]
    pub over: Duration,
    /// What was planned and not spent in a stage that ran, and zero for a stage that never ran; in all, the sum of the
    /// stages'.
    #[serde(with = "millis")]
    pub below_plan: Duration,
}

/// One stage's figures and what paid for its overrun.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StagePace {
    pub times: Times,
    /// The stages left early whose saved time paid for the overrun, with that time, in the plan's order.
    pub saved: Vec<(usize, Duration)>,
    /// The stages from which the rest was taken, with that time, the last stage first.
    pub taken: Vec<(usize, Duration)>,
    /// The part that no stage paid for: the interview ended later by this time.
    pub past_end: Duration,
}

/// How long the parts of a stage's bar are, each from 0 to 1; the longest stage of the session takes 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Bar {
    pub planned: f64,
    /// Time spent within the plan.
    pub within: f64,
    pub over: f64,
}

impl Pace {
    /// The exact pace; `last` is the index of the open stage, or of the stage in which the interview finished.
    ///
    /// Overruns are paid in the plan's order, first with time saved in stages that were left early. The rest is taken
    /// from the other stages, the last first: those that are still to come or were never entered, and the last one.
    pub fn exact(timeline: &Timeline, last: usize) -> Self {
        let stages = &timeline.stages;
        let is_early = |stage: &usize| timeline.is_closed(*stage) && *stage != last;
        let (mut early, mut late): (Vec<usize>, Vec<usize>) = (0..stages.len()).partition(is_early);
        early.retain(|stage| !stages[*stage].left().is_zero());
        late.reverse();
        let mut left: Vec<Duration> = stages.iter().map(|stage| stage.left()).collect();
        let mut pace = Self::default();
        for stage in stages {
            let mut owed = stage.over();
            let saved = pay(&mut owed, &early, &mut left);
            let taken = pay(&mut owed, &late, &mut left);
            let times = Times {
                planned: stage.planned,
                spent: stage.spent,
                over: stage.over(),
                below_plan: if stage.spent.is_zero() {
                    Duration::ZERO
                } else {
                    stage.left()
                },
            };
            pace.total.add(times);
            pace.stages.push(StagePace {
                times,
                saved,
                taken,
                past_end: owed,
            });
        }
        pace
    }

    /// The pace in whole seconds, as shown to people. Planned and spent times are rounded so that the stages sum to the
    /// total, rounded down; every other figure follows from them.
    pub fn shown(timeline: &Timeline, last: usize) -> Self {
        let stages = timeline.stages.iter();
        let planned = whole_seconds(stages.clone().map(|stage| stage.planned));
        let spent = whole_seconds(stages.clone().map(|stage| stage.spent));
        let rounded = stages.zip(planned.into_iter().zip(spent));
        let rounded = rounded.map(|(stage, (planned, spent))| StageTime {
            planned,
            spent,
            entered: stage.entered,
        });
        let rounded = Timeline {
            stages: rounded.collect(),
            current: timeline.current,
        };
        Self::exact(&rounded, last)
    }

    /// The pace in whole seconds after the last event of a session.
    pub fn of(session: &Session) -> Self {
        Self::shown(&session.timeline_now(), session.stage)
    }

    /// The pace in whole seconds of stages given as (planned, spent).
    pub fn of_times(stages: impl Iterator<Item = (Duration, Duration)>) -> Self {
        let stages = stages.map(|(planned, spent)| StageTime {
            planned,
            spent,
            entered: true,
        });
        let timeline = Timeline {
            stages: stages.collect(),
            current: None,
        };
        Self::shown(&timeline, 0)
    }

    /// The longest overrun of a stage.
    pub fn worst_over(&self) -> Duration {
        let over = self.stages.iter().map(|stage| stage.times.over);
        over.max().unwrap_or_default()
    }

    /// The bar of each stage, in the plan's order.
    pub fn bars(&self) -> impl Iterator<Item = Bar> {
        let times = self.stages.iter().map(|stage| stage.times);
        let longest = times.clone().map(|times| times.planned.max(times.spent));
        let longest = longest.max().unwrap_or_default().as_secs_f64().max(1.0);
        times.map(move |times| Bar {
            planned: times.planned.as_secs_f64() / longest,
            within: times.spent.min(times.planned).as_secs_f64() / longest,
            over: times.over.as_secs_f64() / longest,
        })
    }
}

impl StagePace {
    /// Describes what paid for the overrun: `0:49 unused in Data, 0:08 taken from Monitor`. `name` returns a stage's name.
    /// `None` if there is no overrun.
    pub fn paid_by(&self, name: impl Fn(usize) -> String) -> Option<String> {
        let part = |how: &str, parts: &[(usize, Duration)]| -> Vec<String> {
            let part = |(stage, time): &(usize, Duration)| {
                format!("{} {how} {}", clock(*time), name(*stage))
            };
            parts.iter().map(part).collect()
        };
        let mut parts = part("unused in", &self.saved);
        parts.extend(part("taken from", &self.taken));
        parts.extend(
            (!self.past_end.is_zero()).then(|| format!("{} past the end", clock(self.past_end))),
        );
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

impl Times {
    fn add(&mut self, other: Self) {
        self.planned += other.planned;
        self.spent += other.spent;
        self.over += other.over;
        self.below_plan += other.below_plan;
    }
}

/// Pays the owed time from what the stages `from` have left, in that order; returns who paid how much.
fn pay(owed: &mut Duration, from: &[usize], left: &mut [Duration]) -> Vec<(usize, Duration)> {
    let mut paid = Vec::new();
    for stage in from {
        let part = left[*stage].min(*owed);
        if !part.is_zero() {
            left[*stage] -= part;
            *owed -= part;
            paid.push((*stage, part));
        }
    }
    paid
}

#[cfg(test)]
mod tests {
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
            [times.planned, times.spent, times.over, times.below_plan]
                .map(|time| time.as_secs() / 60)
        };
        let figures = pace.stages.iter().map(|stage| minutes(stage.times));
        let expected = [[5, 6, 1, 0], [10, 8, 0, 2], [5, 0, 0, 0]];
        assert_eq!(figures.collect::<Vec<_>>(), expected);
        assert_eq!(minutes(pace.total), [20, 14, 1, 2]);
        assert_eq!(pace.worst_over(), Duration::from_secs(60));
    }

    #[test]
    fn shown_seconds_go_to_the_times_that_lost_most_and_sum_to_the_shown_total() {
        let table: [(&[u64], &[u64]); 5] = [
            (&[600, 600, 600], &[1, 0, 0]),
            (&[1_900, 1_200, 900], &[2, 1, 1]),
            (&[400, 300], &[0, 0]),
            (&[3_000, 2_000], &[3, 2]),
            (&[], &[]),
        ];
        for (ms, seconds) in table {
            let rounded = whole_seconds(ms.iter().map(|ms| Duration::from_millis(*ms)));
            let rounded: Vec<u64> = rounded.iter().map(Duration::as_secs).collect();
            assert_eq!(rounded, seconds, "{ms:?}");
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
}
