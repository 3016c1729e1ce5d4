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
    /// from all other stages, backwards through the plan.
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
mod tests;
