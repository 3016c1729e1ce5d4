//! The framework: the stages every design is practised with, and the concept cards around them.
//! Plain values; `content` makes them from a file.

use std::time::Duration;

/// A framework file, whole: 1 or more stages in the order they are practised.
#[derive(Debug, Clone, PartialEq)]
pub struct Framework {
    pub id: String,
    pub title: String,
    /// The author's own count of revisions, from 1.
    pub version: u32,
    /// The mistake that the framework exists to prevent, for the reader.
    pub warning: String,
    pub tip: String,
    pub stages: Vec<Stage>,
    pub lifecycle: Vec<LifecyclePart>,
    pub rubric: Vec<Dimension>,
    pub concepts: Vec<Concept>,
}

/// One timed stage of the interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    pub id: String,
    pub title: String,
    /// The title for the stage row, about 8 columns.
    pub short: String,
    /// How long the stage lasts before `--minutes` or `--total` change it; whole milliseconds.
    pub budget: Duration,
    /// What done looks like at the end of the stage.
    pub done: String,
    pub prompts: Vec<CorePrompt>,
}

/// A prompt that stands in its stage whatever the design.
#[derive(Debug, Clone, PartialEq)]
pub struct CorePrompt {
    pub ask: String,
    pub hint: String,
    /// What a good interviewer listens for; shown after the finish only.
    pub listen_for: String,
}

/// One part of the life of a model (data, training, serving, monitoring) and what to think of in it.
#[derive(Debug, Clone, PartialEq)]
pub struct LifecyclePart {
    pub part: String,
    pub considerations: Vec<String>,
}

/// One row of the general rubric: a dimension, its weight in per cent, and a sentence per level.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    pub dimension: String,
    pub weight: u32,
    pub weak: String,
    pub solid: String,
    pub strong: String,
    pub exceptional: String,
}

/// A concept card: a definition, why it matters, and one question with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    pub id: String,
    /// A group of the concept sheet or a stage's title.
    pub group: String,
    pub name: String,
    pub definition: String,
    pub why: String,
    pub question: String,
    pub answer: String,
}
