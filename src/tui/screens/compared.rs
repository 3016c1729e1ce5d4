//! The comparison of two attempts: one page to read. It does not know what was compared.
//!
//! ```text
//!   Compare
//! ─ Image Caption Generator: two attempts ─────────────────────────────────────────
//!   - Earlier: 20261123-130512-… sam, started 2026-11-23 14:05 +01:00, finished, clean
//!
//! ──────────────────────────────────────────────────────────────── 1 to 21 of 148 ─
//!   PgDn scroll   q back                                                    ? help
//! ```

use ratatui::Frame;

use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::page::Page;

#[derive(Debug)]
pub struct ComparedScreen {
    page: Page,
}

impl ComparedScreen {
    /// Takes the page as Markdown, in parts that are parsed separately, and its sanitized title.
    pub fn new(title: String, parts: Vec<String>) -> Self {
        Self {
            page: Page::new(title, parts),
        }
    }

    /// The context in which keys are looked up.
    pub fn context(&self) -> Context {
        Context::Page
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => match keys::action(self.context(), *key) {
                Some(Action::Back) => return go(Route::Back),
                Some(action) => {
                    self.page.scroll.act(&action);
                }
                None => {}
            },
            Input::Wheel { up, .. } => self.page.scroll.wheel(*up),
            _ => {}
        }
        Vec::new()
    }

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        if *action == Action::PageDown && !self.page.scroll.scrolls() {
            return Err("all of it is in view".to_owned());
        }
        Ok(String::new())
    }

    /// Draws the screen; the cursor is at the start of the page.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let parts = ScreenFrame::new(frame.area(), &context.status(""), 1);
        let buf = frame.buffer_mut();
        let cursor = self.page.draw(parts.content(parts.body), buf);
        parts.draw_title(("Compare", theme::STRONG), ("", theme::PLAIN), buf);
        parts.draw_head(&[Heading::new(self.page.title(), true)], buf);
        let keys = context
            .keys
            .footer(self.context(), |action| self.availability(action).is_ok());
        parts.draw_foot(&self.page.scroll.position(), buf);
        parts.draw_keys(&keys, context.clicks, buf);
        frame.set_cursor_position(cursor);
    }
}
