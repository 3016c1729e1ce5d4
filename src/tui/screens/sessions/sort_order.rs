//! The orders in which the table of sessions can be sorted.

use std::cmp::Ordering;

use crate::domain::overview::{Role, SessionRow};

/// The title of an order and its comparison of two rows.
pub type SortOrder = (&'static str, fn(&SessionRow, &SessionRow) -> Ordering);

/// The index of a coach's first order.
pub const UNREAD_FIRST: usize = 0;
/// The index of the history's first order.
pub const NEWEST_FIRST: usize = 1;
/// The index of the order of a calibration, which does not change while it is scored.
pub const BY_CANDIDATE: usize = 2;

/// Every order of a coach. Sessions that are equal in it are sorted newest first, by [`newest_first`].
pub(super) const ORDERS: [SortOrder; 7] = [
    ("unread first", |a, b| b.is_unread.cmp(&a.is_unread)),
    ("newest first", |_, _| Ordering::Equal),
    ("by candidate", |a, b| a.candidate.cmp(&b.candidate)),
    ("by design", |a, b| a.design.cmp(&b.design)),
    WORST_FIRST,
    ("longest first", |a, b| b.elapsed.cmp(&a.elapsed)),
    ("fewest reviews first", |a, b| {
        (a.own_review, a.others).cmp(&(b.own_review, b.others))
    }),
];

/// A coach looks for the worst overrun of a session, and sees it in the table.
const WORST_FIRST: SortOrder = ("worst overrun first", |a, b| b.worst.cmp(&a.worst));
/// A candidate sees the time over in all.
const MOST_OVER_FIRST: SortOrder = ("most time over first", |a, b| b.over.cmp(&a.over));

/// The order with this index for a reader with this role.
pub fn order(role: Role, index: usize) -> SortOrder {
    match (role, ORDERS[index]) {
        (Role::Candidate, (title, _)) if title == WORST_FIRST.0 => MOST_OVER_FIRST,
        (_, order) => order,
    }
}

/// Compares the starts of two sessions, and their ids where they started at the same time.
pub fn newest_first(a: &SessionRow, b: &SessionRow) -> Ordering {
    (b.started, &b.id).cmp(&(a.started, &a.id))
}
