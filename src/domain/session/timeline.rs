//! Planned, spent, left, over and debt: per stage and in all, at one moment. Arithmetic alone; nothing here knows
//! what time it is. Every figure is exact in milliseconds.

use std::time::Duration;

/// One stage's times at a moment.
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

    /// Time past zero.
    pub fn over(self) -> Duration {
        self.spent.saturating_sub(self.planned)
    }

    /// At zero the stage is over, by nothing yet.
    pub fn is_over(self) -> bool {
        self.spent >= self.planned
    }

    /// How long ago the shown second turned: time left is shown rounded up, time over rounded down, so both turn
    /// at whole seconds from zero.
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

/// Every stage's times at a moment, in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    pub stages: Vec<StageTime>,
    /// The stage that the clock charges; `None` once the interview is finished.
    pub current: Option<usize>,
}

impl Timeline {
    /// The same as of the moment at which the open stage's shown second turned, so that all shown figures turn
    /// together.
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

    /// Time past the whole interview's end.
    pub fn past_end(&self) -> Duration {
        self.elapsed().saturating_sub(self.planned())
    }

    /// The sum of every stage's overrun.
    pub fn over(&self) -> Duration {
        self.stages.iter().map(|stage| stage.over()).sum()
    }

    /// Time left unspent in stages that were left early.
    pub fn unspent(&self) -> Duration {
        let left_early = self.stages.iter().enumerate();
        left_early
            .filter(|(place, stage)| stage.entered && self.current != Some(*place))
            .map(|(_, stage)| stage.left())
            .sum()
    }

    /// Overruns so far minus time left unspent in stages left early; never below zero.
    pub fn debt(&self) -> Duration {
        self.over().saturating_sub(self.unspent())
    }

    /// What the debt takes from the stages still to come, the last first: each stage that will have less than it
    /// was planned, with what it will have, in the plan's order.
    pub fn will_have(&self) -> Vec<(usize, Duration)> {
        let mut owed = self.debt();
        let mut short = Vec::new();
        for (place, stage) in self.stages.iter().enumerate().rev() {
            if owed.is_zero() {
                break;
            }
            if !stage.entered {
                let taken = owed.min(stage.planned);
                owed -= taken;
                short.push((place, stage.planned.saturating_sub(taken)));
            }
        }
        short.reverse();
        short
    }
}

/// Minutes and seconds, cut off: `4:28`, or `1:02:03` from an hour on.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}
