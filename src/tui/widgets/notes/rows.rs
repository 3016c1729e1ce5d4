//! The rows of all lines, kept for those lines that were asked about and followed through edits, so that no key costs
//! more than a screenful. It knows the text and a width, neither the caret nor where on the screen a row lies.

use std::collections::BTreeMap;
use std::ops::Range;

use ropey::{Rope, RopeSlice};

use super::wrap::{Row, Wrapped};
use crate::domain::session::notes::line_slice;

/// A row of the text: the `row`th of `line`, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    pub line: usize,
    pub row: usize,
}

/// The rows of a text at one width.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// How many columns the letters of a row may take; a blank may hang behind them.
    width: usize,
    lines: BTreeMap<usize, Wrapped>,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            width: 80,
            lines: BTreeMap::new(),
        }
    }
}

impl Rows {
    /// Sets how many columns the letters of a row may take, at least 1.
    pub fn set_width(&mut self, width: usize) {
        if self.width != width {
            self.width = width;
            self.lines.clear();
        }
    }

    /// The row's place in its line; none past the line's last row.
    pub fn row(&mut self, rope: &Rope, place: Place) -> Option<Row> {
        let (wrapped, line, width) = self.line(rope, place.line);
        wrapped.row(line, width, place.row)
    }

    /// The row in which a caret at `at` of the text stands.
    pub fn place_of(&mut self, rope: &Rope, at: usize) -> Place {
        let line = rope.char_to_line(at);
        let at = at - rope.line_to_char(line);
        let (wrapped, slice, width) = self.line(rope, line);
        let row = wrapped.row_of(slice, width, at);
        Place { line, row }
    }

    /// The row that lies so many below or, if negative, above, and how many there were to go; no further than the last
    /// and the first.
    pub fn step(&mut self, rope: &Rope, from: Place, rows: isize) -> (Place, usize) {
        if rows < 0 {
            self.up(rope, from, rows.unsigned_abs())
        } else {
            self.down(rope, from, rows.unsigned_abs())
        }
    }

    fn up(&mut self, rope: &Rope, from: Place, rows: usize) -> (Place, usize) {
        let mut place = from;
        let mut left = rows;
        while left > place.row && place.line > 0 {
            left -= place.row + 1;
            place.line -= 1;
            let (wrapped, line, width) = self.line(rope, place.line);
            place.row = wrapped.count(line, width) - 1;
        }
        let step = left.min(place.row);
        place.row -= step;
        (place, rows - (left - step))
    }

    fn down(&mut self, rope: &Rope, from: Place, rows: usize) -> (Place, usize) {
        let mut place = from;
        for gone in 0..rows {
            let (line, row) = (place.line, place.row + 1);
            place = if self.row(rope, Place { line, row }).is_some() {
                Place { line, row }
            } else if line + 1 < rope.len_lines() {
                Place {
                    line: line + 1,
                    row: 0,
                }
            } else {
                return (place, gone);
            };
        }
        (place, rows)
    }

    /// Takes note of an edit `offset` characters into line `first`: the lines from there up to line `old_last` became
    /// those up to line `new_last`.
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

    /// Forgets the rows of all lines but these.
    pub fn keep(&mut self, lines: &Range<usize>) {
        self.lines.retain(|line, _| lines.contains(line));
    }

    fn line<'r>(&mut self, rope: &'r Rope, line: usize) -> (&mut Wrapped, RopeSlice<'r>, usize) {
        let slice = line_slice(rope, line);
        let wrapped = self
            .lines
            .entry(line)
            .or_insert_with(|| Wrapped::new(slice, self.width));
        (wrapped, slice, self.width)
    }
}
