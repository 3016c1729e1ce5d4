//! The only module that reads clocks or waits by them. All other code takes clock readings as values.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Local, TimeDelta, Utc};

use crate::domain::interview::ClockReading;
use crate::domain::interview::follow_ups::SplitMix64;
use crate::domain::session::event::Wall;

/// Waits for a message, at most for `limit` if there is one, then takes all that are pending; `closed` if none can come
/// any more.
pub fn wait<T>(messages: &Receiver<T>, limit: Option<Duration>, closed: T) -> Vec<T> {
    let first = match limit {
        Some(limit) => messages.recv_timeout(limit),
        None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    match first {
        Ok(first) => std::iter::once(first).chain(messages.try_iter()).collect(),
        Err(RecvTimeoutError::Timeout) => Vec::new(),
        Err(RecvTimeoutError::Disconnected) => vec![closed],
    }
}

/// A clock that counts from its creation.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    #[expect(
        clippy::new_without_default,
        reason = "a clock reads the time when it is created"
    )]
    #[expect(
        clippy::disallowed_methods,
        reason = "the only module that reads clocks"
    )]
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
        }
    }

    /// Reads all clocks.
    pub fn read(&self) -> ClockReading {
        let awake = self.awake();
        ClockReading {
            awake,
            boot: boot_time().unwrap_or(awake),
            wall: wall(),
        }
    }

    /// Time since the creation of this clock, without sleep of the computer on Linux and macOS.
    pub fn awake(&self) -> Duration {
        self.start.elapsed()
    }
}

/// The wall time with the local UTC offset.
pub fn wall() -> Wall {
    utc().with_timezone(&Local).fixed_offset()
}

/// The wall time in UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "the only module that reads clocks"
)]
fn utc() -> DateTime<Utc> {
    utc_of(SystemTime::now())
}

/// A system time in UTC. chrono's own clock panics before 1970, where a computer with an empty battery may be.
fn utc_of(time: SystemTime) -> DateTime<Utc> {
    let since = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => TimeDelta::from_std(after),
        Err(before) => TimeDelta::from_std(before.duration()).map(|before| -before),
    };
    let utc = DateTime::UNIX_EPOCH.checked_add_signed(since.unwrap_or_default());
    utc.unwrap_or(DateTime::UNIX_EPOCH)
}

/// A random number for seeds and ids, from the wall clock and the process id; not for secrets.
pub fn random_seed() -> u64 {
    let nanos = utc().timestamp_nanos_opt();
    let nanos = nanos.unwrap_or_default().unsigned_abs();
    // The generator spreads neighboring times over the whole range.
    SplitMix64(nanos).draw() ^ u64::from(std::process::id())
}

/// Time since boot, sleep included.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn boot_time() -> Option<Duration> {
    duration(rustix::time::clock_gettime(rustix::time::ClockId::Boottime))
}

/// Time since boot, sleep included: Apple's monotonic clock also runs during sleep.
#[cfg(target_vendor = "apple")]
fn boot_time() -> Option<Duration> {
    duration(rustix::time::clock_gettime(
        rustix::time::ClockId::Monotonic,
    ))
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn boot_time() -> Option<Duration> {
    None
}

#[cfg(unix)]
fn duration(time: rustix::time::Timespec) -> Option<Duration> {
    Some(Duration::new(
        time.tv_sec.try_into().ok()?,
        time.tv_nsec.try_into().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_before_1970_is_a_time_like_any_other() {
        for seconds in [1, 86_400, 80_000_000_000] {
            let time = SystemTime::UNIX_EPOCH - Duration::from_secs(seconds);
            assert_eq!(utc_of(time).timestamp(), -seconds.cast_signed());
        }
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
        assert_eq!(utc_of(time).timestamp_millis(), 1_500);
    }
}
