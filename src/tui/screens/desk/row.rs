//! One session on the desk, and the orders in which sessions may stand. Texts are clean.

use std::cmp::Ordering;

pub use crate::domain::overview::{
    ReviewProgress as Mine, Role as Whose, SelfLevels as Own, SessionRow as Row,
};

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
            Self::Reviews => (a.own_review, a.others).cmp(&(b.own_review, b.others)),
        };
        by.then(b.started.cmp(&a.started))
            .then_with(|| b.id.cmp(&a.id))
    }
}
