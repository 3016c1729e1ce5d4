//! The visible part of the text, and the offset in the text that a cell of the screen shows.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::layout::Rect;

use super::Notes;
use super::glyphs::Glyphs;
use super::rows::{RowCache, RowIndex};
use super::wrap::RowRange;
use crate::domain::session::notes::line_slice;

/// The visible part of the text.
#[derive(Debug, Clone)]
pub(super) struct Viewport {
    /// The area of the last drawing without the gutter.
    area: Rect,
    /// The first visible row is the one with this offset of this line, which stays valid when the width changes.
    line: usize,
    offset: usize,
    /// Whether the view scrolls to the caret. The mouse wheel ends this until the next action.
    follows: bool,
    /// The lines that were in view whole, where the last drawing did not show all of them; empty at the line that has
    /// all rows for a part of itself.
    shown: Option<Range<usize>>,
}

impl Default for Viewport {
    fn default() -> Self {
        Self {
            area: Rect::new(0, 0, 80, 24),
            line: 0,
            offset: 0,
            follows: true,
            shown: None,
        }
    }
}

impl Viewport {
    pub fn set_shown(&mut self, shown: Option<Range<usize>>) {
        self.shown = shown;
    }

    pub fn follow(&mut self) {
        self.follows = true;
    }

    /// By how many rows a page key moves.
    pub fn page(&self) -> usize {
        usize::from(self.area.height).saturating_sub(1).max(1)
    }
}

impl Notes {
    /// Scrolls by the mouse wheel, up if `rows` is negative. The caret does not move and may leave the view until the
    /// next action.
    pub fn scroll(&mut self, rows: isize) {
        self.move_view(rows);
        self.view.follows = false;
    }

    /// Which lines the last drawing showed whole, such as `12 to 29 of 30`; `part of line 1` where one line has all rows
    /// for a part of itself. Empty if it showed all.
    pub fn position(&self) -> String {
        let shown = self.view.shown.as_ref().map(|shown| {
            let count = self.rope.len_lines();
            let first = shown.start + 1;
            if shown.is_empty() {
                format!("part of line {first}")
            } else {
                format!("{first} to {} of {count}", shown.end)
            }
        });
        shown.unwrap_or_default()
    }

    /// By how many rows a page key moves.
    pub fn page(&self) -> usize {
        self.view.page()
    }

    /// The rows that each line takes at a width in columns.
    pub fn rows_of_lines(&self, width: u16) -> Vec<u16> {
        let mut rows = RowCache::default();
        rows.set_width(usize::from(width).saturating_sub(1).max(1));
        let lines = 0..self.rope.len_lines();
        let count = lines.map(|line| {
            let mut count = 1;
            while rows
                .row(&self.rope, RowIndex { line, row: count })
                .is_some()
            {
                count += 1;
            }
            u16::try_from(count).unwrap_or(u16::MAX)
        });
        count.collect()
    }

    /// Moves the caret to a cell of the screen; with `select` the selection is extended. A cell outside the last drawing
    /// counts as the nearest cell inside.
    pub fn place_caret(&mut self, column: u16, row: u16, select: bool) {
        let area = self.view.area;
        let row = row.clamp(area.top(), area.bottom().saturating_sub(1).max(area.top()));
        let down = usize::from(row - area.top());
        let top = self.top();
        let (index, gone) = self.rows.step(&self.rope, top, down.cast_signed());
        let at = if gone < down {
            self.rope.len_chars()
        } else {
            self.at_column(index, usize::from(column.saturating_sub(area.left())))
        };
        self.set_caret(at, select);
    }

    /// Fits the view to `area` and returns its first row. The caret is in view if the view follows it, and there are no
    /// empty rows below the text while rows above it are hidden.
    pub(super) fn lay_out(&mut self, area: Rect) -> RowIndex {
        self.view.area = area;
        // The last column is for the caret or a blank after a full row.
        self.rows
            .set_width(usize::from(area.width).saturating_sub(1).max(1));
        let below = usize::from(area.height).saturating_sub(1).cast_signed();
        let mut top = self.top();
        if self.view.follows {
            let caret = self.rows.index_of(&self.rope, self.cursor.offset);
            let (earliest, _) = self.rows.step(&self.rope, caret, -below);
            top = top.clamp(earliest, caret);
        }
        let (bottom, gone) = self.rows.step(&self.rope, top, below);
        if gone.cast_signed() < below {
            (top, _) = self.rows.step(&self.rope, bottom, -below);
        }
        self.set_top(top);
        top
    }

    /// The first visible row.
    pub(super) fn top(&mut self) -> RowIndex {
        let line = self.view.line.min(self.rope.len_lines() - 1);
        let length = line_slice(&self.rope, line).len_chars();
        let at = self.rope.line_to_char(line) + self.view.offset.min(length);
        self.rows.index_of(&self.rope, at)
    }

    fn set_top(&mut self, top: RowIndex) {
        self.view.line = top.line;
        self.view.offset = self.rows.row(&self.rope, top).map_or(0, |row| row.start);
    }

    pub(super) fn move_view(&mut self, rows: isize) {
        let top = self.top();
        let (to, _) = self.rows.step(&self.rope, top, rows);
        self.set_top(to);
    }

    /// The column of the caret if it is at offset `at`.
    pub(super) fn column_of(&mut self, at: usize) -> usize {
        let index = self.rows.index_of(&self.rope, at);
        let Some(row) = self.rows.row(&self.rope, index) else {
            return 0;
        };
        let (start, text) = self.row_text(index.line, row);
        let offset = at - start;
        let before = Glyphs::new(&text, row.column).take_while(|glyph| glyph.end() <= offset);
        before.last().map_or(row.column, |glyph| glyph.end_column())
    }

    /// The offset in a row at or before a column. Past the end of the row it is the last offset that belongs to it.
    pub(super) fn at_column(&mut self, index: RowIndex, column: usize) -> usize {
        let Some(row) = self.rows.row(&self.rope, index) else {
            return self.rope.len_chars();
        };
        let (start, text) = self.row_text(index.line, row);
        let mut at = 0;
        for glyph in Glyphs::new(&text, row.column) {
            at = glyph.at;
            if column < glyph.end_column() {
                break;
            }
            if row.last {
                at = glyph.end();
            }
        }
        start + at
    }

    /// The offset and the text of a row.
    pub(super) fn row_text(&self, line: usize, row: RowRange) -> (usize, Cow<'_, str>) {
        let line = self.rope.line_to_char(line);
        let (start, end) = (line + row.start, line + row.end);
        (start, Cow::from(self.rope.slice(start..end)))
    }
}
