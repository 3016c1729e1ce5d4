//! Playing: how interview time passes while the clock runs, and what of it is skipped. It draws nothing.

use std::time::Duration;

use super::ReplayScreen;
use crate::domain::interview::ClockReading;

/// Stillness of more than this is skipped.
const IDLE: Duration = Duration::from_secs(5);
/// It goes on this long before the next change.
const LEAD: Duration = Duration::from_secs(1);
/// What happens rests on the screen for this long, by the clock on the wall, before stillness is skipped.
const REST: Duration = Duration::from_millis(500);
/// A change is shown as one for this long of interview time, or for `REST` where that is longer.
const SIGHT: Duration = Duration::from_secs(2);
/// What was skipped is said for this long.
const SAID: Duration = Duration::from_secs(3);
/// A turn that took longer was none: the program was stopped.
const LONGEST_TURN: Duration = Duration::from_secs(2);
/// No screen is drawn anew sooner than this.
const FRAME: Duration = Duration::from_millis(33);

/// How many times as fast as the interview, by the keys 1 to 6.
const SPEEDS: [u32; 6] = [1, 4, 8, 16, 32, 64];

#[derive(Debug)]
pub(super) struct Play {
    speed: u32,
    /// The awake clock up to which time has passed; `None` while it stands.
    since: Option<Duration>,
    /// How much was skipped, and the awake clock then.
    skipped: Option<(Duration, Duration)>,
}

impl Default for Play {
    fn default() -> Self {
        Self {
            speed: SPEEDS[0],
            since: None,
            skipped: None,
        }
    }
}

impl Play {
    pub fn is_on(&self) -> bool {
        self.since.is_some()
    }

    pub fn stop(&mut self) {
        self.since = None;
    }

    pub fn speed(&self) -> u32 {
        self.speed
    }

    /// The speed of a key from 1 to 6.
    pub fn set_speed(&mut self, digit: u32) {
        let place = (digit as usize).saturating_sub(1).min(SPEEDS.len() - 1);
        self.speed = SPEEDS[place];
    }

    /// What was skipped just now.
    pub fn skipped(&self) -> Option<Duration> {
        self.skipped.map(|(time, _)| time)
    }

    /// Says no more what was skipped.
    pub fn hush(&mut self) {
        self.skipped = None;
    }

    /// How long a change is shown as one, in interview time.
    pub fn in_sight(&self) -> Duration {
        if self.is_on() {
            SIGHT.max(self.rest())
        } else {
            SIGHT
        }
    }

    /// `REST` in interview time.
    fn rest(&self) -> Duration {
        REST * self.speed
    }
}

impl ReplayScreen {
    /// Plays, from the start where the end is reached; or stops.
    pub(super) fn play_or_stop(&mut self, now: ClockReading) {
        if self.play.is_on() {
            return self.play.stop();
        }
        if self.replay.at() >= self.replay.end() {
            self.replay.seek(Duration::ZERO);
        }
        self.play.since = Some(now.awake);
        self.pass(now);
    }

    /// Lets playing time pass up to `now`.
    pub fn pass(&mut self, now: ClockReading) {
        let Some(since) = self.play.since else {
            return;
        };
        let awake = now.awake.saturating_sub(since).min(LONGEST_TURN);
        self.play.since = Some(now.awake);
        if (self.play.skipped).is_some_and(|(_, said)| now.awake.saturating_sub(said) >= SAID) {
            self.play.hush();
        }
        let mut left = awake * self.play.speed;
        let mut skipped = Duration::ZERO;
        while self.replay.at() < self.replay.end() {
            let at = self.replay.at();
            let (from, to) = self.next_stop();
            if from.saturating_sub(at) > left {
                self.replay.seek(at + left);
                break;
            }
            left -= from.saturating_sub(at);
            skipped += to.saturating_sub(from);
            self.replay.seek(to);
        }
        if !skipped.is_zero() {
            self.play.skipped = Some((skipped, now.awake));
        }
        if self.replay.at() >= self.replay.end() {
            self.play.stop();
        }
    }

    /// How long the screen stays as it is, at most; `None` while nothing plays.
    pub fn wait(&self, now: ClockReading) -> Option<Duration> {
        let since = self.play.since?;
        let at = self.replay.at();
        let second = Duration::from_secs(1);
        let timeline = self.replay.session().timeline(at);
        let open = timeline.current.and_then(|open| timeline.stages.get(open));
        let turned = open.map_or(Duration::ZERO, |open| open.since_second());
        let of_moment = second.saturating_sub(Duration::from_nanos(u64::from(at.subsec_nanos())));
        let (stop, _) = self.next_stop();
        let next = (stop.saturating_sub(at))
            .min(of_moment)
            .min(second.saturating_sub(turned));
        let passed = now.awake.saturating_sub(since);
        Some((next / self.play.speed).saturating_sub(passed).max(FRAME))
    }

    /// Up to which moment it plays on as it is, and from which then: the same at the next change, a later one where
    /// stillness is skipped.
    fn next_stop(&self) -> (Duration, Duration) {
        let (at, end) = (self.replay.at(), self.replay.end());
        let next = self.replay.next_change().unwrap_or(end);
        let happened = self.replay.happened();
        let last = happened.iter().rfind(|entry| entry.event.is_change());
        let last = last.map_or(Duration::ZERO, |entry| entry.at);
        let from = at.max(last + self.play.rest());
        let to = next.saturating_sub(LEAD);
        if next.saturating_sub(last) > IDLE && to > from {
            (from, to)
        } else {
            (next, next)
        }
    }
}
