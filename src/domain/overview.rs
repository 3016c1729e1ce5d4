//! What lists show of designs and of sessions, as plain values. Texts are clean: they hold no control characters.

use std::time::Duration;

/// What home shows.
#[derive(Debug, Default)]
pub struct HomeData {
    pub designs: Vec<DesignCard>,
    /// The unfinished session that is offered first.
    pub unfinished: Option<Unfinished>,
    /// Whether more sessions are known to be unfinished.
    pub more_unfinished: bool,
    /// The framework's stages, in order.
    pub stages: Vec<StageMinutes>,
}

/// How much time the framework gives a stage.
#[derive(Debug, Clone)]
pub struct StageMinutes {
    /// The stage's short title.
    pub short: String,
    pub time: Duration,
}

/// One design to choose.
#[derive(Debug, Clone, Default)]
pub struct DesignCard {
    pub id: String,
    pub title: String,
    /// `medium-hard`, and so on.
    pub difficulty: String,
    pub stars: u8,
    /// Whole minutes of the framework.
    pub minutes: u64,
    pub summary: String,
    pub concepts: Vec<String>,
    /// When the last finished session ended and how long it took; empty where there is none.
    pub last: String,
    /// Why the design cannot be started, where it cannot.
    pub problem: Option<String>,
}

/// An unfinished session.
#[derive(Debug, Clone)]
pub struct Unfinished {
    pub id: String,
    /// Design, time in the interview and start.
    pub words: String,
}

/// In which role somebody reads a table of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A coach must not see the candidates' own levels before scoring.
    Coach,
    /// The candidate must not see a coach's levels before the own marks are done.
    Candidate,
}

/// The candidate's own levels, as far as the reader may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnLevels {
    None,
    /// There are some, and this coach has not scored yet.
    Hidden,
    /// One digit for each stage, `-` where there is none.
    Levels(String),
}

/// How far this coach's own review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewProgress {
    None,
    Begun,
    Done,
}

/// One session in a table.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub id: String,
    pub candidate: String,
    pub design: String,
    /// Day and time of the start, in the candidate's time zone.
    pub date: String,
    /// The start in seconds since 1970, for sorting.
    pub started: i64,
    pub elapsed: Duration,
    /// The longest overrun of a stage.
    pub worst: Duration,
    pub condition: String,
    pub is_finished: bool,
    pub is_in_use: bool,
    pub is_unread: bool,
    pub own: OwnLevels,
    pub mine: ReviewProgress,
    /// Reviews by other coaches.
    pub others: usize,
    /// The levels that coaches gave, a digit for each stage, as far as the reader may see them.
    pub coaches: Vec<String>,
    /// What a filter looks through, in lower case.
    pub words: String,
}

impl SessionRow {
    /// Whether the row contains all of these words, given in lower case.
    pub fn has(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.words.contains(word))
    }
}
