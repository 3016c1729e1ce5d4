//! The interviewer: which answer fits what was asked, and which question comes unasked, and when.
//! Must not know how either is shown.

pub mod ask;
pub mod follow_ups;
