//! The store against real folders: what is written is read again, and what the format promises holds.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod damage;
mod fixture;
mod flips;
mod full_disk;
mod golden;
mod lists;
mod lock;
mod places;
mod promises;
mod resume;
mod round_trip;
mod strangers;
