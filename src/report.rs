//! Sessions as text for others to read: values in, text out. No file is touched here. `view` is the one serializable
//! view of a session; JSON is that view, and the templates lay out the same for people.

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
