//! How notes are judged: the rubric and the level that follows from it, the candidate's marks, a coach's review, and
//! who may see whose marks, and everything that is said of a session.

pub mod anchor;
pub mod evidence;
pub mod facts;
pub mod marks;
pub mod report;
pub mod review;
pub mod rubric;
pub mod viewer;
