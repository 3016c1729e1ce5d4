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
    /// what was spent, early and over add up wherever they are said.
    #[must_use]
    pub fn as_shown(&self) -> Self {
        let mut shown = self.clone();
        let is_closed = |index: &usize| self.current != Some(*index);
        let closed: Vec<usize> = (0..self.stages.len()).filter(is_closed).collect();
        let spent = whole_seconds(closed.iter().map(|index| self.stages[*index].spent));
        for (index, spent) in closed.into_iter().zip(spent) {
            shown.stages[index].spent = spent;
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

    /// The time saved in stages that were left early.
    pub fn unspent(&self) -> Duration {
        let left_early = self.stages.iter().enumerate();
        left_early
            .filter(|(index, stage)| stage.entered && self.current != Some(*index))
            .map(|(_, stage)| stage.left())
            .sum()
    }

    /// The overruns so far minus the time saved in stages that were left early; never below zero.
    pub fn debt(&self) -> Duration {
        self.over().saturating_sub(self.unspent())
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
            if !stage.entered {
                let taken = owed.min(stage.planned);
                owed -= taken;
                short.push((index, stage.planned.saturating_sub(taken)));
            }
        }
        short.reverse();
        short
    }
}

/// Rounds times to whole seconds that sum to their total, rounded down: each is rounded down, and the missing seconds go
/// to the times with the largest fractions, the first of equals first.
pub(super) fn whole_seconds(times: impl Iterator<Item = Duration>) -> Vec<Duration> {
    let times: Vec<Duration> = times.collect();
    let total: Duration = times.iter().sum();
    let mut seconds: Vec<u64> = times.iter().map(Duration::as_secs).collect();
    let missing = total.as_secs() - seconds.iter().sum::<u64>();
    let mut by_fraction: Vec<usize> = (0..times.len()).collect();
    by_fraction.sort_by_key(|index| std::cmp::Reverse(times[*index].subsec_nanos()));
    for index in by_fraction.into_iter().take(missing as usize) {
        seconds[index] += 1;
    }
    seconds.into_iter().map(Duration::from_secs).collect()
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
