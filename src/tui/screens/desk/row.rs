//! One session on the desk, and the orders in which sessions may stand. Texts are clean.

use std::cmp::Ordering;
use std::time::Duration;

/// Who reads the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A coach, who must not see own levels before scoring.
    Coach,
    /// The candidate, who must not see a coach's before the own marks are done.
    Own,
}

/// The candidate's own levels, as far as they may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// There are none.
    None,
    /// Not before this coach has scored.
    Hidden,
    /// One digit a stage, `-` where there is none.
    Levels(String),
}

/// How far this coach's own review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mine {
    None,
    Begun,
    Done,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub id: String,
    pub candidate: String,
    pub design: String,
    /// Day and time of the start, in the place where it was.
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
    pub own: Own,
    pub mine: Mine,
    /// Reviews by other coaches.
    pub others: usize,
    /// The levels that coaches gave, a digit a stage, as far as they may be seen.
    pub coaches: Vec<String>,
    /// What a filter looks through, in lower case.
    pub words: String,
}

impl Row {
    /// Whether all of these words, in lower case, stand somewhere in the row.
    pub fn has(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.words.contains(word))
    }
}

/// An order of the table; equals stand newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Unread,
    Newest,
    Candidate,
    Design,
    Overrun,
    Length,
    Reviews,
}

impl Sort {
    const ALL: [Self; 7] = [
        Self::Unread,
        Self::Newest,
        Self::Candidate,
        Self::Design,
        Self::Overrun,
        Self::Length,
        Self::Reviews,
    ];

    /// The one after it; the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|sort| *sort == self);
        Self::ALL[(place.unwrap_or(0) + 1) % Self::ALL.len()]
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Unread => "unread first",
            Self::Newest => "newest first",
            Self::Candidate => "by candidate",
            Self::Design => "by design",
            Self::Overrun => "worst overrun first",
            Self::Length => "longest first",
            Self::Reviews => "fewest reviews first",
        }
    }

    pub fn order(self, a: &Row, b: &Row) -> Ordering {
        let by = match self {
            Self::Unread => b.is_unread.cmp(&a.is_unread),
            Self::Newest => Ordering::Equal,
            Self::Candidate => a.candidate.cmp(&b.candidate),
            Self::Design => a.design.cmp(&b.design),
            Self::Overrun => b.worst.cmp(&a.worst),
            Self::Length => b.elapsed.cmp(&a.elapsed),
            Self::Reviews => (a.mine, a.others).cmp(&(b.mine, b.others)),
        };
        by.then(b.started.cmp(&a.started))
            .then_with(|| b.id.cmp(&a.id))
    }
}
