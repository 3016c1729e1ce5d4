//! The title row of a screen with pages: its title at the left, a tab for each page at the right. A scored stage has its
//! level.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::frame::LEAD;
use super::{charts, from_column, put};
use crate::tui::theme;

/// Columns between two tabs, and at the right edge of the screen.
const GAP: usize = 2;
/// The least columns of the title before levels are left out of the tabs.
const LEAST_TITLE: usize = 7;
/// The columns that the title keeps where not all tabs are shown.
const SHORT_LEFT: usize = 10;
/// Below this width, a title that would be cut is the short one.
const SHORT_TITLE: u16 = 20;

/// A page of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its sanitized title.
    pub word: String,
    /// The level of a scored stage.
    pub level: Option<u8>,
}

impl Tab {
    /// `Setup ▆3`, `▸ Data`, `Sums`.
    fn line(&self, is_open: bool, has_level: bool) -> Line<'static> {
        let (lead, style) = if is_open {
            ("▸ ", theme::ACCENT_STRONG)
        } else {
            ("", theme::PLAIN)
        };
        let mut spans = vec![Span::styled(format!("{lead}{}", self.word), style)];
        if let Some(level) = self.level.filter(|_| has_level) {
            spans.extend([Span::raw(" "), charts::level_in_row(Some(level))]);
        }
        Line::from(spans)
    }
}

/// What the title row says.
#[derive(Debug, Clone, Copy)]
pub struct TabRow<'a> {
    /// The title, then a shorter one, if there is one.
    pub titles: &'a [&'a str],
    /// The title for very little room.
    pub short: &'a str,
    pub tabs: &'a [Tab],
    /// The index of the open tab.
    pub open: usize,
    /// What a tab opens: `page` or `stage`.
    pub noun: &'a str,
}

/// Draws the title row; returns where each tab was drawn, and its index. Where not all tabs fit, their levels are left out,
/// then one of the two blanks between them. Where that is not enough, only the open tab and its neighbors are drawn, and the
/// open one says which of how many it is.
pub fn draw(row: TabRow<'_>, area: Rect, buf: &mut Buffer) -> Vec<(Rect, usize)> {
    let room = usize::from(area.width).saturating_sub(usize::from(LEAD) + GAP);
    let (lines, first, gap) = fitting(row, room);
    let start = room.saturating_sub(columns(&lines, gap)) + gap;
    let left = Rect {
        width: start.saturating_sub(gap) as u16,
        ..from_column(area, LEAD)
    };
    let fits = |title: &&&str| title.width() <= usize::from(left.width);
    let title = row.titles.iter().find(fits);
    let cut = if left.width < SHORT_TITLE {
        Some(&row.short)
    } else {
        row.titles.first()
    };
    let title = title.or(cut).copied().unwrap_or_default();
    put(title, theme::STRONG, 0, left, buf);
    let mut rest = from_column(area, start as u16 + LEAD);
    let mut places = Vec::new();
    for (index, line) in (first..).zip(&lines) {
        let columns = line.width() as u16;
        buf.set_line(rest.x, rest.y, line, rest.width);
        let place = Rect {
            width: columns.min(rest.width),
            height: 1,
            ..rest
        };
        places.push((place, index));
        rest = from_column(rest, columns + gap as u16);
    }
    places
}

/// The tabs that fit, the index of the first one, and the columns between two.
fn fitting(row: TabRow<'_>, room: usize) -> (Vec<Line<'static>>, usize, usize) {
    let TabRow {
        tabs, open, noun, ..
    } = row;
    for (has_levels, gap) in [(true, GAP), (false, GAP), (false, 1)] {
        let lines = tabs.iter().enumerate();
        let lines = lines.map(|(index, tab)| tab.line(index == open, has_levels));
        let lines: Vec<Line<'static>> = lines.collect();
        if columns(&lines, gap) + LEAST_TITLE <= room {
            return (lines, 0, gap);
        }
    }
    let line = |index: usize| {
        let mut line = tabs[index].line(index == open, false);
        if index == open {
            line.push_span(Span::raw(format!(
                " · {noun} {} of {}",
                open + 1,
                tabs.len()
            )));
        }
        line
    };
    let lines = |from: usize, to: usize| (from..to).map(line).collect::<Vec<_>>();
    let fits = |from, to| columns(&lines(from, to), GAP) + SHORT_LEFT <= room;
    let (mut from, mut to) = (open.min(tabs.len()), (open + 1).min(tabs.len()));
    // What comes next is worth more than what was before.
    while to < tabs.len() && fits(from, to + 1) {
        to += 1;
    }
    while from > 0 && fits(from - 1, to) {
        from -= 1;
    }
    (lines(from, to), from, GAP)
}

fn columns(tabs: &[Line<'_>], gap: usize) -> usize {
    tabs.iter().map(|tab| tab.width() + gap).sum()
}
