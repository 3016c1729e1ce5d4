//! The candidate's replies to coaches' comments. They are in the candidate's own record, so that nobody else writes it.

use super::Session;
use super::event::{CommentName, Wall};

/// A reply to one comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub to: CommentName,
    /// Never blank.
    pub text: String,
    /// Wall seconds from the finish to the reply.
    pub after: u64,
}

impl Session {
    /// The candidate's reply to a comment.
    pub fn reply_to(&self, comment: &CommentName) -> Option<&Reply> {
        self.replies.iter().find(|reply| reply.to == *comment)
    }

    /// The wall time of an event after the finish; `None` before it.
    pub fn wall_after(&self, after: u64) -> Option<Wall> {
        let since = chrono::Duration::try_seconds(i64::try_from(after).ok()?)?;
        self.ended?.checked_add_signed(since)
    }

    /// Folds in a reply; it replaces the one before.
    pub(super) fn reply(&mut self, to: &CommentName, text: &str, after: u64) {
        if !self.has_room_for_reply(to, text) {
            self.damaged = true;
            return;
        }
        self.replies.retain(|reply| reply.to != *to);
        if !text.trim().is_empty() {
            self.replies.push(Reply {
                to: to.clone(),
                text: text.to_owned(),
                after,
            });
        }
    }
}
