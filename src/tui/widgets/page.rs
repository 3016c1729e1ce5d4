//! A page of Markdown to read, wrapped to the window and scrolled by lines.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::markdown;

/// Lines longer than this are hard to read.
const WIDEST: u16 = 100;

#[derive(Debug)]
pub struct Page {
    title: String,
    parts: Vec<String>,
    /// The lines, for the width they are wrapped to.
    lines: Vec<Line<'static>>,
    width: u16,
    /// The first line shown, and how many there is room for.
    first: usize,
    seen: usize,
}

impl Page {
    pub fn new(title: String, parts: Vec<String>) -> Self {
        Self {
            title,
            parts,
            lines: Vec::new(),
            width: 0,
            first: 0,
            seen: 1,
        }
    }

    /// A name for the place where it is shown.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Rows of a page: one line of the last stays in sight.
    pub fn rows(&self) -> isize {
        self.seen.saturating_sub(1).max(1).cast_signed()
    }

    /// Whether there is more than the window shows.
    pub fn scrolls(&self) -> bool {
        self.lines.len() > self.seen
    }

    pub fn scroll(&mut self, by: isize) {
        self.first = self.first.saturating_add_signed(by).min(self.last());
    }

    fn last(&self) -> usize {
        self.lines.len().saturating_sub(self.seen)
    }

    /// Which lines are shown, where not all are.
    pub fn how_much(&self) -> String {
        if !self.scrolls() {
            return String::new();
        }
        let end = (self.first + self.seen).min(self.lines.len());
        format!("{}-{} of {}", self.first + 1, end, self.lines.len())
    }

    /// Draws the lines; where the cursor belongs.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let width = area.width.saturating_sub(2).clamp(1, WIDEST);
        if width != self.width {
            self.wrap(width);
        }
        self.seen = usize::from(area.height).max(1);
        self.first = self.first.min(self.last());
        for (row, line) in self
            .lines
            .iter()
            .skip(self.first)
            .take(self.seen)
            .enumerate()
        {
            buf.set_line(area.x + 1, area.y + row as u16, line, width);
        }
        Position::new(area.x + 1, area.y)
    }

    fn wrap(&mut self, width: u16) {
        // The place on the page stays, as nearly as another width allows.
        let part = self.first * 1000 / self.lines.len().max(1);
        self.lines.clear();
        for part in &self.parts {
            if !self.lines.is_empty() {
                self.lines.push(Line::default());
            }
            self.lines.extend(markdown::lines(part, usize::from(width)));
        }
        self.first = part * self.lines.len() / 1000;
        self.width = width;
    }
}
