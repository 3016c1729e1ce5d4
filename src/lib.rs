//! Forty: practice the machine-learning system design interview against the clock.
//!
//! The interview screen, and the module of each part:
//!
//! ```text
//!  Image Caption Generator  1 Setup ▸2 Data  3 Model …      ·   tui::widgets::stages
//! ┌ Data Pipeline ────────┐┌ Notes · Data Pipeline ── saved ┐   saved: store::Recorder, through tui::router
//! │  4:28                 ││ 6 sources: uploads 4M/day      │   countdown: tui::widgets::countdown
//! │ 4:28 left of 10:00    ││   ingress = 4e6/day → 46.3/s   │   times: domain::session::timeline; sums: domain::calc
//! │ total 28:40 left      ││ 9 split by uploader            │   notes: tui::widgets::notes on domain::session::notes
//! │ Prompts 2/9           ││                                │   prompts: domain::session::{plan, stage_state}
//! │ ▸[ ] What does …      ││                                │   keys: tui::keys, decoded by tui::input
//! │ Interviewer           ││                                │   questions, follow-ups: domain::interview
//! │  8:48 Why not just …  ││                                │
//! └───────────────────────┘└────────────────────────────────┘
//!  Setup 0:48 over: Monitor will have 4:12    Esc commands      tui::screens::interview::footer
//! ```
//!
//! Everything that happens is an event of `domain::session::event`. `domain::session` folds the events into the state of
//! a session, both live and when it is read again; `store` writes and reads them; `report` formats what follows from
//! them. `app` has the use cases that the commands (`cli`) and the screens (`tui`) share.

pub mod app;
pub mod cli;
pub mod clock;
pub mod content;
pub mod domain;
pub mod linear;
pub mod report;
pub mod store;
#[cfg(feature = "sync")]
pub mod sync;
pub mod tui;
