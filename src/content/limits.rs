//! The limits that content files are held to.

use crate::domain::content::design::Level;

/// Most stages of a framework.
pub use crate::domain::session::plan::MOST_STAGES as STAGES;

/// The version of the file format that this program reads.
pub const FORMAT: i64 = 1;

/// Fewest clarifying questions of a design.
pub const CLARIFY: usize = 12;
/// Fewest other wordings of a clarifying question.
pub const WORDINGS: usize = 3;
/// Fewest concepts of a design.
pub const CONCEPTS: usize = 12;
/// Fewest prompts a design adds to a stage.
pub const PROMPTS: usize = 5;
/// Fewest follow-up questions of a stage.
pub const FOLLOW_UPS: usize = 3;
/// Fewest common mistakes of a stage.
pub const STAGE_MISTAKES: usize = 3;
/// Fewest signals of a rubric item.
pub const SIGNALS: usize = 1;
/// Fewest estimates of a design.
pub const ESTIMATES: usize = 10;
/// Most estimates of a design: each is computed, and a hostile one takes its time.
pub const MOST_ESTIMATES: usize = 50;
/// How far an estimate's value may lie off what its formula gives.
pub const ESTIMATE_OFF: f64 = 0.01;
/// Fewest sources of a design.
pub const SOURCES: usize = 6;

/// How many rubric items of each level a stage has, neither more nor less.
pub const RUBRIC: [(Level, usize); 3] = [
    (Level::Solid, 3),
    (Level::Strong, 3),
    (Level::Exceptional, 2),
];
/// What the weights of the general rubric sum to.
pub const WEIGHTS: i64 = 100;

/// Most minutes of one stage.
pub const MINUTES: f64 = 600.0;

/// Most characters of an id.
pub const ID: usize = 59;
/// Most columns of a stage's short title: five of them share a row of 80.
pub const SHORT: usize = 10;
/// Most characters of one line of a file, so that a difference between two versions stays readable.
pub const FILE_LINE: usize = 200;

/// Most mistakes listed of one file; a hostile file could have one in every other byte.
pub const MISTAKES: usize = 500;
/// Most characters of a name repeated in a message.
pub const NAME: usize = 60;
