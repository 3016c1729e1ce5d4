//! Help over the screen: every key of the given contexts.

use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::text::Line;

use super::scroll::Scroll;
use super::{below, draw_box, from_column, key_line, put, wrap};
use crate::tui::input::Key;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;

/// Columns of the key names with the blanks after them.
const NAMES: usize = 24;

/// An open help page.
#[derive(Debug)]
pub struct Help {
    /// The names of keys and what they do; in a heading the second is empty.
    lines: Vec<(String, &'static str)>,
    scroll: Scroll,
}

impl Help {
    /// The help of these contexts, in this order, with the keys of the user.
    pub fn of(contexts: &[Context], own: &KeyMap) -> Self {
        let mut lines = Vec::new();
        for context in contexts {
            if !lines.is_empty() {
                lines.push((String::new(), ""));
            }
            let (heading, keys) = own.help(*context);
            lines.push((heading.to_owned(), ""));
            lines.extend(keys);
        }
        Self {
            lines,
            scroll: Scroll::default(),
        }
    }

    /// Takes one key; whether it closes the page.
    pub fn on(&mut self, key: Key) -> bool {
        match keys::action(Context::Page, key) {
            Some(Action::Back | Action::Help) => true,
            Some(action) => {
                self.scroll.act(&action);
                false
            }
            None => false,
        }
    }

    /// Scrolls by the mouse wheel.
    pub fn wheel(&mut self, up: bool) {
        self.scroll.wheel(up);
    }

    /// Draws the page over the screen, with a message or its own keys in the lower border.
    pub fn draw(&mut self, message: Option<&str>, frame: &mut Frame<'_>) {
        let area = frame.area();
        let buf = frame.buffer_mut();
        let keys = match message {
            Some(message) => Line::raw(message.to_owned()),
            None => key_line(&[("PgDn", "more"), ("Esc", "back")]),
        };
        // The first row of the screen stays, since it has the time.
        let title = Line::styled("Help", theme::ACCENT_STRONG);
        let inner = from_column(draw_box(title, keys, below(area, 1), buf), 1);
        let rows = self.rows(usize::from(inner.width));
        let shown = self.scroll.lay_out(rows.len(), usize::from(inner.height));
        for (row, (name, words)) in (0..inner.height).zip(&rows[shown]) {
            put(name, theme::ACCENT_STRONG, row, inner, buf);
            let right = from_column(inner, NAMES as u16);
            put(words, theme::PLAIN, row, right, buf);
        }
        let x = inner.x.min(area.right().saturating_sub(1));
        let y = inner.y.min(area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(x, y));
    }

    /// The rows at a width: the part of the name and of the description in each.
    fn rows(&self, width: usize) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        for (name, words) in &self.lines {
            let name_width = if words.is_empty() { width } else { NAMES - 2 };
            let names = wrap(name, name_width);
            let lines = wrap(words, width.saturating_sub(NAMES).max(8));
            let cell = |lines: &[String], row| lines.get(row).cloned().unwrap_or_default();
            let height = names.len().max(lines.len());
            rows.extend((0..height).map(|row| (cell(&names, row), cell(&lines, row))));
        }
        rows
    }
}
