//! Asking the interviewer. It does not know rubric and reference answers.

use std::cell::LazyCell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ask_box::AskBox;
use super::{Focus, InterviewScreen};
use crate::domain::content::design::{Clarify, Design};
use crate::domain::interview::ClockReading;
use crate::domain::interview::questions::Questions;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::widgets::scroll::Scroll;

/// The questions that the interviewer can answer, and the box in which one is typed.
#[derive(Debug)]
pub struct InterviewerBox {
    /// Made or waited for at the first use, since making them takes longer than the first frame.
    questions: LazyCell<Questions, Box<dyn FnOnce() -> Questions>>,
    clarify: Vec<Clarify>,
    ask_box: AskBox,
}

impl InterviewerBox {
    /// Answers the questions of a design, which the function makes or waits for.
    pub fn new(design: &Design, questions: impl FnOnce() -> Questions + 'static) -> Self {
        Self {
            questions: LazyCell::new(Box::new(questions)),
            clarify: design.clarify.clone(),
            ask_box: AskBox::default(),
        }
    }
}

impl InterviewScreen {
    /// Opens the box, empty: what was typed before and not asked is discarded.
    pub(super) fn open_ask(&mut self) -> Vec<Effect> {
        let Some(interviewer) = &mut self.interviewer else {
            return say("the design of this session cannot be read: there is nobody to ask");
        };
        interviewer.ask_box = AskBox::default();
        self.focus = Focus::Asking;
        Vec::new()
    }

    pub(super) fn asking_key(
        &mut self,
        action: Option<&Action>,
        key: Key,
        now: ClockReading,
    ) -> Vec<Effect> {
        match (action, &mut self.interviewer) {
            (Some(Action::Accept), _) => self.ask(now),
            (Some(Action::Back), _) | (_, None) => self.focus = Focus::Notes,
            (
                _,
                Some(InterviewerBox {
                    questions, ask_box, ..
                }),
            ) => ask_box.on(action, key, questions),
        }
        Vec::new()
    }

    pub(super) fn asking_paste(&mut self, text: &str) {
        if let Some(InterviewerBox {
            questions, ask_box, ..
        }) = &mut self.interviewer
        {
            ask_box.paste(text, questions);
        }
    }

    /// Asks what the box says, each question on its own, and shows the answers.
    fn ask(&mut self, now: ClockReading) {
        self.focus = Focus::Notes;
        let Some(interviewer) = &self.interviewer else {
            return;
        };
        let asks = interviewer.ask_box.asks();
        let count = asks.len();
        for ask in asks {
            self.interview.ask(ask, &interviewer.clarify, now);
        }
        if count > 0 {
            self.scroll = Scroll::default();
            self.panel = None;
            self.answers = count;
        }
    }

    /// How many rows the box takes in so many columns.
    pub(super) fn asking_rows(&self, columns: u16) -> usize {
        let interviewer = self.interviewer.as_ref();
        interviewer.map_or(
            0,
            |InterviewerBox {
                 clarify, ask_box, ..
             }| { ask_box.rows(clarify, self.interview.session(), columns) },
        )
    }

    /// Draws the box over the lower end of the notes; returns where the caret is.
    pub(super) fn draw_asking(
        &mut self,
        notes: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        match &mut self.interviewer {
            Some(InterviewerBox {
                clarify, ask_box, ..
            }) => ask_box.draw(clarify, self.interview.session(), notes, context, buf),
            None => notes.as_position(),
        }
    }
}
