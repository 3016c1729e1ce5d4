//! The only module that reads clocks. All other code takes clock readings as values.

use std::time::{Duration, Instant};

use chrono::{Local, Utc};

use crate::domain::interview::ClockReading;
use crate::domain::interview::follow_ups::SplitMix64;
use crate::domain::session::event::Wall;

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
#[expect(
    clippy::disallowed_methods,
    reason = "the only module that reads clocks"
)]
pub fn wall() -> Wall {
    Local::now().fixed_offset()
}

/// A random number for seeds and ids, from the wall clock and the process id; not for secrets.
#[expect(
    clippy::disallowed_methods,
    reason = "the only module that reads clocks"
)]
pub fn random_seed() -> u64 {
    let nanos = Utc::now()
        .timestamp_nanos_opt()
        .unwrap_or_default()
        .unsigned_abs();
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
