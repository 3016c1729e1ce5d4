//! The lines of a file: converts bytes to lines and columns, and finds the bytes of a word.

use std::ops::Range;

/// A range of bytes of the file.
pub type ByteSpan = Range<usize>;

/// The start of a span as an editor counts, and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourcePosition {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// How many characters of the span are on this line.
    pub length: usize,
}

/// The text of a file with the start of each line.
#[derive(Debug)]
pub struct SourceLines<'t> {
    text: &'t str,
    /// The byte at which each line starts.
    starts: Vec<usize>,
}

impl<'t> SourceLines<'t> {
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

    /// The text of a span; empty where the span is not inside the text.
    pub fn slice(&self, span: &ByteSpan) -> &'t str {
        self.text.get(span.clone()).unwrap_or("")
    }

    /// The bytes of a line, counted from 1, without its line end; empty after the last line.
    pub fn span_of(&self, number: usize) -> ByteSpan {
        let Some(&start) = self.starts.get(number.saturating_sub(1)) else {
            return self.text.len()..self.text.len();
        };
        let next = self.starts.get(number.max(1));
        let end = next.map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// The line of a byte, from 1.
    pub fn number_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).max(1)
    }

    pub fn position(&self, span: &ByteSpan) -> SourcePosition {
        let number = self.number_at(span.start);
        let line = self.span_of(number);
        let start = self.boundary(span.start.clamp(line.start, line.end));
        let end = self.boundary(span.end.clamp(start, line.end));
        SourcePosition {
            line: number,
            column: self.text[line.start..start].chars().count() + 1,
            length: self.text[start..end].chars().count(),
        }
    }

    /// The first occurrence of a word in a span, or the whole span where it does not occur.
    pub fn locate(&self, within: &ByteSpan, word: &str) -> ByteSpan {
        match self.slice(within).find(word) {
            Some(at) if !word.is_empty() => within.start + at..within.start + at + word.len(),
            _ => within.clone(),
        }
    }

    /// The bytes of a line, counted from 0, of the string in a span. It is the whole span where the line does not read
    /// `row`, for example because of escapes.
    pub fn line_inside(&self, within: &ByteSpan, line: usize, row: &str) -> ByteSpan {
        let string = self.slice(within).trim_start_matches(['"', '\'']);
        // A line break directly after the opening quotes is not part of the string.
        let first = self.number_at(within.start) + usize::from(string.starts_with('\n'));
        let span = self.span_of(first + line);
        if self.slice(&span).trim() == row {
            span
        } else {
            within.clone()
        }
    }

    /// The start of the character that contains a byte.
    fn boundary(&self, byte: usize) -> usize {
        let mut before = (0..=byte.min(self.text.len())).rev();
        before
            .find(|&at| self.text.is_char_boundary(at))
            .unwrap_or(0)
    }
}
