//! Screens driven by key scripts that carry time, compared as text.

mod interview;
mod keys;
mod play;
mod reading;
mod sizes;
