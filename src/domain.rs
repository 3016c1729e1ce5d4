//! The pure core: interviews, sessions and their judgment as values, without terminal, files or clocks.

pub mod calc;
pub mod compare;
pub mod content;
pub mod interview;
pub mod judging;
pub mod overview;
pub mod sanitize;
pub mod session;
pub mod stems;
pub mod units;
