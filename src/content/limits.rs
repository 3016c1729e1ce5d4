//! The limits for content files.

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
/// Fewest example lines that show a rubric item, and that only come near.
pub const SHOWS: usize = 3;
pub const NEAR: usize = 2;
/// Fewest estimates of a design.
pub const ESTIMATES: usize = 10;
/// Most estimates of a design. Each is computed, and a hostile formula may take long.
pub const MOST_ESTIMATES: usize = 50;
/// The largest relative difference between the value of an estimate and the result of its formula.
pub const ESTIMATE_OFF: f64 = 0.01;
/// Fewest sources of a design.
pub const SOURCES: usize = 6;

/// The exact number of rubric items of each level in a stage.
pub const RUBRIC: [(Level, usize); 3] = [
    (Level::Solid, 3),
    (Level::Strong, 3),
    (Level::Exceptional, 2),
];
/// The sum of the weights of the framework's rubric.
pub const WEIGHTS: i64 = 100;

/// Most minutes of one stage.
pub const MINUTES: f64 = 600.0;

/// Most characters of an id.
pub const ID: usize = 59;
/// Most columns of a stage's short title, because five of them share a row of 80 columns.
pub const SHORT: usize = 10;
/// Most characters of one line of a file, so that a diff of two versions is readable.
pub const FILE_LINE: usize = 200;

/// Most mistakes listed for one file, because a hostile file can have one in every other byte.
pub const MISTAKES: usize = 1500;
/// Most characters of a name that a message repeats.
pub const NAME: usize = 60;
