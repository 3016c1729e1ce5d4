//! What an interview is, with no terminal, file or clock in sight: values in, values out.

pub mod calc;
pub mod compare;
pub mod content;
pub mod interview;
pub mod judging;
pub mod overview;
pub mod sanitize;
pub mod session;
pub mod stems;
pub mod units;
