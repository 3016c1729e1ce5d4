//! How notes are judged: the rubric and the level that follows from it, the candidate's marks, a coach's review, and
//! who may see whose marks.

pub mod anchor;
pub mod marks;
pub mod report;
pub mod review;
pub mod rubric;
pub mod viewer;
