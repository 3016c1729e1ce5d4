//! Changes of a review, and undoing them.

use super::ReviewScreen;
use crate::domain::judging::review::Review;
use crate::domain::session::event::Wall;
use crate::tui::effect::{Effect, say};

/// How many changes can be undone.
const MOST_UNDO: usize = 100;

impl ReviewScreen {
    /// Changes the review so that the change can be undone.
    pub(super) fn change(&mut self, act: impl FnOnce(&mut Review)) {
        let before = self.review.clone();
        act(&mut self.review);
        if self.review != before {
            self.undo.push(before);
            if self.undo.len() > MOST_UNDO {
                self.undo.remove(0);
            }
            self.annotate();
        }
    }

    /// Undoes the last change, and goes to the stage that it changed.
    pub(super) fn undo(&mut self, now: Wall) -> Vec<Effect> {
        let Some(before) = self.undo.pop() else {
            return say("nothing to undo");
        };
        let mut stages = 0..self.session.stages.len();
        let changed = stages.find(|stage| before.marks.get(stage) != self.review.marks.get(stage));
        self.review.restore(before, now);
        // Marking the rest of a stage went on to another one.
        if let Some(stage) = changed.filter(|stage| *stage != self.stage) {
            self.go(stage);
        }
        self.annotate();
        self.fill_page();
        say("undone")
    }
}
