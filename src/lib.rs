//! Forty: practise the machine-learning system design interview against the clock.

pub mod cli;
pub mod clock;
pub mod commands;
pub mod content;
pub mod domain;
pub mod export;
pub mod failure;
pub mod store;
pub mod tui;
