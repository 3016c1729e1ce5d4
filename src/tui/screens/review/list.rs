//! The list of comments of a review, and the keys of its footer.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::act::is_marking;
use super::{Pane, ReviewScreen};
use crate::domain::judging::review::Comment;
use crate::domain::sanitize;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{Action, Context, FooterKey};
use crate::tui::theme;
use crate::tui::widgets::blocks::{Blocks, marker};
use crate::tui::widgets::hanging::section;
use crate::tui::widgets::{below, column, inset, put_styled, put_wrapped, wrap_at_most};

/// The columns of the short title of a stage.
const STAGE: usize = 9;

impl ReviewScreen {
    /// The keys that do something now; the key to the next pane names it.
    pub(super) fn footer(&self, context: &DrawContext<'_>) -> Vec<FooterKey> {
        let is_published = self.review.published.is_some_and(|it| !it.is_changed);
        let mut keys = context
            .keys
            .screen_keys(self.context(), |action| match action {
                Action::Reveal | Action::Publish if self.is_calibration => false,
                Action::JudgeGoal => self.earlier_goal.is_some(),
                Action::Shown if self.line().is_none() => false,
                // Nothing is left to mark, and there is room for what comes next.
                Action::Advance if self.is_complete() => false,
                marking if is_marking(marking) => self.is_at_items(),
                Action::Reload => self.is_running,
                Action::EditComment | Action::Resolve => self.is_at_own_comment(),
                Action::ItemNote => self.pane != Pane::Comments,
                Action::Reveal => !self.is_revealed(),
                Action::Publish => !is_published,
                _ => true,
            });
        if self.context() == Context::Review {
            for key in &mut keys {
                match key.action {
                    Action::OtherPane => {
                        key.word = self.pane.turned(1).title().to_lowercase().into();
                    }
                    Action::Advance if self.unmarked() == 0 => key.word = "next stage".into(),
                    _ => {}
                }
            }
        }
        keys
    }

    /// Whether the keys of the list of comments have a comment to act on.
    fn is_at_own_comment(&self) -> bool {
        self.pane == Pane::Comments && !self.comments_here().is_empty()
    }

    /// The comments of other coaches on the stage with their names, once they are revealed.
    pub(super) fn others_here(&self) -> impl Iterator<Item = (&str, &Comment)> {
        let others = self.others_comments();
        others.filter(|(_, comment)| {
            let spot = comment.anchor.find(&self.session);
            spot.map_or(comment.anchor.stage, |spot| spot.stage) == self.stage
        })
    }

    /// Draws the comments on the stage, the coach's own first; returns where the cursor is.
    pub(super) fn draw_comments(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let width = usize::from(area.width).saturating_sub(2);
        let mut blocks = self.comment_blocks(width, true);
        if !blocks.fits(area.height) {
            blocks = self.comment_blocks(width, false);
        }
        if blocks.rows() == 0 {
            let hint = "No comments on this stage: c makes one on the stage, or beside the notes on the chosen line.";
            put_wrapped(hint, area, buf);
            self.draw_elsewhere(below(area, 4), buf);
            return area.as_position();
        }
        let has_keys = self.pane == Pane::Comments && self.editor.is_none();
        let rows = u16::try_from(blocks.rows()).unwrap_or(u16::MAX);
        self.draw_elsewhere(below(area, rows.saturating_add(1)), buf);
        self.drawn = blocks.draw_in(Some(self.comment), has_keys, area, buf);
        self.drawn.cursor
    }

    /// Draws the coach's own comments on the other stages, a row for each, in the rows that are left.
    fn draw_elsewhere(&self, area: Rect, buf: &mut Buffer) {
        let here: Vec<usize> = self
            .comments_here()
            .iter()
            .map(|(index, _)| *index)
            .collect();
        let spots = self.spots();
        let others = self.review.comments.iter().zip(&spots).enumerate();
        let others = others.filter(|(index, _)| !here.contains(index));
        let mut others: Vec<(usize, &Comment)> = others
            .map(|(_, (comment, spot))| (spot.map_or(comment.anchor.stage, |it| it.stage), comment))
            .collect();
        others.sort_by_key(|(stage, _)| *stage);
        if others.is_empty() {
            return;
        }
        let area = inset(area);
        let mut lines = self.lines_elsewhere(&others, area.width.into(), usize::MAX);
        if lines.len() > usize::from(area.height) {
            lines = self.lines_elsewhere(&others, area.width.into(), 1);
        }
        put_styled(&lines, area, buf);
    }

    /// Comments behind the stages that they are on, each in at most so many rows, below a heading.
    fn lines_elsewhere(
        &self,
        others: &[(usize, &Comment)],
        width: usize,
        most: usize,
    ) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        section(&mut lines, "Other stages", &others.len().to_string());
        let stages = &self.session.head.plan.stages;
        for (stage, comment) in others {
            let short = stages.get(*stage).map_or("", |plan| &plan.short);
            let words: Vec<&str> = comment.text.split_whitespace().collect();
            let text = format!(
                "{}: {}",
                comment.kind.word(),
                sanitize::line(&words.join(" "))
            );
            let rows = wrap_at_most(&text, width.saturating_sub(STAGE), most);
            for (row, text) in rows.into_iter().enumerate() {
                let stage = if row == 0 { short } else { "" };
                lines.push(Line::from(vec![
                    Span::raw(column(&sanitize::line(stage), STAGE)),
                    Span::styled(text, theme::SECONDARY),
                ]));
            }
        }
        lines
    }

    /// Every comment with its text and its line: the line whole, or cut to one row but for the selected comment.
    fn comment_blocks(&self, width: usize, is_whole: bool) -> Blocks {
        let mut blocks = Blocks::default();
        let here = self.comments_here().into_iter();
        let own = here.map(|(index, _)| {
            let comment = &self.review.comments[index];
            (self.review.coach.as_str(), "", comment)
        });
        let others = self.others_here();
        let others = others.map(|(coach, comment)| (coach, coach, comment));
        for (index, (coach, name, comment)) in own.chain(others).enumerate() {
            let is_selected = index == self.comment;
            let by = if name.is_empty() {
                String::new()
            } else {
                format!("{}, ", sanitize::line(name))
            };
            let resolved = comment.resolved.map_or("", |_| ", resolved");
            let kind = comment.kind.word();
            let lead = format!("{} {by}{kind}{resolved}: ", marker(is_selected));
            let text: Vec<String> = comment.text.lines().map(sanitize::line).collect();
            blocks.add(index, &lead, &text.join("\n"), width, true);
            let on = self.text_of(comment);
            blocks.add(index, "    ", &on, width, is_whole || is_selected);
            if let Some(reply) = self.reply_to(coach, comment) {
                blocks.add(index, "    ", &reply, width, true);
            }
        }
        blocks
    }

    /// What a comment is on: `on line 3: the text`, the stage, a time, or that the text is gone.
    fn text_of(&self, comment: &Comment) -> String {
        let anchor = &comment.anchor;
        if anchor.is_on_stage() {
            return format!("on {}", anchor.part_of_stage());
        }
        let lines = anchor.text.lines().map(|line| sanitize::line(line.trim()));
        let text = lines.collect::<Vec<_>>().join(" / ");
        match anchor.find(&self.session) {
            None => format!("the commented text was removed: {text}"),
            Some(spot) if anchor.lines() == 1 => format!("on line {}: {text}", spot.line + 1),
            Some(spot) => {
                let last = spot.line + anchor.lines();
                format!("on lines {} to {last}: {text}", spot.line + 1)
            }
        }
    }
}
