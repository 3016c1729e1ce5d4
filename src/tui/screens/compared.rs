//! The comparison of two attempts: one page to read. It does not know what was compared.
//!
//! ```text
//!  Image Caption Generator: two attempts                                  1-21 of 148
//!
//!  - Earlier: 20261123-130512-… sam, started 2026-11-23 14:05 +01:00, finished, clean
//!
//!                                                   PgDn scroll   q back   ? help
//! ```

use ratatui::Frame;

use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::{REST, draw_title, footer, rows};

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

    /// Draws the screen; the cursor is at the start of the page.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let [top, body, foot] = rows(frame.area(), [2, REST, 1]);
        let buf = frame.buffer_mut();
        let cursor = self.page.draw(body, buf);
        let position = self.page.scroll.position();
        draw_title(self.page.title(), (&position, theme::QUIET), top, buf);
        let scrolls = self.page.scroll.scrolls();
        let keys = keys::footer(self.context(), |action| {
            *action != Action::PageDown || scrolls
        });
        let status = context.status("");
        footer::draw(&status, &keys, foot, buf);
        frame.set_cursor_position(cursor);
    }
}
