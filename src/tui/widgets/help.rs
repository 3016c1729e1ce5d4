//! Help over the screen: every key of the given contexts, from the one table.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Block, Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::wrap;
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;

/// Columns of the key names.
const NAMES: usize = 24;

/// An open help page.
#[derive(Debug)]
pub struct Help {
    /// Keys and words; a heading has no words.
    lines: Vec<(String, &'static str)>,
    first: usize,
    /// Rows that the last drawing had, and how many there were to show.
    seen: (usize, usize),
}

impl Help {
    /// The keys of these contexts, in this order.
    pub fn of(contexts: &[Context]) -> Self {
        let mut lines = Vec::new();
        for context in contexts {
            if !lines.is_empty() {
                lines.push((String::new(), ""));
            }
            lines.push((heading(*context).to_owned(), ""));
            lines.extend(keys::help(*context));
        }
        Self {
            lines,
            first: 0,
            seen: (1, 1),
        }
    }

    /// Takes one key; whether it closes the page.
    pub fn on(&mut self, key: Key) -> bool {
        let last = self.seen.1.saturating_sub(self.seen.0);
        match keys::action(Context::Page, key) {
            Some(Action::Up) => self.first = self.first.saturating_sub(1),
            Some(Action::Down) => self.first = (self.first + 1).min(last),
            Some(Action::PageUp) => self.first = self.first.saturating_sub(self.seen.0),
            Some(Action::PageDown) => self.first = (self.first + self.seen.0).min(last),
            Some(Action::First) => self.first = 0,
            Some(Action::Last) => self.first = last,
            Some(Action::Back) => return true,
            _ => return matches!(key.code, KeyCode::F(1) | KeyCode::Char('?')),
        }
        false
    }

    /// Draws the page over everything but the last line.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        let whole = frame.area();
        let area = Rect {
            height: whole.height.saturating_sub(1),
            ..whole
        };
        Clear.render(area, frame.buffer_mut());
        let block = Block::bordered()
            .title(" Help ")
            .title_bottom(" PgDn more, Esc back ")
            .border_style(theme::QUIET);
        let inner = block.inner(area);
        let inner = Rect {
            x: inner.x + 1,
            width: inner.width.saturating_sub(1),
            ..inner
        };
        block.render(area, frame.buffer_mut());
        let rows = self.rows(usize::from(inner.width));
        self.seen = (usize::from(inner.height), rows.len());
        let buf = frame.buffer_mut();
        for (row, (name, words)) in rows
            .iter()
            .skip(self.first)
            .take(usize::from(inner.height))
            .enumerate()
        {
            let y = inner.y + row as u16;
            let width = usize::from(inner.width);
            buf.set_stringn(inner.x, y, name, width, theme::KEY);
            let x = NAMES.min(width);
            if !words.is_empty() {
                buf.set_stringn(inner.x + x as u16, y, words, width - x, theme::PLAIN);
            }
        }
        let x = inner.x.min(whole.right().saturating_sub(1));
        let y = inner.y.min(whole.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(x, y));
    }

    fn rows(&self, width: usize) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        for (name, words) in &self.lines {
            if words.is_empty() {
                rows.push((name.clone(), String::new()));
                continue;
            }
            let mut names = wrap(name, NAMES - 2).into_iter();
            let mut lines = wrap(words, width.saturating_sub(NAMES).max(8)).into_iter();
            loop {
                match (names.next(), lines.next()) {
                    (None, None) => break,
                    (name, line) => rows.push((name.unwrap_or_default(), line.unwrap_or_default())),
                }
            }
        }
        debug_assert!(rows.iter().all(|row| row.0.width() <= width.max(NAMES)));
        rows
    }
}

fn heading(context: Context) -> &'static str {
    match context {
        Context::Home => "Home",
        Context::Options => "Options",
        Context::Command => "A key after Esc, or Alt and the key",
        Context::Notes => "Notes",
        Context::Paused => "Paused",
        Context::Asking => "Asking",
        Context::Finding => "Finding",
        Context::Leaving => "Leaving",
        Context::Unsaved => "Leaving while not saved",
        Context::Page | Context::Reading => "Pages",
        Context::List => "Lists",
        Context::Finished => "After the finish",
        Context::Debrief => "Marking a stage",
        Context::Compare => "The answer and the summary",
        Context::NextTime => "Next time",
        Context::Replay => "Replay",
        Context::Appearance => "Typing a word",
        Context::Desk => "A table of sessions",
        Context::Review => "A review",
        Context::Commenting => "A comment",
        Context::Revealing => "Revealing",
        Context::Naming => "Naming a file",
    }
}
