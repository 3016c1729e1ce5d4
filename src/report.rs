//! Formats sessions and designs for people and for other programs, without reading or writing files. `view` is the one
//! serializable view of a session: JSON is this view, and the templates print it.

pub mod compare;
pub mod csv;
pub mod design;
pub mod html;
pub mod json;
pub mod markdown;
mod page;
pub mod plain;
mod template;
mod view;

#[cfg(test)]
mod tests;
