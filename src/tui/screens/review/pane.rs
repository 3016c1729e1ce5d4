//! The panes of a review, and the questions that may be open over them.

use crate::tui::widgets::scroll::around;
use crate::tui::widgets::text_input::TextInput;

/// The pane that has the arrow keys; where only one fits, the pane that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    Rubric,
    Notes,
    Comments,
    Record,
    Scores,
}

impl Pane {
    pub const ALL: [Self; 5] = [
        Self::Rubric,
        Self::Notes,
        Self::Comments,
        Self::Record,
        Self::Scores,
    ];

    /// The pane `by` steps away.
    pub fn turned(self, by: isize) -> Self {
        Self::ALL[around(self as usize, by, Self::ALL.len())]
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Rubric => "Rubric",
            Self::Notes => "Notes",
            Self::Comments => "Comments",
            Self::Record => "Record",
            Self::Scores => "Scores",
        }
    }
}

/// A question over the screen; it takes every key.
#[derive(Debug)]
pub(super) enum Question {
    /// Whether to mark the rest of the stage as not shown.
    Rest,
    /// Whether to reveal before every stage is scored.
    Reveal,
    /// Whether to publish, with what would be sent.
    Publish(String),
    /// Whether to merge the other versions into this one.
    Merge,
    /// The file to which the report is written.
    Export(TextInput),
}
