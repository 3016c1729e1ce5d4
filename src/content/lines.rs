//! The lines of a text: from a byte to line and column, and to the place of a word.

use std::ops::Range;

/// A stretch of the file, in bytes.
pub type Span = Range<usize>;

/// Where a span begins, as an editor counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// How many characters of the span are on this line.
    pub length: usize,
}

#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// The byte at which each line starts.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The text of a span; empty where it is none of this text.
    pub fn slice(&self, span: &Span) -> &'t str {
        self.text.get(span.clone()).unwrap_or("")
    }

    /// The bytes of a line from 1, without its end; empty past the last.
    pub fn span_of(&self, number: usize) -> Span {
        let Some(&start) = self.starts.get(number.saturating_sub(1)) else {
            return self.text.len()..self.text.len();
        };
        let next = self.starts.get(number.max(1));
        let end = next.map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// The line that a byte is on, from 1.
    pub fn number_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).max(1)
    }

    pub fn position(&self, span: &Span) -> Position {
        let number = self.number_at(span.start);
        let line = self.span_of(number);
        let start = self.boundary(span.start.clamp(line.start, line.end));
        let end = self.boundary(span.end.clamp(start, line.end));
        Position {
            line: number,
            column: self.text[line.start..start].chars().count() + 1,
            length: self.text[start..end].chars().count(),
        }
    }

    /// Where a word first occurs in a span; the whole span where it is not written out there.
    pub fn locate(&self, within: &Span, word: &str) -> Span {
        match self.slice(within).find(word) {
            Some(at) if !word.is_empty() => within.start + at..within.start + at + word.len(),
            _ => within.clone(),
        }
    }

    /// A line, from 0, of the string in a span, if it reads as `row` there; the whole span where escapes hide it.
    pub fn line_inside(&self, within: &Span, line: usize, row: &str) -> Span {
        let string = self.slice(within).trim_start_matches(['"', '\'']);
        // A line break right behind the opening quotes is no part of the string.
        let first = self.number_at(within.start) + usize::from(string.starts_with('\n'));
        let span = self.span_of(first + line);
        if self.slice(&span).trim() == row {
            span
        } else {
            within.clone()
        }
    }

    /// The start of the character that a byte belongs to.
    fn boundary(&self, byte: usize) -> usize {
        let mut before = (0..=byte.min(self.text.len())).rev();
        before
            .find(|&at| self.text.is_char_boundary(at))
            .unwrap_or(0)
    }
}
