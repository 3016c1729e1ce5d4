//! What is practiced: a framework of timed stages, and the designs that fill them. The types define how files spell them;
//! `crate::content` reads the files and reports their errors.

pub mod design;
pub mod framework;
pub mod text;
