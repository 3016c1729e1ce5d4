//! Reports in every format: they have the same facts, only what the reader may see, and no hostile text takes effect.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../report/fixture.rs"]
mod fixture;

mod formats;
mod page;
