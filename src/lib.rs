//! Forty: practise the machine-learning system design interview against the clock.

pub mod domain;
pub mod store;
