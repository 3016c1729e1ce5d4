//! The framework: the stages with which every design is practiced, and the concept cards. Each field is a key of the
//! file.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

use super::text;

/// A framework file with one or more stages in the order in which they are practiced.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Framework {
    pub id: String,
    pub title: String,
    /// The author's revision number, from 1.
    pub version: u32,
    /// The mistake that the framework helps to avoid.
    #[serde(deserialize_with = "text::paragraphs")]
    pub warning: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub tip: String,
    /// What candidates ask in every interview.
    #[serde(default, rename = "topic")]
    pub topics: Vec<Topic>,
    #[serde(rename = "stage")]
    pub stages: Vec<FrameworkStage>,
    pub lifecycle: Vec<LifecyclePart>,
    pub rubric: Vec<Dimension>,
    #[serde(rename = "concept")]
    pub concepts: Vec<Concept>,
}

impl Framework {
    /// The time of all stages.
    pub fn total(&self) -> Duration {
        self.stages.iter().map(|stage| stage.budget).sum()
    }
}

/// A subject of clarifying questions with the words that candidates use for it. A design's question names its topics.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Topic {
    pub id: String,
    pub phrasings: Vec<String>,
}

/// One timed stage of the interview.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct FrameworkStage {
    pub id: String,
    pub title: String,
    /// The title for the stage row, about 8 columns; optional in the file if `title` is that short.
    #[serde(deserialize_with = "text::optional")]
    pub short: String,
    /// The time of the stage in whole milliseconds, unless `--minutes` or `--total` change it.
    #[serde(rename = "minutes", deserialize_with = "minutes")]
    pub budget: Duration,
    /// What must be done by the end of the stage.
    #[serde(deserialize_with = "text::paragraphs")]
    pub done: String,
    #[serde(rename = "prompt")]
    pub prompts: Vec<CorePrompt>,
}

/// A prompt that a stage has in every design.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct CorePrompt {
    pub ask: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub hint: String,
    /// What a good interviewer listens for; shown only after the finish.
    #[serde(deserialize_with = "text::paragraphs")]
    pub listen_for: String,
}

/// One part of the life cycle of a model (data, training, serving, monitoring) with its considerations.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct LifecyclePart {
    pub part: String,
    pub considerations: Vec<String>,
}

/// One row of the general rubric: a dimension, its weight in percent, and a sentence for each level.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Dimension {
    pub dimension: String,
    pub weight: u32,
    #[serde(deserialize_with = "text::paragraphs")]
    pub weak: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub solid: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub strong: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub exceptional: String,
}

/// A concept card: a definition, why it matters, and one question with its answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Concept {
    pub id: String,
    /// A group of concepts, or a stage's title.
    pub group: String,
    pub name: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub definition: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub why: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub question: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub answer: String,
}

/// Minutes as a duration of whole milliseconds.
fn minutes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let milliseconds = f64::deserialize(deserializer)? * 60_000.0;
    Ok(Duration::from_millis(milliseconds.round().max(0.0) as u64))
}
