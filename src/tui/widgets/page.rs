//! A page of Markdown, wrapped to the window and scrolled by lines.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::frame::LEAD;
use super::markdown;
use super::scroll::Scroll;

/// The most columns of a line; longer lines are hard to read.
const WIDEST: u16 = 100;

#[derive(Debug, Default)]
pub struct Page {
    title: String,
    parts: Vec<String>,
    /// The lines, wrapped to `width`.
    lines: Vec<Line<'static>>,
    width: u16,
    pub scroll: Scroll,
}

impl Page {
    /// A page of Markdown texts, which are parsed separately. The title must be sanitized.
    pub fn new(title: impl Into<String>, parts: Vec<String>) -> Self {
        Self {
            title: title.into(),
            parts,
            ..Self::default()
        }
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    /// The title, and which lines are in view if not all are.
    pub fn heading(&self) -> String {
        match self.scroll.position() {
            position if position.is_empty() => self.title.clone(),
            position => format!("{} · {position}", self.title),
        }
    }

    /// Draws the lines; returns the position of the terminal's cursor.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        // The pane of a page may end at the right edge of the screen, which has two blank columns.
        let width = area.width.saturating_sub(2 * LEAD).clamp(1, WIDEST);
        if width != self.width {
            self.wrap(width);
        }
        draw_lines(&self.lines, &mut self.scroll, width, area, buf)
    }

    /// Draws these lines in place of the page's texts, as far as the page is scrolled.
    pub fn draw_lines(&mut self, lines: &[Line<'_>], area: Rect, buf: &mut Buffer) -> Position {
        draw_scrolled(lines, &mut self.scroll, area, buf)
    }

    /// Draws these lines, which have their own blanks at the edges, from the left edge of the screen on.
    pub fn draw_whole(&mut self, lines: &[Line<'_>], area: Rect, buf: &mut Buffer) -> Position {
        let shown = (self.scroll).lay_out(lines.len(), usize::from(area.height));
        for (y, line) in (area.top()..area.bottom()).zip(&lines[shown]) {
            buf.set_line(area.x, y, line, area.width);
        }
        area.as_position()
    }

    fn wrap(&mut self, width: u16) {
        self.lines.clear();
        for part in &self.parts {
            if !self.lines.is_empty() {
                self.lines.push(Line::default());
            }
            self.lines.extend(markdown::lines(part, usize::from(width)));
        }
        self.scroll.rescale(self.lines.len());
        self.width = width;
    }
}

/// Draws lines as far as they are scrolled; returns the position of the terminal's cursor.
pub fn draw_scrolled(
    lines: &[Line<'_>],
    scroll: &mut Scroll,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    draw_lines(
        lines,
        scroll,
        area.width.saturating_sub(2 * LEAD),
        area,
        buf,
    )
}

fn draw_lines(
    lines: &[Line<'_>],
    scroll: &mut Scroll,
    width: u16,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let shown = scroll.lay_out(lines.len(), usize::from(area.height));
    for (y, line) in (area.top()..area.bottom()).zip(&lines[shown]) {
        buf.set_line(area.x + LEAD, y, line, width);
    }
    Position::new(area.x + LEAD, area.y)
}
