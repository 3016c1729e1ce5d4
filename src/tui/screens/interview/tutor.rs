//! The tutor: an interview that says what to do next and is not recorded.

use std::time::Duration;

use ratatui::text::Line;

use super::{InterviewScreen, Interviewer};
use crate::domain::interview::setup::ClockForm;
use crate::domain::interview::{ClockReading, Interview};
use crate::domain::tutor::Tutor;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::keys::Action;
use crate::tui::keys::remap::KeyMap;
use crate::tui::theme;
use crate::tui::widgets::frame::LEAD;
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

    /// Sets the step that the tutor asks for in this frame, with the names of the keys.
    pub(super) fn set_tutor_step(&mut self, own: &KeyMap) {
        let step = self.tutor.as_ref().and_then(Tutor::step);
        self.tutor_step = step.map(|(number, task)| (number, own.fill(&task)));
    }

    /// The rows that the step takes above the notes in a pane of so many columns, with a blank one below.
    pub(super) fn tutor_rows(&self, pane: u16) -> usize {
        match self.tutor_lines(pane.saturating_sub(LEAD + 2).into()).len() {
            0 => 0,
            rows => rows + 1,
        }
    }

    /// The step in so many columns: its number, and below it what to do.
    pub(super) fn tutor_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let Some((number, task)) = &self.tutor_step else {
            return Vec::new();
        };
        let number = Line::styled(number.clone(), theme::ACCENT_STRONG);
        let task = wrap(task, columns).into_iter().map(Line::raw);
        std::iter::once(number).chain(task).collect()
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
