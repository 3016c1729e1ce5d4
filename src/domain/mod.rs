//! What an interview is, with no terminal, file or clock in sight: values in, values out.

pub mod activity;
pub mod anchor;
pub mod clean;
pub mod comparison;
pub mod condition;
pub mod debrief;
pub mod design;
pub mod event;
pub mod framework;
pub mod interview;
pub mod interviewer;
pub mod ledger;
pub mod log;
pub mod mentions;
pub mod page;
pub mod plan;
pub mod replay;
pub mod report;
pub mod review;
pub mod rubric;
pub mod session;
pub mod sums;
pub mod text;
pub mod timeline;
pub mod times;
pub mod words;
