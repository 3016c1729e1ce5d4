//! A cache of wrapped lines. Edits invalidate only what they change, so that the cost of a key does not grow with the
//! length of the notes.

use std::collections::BTreeMap;
use std::ops::Range;

use ropey::Rope;

use super::wrap::{RowRange, WrappedLine};
use crate::domain::session::notes::line_slice;

/// A row of the text: a line and a row in it, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct RowIndex {
    pub line: usize,
    pub row: usize,
}

/// The wrapped lines of a text at one width.
#[derive(Debug, Clone)]
pub(super) struct RowCache {
    /// The columns of a row, without a blank that may follow it.
    width: usize,
    lines: BTreeMap<usize, WrappedLine>,
}

impl Default for RowCache {
    fn default() -> Self {
        Self {
            width: 80,
            lines: BTreeMap::new(),
        }
    }
}

impl RowCache {
    /// Sets the columns of a row, at least 1.
    pub fn set_width(&mut self, width: usize) {
        if self.width != width {
            self.width = width;
            self.lines.clear();
        }
    }

    /// Which part of its line a row shows; `None` past the last row of the line.
    pub fn row(&mut self, rope: &Rope, index: RowIndex) -> Option<RowRange> {
        let (width, text) = (self.width, || line_slice(rope, index.line));
        self.line(rope, index.line).row(text, width, index.row)
    }

    /// The row that shows the caret if it is at offset `at`.
    pub fn index_of(&mut self, rope: &Rope, at: usize) -> RowIndex {
        let line = rope.char_to_line(at);
        let at = at - rope.line_to_char(line);
        let (width, text) = (self.width, || line_slice(rope, line));
        let row = self.line(rope, line).row_of(text, width, at);
        RowIndex { line, row }
    }

    /// The row so many rows below, or above if negative, and how many rows that is: the first and the last row are the
    /// limits.
    pub fn step(&mut self, rope: &Rope, from: RowIndex, rows: isize) -> (RowIndex, usize) {
        if rows < 0 {
            self.up(rope, from, rows.unsigned_abs())
        } else {
            self.down(rope, from, rows.unsigned_abs())
        }
    }

    fn up(&mut self, rope: &Rope, from: RowIndex, rows: usize) -> (RowIndex, usize) {
        let mut index = from;
        let mut left = rows;
        while left > index.row && index.line > 0 {
            left -= index.row + 1;
            index.line -= 1;
            let (width, text) = (self.width, || line_slice(rope, index.line));
            index.row = self.line(rope, index.line).count(text, width) - 1;
        }
        let step = left.min(index.row);
        index.row -= step;
        (index, rows - (left - step))
    }

    fn down(&mut self, rope: &Rope, from: RowIndex, rows: usize) -> (RowIndex, usize) {
        let mut index = from;
        for gone in 0..rows {
            let (line, row) = (index.line, index.row + 1);
            index = if self.row(rope, RowIndex { line, row }).is_some() {
                RowIndex { line, row }
            } else if line + 1 < rope.len_lines() {
                RowIndex {
                    line: line + 1,
                    row: 0,
                }
            } else {
                return (index, gone);
            };
        }
        (index, rows)
    }

    /// Invalidates the rows after an edit at `offset` of line `first`, which replaced the lines up to `old_last` by those
    /// up to `new_last`.
    pub fn edited(&mut self, first: usize, offset: usize, old_last: usize, new_last: usize) {
        if old_last != first || new_last != first {
            let behind = self.lines.split_off(&(first + 1));
            let moved = behind
                .into_iter()
                .filter(|(line, _)| *line > old_last)
                .map(|(line, wrapped)| (line - old_last + new_last, wrapped));
            self.lines.extend(moved);
        }
        if let Some(wrapped) = self.lines.get_mut(&first)
            && !wrapped.edited(offset)
        {
            self.lines.remove(&first);
        }
    }

    /// Drops all lines but these from the cache.
    pub fn keep(&mut self, lines: &Range<usize>) {
        self.lines.retain(|line, _| lines.contains(line));
    }

    fn line(&mut self, rope: &Rope, line: usize) -> &mut WrappedLine {
        let lines = self.lines.entry(line);
        lines.or_insert_with(|| WrappedLine::new(line_slice(rope, line), self.width))
    }
}
