//! What a report tells, in every format: the same facts, only what its reader may see, and no text that acts.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../report/fixture.rs"]
mod fixture;

mod formats;
mod page;
