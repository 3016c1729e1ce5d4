//! The only reader of time. Everything else is handed a reading.

use std::time::{Duration, Instant};

use chrono::{Local, Utc};

use crate::domain::interview::ClockReading;
use crate::domain::session::event::Wall;

/// A clock whose readings count from when it was made.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    #[expect(clippy::new_without_default, reason = "reading a clock is no default")]
    #[expect(clippy::disallowed_methods, reason = "the home of time")]
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
        }
    }

    /// All clocks at this instant.
    pub fn read(&self) -> ClockReading {
        let awake = self.awake();
        ClockReading {
            awake,
            boot: boot_time().unwrap_or(awake),
            wall: wall(),
        }
    }

    /// Time since this clock was made, sleep of the computer left out on Linux and macOS.
    pub fn awake(&self) -> Duration {
        self.start.elapsed()
    }
}

/// The wall time with the offset of this place.
#[expect(clippy::disallowed_methods, reason = "the home of time")]
pub fn wall() -> Wall {
    Local::now().fixed_offset()
}

/// Nanoseconds of the wall clock: a source of chance for seeds and ids, no secret.
#[expect(clippy::disallowed_methods, reason = "the home of time")]
pub fn chance() -> u64 {
    let nanos = Utc::now()
        .timestamp_nanos_opt()
        .unwrap_or_default()
        .unsigned_abs();
    // SplitMix64's finaliser spreads neighboring times over the whole range.
    let mixed = (nanos ^ (nanos >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31) ^ u64::from(std::process::id())
}

/// Time since boot, sleep included.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn boot_time() -> Option<Duration> {
    duration(rustix::time::clock_gettime(rustix::time::ClockId::Boottime))
}

/// Time since boot, sleep included: Apple's monotonic clock goes on while asleep.
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
