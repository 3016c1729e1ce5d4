//! The tutor: an interview that says what to do next and is not recorded.

use std::time::Duration;

use ratatui::text::Line;

use super::{InterviewScreen, InterviewerBox};
use crate::domain::interview::setup::ClockForm;
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::tutor::Tutor;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::keys::Action;
use crate::tui::keys::remap::KeyMap;
use crate::tui::theme;
use crate::tui::widgets::wrap;

/// Why some commands do nothing in the tutor.
pub(super) const NO_FILES: &str = "the tutor writes no files";

impl InterviewScreen {
    /// Shows the tutor.
    pub fn tutor(interview: Interview, interviewer: InterviewerBox) -> Self {
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

    /// The step that the tutor asks for now, in so many columns: its number, below it what to do with the names of the keys,
    /// and a blank row. No lines where there is no step.
    pub(super) fn tutor_step(&self, own: &KeyMap, columns: u16) -> Vec<Line<'static>> {
        let Some((number, task)) = self.tutor.as_ref().and_then(Tutor::step) else {
            return Vec::new();
        };
        let task = wrap(&own.fill(&task), columns.into()).into_iter();
        let number = Line::styled(number, theme::ACCENT_STRONG);
        let lines = [number].into_iter().chain(task.map(Line::raw));
        lines.chain([Line::default()]).collect()
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
