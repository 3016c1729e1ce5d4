//! Screens driven by key scripts that carry time, compared as text.

mod interview;
mod keys;
mod picture;
mod play;
mod reading;
mod samples;
mod sizes;
