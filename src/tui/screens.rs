//! The screens: plain structs that take inputs, return effects and draw themselves. They never name each other.

pub mod calibration;
pub mod cards;
pub mod cohort;
pub mod compared;
pub mod debrief;

pub mod finished;
pub mod home;
pub mod interview;
pub mod reading;
pub mod replay;
pub mod review;
pub mod sessions;
