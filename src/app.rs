//! The use cases that the command line and the screens share. They join `content`, `store` and `report`, which do not
//! import each other.
//!
//! ```text
//! context ── folders, library, settings         load ── a session with its design, log, reviews and reader
//! start ── start, resume                        reader ── who reads on this machine and which levels they may see
//! calibration ── a coach's marks of gold sessions beside agreed ones
//! debrief, review ── open to mark               recording ── the session that is being recorded
//! tutor ── the guided interview, which is not recorded
//! practice, sessions ── the data of lists       export ── pages made from sessions
//! config ── the settings in use and where each comes from
//! assignments ── taken in, written, listed, started
//! questions ── the interviewer's questions, made in the background
//! ```

pub mod assignments;
pub mod calibration;
pub mod cards;
pub mod cohort;
pub mod config;
pub mod context;
pub mod debrief;
pub mod drill;
pub mod editor;
pub mod export;
pub mod failure;
pub mod load;
pub mod practice;
pub mod preview;
pub mod progress;
pub mod questions;
pub mod reader;
pub mod recording;
pub mod review;
pub mod sessions;
pub mod start;
pub mod tutor;
