//! What is practiced: a framework of timed stages and the designs that fill them. Plain values; `crate::content`
//! reads them from files.

pub mod design;
pub mod framework;
