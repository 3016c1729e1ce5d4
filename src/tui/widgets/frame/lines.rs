//! The lines between and above panes, and the headings in them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::super::{below, fit, from_column, put, row_of};
use crate::tui::theme;

/// What the head line says of a pane.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    pub title: String,
    /// Whether the pane has the keys.
    pub is_focused: bool,
    /// One fact at the right end, and its style.
    pub fact: (String, Style),
}

impl Heading {
    /// The heading of a pane without a fact.
    pub fn new(title: impl Into<String>, is_focused: bool) -> Self {
        let title = title.into();
        Self {
            title,
            is_focused,
            fact: (String::new(), theme::SECONDARY),
        }
    }

    /// The heading with a fact in secondary style.
    #[must_use]
    pub fn with(self, fact: impl Into<String>) -> Self {
        let fact = (fact.into(), theme::SECONDARY);
        Self { fact, ..self }
    }
}

/// Draws a heading on a line: its title from the left, its fact at the right.
pub fn draw_heading(heading: &Heading, line: Rect, buf: &mut Buffer) {
    let style = if heading.is_focused {
        theme::ACCENT_STRONG
    } else {
        theme::STRONG
    };
    let inner = Rect {
        width: line.width.saturating_sub(2),
        ..from_column(line, 1)
    };
    let mut room = usize::from(inner.width);
    let (fact, fact_style) = &heading.fact;
    let fact_width = fact.width() + 2;
    // The title is cut to make room for the fact, and down to eight columns the fact stays.
    if !fact.is_empty() && fact_width + 8 <= room {
        let end = put_at_end(fact, *fact_style, inner, buf);
        room = usize::from(end);
    }
    // A piece of the line stays between both.
    let title = fit(&heading.title, room.saturating_sub(3));
    if !title.is_empty() {
        let room = Rect {
            width: title.width() as u16 + 2,
            height: 1,
            ..inner
        };
        Clear.render(room.intersection(buf.area), buf);
        put(&format!(" {title} "), style, 0, inner, buf);
    }
}

/// Draws a text with a blank on both sides at the end of a line; returns the columns before it.
fn put_at_end(text: &str, style: Style, line: Rect, buf: &mut Buffer) -> u16 {
    let left = line.width.saturating_sub(text.width() as u16 + 2);
    let end = from_column(line, left);
    Clear.render(end.intersection(buf.area), buf);
    put(text, style, 0, from_column(end, 1), buf);
    left
}

/// Draws a dim line over the first row of an area.
pub fn draw_rule(area: Rect, buf: &mut Buffer) {
    let line = "─".repeat(area.width.into());
    put(&line, theme::SECONDARY, 0, area, buf);
}

/// Joins a line over the first row of a pane to the divider at its left.
pub fn join_left(area: Rect, buf: &mut Buffer) {
    if let Some(x) = area.x.checked_sub(1).filter(|_| area.height > 0) {
        let cell = Rect {
            x,
            width: 1,
            height: 1,
            ..area
        };
        put_line("├", x, cell, buf);
    }
}

/// Draws a dim line down a column of the screen, from the line over the first row of an area on.
pub fn draw_split(area: Rect, x: u16, buf: &mut Buffer) {
    let line = Rect {
        x,
        width: 1,
        ..area
    };
    draw_divider(below(line, 1), buf);
    put_line("┬", x, row_of(area, 0), buf);
}

/// Draws a dim line down the first column of an area.
pub fn draw_divider(area: Rect, buf: &mut Buffer) {
    for row in 0..area.height {
        put("│", theme::SECONDARY, row, Rect { width: 1, ..area }, buf);
    }
}

pub(super) fn put_line(symbol: &str, x: u16, line: Rect, buf: &mut Buffer) {
    let cell = Rect {
        x,
        width: 1,
        ..line
    };
    put(symbol, theme::SECONDARY, 0, cell.intersection(line), buf);
}
