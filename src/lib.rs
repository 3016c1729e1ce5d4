//! Forty: practise the machine-learning system design interview against the clock.
//!
//! The interview screen, and who owns each part of it:
//!
//! ```text
//!  Image Caption Generator  1 Setup ▸2 Data  3 Model …      ·   tui::widgets::stages
//! ┌ Data Pipeline ────────┐┌ Notes · Data Pipeline ── saved ┐   saved: store::Recorder, through tui::router
//! │  4:28                 ││ 6 sources: uploads 4M/day      │   big digits: tui::widgets::countdown
//! │ 4:28 left of 10:00    ││   ingress = 4e6/day → 46.3/s   │   figures: domain::timeline; sums: domain::calc
//! │ total 28:40 left      ││ 9 split by uploader            │   notes: tui::widgets::notes on domain::text
//! │ Prompts 2/9           ││                                │   prompts: domain::plan, marks: domain::page
//! │ ▸[ ] What does …      ││                                │   keys: tui::keys, as tui::input decodes them
//! │ Interviewer           ││                                │   domain::interviewer: answers, follow-ups
//! │  8:48 Why not just …  ││                                │
//! └───────────────────────┘└────────────────────────────────┘
//!  Setup 0:48 over: Monitor will have 4:12    Esc commands      tui::screens::interview::footer
//! ```
//!
//! Everything that happens becomes a `domain::event`; `domain::session` folds the events, live and when read again;
//! `store` writes and reads them; `export` and `commands` show what came of it. `ARCHITECTURE.md` has the rooms.

pub mod app;
pub mod cli;
pub mod clock;
pub mod content;
pub mod domain;
pub mod report;
pub mod store;
pub mod tui;
