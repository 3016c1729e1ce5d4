//! Screens driven by key scripts that carry time, compared as text.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod assigned;
mod calibration;
mod coach;
mod cohort;
mod commands;
mod comments;
mod compared;
mod debrief;
mod disk;
mod drill;
mod early;
mod facts;
mod first;
mod frame;
mod goals;
mod gold;
mod history;
mod interview;
mod keys;
mod linear;
#[path = "../../examples/many/mod.rs"]
mod many;
mod mocks;
mod narrow;
mod options;
mod panes;
mod pictures;
mod play;
mod reading;
mod replies;
mod room;
mod samples;
mod settings;
mod shared;
mod sizes;
mod sums;
mod tutor;
