//! Playback: how interview time passes while the clock runs, and which of it is skipped.

use std::time::Duration;

use super::ReplayScreen;
use crate::domain::interview::ClockReading;

/// A longer time without changes is skipped.
const IDLE: Duration = Duration::from_secs(5);
/// Playback continues this long before the next change.
const LEAD: Duration = Duration::from_secs(1);
/// An event stays on the screen this long in real time before a time without changes is skipped.
const REST: Duration = Duration::from_millis(500);
/// A change is highlighted for this long of interview time, or for `REST` where that is longer.
const HIGHLIGHT: Duration = Duration::from_secs(2);
/// The message about skipped time is shown for this long.
const SKIPPED_MESSAGE: Duration = Duration::from_secs(3);
/// Longest real time that one turn plays; a longer turn means that the program was stopped.
const LONGEST_TURN: Duration = Duration::from_secs(2);
/// Shortest time between two frames.
const FRAME: Duration = Duration::from_millis(33);

/// Playback speeds as multiples of real time, for the keys 1 to 6.
const SPEEDS: [u32; 6] = [1, 4, 8, 16, 32, 64];

#[derive(Debug)]
pub(super) struct Playback {
    speed: u32,
    /// The awake clock up to which was played; `None` while playback is stopped.
    since: Option<Duration>,
    /// How much time was skipped last, and the awake clock then.
    skipped: Option<(Duration, Duration)>,
}

impl Default for Playback {
    fn default() -> Self {
        Self {
            speed: SPEEDS[0],
            since: None,
            skipped: None,
        }
    }
}

impl Playback {
    pub fn is_on(&self) -> bool {
        self.since.is_some()
    }

    pub fn stop(&mut self) {
        self.since = None;
    }

    pub fn speed(&self) -> u32 {
        self.speed
    }

    /// Sets the speed of a key from 1 to 6.
    pub fn set_speed(&mut self, digit: u32) {
        let index = (digit as usize).saturating_sub(1).min(SPEEDS.len() - 1);
        self.speed = SPEEDS[index];
    }

    /// The time that was skipped, while the message about it is shown.
    pub fn skipped(&self) -> Option<Duration> {
        self.skipped.map(|(time, _)| time)
    }

    /// Removes the message about skipped time.
    pub fn clear_skipped(&mut self) {
        self.skipped = None;
    }

    /// How long a change is highlighted, in interview time.
    pub fn highlight(&self) -> Duration {
        if self.is_on() {
            HIGHLIGHT.max(self.rest())
        } else {
            HIGHLIGHT
        }
    }

    /// `REST` in interview time.
    fn rest(&self) -> Duration {
        REST * self.speed
    }
}

impl ReplayScreen {
    /// Starts playback, from the start where the end was reached, or stops it.
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

    /// Plays up to `now`.
    pub fn pass(&mut self, now: ClockReading) {
        let Some(since) = self.play.since else {
            return;
        };
        let awake = now.awake.saturating_sub(since).min(LONGEST_TURN);
        self.play.since = Some(now.awake);
        if (self.play.skipped)
            .is_some_and(|(_, since)| now.awake.saturating_sub(since) >= SKIPPED_MESSAGE)
        {
            self.play.clear_skipped();
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

    /// How long the screen stays unchanged, at most; `None` while playback is stopped.
    pub fn wait(&self, now: ClockReading) -> Option<Duration> {
        let since = self.play.since?;
        let at = self.replay.at();
        let second = Duration::from_secs(1);
        let timeline = self.replay.session().timeline(at);
        let open = timeline.current.and_then(|open| timeline.stages.get(open));
        let turned = open.map_or(Duration::ZERO, |open| open.since_second());
        let next_second = second.saturating_sub(Duration::from_nanos(u64::from(at.subsec_nanos())));
        let (stop, _) = self.next_stop();
        let next = (stop.saturating_sub(at))
            .min(next_second)
            .min(second.saturating_sub(turned));
        let passed = now.awake.saturating_sub(since);
        Some((next / self.play.speed).saturating_sub(passed).max(FRAME))
    }

    /// The time up to which playback continues and the time from which it continues then. They differ where a time
    /// without changes is skipped.
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
