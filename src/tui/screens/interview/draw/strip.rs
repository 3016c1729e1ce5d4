//! Draws prompts and notes beside each other, and below both, over the whole width, what the interviewer said where the
//! left pane has no room for it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::{Focus, InterviewScreen, Panel};
use super::single::SaidWithin;
use super::{left_width, lent_rows};
use crate::domain::session::timeline::Timeline;
use crate::tui::draw_context::DrawContext;
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::from_column;

/// Where what the interviewer said is drawn.
enum SaidPosition {
    /// In the left pane, which has room for all of it.
    Left,
    /// Below both panes.
    Below(SaidWithin),
    /// Above the notes, which take the whole width.
    Above,
}

impl InterviewScreen {
    /// Draws two panes; returns where the cursor belongs.
    pub(super) fn draw_two(
        &mut self,
        timeline: &Timeline,
        context: &DrawContext<'_>,
        saved: Heading,
        parts: &mut ScreenFrame,
        buf: &mut Buffer,
    ) -> Position {
        let columns = left_width(parts.body.width);
        let is_choosing = self.focus == Focus::Choosing;
        let said = match self.position_said(timeline, context, parts) {
            SaidPosition::Above => {
                return self.draw_single(timeline, saved, context, parts, buf);
            }
            SaidPosition::Below(said) => Some(said),
            SaidPosition::Left => None,
        };
        let strip = said.as_ref().map(|said| {
            let rows = said.lines.len() as u16 + 1;
            parts.take_strip(rows)
        });
        let panes = parts.panes([columns], buf);
        parts.draw_head(&[self.stage_heading(), saved], buf);
        let has_interviewer = said.is_none();
        let at_prompt =
            self.draw_left_pane(timeline, panes[0], has_interviewer, parts, context, buf);
        self.brief_hidden |= !has_interviewer;
        let caret = self.draw_notes(panes[1], context.keys, parts, buf);
        if let Some((said, strip)) = said.zip(strip) {
            let heading = Heading::new("Interviewer", false);
            let heading = match self.unanswered() {
                0 => heading.with("Esc r read all"),
                _ => heading.with_styled(self.unanswered_words(), theme::WARNING),
            };
            let area = parts.draw_strip(&heading, strip, buf);
            self.draw_said_within(&said, area, buf);
        }
        if is_choosing { at_prompt } else { caret }
    }

    /// Chooses the first position that has room for the hint, the follow-ups and the newest answers.
    fn position_said(
        &mut self,
        timeline: &Timeline,
        context: &DrawContext<'_>,
        parts: &ScreenFrame,
    ) -> SaidPosition {
        let pane = Rect {
            width: left_width(parts.body.width),
            ..parts.body
        };
        let left = Self::left_pane(pane, true, parts, context);
        let plan = self.plan_left(timeline, left);
        if plan.is_whole {
            return SaidPosition::Left;
        }
        let height = usize::from(parts.body.height + lent_rows(parts));
        let blank = height.saturating_sub(left.height());
        let notes = parts.body.width.saturating_sub(pane.width + 1);
        let chosen = self.chosen();
        // What was read already gives way to notes that need the rows.
        let is_new = self.shows_answer() || matches!(self.panel, Some(Panel::Hint(_)));
        let text = parts.text(from_column(parts.body, pane.width + 1));
        let step = self.tutor_step(context.keys, text.width).len();
        let wanted = self.notes_rows(notes, step, height) + 1;
        let share = height * if is_new { 2 } else { 3 } / 5;
        let least = if self.focus == Focus::Asking {
            self.asking_rows(notes)
        } else {
            wanted.min(share)
        };
        let least = least.max(plan.least_rows(chosen) + blank);
        // One row is the line above it.
        let room = height.saturating_sub(least + 1);
        let said = self.said_within(parts.title_text().width.into(), room);
        let can_hide_prompts = !matches!(self.focus, Focus::Choosing | Focus::Asking);
        if said.lines.is_empty() {
            return SaidPosition::Left;
        }
        if said.is_whole || !can_hide_prompts || !is_new && wanted > height * 2 / 5 {
            return SaidPosition::Below(said);
        }
        SaidPosition::Above
    }
}
