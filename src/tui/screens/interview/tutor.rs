//! The tutor: an interview that says what to do next and is not recorded.

use std::time::Duration;

use super::{InterviewScreen, Interviewer};
use crate::domain::interview::setup::ClockForm;
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::tutor::Tutor;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::keys::Action;
use crate::tui::keys::remap::KeyMap;
use crate::tui::widgets::shorten::shorten;
use crate::tui::widgets::wrap;

/// Why some commands do nothing in the tutor.
pub(super) const NO_FILES: &str = "the tutor writes no files";

impl InterviewScreen {
    /// Shows the tutor.
    pub fn tutor(interview: Interview, interviewer: Interviewer) -> Self {
        Self {
            tutor: Some(Tutor::default()),
            ..Self::new(interview, Some(interviewer), ClockForm::Digits)
        }
    }

    pub fn is_tutor(&self) -> bool {
        self.tutor.is_some()
    }

    /// Goes on to the next step where time has done the present one.
    pub(super) fn advance_tutor(&mut self, now: ClockReading) {
        self.advance_tutor_at(self.interview.elapsed(now));
    }

    /// Goes on to the next step where the present one is done at an interview time.
    pub(super) fn advance_tutor_at(&mut self, at: Duration) {
        let session = self.interview.session();
        if let Some(tutor) = &mut self.tutor {
            tutor.advance(session, &session.timeline(at));
        }
    }

    /// The lines of what the tutor asks for now, and a row for a message, so that the panes do not move.
    pub(super) fn tutor_lines(
        &self,
        message: Option<&str>,
        own: &KeyMap,
        columns: usize,
    ) -> Option<Vec<String>> {
        let instruction = own.fill(&self.tutor.as_ref()?.instruction());
        let mut lines = wrap(&instruction, columns);
        lines.push(shorten(message.unwrap_or_default(), columns));
        Some(lines)
    }

    /// What a command does in the tutor in place of what it does in an interview, if anything.
    pub(super) fn tutor_command(&self, action: &Action) -> Option<Vec<Effect>> {
        self.tutor.as_ref()?;
        match action {
            Action::Leave => Some(go(Route::Home)),
            Action::Editor | Action::WriteElsewhere => Some(say(NO_FILES)),
            _ => None,
        }
    }
}
