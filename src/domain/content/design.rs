//! A design: one interview problem with everything that an interviewer knows about it. Each field is a key of the file.

use serde::{Deserialize, Serialize};

use super::text;

/// A design file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Design {
    pub id: String,
    pub title: String,
    pub category: String,
    pub difficulty: Difficulty,
    /// 1 to 5.
    pub stars: u8,
    /// One line for lists.
    pub summary: String,
    pub concepts: Vec<String>,
    /// What the interviewer says first; it is vague on purpose.
    #[serde(deserialize_with = "text::paragraphs")]
    pub brief: String,
    pub clarify: Vec<Clarify>,
    /// In the order of the file; matched with the framework's stages by id.
    #[serde(rename = "stage")]
    pub stages: Vec<DesignStage>,
    #[serde(rename = "estimate")]
    pub estimates: Vec<Estimate>,
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
}

impl Design {
    /// What the design adds to the framework's stage with this id.
    pub fn stage(&self, id: &str) -> Option<&DesignStage> {
        self.stages.iter().find(|stage| stage.id == id)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difficulty {
    #[default]
    Easy,
    Medium,
    MediumHard,
    Hard,
}

impl Difficulty {
    pub fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::MediumHard => "medium-hard",
            Self::Hard => "hard",
        }
    }
}

/// A question that the candidate may ask, in several wordings, and the interviewer's answer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct Clarify {
    pub ask: String,
    /// Ids of the framework's topics that the question belongs to; their phrasings are wordings of the question.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Phrasings of these topics that the answer does not tell, as the framework writes them.
    #[serde(default)]
    pub except: Vec<String>,
    /// Wordings that only this design has.
    pub also: Vec<String>,
    #[serde(deserialize_with = "text::paragraphs")]
    pub answer: String,
}

/// What a design adds to one stage of the framework.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct DesignStage {
    pub id: String,
    #[serde(rename = "prompt")]
    pub prompts: Vec<Prompt>,
    #[serde(rename = "follow_up")]
    pub follow_ups: Vec<FollowUp>,
    pub rubric: Vec<RubricItem>,
    pub mistakes: Vec<String>,
    /// An ASCII diagram of the stage's part of the system, or empty.
    #[serde(default, deserialize_with = "text::optional_as_written")]
    pub diagram: String,
    /// The page that a strong candidate has written by the end of the stage, as Markdown with sum lines, or empty.
    #[serde(default, deserialize_with = "text::optional_as_written")]
    pub notes: String,
    /// A strong answer to the stage, as Markdown.
    #[serde(deserialize_with = "text::as_written")]
    pub reference: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Prompt {
    pub ask: String,
    #[serde(deserialize_with = "text::paragraphs")]
    pub hint: String,
}

/// A question with which the interviewer interrupts.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct FollowUp {
    /// Minutes from the start of the stage, by the framework's length of the stage.
    pub minute: f64,
    pub ask: String,
    /// What a strong reply contains; shown only after the finish.
    #[serde(deserialize_with = "text::paragraphs")]
    pub strong: String,
}

/// Something observable in the notes.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct RubricItem {
    pub level: Level,
    pub look_for: String,
    /// Why an interviewer cares, in one sentence, or empty.
    #[serde(default, deserialize_with = "text::optional")]
    pub why: String,
    /// What to write next time, in one sentence, or empty.
    #[serde(default, deserialize_with = "text::optional")]
    pub how: String,
    /// Lines of notes that show the item, each in another way.
    #[serde(default)]
    pub shows: Vec<String>,
    /// Lines of notes that name the topic and do not show the item.
    #[serde(default)]
    pub near: Vec<String>,
    /// Words that find the most likely line; never used to grade.
    #[serde(skip_serializing)]
    pub signals: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    #[default]
    Solid,
    Strong,
    Exceptional,
}

impl Level {
    /// From the lowest to the highest, as written in files.
    pub const ALL: [Self; 3] = [Self::Solid, Self::Strong, Self::Exceptional];

    pub fn word(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Strong => "strong",
            Self::Exceptional => "exceptional",
        }
    }
}

/// A figure of the reference answers with its formula.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Estimate {
    pub name: String,
    pub formula: String,
    pub value: f64,
    pub unit: String,
    /// Where each number of the formula comes from, such as `clarify: …` or `assumed: …`.
    #[serde(default)]
    pub inputs: Vec<String>,
    /// How far an input must move to change the decision, or empty.
    #[serde(default, deserialize_with = "text::optional")]
    pub flips: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Source {
    pub by: String,
    pub title: String,
    pub year: i64,
    /// Only shown, never fetched.
    pub url: Option<String>,
    /// The figure or claim that it supports.
    #[serde(deserialize_with = "text::paragraphs")]
    pub supports: String,
}
