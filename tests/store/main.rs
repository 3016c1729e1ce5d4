//! The store with real folders: what is written is read again, and the promises of the format are kept.
#![expect(
    clippy::unwrap_used,
    reason = "what fails to be there is the answer of a test"
)]

mod archives;
mod clocks;
mod coaches;
mod continues;
mod copies;
mod damage;
mod fixture;
mod flips;
mod format;
mod full_disk;
mod golden;
mod hostile_archives;
mod lists;
mod lock;
mod marks;
mod merges;
mod places;
mod promises;
mod repair;
mod rescue;
mod rescued_reviews;
mod resume;
mod reviews;
mod room;
mod round_trip;
mod slow;
mod strangers;
