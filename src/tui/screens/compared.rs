//! Two attempts side by side: one page to read and leave. It must not know what was compared, nor who asked for it.
//!
//! ```text
//!  Image Caption Generator: two attempts                                  1-21 of 148
//!
//!  - Earlier: 20261123-130512-… sam, started 2026-11-23 14:05 +01:00, finished, clean
//!
//!                                                   PgDn scroll   q back   ? help
//! ```

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use unicode_width::UnicodeWidthStr;

use crate::tui::effect::{Effect, Place};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::{fit, footer, help};

/// How many lines the wheel moves the page.
const WHEEL: isize = 3;

#[derive(Debug)]
pub struct ComparedScreen {
    page: Page,
    help: Option<help::Help>,
}

impl ComparedScreen {
    /// The page as Markdown in parts that are read apart; the title is clean.
    pub fn new(title: String, parts: Vec<String>) -> Self {
        Self {
            page: Page::new(title, parts),
            help: None,
        }
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(*key),
            Input::Wheel { up, .. } if self.help.is_none() => {
                self.page.scroll(if *up { -WHEEL } else { WHEEL });
            }
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(open) = &mut self.help {
            if open.on(key) {
                self.help = None;
            }
            return Vec::new();
        }
        let page = &mut self.page;
        match keys::action(Context::Page, key) {
            Some(Action::Up) => page.scroll(-1),
            Some(Action::Down) => page.scroll(1),
            Some(Action::PageUp) => page.scroll(-page.rows()),
            Some(Action::PageDown) => page.scroll(page.rows()),
            Some(Action::First) => page.scroll(isize::MIN),
            Some(Action::Last) => page.scroll(isize::MAX),
            Some(Action::Back) => return vec![Effect::Go(Place::Back)],
            Some(Action::Help) => self.help = Some(help::Help::of(&[Context::Page])),
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            _ => {}
        }
        Vec::new()
    }

    /// Draws the screen; the cursor stands where the page begins.
    pub fn draw(&mut self, frame: &mut Frame<'_>, message: Option<&str>) {
        let [top, body, foot] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Min(1),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        let buf = frame.buffer_mut();
        let cursor = self.page.draw(body, buf);
        self.draw_top(top, buf);
        let keys: Vec<_> = keys::footer(Context::Page)
            .filter(|row| row.action != Action::PageDown || self.page.scrolls())
            .map(|row| (row.name.to_owned(), row.short))
            .collect();
        let said = (message.unwrap_or(""), theme::PLAIN);
        footer::draw(said, &keys, footer::First::Message, foot, buf);
        if let Some(open) = &mut self.help {
            open.draw(frame);
        } else {
            frame.set_cursor_position(cursor);
        }
    }

    /// What is compared, and how much of it is shown.
    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let how_much = self.page.how_much();
        let width = usize::from(area.width);
        let room = width.saturating_sub(how_much.width() + 4);
        let title = fit(self.page.title(), room);
        buf.set_stringn(area.x + 1, area.y, title, room, theme::STRONG);
        let at = width.saturating_sub(how_much.width() + 1) as u16;
        buf.set_stringn(area.x + at, area.y, &how_much, width, theme::QUIET);
    }
}
