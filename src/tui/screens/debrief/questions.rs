//! What the debrief asks: whether to close a stage whose items are not all marked, and whether to read a coach's message before
//! every stage is scored, which goes on record.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::pages::DebriefPage;
use super::{DebriefScreen, DebriefStep};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, say};
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
use crate::tui::widgets::boxes::draw_question;

/// Why there is nothing to open.
pub(super) const NO_MESSAGE: &str = "no coach has written a message";

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DebriefQuestion {
    /// Whether to read a message before every stage is scored.
    Message,
    /// Whether to close this stage, in which items have no mark.
    CloseStage(usize),
}

impl DebriefQuestion {
    /// The context in which its answers are looked up.
    pub fn context(self) -> Context {
        match self {
            Self::Message => Context::Revealing,
            Self::CloseStage(_) => Context::ClosingStage,
        }
    }
}

impl DebriefScreen {
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
            self.question = Some(DebriefQuestion::Message);
        } else {
            self.go(DebriefStep::Page(DebriefPage::Reviews), now);
        }
        Vec::new()
    }

    /// Takes the answer to the question.
    pub(super) fn answer(&mut self, action: Option<&Action>, now: Wall) -> Vec<Effect> {
        match (action, self.question) {
            (Some(Action::Yes), Some(DebriefQuestion::Message)) => {
                self.question = None;
                self.debrief.open_message(self.unscored(), now);
                self.go(DebriefStep::Page(DebriefPage::Reviews), now);
            }
            (Some(Action::Yes), Some(DebriefQuestion::CloseStage(stage))) => {
                self.question = None;
                return self.close_stage(stage, now);
            }
            (Some(Action::Cancel | Action::Back), _) => self.question = None,
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn draw_question(
        &self,
        question: DebriefQuestion,
        area: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let (title, text) = match question {
            DebriefQuestion::Message => {
                let (unscored, all) = (self.unscored(), self.session().stages.len());
                let text = format!(
                    "{unscored} of {all} stages are not scored. A message may change how you mark them. That you read it \
                     early is recorded and shown with your levels."
                );
                let title = Line::styled("Read the coach's message now?", theme::WARNING);
                (title, text)
            }
            DebriefQuestion::CloseStage(stage) => {
                let short = sanitize::line(&self.session().head.plan.stages[stage].short);
                let items = match self.unmarked(stage) {
                    1 => "1 item has no mark and counts".to_owned(),
                    more => format!("{more} items have no mark and count"),
                };
                let text = format!(
                    "{items} as not shown. Then the reference answer opens; a mark that you change after that is recorded as changed after the answer."
                );
                let title = format!("Close {short}?");
                (Line::styled(title, theme::ACCENT_STRONG), text)
            }
        };
        let keys = context.keys.box_keys(question.context());
        draw_question(title, &text, &keys, context, area, buf)
    }
}
