//! What an interview is, with no terminal, file or clock in sight: values in, values out.

pub mod clean;
pub mod design;
pub mod event;
pub mod framework;
pub mod interview;
pub mod plan;
pub mod session;
pub mod sums;
pub mod text;
pub mod timeline;
