//! The pure core: interviews, sessions and their judgment as values, without terminal, files or clocks.

pub mod assignment;
pub mod calc;
pub mod cards;
pub mod cohort;
pub mod compare;
pub mod content;
pub mod interview;
pub mod judging;
pub mod names;
pub mod overview;
pub mod progress;
pub mod prose;
pub mod sanitize;
pub mod session;
pub mod settings;
pub mod shell;
pub mod stems;
pub mod symbols;
pub mod tutor;
pub mod units;
pub mod wrapping;
