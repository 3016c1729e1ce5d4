//! The orders in which the table of sessions can be sorted.

use std::cmp::Ordering;

use crate::domain::overview::SessionRow;

/// An order of the table. Sessions that are equal in it are sorted newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortOrder {
    Unread,
    Newest,
    Candidate,
    Design,
    Overrun,
    Length,
    Reviews,
}

impl SortOrder {
    const ALL: [Self; 7] = [
        Self::Unread,
        Self::Newest,
        Self::Candidate,
        Self::Design,
        Self::Overrun,
        Self::Length,
        Self::Reviews,
    ];

    /// The next order; the first one after the last.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    pub fn title(self) -> &'static str {
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

    pub fn order(self, a: &SessionRow, b: &SessionRow) -> Ordering {
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
