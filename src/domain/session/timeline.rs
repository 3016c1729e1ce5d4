//! Time planned, spent, left, over and owed, for each stage and in total, at one interview time. This is arithmetic only:
//! it reads no clock. Every figure is exact in milliseconds.

use std::time::Duration;

/// One stage's times at one interview time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageTime {
    pub planned: Duration,
    pub spent: Duration,
    /// Whether the stage was ever entered.
    pub entered: bool,
}

impl StageTime {
    /// Time left; zero once the stage is over.
    pub fn left(self) -> Duration {
        self.planned.saturating_sub(self.spent)
    }

    /// Time spent past the plan.
    pub fn over(self) -> Duration {
        self.spent.saturating_sub(self.planned)
    }

    /// Whether time was spent in the stage. One that was passed within its first second was not run.
    pub fn was_run(self) -> bool {
        self.spent.as_secs() > 0
    }

    /// Whether no time is left.
    pub fn is_over(self) -> bool {
        self.spent >= self.planned
    }

    /// Time since the shown second last changed. Time left is shown rounded up and time over rounded down, so both
    /// change at whole seconds from zero.
    pub fn since_second(self) -> Duration {
        let second = Duration::from_secs(1);
        let part = Duration::from_nanos(u64::from(self.left().subsec_nanos()));
        match (self.is_over(), part.is_zero()) {
            (true, _) => Duration::from_nanos(u64::from(self.over().subsec_nanos())),
            (false, true) => Duration::ZERO,
            (false, false) => second.saturating_sub(part),
        }
    }
}

/// Every stage's times at one interview time, in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    pub stages: Vec<StageTime>,
    /// The index of the stage whose clock runs; `None` once the interview is finished.
    pub current: Option<usize>,
}

impl Timeline {
    /// The times when the open stage's shown second last changed, so that all figures on the screen change together.
    /// The stages before and after it are in whole seconds that sum to their total, as in the tables of the pace, so that
    /// what was spent, early and over add up wherever they are said, and stay as they are while later stages run.
    #[must_use]
    pub fn as_shown(&self) -> Self {
        let mut shown = self.clone();
        let is_closed = |index: &usize| self.current != Some(*index);
        let closed: Vec<usize> = (0..self.stages.len()).filter(is_closed).collect();
        let planned = whole_seconds(self.stages.iter().map(|stage| stage.planned));
        let spent = whole_seconds(closed.iter().map(|index| self.stages[*index].spent));
        for (index, spent) in closed.into_iter().zip(spent) {
            shown.stages[index].spent = spent;
            if self.stages[index].entered {
                shown.stages[index].planned = planned[index];
            }
        }
        if let Some(open) = self.current.and_then(|open| shown.stages.get_mut(open)) {
            open.spent = open.spent.saturating_sub(open.since_second());
        }
        shown
    }

    pub fn elapsed(&self) -> Duration {
        self.stages.iter().map(|stage| stage.spent).sum()
    }

    pub fn planned(&self) -> Duration {
        self.stages.iter().map(|stage| stage.planned).sum()
    }

    /// Time left of the whole interview; zero once it is over.
    pub fn left(&self) -> Duration {
        self.planned().saturating_sub(self.elapsed())
    }

    /// Time spent past the end of the whole plan.
    pub fn past_end(&self) -> Duration {
        self.elapsed().saturating_sub(self.planned())
    }

    /// The sum of the stages' overruns.
    pub fn over(&self) -> Duration {
        self.stages.iter().map(|stage| stage.over()).sum()
    }

    /// The time saved in stages that were left early or not run.
    pub fn saved(&self) -> Duration {
        let stages = self.stages.iter().enumerate();
        let left = stages.filter(|(index, _)| self.is_closed(*index));
        left.map(|(_, stage)| stage.left()).sum()
    }

    /// Whether a stage was entered and left behind. One after the open stage, from which the candidate went back, was not:
    /// what it has left is still to come.
    pub fn is_closed(&self, index: usize) -> bool {
        let entered = self.stages.get(index).is_some_and(|stage| stage.entered);
        entered && self.current.is_none_or(|open| index < open)
    }

    /// Whether a stage is still to come: it was never entered, or the candidate went back from it while it had time left.
    pub fn is_to_come(&self, index: usize) -> bool {
        let stage = self.stages.get(index);
        let has_time = stage.is_some_and(|stage| !stage.entered || !stage.is_over());
        has_time && self.current != Some(index) && !self.is_closed(index)
    }

    /// The overruns so far minus the time saved in stages that were left early or not run; never below zero.
    pub fn debt(&self) -> Duration {
        self.over().saturating_sub(self.saved())
    }

    /// The stages to come that will have less time than planned, with the time that they will have, in the plan's order.
    /// The debt is taken from the last stage first.
    pub fn will_have(&self) -> Vec<(usize, Duration)> {
        self.taken_by(self.debt())
    }

    /// The stages to come that would have less time than planned with such a debt, with the time that they would have.
    pub fn taken_by(&self, mut owed: Duration) -> Vec<(usize, Duration)> {
        let mut short = Vec::new();
        for (index, stage) in self.stages.iter().enumerate().rev() {
            if owed.is_zero() {
                break;
            }
            let left = stage.left();
            if self.is_to_come(index) {
                let taken = owed.min(left);
                owed -= taken;
                short.push((index, left.saturating_sub(taken)));
            }
        }
        short.reverse();
        short
    }
}

/// A stretch of interview time in one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub start: Duration,
    pub end: Duration,
    /// The index of the stage in the plan.
    pub stage: usize,
    /// Its length in the whole seconds of the tables, so that the stretches of a stage sum to its shown time.
    pub shown: Duration,
}

/// The stretches of an interview that ended at `end`, from when each stage was entered, with its index.
pub fn stretches(
    entered: impl IntoIterator<Item = (Duration, usize)>,
    end: Duration,
) -> Vec<Stretch> {
    let entered: Vec<(Duration, usize)> = entered.into_iter().collect();
    let ends = entered.iter().skip(1).map(|(at, _)| *at).chain([end]);
    let lengths: Vec<Duration> = (entered.iter().zip(ends))
        .map(|((at, _), until)| until.saturating_sub(*at))
        .collect();
    let stages = entered.iter().map(|(_, stage)| stage + 1).max();
    let mut spent = vec![Duration::ZERO; stages.unwrap_or(0)];
    for ((_, stage), length) in entered.iter().zip(&lengths) {
        spent[*stage] += *length;
    }
    // What a stage has left goes to its last stretch.
    let mut left = whole_seconds(spent.into_iter());
    let stretches = entered.iter().zip(lengths).enumerate();
    let stretches = stretches.map(|(index, ((start, stage), length))| {
        let is_last = entered[index + 1..].iter().all(|(_, later)| later != stage);
        let whole = Duration::from_secs(length.as_secs()).min(left[*stage]);
        let shown = if is_last { left[*stage] } else { whole };
        left[*stage] -= shown;
        Stretch {
            start: *start,
            end: *start + length,
            stage: *stage,
            shown,
        }
    });
    stretches.collect()
}

/// Rounds times to whole seconds that sum to their total, rounded down: each is what it adds to the whole seconds of those
/// before it, so that no later time changes it.
pub(super) fn whole_seconds(times: impl Iterator<Item = Duration>) -> Vec<Duration> {
    let sums = times.scan(Duration::ZERO, |sum, time| {
        let before = sum.as_secs();
        *sum += time;
        Some(Duration::from_secs(sum.as_secs() - before))
    });
    sums.collect()
}

/// Writes whole minutes and seconds, rounded down: `4:28`, or `1:02:03` from an hour on.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_closed_stage_spent_stays_the_same_while_later_ones_run_and_end() {
        let at = Duration::from_millis;
        // 5:37.5 are planned for each, as where a total of 45 minutes is shared out.
        let spent = [330_400, 340_700, 300_900, 337_500, 12_300];
        let timeline = |open: usize| Timeline {
            stages: (0..spent.len())
                .map(|index| StageTime {
                    planned: at(337_500),
                    spent: at(if index > open { 0 } else { spent[index] }),
                    entered: index <= open,
                })
                .collect(),
            current: Some(open),
        };
        let mut finished = timeline(4);
        finished.current = None;
        let finished = crate::domain::session::pace::Pace::shown(&finished, 4);
        for open in 1..spent.len() {
            let shown = timeline(open).as_shown();
            for (closed, of_table) in finished.stages[..open].iter().enumerate() {
                let times = shown.stages[closed];
                let of_table = of_table.times;
                assert_eq!(times.spent, of_table.spent, "{closed} while {open} runs");
                assert_eq!(times.over(), of_table.over, "{closed} while {open} runs");
                assert_eq!(
                    times.left(),
                    of_table.below_plan,
                    "{closed} while {open} runs"
                );
            }
        }
    }

    #[test]
    fn the_stretches_of_a_stage_sum_to_the_time_that_the_tables_show() {
        let at = Duration::from_millis;
        // 1.7 s and 1.8 s in the first stage, 2.4 s in the second one: 5.9 s, shown as 5.
        let entered = [(at(0), 0), (at(1_700), 1), (at(4_100), 0)];
        let shown: Vec<(usize, u64)> = stretches(entered, at(5_900))
            .iter()
            .map(|it| (it.stage, it.shown.as_secs()))
            .collect();
        assert_eq!(shown, [(0, 1), (1, 2), (0, 2)]);
        assert_eq!(stretches([], at(10)), []);
    }
}
