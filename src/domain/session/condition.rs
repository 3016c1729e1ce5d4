//! How a session was run: the periods that were not counted, and the conditions that a reader should know.

use std::fmt;
use std::time::Duration;

use super::event::Wall;
use super::timeline::clock;

/// A period of wall time that the interview did not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The interview time, which stands still during the gap.
    pub at: Duration,
    pub reason: GapReason,
    /// The wall time of its start.
    pub since: Wall,
    /// Wall time; `None` while the gap is open.
    pub length: Option<Duration>,
}

/// `pause at 10:30 for 3:00`, in interview time and wall time.
impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {} ", self.reason.word(), clock(self.at))?;
        match self.length {
            Some(length) => write!(f, "for {}", clock(length)),
            None => f.write_str("until now"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapReason {
    /// By key.
    Pause,
    /// The program was not running.
    Away,
    /// The computer slept or the program was stopped.
    Stopped,
}

impl GapReason {
    pub fn word(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Away => "away",
            Self::Stopped => "stopped",
        }
    }
}

/// What a reader of the session should know about how it was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    Clean,
    Drill,
    Paused,
    Resumed,
    Stopped,
    Strict,
    Scaled,
    Quiet,
    EditedLater,
    Damaged,
}

impl Condition {
    pub fn word(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Drill => "drill",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Stopped => "stopped",
            Self::Strict => "strict",
            Self::Scaled => "scaled",
            Self::Quiet => "quiet",
            Self::EditedLater => "edited-later",
            Self::Damaged => "damaged",
        }
    }

    /// The condition explained in one phrase.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Clean => "never paused, stopped or resumed, and run by the framework's own rules",
            Self::Drill => "one stage alone; counted in no statistic of whole interviews",
            Self::Paused => "paused by key with the notes hidden; that time is not counted",
            Self::Resumed => "left or cut off, and resumed later; the time away is not counted",
            Self::Stopped => {
                "the computer slept or the program was stopped; that time is not counted"
            }
            Self::Strict => "every stage ended when its time was up",
            Self::Scaled => "other minutes than the framework's",
            Self::Quiet => "no follow-up questions interrupted",
            Self::EditedLater => "the notes are no longer as they were at the finish",
            Self::Damaged => "a part of the record is missing or does not fit",
        }
    }
}
