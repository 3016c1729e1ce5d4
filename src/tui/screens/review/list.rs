//! The list of comments of a review, and the keys of its footer.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::act::is_marking;
use super::draw::put_wrapped;
use super::{Pane, ReviewScreen, comments};
use crate::domain::sanitize;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{Action, Context, FooterKey};
use crate::tui::widgets::blocks::{Blocks, marker};

impl ReviewScreen {
    /// The keys that do something now; the key to the next pane names it.
    pub(super) fn footer(&self, context: &DrawContext<'_>) -> Vec<FooterKey> {
        let is_published = self.review.published.is_some_and(|it| !it.is_changed);
        let mut keys = context.keys.footer(self.context(), |action| match action {
            Action::Reveal | Action::Publish if self.is_calibration => false,
            Action::JudgeGoal => self.earlier_goal.is_some(),
            Action::Shown if self.picker.notes.chosen().is_none() => false,
            marking if is_marking(marking) => self.is_at_items(),
            Action::Reload => self.is_running,
            Action::Reveal => !self.is_revealed(),
            Action::Publish => !is_published,
            _ => true,
        });
        if self.context() == Context::Review {
            for key in keys
                .iter_mut()
                .filter(|key| key.action == Action::OtherPane)
            {
                key.word = self.pane.turned(1).title().to_lowercase().into();
            }
        }
        keys
    }

    /// Draws the comments on the stage, the coach's own first; returns where the cursor is.
    pub(super) fn draw_comments(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let here = self.comments_here();
        let others = self.others_comments();
        let others = others.filter(|(_, comment)| {
            let spot = comment.anchor.find(&self.session);
            spot.map_or(comment.anchor.stage, |spot| spot.stage) == self.stage
        });
        let others: Vec<(String, Option<String>)> = others
            .map(|(coach, comment)| {
                let described = comments::describe_of(coach, comment);
                (described, self.reply_to(coach, comment))
            })
            .collect();
        if here.is_empty() && others.is_empty() {
            let hint = "No comments on this stage: c makes one on the stage, or beside the notes on the chosen line.";
            put_wrapped(hint, area, buf);
            return area.as_position();
        }
        let width = usize::from(area.width).saturating_sub(1);
        let mut blocks = Blocks::default();
        for (index, (comment, spot)) in here.iter().enumerate() {
            let comment = &self.review.comments[*comment];
            let on = sanitize::line(&comment.anchor.text);
            let on = match spot {
                None if comment.anchor.is_on_stage() => comment.anchor.part_of_stage(),
                Some(spot) => format!("line {}: {on}", spot.line + 1),
                None => format!("the commented text was removed: {on}"),
            };
            let lead = format!("{} ", marker(index == self.comment));
            blocks.add(index, &lead, &comments::describe(comment), width, true);
            blocks.add(index, "    ", &on, width, false);
            if let Some(reply) = self.reply_to(&self.review.coach, comment) {
                blocks.add(index, "    ", &reply, width, true);
            }
        }
        for (index, (other, reply)) in (here.len()..).zip(&others) {
            blocks.add(index, "  ", other, width, true);
            if let Some(reply) = reply {
                blocks.add(index, "    ", reply, width, true);
            }
        }
        let has_keys = self.pane == Pane::Comments;
        self.drawn = blocks.draw_in(Some(self.comment), has_keys, area, buf);
        self.drawn.cursor
    }
}
