//! Which part of the time that passes is interview time: none of it while the interview does not run, the program is
//! stopped or the computer sleeps.

use std::time::Duration;

use super::{ClockReading, Wait};
use crate::domain::session::event::millis;

/// If a wait took longer than planned by more than this, the program was stopped; less means a busy machine.
const STOP_SLACK: Duration = Duration::from_secs(2);
/// A stop that a signal reported is ignored if the wait was no longer than this: the program stopped itself, and
/// `Interview::was_stopped` has recorded that.
const REPORTED_STOP_SLACK: Duration = Duration::from_millis(100);
/// If the boot clock ran ahead of the awake clock by more than this, the computer slept.
const SLEEP_SLACK: Duration = Duration::from_millis(500);

/// The clock of an interview.
#[derive(Debug)]
pub(super) struct InterviewClock {
    /// The awake clock and the interview time when the interview last began to run; `None` while it does not run.
    running_since: Option<(Duration, Duration)>,
    /// The boot clock when this program paused the interview or opened the session.
    paused_since: Option<Duration>,
    /// The clocks in the last turn of the loop.
    pub(super) last_reading: ClockReading,
}

impl InterviewClock {
    /// A clock that does not run yet.
    pub(super) fn new(now: ClockReading) -> Self {
        Self {
            running_since: None,
            paused_since: None,
            last_reading: now,
        }
    }

    /// Runs from now on; the interview time now is `at`.
    pub(super) fn run(&mut self, now: ClockReading, at: Duration) {
        self.running_since = Some((now.awake, at));
        self.paused_since = None;
    }

    pub(super) fn pause(&mut self, now: ClockReading) {
        self.running_since = None;
        self.paused_since = Some(now.boot);
    }

    /// Stops for good: the interview is finished, or the program ends. How long a pause lasted stays known.
    pub(super) fn end(&mut self) {
        self.running_since = None;
    }

    pub(super) fn is_running(&self) -> bool {
        self.running_since.is_some()
    }

    /// The interview time in whole milliseconds; `None` while the clock does not run.
    pub(super) fn elapsed(&self, now: ClockReading) -> Option<Duration> {
        let (awake, at) = self.running_since?;
        let passed = now.awake.saturating_sub(awake);
        Some(at + Duration::from_millis(millis::whole(passed)))
    }

    /// The time since this program paused the interview or opened the session; zero if it did not.
    pub(super) fn paused_for(&self, now: ClockReading) -> Duration {
        let since = self.paused_since.unwrap_or(now.boot);
        now.boot.saturating_sub(since)
    }

    /// Excludes all time between two readings; returns its length in whole milliseconds.
    pub(super) fn exclude(&mut self, before: ClockReading, after: ClockReading) -> Duration {
        self.shift(after.awake.saturating_sub(before.awake));
        whole(after.boot.saturating_sub(before.boot))
    }

    /// Detects a stop (reported by a signal, or a wait much longer than planned) or sleep (the boot clock ran ahead) since
    /// the last reading, excludes it, and returns its length. A wait that contains a stop is excluded whole, because the
    /// start of the stop is unknown.
    pub(super) fn exclude_stop(&mut self, now: ClockReading, wait: Wait) -> Option<Duration> {
        if !self.is_running() {
            return None;
        }
        let stopped = stopped(now, wait);
        let asleep = self.asleep(now);
        self.shift(stopped);
        Some(whole(stopped + asleep)).filter(|gap| !gap.is_zero())
    }

    /// The awake time that passed without counting.
    fn shift(&mut self, by: Duration) {
        if let Some((awake, _)) = &mut self.running_since {
            *awake += by;
        }
    }

    /// How long the computer slept since the last reading.
    fn asleep(&self, now: ClockReading) -> Duration {
        let awake = now.awake.saturating_sub(self.last_reading.awake);
        let boot = now.boot.saturating_sub(self.last_reading.boot);
        let apart = boot.saturating_sub(awake);
        if apart > SLEEP_SLACK {
            apart
        } else {
            Duration::ZERO
        }
    }
}

/// The whole wait if the program was stopped in it, else zero.
fn stopped(now: ClockReading, wait: Wait) -> Duration {
    let waited = now.awake.saturating_sub(wait.began);
    let late = waited.saturating_sub(wait.planned);
    let slack = if wait.continued {
        REPORTED_STOP_SLACK
    } else {
        STOP_SLACK
    };
    if late > slack || (wait.continued && waited > slack) {
        waited
    } else {
        Duration::ZERO
    }
}

fn whole(time: Duration) -> Duration {
    Duration::from_millis(millis::whole(time))
}
