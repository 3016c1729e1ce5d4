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
    #[must_use]
    pub fn as_shown(&self) -> Self {
        let mut shown = self.clone();
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
