//! Wraps one line. Rows are found only as far as they are needed, and stay valid when the line is edited after them.

use std::borrow::Cow;

use ropey::RopeSlice;

use super::glyphs::{Glyph, Glyphs};

/// The least number of characters that are read to find the end of a row.
const WINDOW: usize = 128;

/// The known rows of one line. Offsets count scalar values from the start of the line, widths count columns.
#[derive(Debug, Clone)]
pub(super) struct WrappedLine {
    rows: Vec<RowStart>,
    /// Whether the last known row is the last row of the line. The line's length is known then.
    whole: bool,
    length: usize,
    lead: Lead,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowStart {
    at: usize,
    /// The line was read up to here to find this start, so that an edit after it does not move it.
    read: usize,
}

/// The blanks and the bullet at the start of a line, in columns and in characters.
#[derive(Debug, Clone, Copy, Default)]
struct Lead {
    columns: usize,
    end: usize,
}

/// One row of a line. It ends where the next one starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowRange {
    pub start: usize,
    pub end: usize,
    /// The column of the first character.
    pub column: usize,
    /// Whether this is the last row of its line.
    pub last: bool,
}

impl WrappedLine {
    pub fn new(line: RopeSlice<'_>, width: usize) -> Self {
        let (lead, read) = lead(line, width);
        Self {
            rows: vec![RowStart { at: 0, read }],
            whole: false,
            length: 0,
            lead,
        }
    }

    /// The indent of all rows but the first: that of the text after the bullet, at most half of the width.
    fn hang(&self, width: usize) -> usize {
        self.lead.columns.min(width / 2)
    }

    /// The range of a row; `None` past the last row. `line` is asked for the text only if it must be read.
    pub fn row<'r>(
        &mut self,
        line: impl Fn() -> RopeSlice<'r>,
        width: usize,
        row: usize,
    ) -> Option<RowRange> {
        self.wrap(line, width, |known| known.rows.len() > row + 1);
        let start = self.rows.get(row)?.at;
        let next = self.rows.get(row + 1);
        Some(RowRange {
            start,
            end: next.map_or(self.length, |next| next.at),
            column: if row == 0 { 0 } else { self.hang(width) },
            last: next.is_none(),
        })
    }

    /// The row that shows the caret if it is at offset `at`.
    pub fn row_of<'r>(
        &mut self,
        line: impl Fn() -> RopeSlice<'r>,
        width: usize,
        at: usize,
    ) -> usize {
        self.wrap(line, width, |known| {
            known.rows.last().is_some_and(|row| row.at > at)
        });
        let behind = self.rows.partition_point(|row| row.at <= at);
        behind.saturating_sub(1)
    }

    /// The number of rows.
    pub fn count<'r>(&mut self, line: impl Fn() -> RopeSlice<'r>, width: usize) -> usize {
        self.wrap(line, width, |_| false);
        self.rows.len()
    }

    /// Drops the rows that an edit at `at` may have moved. Returns false if no row is left.
    pub fn edited(&mut self, at: usize) -> bool {
        let kept = self.rows.partition_point(|row| row.read < at);
        self.rows.truncate(kept);
        self.whole = false;
        kept > 0
    }

    /// Wraps further until `enough` is known or the line ends.
    fn wrap<'r>(
        &mut self,
        line: impl Fn() -> RopeSlice<'r>,
        width: usize,
        enough: impl Fn(&Self) -> bool,
    ) {
        if self.whole || enough(self) {
            return;
        }
        let line = line();
        while !self.whole && !enough(self) {
            let from = self.rows.last().map_or(0, |row| row.at);
            if let Some(end) = self.row_end(line, width, from) {
                self.rows.push(RowStart {
                    at: from + end.at,
                    read: from + end.read,
                });
            } else {
                self.whole = true;
                self.length = line.len_chars();
            }
        }
    }

    /// The end of the last known row, which starts at `from`, counted from there; `None` if it is the last row.
    fn row_end(&self, line: RopeSlice<'_>, width: usize, from: usize) -> Option<RowStart> {
        let first = self.rows.len() == 1;
        let column = if first { 0 } else { self.hang(width) };
        let lead = if first { self.lead.end } else { 0 };
        let length = line.len_chars();
        let mut window = WINDOW.max(2 * width);
        loop {
            let to = length.min(from + window);
            let text = Cow::from(line.slice(from..to));
            let end = row_end(&text, column, lead, width);
            // A grapheme at the end of the window may continue after it.
            if to == length || end.is_some_and(|end| from + end.read < to) {
                return end;
            }
            // A grapheme may be longer than the window.
            window *= 4;
        }
    }
}

/// The end of the row that `text` starts with; `None` if all of it fits. There is no break before `lead`. A blank that
/// does not fit is put after the last column and ends the row.
fn row_end(text: &str, column: usize, lead: usize, width: usize) -> Option<RowStart> {
    let mut part = None;
    let mut before: Option<Glyph<'_>> = None;
    for glyph in Glyphs::new(text, column) {
        if let Some(before) = before
            && glyph.at > lead
            && before.allows_break_before(&glyph)
        {
            part = Some(glyph.at);
        }
        if glyph.end_column() > width {
            let at = if glyph.is_blank() || glyph.at == 0 {
                glyph.end()
            } else {
                part.unwrap_or(glyph.at)
            };
            let read = glyph.end();
            return Some(RowStart { at, read });
        }
        before = Some(glyph);
    }
    None
}

/// The leading blanks and the bullet (`- `, `* `, digits and `. `), and how far the line was read to find them.
fn lead(line: RopeSlice<'_>, width: usize) -> (Lead, usize) {
    let text = Cow::from(line.slice(..line.len_chars().min(width + 1)));
    let words = text.trim_start_matches([' ', '\t']);
    let item = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = words.len() - item.len();
    let bullet = match digits {
        0 if item.starts_with("- ") || item.starts_with("* ") => 2,
        1.. if item.starts_with(". ") => digits + 2,
        _ => 0,
    };
    let blanks = text.len() - words.len();
    // The lead is ASCII, so that its bytes are characters.
    let lead = &text[..blanks + bullet];
    let columns = Glyphs::new(lead, 0).last();
    let lead = Lead {
        columns: columns.map_or(0, |last| last.end_column()),
        end: lead.len(),
    };
    (lead, blanks + digits + 2)
}
