//! Screens driven by key scripts that carry time, compared as text.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod coach;
mod compared;
mod debrief;
mod facts;
mod history;
mod interview;
mod keys;
mod options;
mod picture;
mod play;
mod reading;
mod room;
mod samples;
mod sizes;
