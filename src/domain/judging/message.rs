//! A coach's overall message about a session: what to keep in mind, what to fix, and a goal for the next session.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most things to fix: more than three are not acted on.
pub const MOST_FIXES: usize = 3;

/// The message as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Paragraphs, separated by LF.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Things to fix, one a line; a blank line is none.
    #[serde(default, rename = "fix", skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<String>,
    /// The goal for the next session.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub goal: String,
    /// What became of the goal that the coach set in an earlier session of the candidate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier_goal: Option<GoalOutcome>,
}

/// What became of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoalOutcome {
    Met,
    Missed,
}

impl GoalOutcome {
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
        }
    }
}

/// The goal that a coach set in an earlier session of the same candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierGoal {
    /// The day of that session.
    pub set: NaiveDate,
    pub text: String,
}

/// What comes after an outcome when it is changed: open, met, missed, and open again.
pub fn next_outcome(outcome: Option<GoalOutcome>) -> Option<GoalOutcome> {
    match outcome {
        None => Some(GoalOutcome::Met),
        Some(GoalOutcome::Met) => Some(GoalOutcome::Missed),
        Some(GoalOutcome::Missed) => None,
    }
}

impl Message {
    /// Whether nothing is written in any field.
    pub fn is_blank(&self) -> bool {
        self.paragraphs().next().is_none()
            && self.to_fix().next().is_none()
            && self.goal().is_none()
    }

    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        written(self.summary.split('\n'))
    }

    pub fn to_fix(&self) -> impl Iterator<Item = &str> {
        written(self.fixes.iter().map(String::as_str))
    }

    pub fn goal(&self) -> Option<&str> {
        written([self.goal.as_str()]).next()
    }
}

/// The texts without blanks around them, and only those that are not blank.
fn written<'a>(texts: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    let texts = texts.into_iter().map(str::trim);
    texts.filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_no_paragraphs_and_nothing_to_fix() {
        let mut message = Message {
            summary: "One.\n\n  Two.\n".into(),
            fixes: vec![" the peak ".into(), String::new()],
            goal: " ".into(),
            earlier_goal: None,
        };
        assert_eq!(message.paragraphs().collect::<Vec<_>>(), ["One.", "Two."]);
        assert_eq!(message.to_fix().collect::<Vec<_>>(), ["the peak"]);
        assert_eq!((message.goal(), message.is_blank()), (None, false));
        (message.summary, message.fixes) = ("\n".into(), vec![String::new()]);
        assert!(message.is_blank());
    }
}
