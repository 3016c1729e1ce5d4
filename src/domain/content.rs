//! What is practiced: a framework of timed stages and the designs that fill them. The types say themselves how a file
//! spells them; `crate::content` reads the files and reports what is wrong with them.

pub mod design;
pub mod framework;
pub mod text;
