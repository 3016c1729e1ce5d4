//! What stands between the lines of notes: what happened at a time, and what was said of a line.

use std::collections::BTreeMap;
use std::time::Duration;

/// What stands before something said of a line.
pub const COMMENT: &str = "┃";

/// What happened at a time, or was said of a line, between the lines of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// When it happened.
    pub(super) at: Option<Duration>,
    /// What it is, in a word or two.
    pub(super) word: String,
    pub(super) text: String,
}

impl Remark {
    /// Something said of a line.
    pub fn of_line(text: impl Into<String>) -> Self {
        Self {
            at: None,
            word: COMMENT.to_owned(),
            text: text.into(),
        }
    }

    /// Something that happened, in a word, with more about it; what follows from another remark has no time.
    pub fn event(at: Option<Duration>, word: &str, text: &str) -> Self {
        Self {
            at,
            word: word.to_owned(),
            text: text.to_owned(),
        }
    }
}

/// Remarks by stage and line.
pub type Remarks = BTreeMap<(usize, usize), Vec<Remark>>;
