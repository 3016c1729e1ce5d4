//! How notes are judged: rubric and levels, the candidate's marks, coaches' reviews, which marks a reader may see, and
//! the facts about a session that follow.

pub mod agreement;
pub mod anchor;
pub mod calibration;
pub mod debrief_pages;
pub mod evidence;
pub mod facts;
pub mod marks;
pub mod message;
pub mod next_steps;
pub mod phrase;
pub mod publication;
pub mod ranking;
pub mod report;
pub mod review;
pub mod rubric;
pub mod summary;
pub mod viewer;
