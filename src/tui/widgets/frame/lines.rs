//! The lines between and above panes, and the headings in them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::super::{below, fit, from_column, put, row_of};
use crate::tui::theme;

/// What the head line says of a pane. Of the forms of its title and its fact, those are drawn that have room beside each
/// other.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// The title, then shorter ones.
    titles: Vec<String>,
    /// Whether the pane has the keys.
    pub is_focused: bool,
    /// One fact at the right end, then shorter forms of it.
    facts: Vec<String>,
    fact_style: Style,
}

impl Heading {
    /// The heading of a pane without a fact.
    pub fn new(title: impl Into<String>, is_focused: bool) -> Self {
        Self {
            titles: vec![title.into()],
            is_focused,
            facts: Vec::new(),
            fact_style: theme::SECONDARY,
        }
    }

    /// The heading with a fact in secondary style.
    #[must_use]
    pub fn with(self, fact: impl Into<String>) -> Self {
        self.with_styled(fact, theme::SECONDARY)
    }

    /// The heading with a fact in this style.
    #[must_use]
    pub fn with_styled(mut self, fact: impl Into<String>, style: Style) -> Self {
        self.facts = vec![fact.into()];
        self.fact_style = style;
        self
    }

    /// The heading with a shorter title, for where those before have no room.
    #[must_use]
    pub fn or_short(mut self, title: impl Into<String>) -> Self {
        self.titles.push(title.into());
        self
    }

    /// The heading with a shorter form of the fact, for where those before have no room.
    #[must_use]
    pub fn or_fact(mut self, fact: impl Into<String>) -> Self {
        self.facts.push(fact.into());
        self
    }

    /// The heading with a marker before its title.
    #[must_use]
    pub fn marked(mut self) -> Self {
        for title in &mut self.titles {
            title.insert_str(0, "▸ ");
        }
        self
    }

    /// The longest title and fact that fit beside each other into so many columns, else the shortest ones. A title gives
    /// way before a fact.
    fn fitting(&self, columns: usize) -> (&str, &str) {
        let facts = || self.facts.iter().map(String::as_str);
        let or_none = [""].into_iter().filter(|_| self.facts.is_empty());
        let mut pairs = facts().chain(or_none).flat_map(|fact| {
            let titles = self.titles.iter();
            titles.map(move |title| (title.as_str(), fact))
        });
        let fits = |(title, fact): &(&str, &str)| {
            title.width() + AROUND_TITLE + fact_columns(fact) <= columns
        };
        let last = || {
            let title = self.titles.last().map_or("", String::as_str);
            (title, facts().next_back().unwrap_or_default())
        };
        pairs.find(fits).unwrap_or_else(last)
    }
}

/// The columns of a heading around its title: a blank on both sides, and a piece of the line.
const AROUND_TITLE: usize = 3;

/// The columns of a fact with a blank on both sides; none where there is no fact.
fn fact_columns(fact: &str) -> usize {
    if fact.is_empty() { 0 } else { fact.width() + 2 }
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
    let (title, fact) = heading.fitting(room);
    // The title is cut to make room for the fact, and down to eight columns the fact stays.
    if !fact.is_empty() && fact_columns(fact) + 8 <= room {
        let end = put_at_end(fact, heading.fact_style, inner, buf);
        room = usize::from(end);
    }
    let title = fit(title, room.saturating_sub(AROUND_TITLE));
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
