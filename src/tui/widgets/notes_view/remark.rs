//! What stands between the lines of notes: what happened at a time, and what was said of a line.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::judging::review::CommentKind;

/// What happened at a time, or was said of a line, between the lines of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// When it happened.
    pub(super) at: Option<Duration>,
    /// What it is, in a word or two.
    pub(super) word: String,
    pub(super) text: String,
    /// Whether it was said of a line; a bar stands before each of its rows.
    pub(super) is_comment: bool,
    /// The kind of a comment, and the byte of the text where its word begins.
    pub(super) kind: Option<(usize, CommentKind)>,
}

impl Remark {
    /// Something said of a line.
    pub fn of_line(text: impl Into<String>) -> Self {
        Self {
            at: None,
            word: String::new(),
            text: text.into(),
            is_comment: true,
            kind: None,
        }
    }

    /// Gives the word of its kind, which begins at this byte of the text, the color of the kind.
    #[must_use]
    pub fn with_kind(self, at: usize, kind: CommentKind) -> Self {
        Self {
            kind: Some((at, kind)),
            ..self
        }
    }

    /// Something that happened, in a word, with more about it; what follows from another remark has no time.
    pub fn event(at: Option<Duration>, word: &str, text: &str) -> Self {
        Self {
            at,
            word: word.to_owned(),
            text: text.to_owned(),
            is_comment: false,
            kind: None,
        }
    }
}

/// Remarks by stage and line.
pub type Remarks = BTreeMap<(usize, usize), Vec<Remark>>;
