//! How a session was run: the stretches that did not count, and the words for what a reader should know.

use std::time::Duration;

use super::event::Wall;

/// A stretch of wall time that the interview did not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    pub at: Duration,
    pub why: Why,
    pub since: Wall,
    /// Wall time; `None` while it lasts.
    pub length: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// By key.
    Pause,
    /// The program was not running.
    Away,
    /// The computer slept or the program was stopped.
    Stopped,
}

impl Why {
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
}
