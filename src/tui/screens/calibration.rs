//! The page of a coach's calibration: how the marks of the gold sessions agree with the agreed ones, or while the round
//! runs what is missing. It does not know where the sessions are.
//!
//! ```text
//!   Calibration   round 1, 2026-11-28                                        as kim
//! ─ How your marks agree ──────────────────────── 3 gold sessions, 120 rubric items ─
//!   67 of 120 marks are as agreed: 56 %, kappa 0.12.
//!   stage                   ━━━━━━━━╌╌╌╌╌╌   as agreed          kappa   levels
//! ```

mod lines;

use ratatui::Frame;

use crate::domain::judging::calibration::{Calibration, GoldProgress};
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::page::Page;

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct CalibrationData {
    pub coach: String,
    /// How many gold sessions a round has.
    pub sessions: usize,
    /// What each finished round gave, the first one first.
    pub results: Vec<(Wall, Calibration)>,
    /// What is left of the gold sessions of a round that is not finished.
    pub open: Option<Vec<GoldProgress>>,
}

#[derive(Debug)]
pub struct CalibrationScreen {
    data: CalibrationData,
    page: Page,
}

impl CalibrationScreen {
    pub fn new(data: CalibrationData) -> Self {
        Self {
            data,
            page: Page::default(),
        }
    }

    /// The context in which keys are looked up.
    pub fn context(&self) -> Context {
        Context::Page
    }

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        self.page.scroll.availability(action)
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => match keys::action(self.context(), *key) {
                Some(Action::Back) => return go(Route::Back),
                Some(action) => _ = self.page.scroll.act(&action),
                None => {}
            },
            Input::Wheel { up, .. } => self.page.scroll.wheel(*up),
            _ => {}
        }
        Vec::new()
    }

    /// Draws the page, with the terminal's cursor at its first line.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let parts = ScreenFrame::new(frame.area(), &context.status(""), 1);
        let buf = frame.buffer_mut();
        let coach = format!("as {}", sanitize::line(&self.data.coach));
        let title = self.title();
        parts.draw_title((&title, theme::STRONG), (&coach, theme::SECONDARY), buf);
        parts.draw_head(&[self.heading()], buf);
        let body = parts.content(parts.body);
        let lines = lines::of(&self.data, parts.text(body).width.into());
        let cursor = self.page.draw_lines(&lines, body, buf);
        parts.draw_foot(&self.page.scroll.position(), buf);
        let works = |action: &Action| self.availability(action).is_ok();
        let keys = context.keys.footer(self.context(), works);
        parts.draw_keys(&keys, context.clicks, buf);
        frame.set_cursor_position(cursor);
    }

    /// The round, and when it was finished.
    fn title(&self) -> String {
        let rounds = self.data.results.len();
        match (&self.data.open, self.data.results.last()) {
            (None, Some((at, _))) => {
                format!("Calibration   round {rounds}, {}", at.format("%Y-%m-%d"))
            }
            _ => format!("Calibration   round {}, not finished", rounds + 1),
        }
    }

    fn heading(&self) -> Heading {
        let sessions = self.data.sessions;
        match (&self.data.open, self.data.results.last()) {
            (None, Some((_, result))) => Heading::new("How your marks agree", true).with(format!(
                "{sessions} gold sessions, {} rubric items",
                result.items.of
            )),
            _ => Heading::new("What is missing", true),
        }
    }
}
