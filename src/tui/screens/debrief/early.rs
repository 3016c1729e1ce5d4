//! A coach's message before every stage is scored: only after a question, and on record.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::pages::DebriefPage;
use super::{DebriefScreen, DebriefStep};
use crate::domain::session::event::Wall;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, say};
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
use crate::tui::widgets::boxes::draw_question;

/// Why there is nothing to open.
pub(super) const NO_MESSAGE: &str = "no coach has written a message";

impl DebriefScreen {
    /// How many stages are not closed.
    pub(super) fn unscored(&self) -> usize {
        let stages = 0..self.session().stages.len();
        stages.filter(|stage| self.is_open(*stage)).count()
    }

    /// The first stage that is not closed.
    pub(super) fn first_open(&self) -> Option<usize> {
        let mut stages = 0..self.session().stages.len();
        stages.find(|stage| self.is_open(*stage))
    }

    /// Opens the coaches' messages; before every stage is scored it asks first. From there it goes back to the stages.
    pub(super) fn open_message(&mut self, now: Wall) -> Vec<Effect> {
        if !self.has_message() {
            return say(NO_MESSAGE);
        }
        if let (DebriefStep::Page(DebriefPage::Reviews), Some(stage)) =
            (self.step, self.first_open())
        {
            self.go(DebriefStep::Mark(stage), now);
        } else if self.unscored() > 0 && self.session().message_opened.is_none() {
            self.is_asking = true;
        } else {
            self.go(DebriefStep::Page(DebriefPage::Reviews), now);
        }
        Vec::new()
    }

    /// Takes the answer to the question.
    pub(super) fn early_key(&mut self, action: Option<&Action>, now: Wall) -> Vec<Effect> {
        match action {
            Some(Action::Yes) => {
                self.is_asking = false;
                self.debrief.open_message(self.unscored(), now);
                self.go(DebriefStep::Page(DebriefPage::Reviews), now);
            }
            Some(Action::Stay | Action::Back) => self.is_asking = false,
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn draw_question(
        &self,
        area: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let (unscored, all) = (self.unscored(), self.session().stages.len());
        let text = format!(
            "{unscored} of {all} stages are not scored. A message may change how you mark them. That you read it \
             early is recorded and shown with your levels."
        );
        let title = Line::styled("Read the coach's message now?", theme::WARNING);
        let keys = context
            .keys
            .footer(Context::Revealing, |action| *action != Action::Help);
        draw_question(title, &text, &keys, (area, context.clicks), buf)
    }
}
