//! Where the rows of one line start at a given width, found only as far as they are asked for and kept over edits
//! behind them. It knows one line at a time, neither the text around it nor the area.

use std::borrow::Cow;

use ropey::RopeSlice;

use super::pieces::{Piece, Pieces};

/// How many characters are read at least to find where a row ends.
const WINDOW: usize = 128;

/// The known rows of one line. Places are scalar values from the start of the line, widths are columns.
#[derive(Debug, Clone)]
pub(super) struct Wrapped {
    rows: Vec<Start>,
    /// The last known row is the line's last.
    whole: bool,
    lead: Lead,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    at: usize,
    /// Up to here the line was read to place this start: an edit behind it cannot move it.
    read: usize,
}

/// The blanks and the bullet that a line begins with.
#[derive(Debug, Clone, Copy, Default)]
struct Lead {
    columns: usize,
    end: usize,
}

/// One row of a line. It ends where the next one starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub start: usize,
    pub end: usize,
    /// The column of the first character.
    pub column: usize,
    /// No row of this line follows.
    pub last: bool,
}

impl Wrapped {
    pub fn new(line: RopeSlice<'_>, width: usize) -> Self {
        let (lead, read) = lead(line, width);
        Self {
            rows: vec![Start { at: 0, read }],
            whole: false,
            lead,
        }
    }

    /// How many columns the rows behind the first are set in: what stands before the words, but never over half.
    fn hang(&self, width: usize) -> usize {
        self.lead.columns.min(width / 2)
    }

    /// The row's place, wrapped as far as needed; none past the last row.
    pub fn row(&mut self, line: RopeSlice<'_>, width: usize, row: usize) -> Option<Row> {
        self.wrap(line, width, |known| known.rows.len() > row + 1);
        let start = self.rows.get(row)?.at;
        let next = self.rows.get(row + 1);
        Some(Row {
            start,
            end: next.map_or(line.len_chars(), |next| next.at),
            column: if row == 0 { 0 } else { self.hang(width) },
            last: next.is_none(),
        })
    }

    /// The row in which a caret at `at` stands.
    pub fn row_of(&mut self, line: RopeSlice<'_>, width: usize, at: usize) -> usize {
        self.wrap(line, width, |known| {
            known.rows.last().is_some_and(|row| row.at > at)
        });
        let behind = self.rows.partition_point(|row| row.at <= at);
        behind.saturating_sub(1)
    }

    /// How many rows the line has.
    pub fn count(&mut self, line: RopeSlice<'_>, width: usize) -> usize {
        self.wrap(line, width, |_| false);
        self.rows.len()
    }

    /// Forgets what an edit at `at` may have moved. False where nothing is left to keep.
    pub fn edited(&mut self, at: usize) -> bool {
        let kept = self.rows.partition_point(|row| row.read < at);
        self.rows.truncate(kept);
        self.whole = false;
        kept > 0
    }

    /// Wraps on until `enough` is known or the line ends.
    fn wrap(&mut self, line: RopeSlice<'_>, width: usize, enough: impl Fn(&Self) -> bool) {
        while !self.whole && !enough(self) {
            let from = self.rows.last().map_or(0, |row| row.at);
            match self.row_end(line, width, from) {
                Some(end) => self.rows.push(Start {
                    at: from + end.at,
                    read: from + end.read,
                }),
                None => self.whole = true,
            }
        }
    }

    /// The end of the last known row, which starts at `from`, counted from there; none where the line ends with it.
    fn row_end(&self, line: RopeSlice<'_>, width: usize, from: usize) -> Option<Start> {
        let first = self.rows.len() == 1;
        let column = if first { 0 } else { self.hang(width) };
        let lead = if first { self.lead.end } else { 0 };
        let length = line.len_chars();
        let mut window = WINDOW.max(2 * width);
        loop {
            let to = length.min(from + window);
            let text = Cow::from(line.slice(from..to));
            let end = row_end(&text, column, lead, width);
            // What was read up to the end of the window may look different with what follows it.
            if to == length || end.is_some_and(|end| from + end.read < to) {
                return end;
            }
            // One grapheme may be longer than any window.
            window *= 4;
        }
    }
}

/// The end of the row that `text` starts with; none where all of it fits. The row is not parted before `lead`.
/// A blank that finds no room hangs behind the edge and ends the row.
fn row_end(text: &str, column: usize, lead: usize, width: usize) -> Option<Start> {
    let mut part = None;
    let mut before: Option<Piece<'_>> = None;
    for piece in Pieces::new(text, column) {
        if let Some(before) = before
            && piece.at > lead
            && before.may_part(&piece)
        {
            part = Some(piece.at);
        }
        if piece.end_column() > width {
            let at = if piece.is_blank() || piece.at == 0 {
                piece.end()
            } else {
                part.unwrap_or(piece.at)
            };
            let read = piece.end();
            return Some(Start { at, read });
        }
        before = Some(piece);
    }
    None
}

/// The leading blanks and the bullet (`- `, `* `, digits and `. `), and up to where the line was read to tell.
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
    // All of it is ASCII: bytes are characters.
    let lead = &text[..blanks + bullet];
    let columns = Pieces::new(lead, 0).last();
    let lead = Lead {
        columns: columns.map_or(0, |last| last.end_column()),
        end: lead.len(),
    };
    (lead, blanks + digits + 2)
}
