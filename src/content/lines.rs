//! A text's lines: from a byte to line and column and back. Knows nothing of what the text says.

use std::ops::Range;

/// A stretch of the file, in bytes.
pub type Span = Range<usize>;

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

    pub fn text(&self) -> &'t str {
        self.text
    }

    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// A line from 1, without its end; empty past the last.
    pub fn line(&self, number: usize) -> &'t str {
        let span = self.line_span(number);
        &self.text[span]
    }

    /// The bytes of a line from 1, without its end.
    pub fn line_span(&self, number: usize) -> Span {
        let Some(&start) = number.checked_sub(1).and_then(|row| self.starts.get(row)) else {
            return self.text.len()..self.text.len();
        };
        let end = self
            .starts
            .get(number)
            .map_or(self.text.len(), |next| next - 1);
        let line = &self.text[start..end];
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// The line a byte stands on, from 1.
    pub fn row(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).max(1)
    }

    /// Line and column from 1, the column in characters, and how many characters of the span lie on that line.
    pub fn place(&self, span: &Span) -> (usize, usize, usize) {
        let row = self.row(span.start);
        let line = self.line_span(row);
        let from = self.boundary(span.start.clamp(line.start, line.end));
        let to = self.boundary(span.end.clamp(from, line.end));
        let column = self.text[line.start..from].chars().count() + 1;
        (row, column, self.text[from..to].chars().count())
    }

    /// Where `needle` first stands inside a span, or the span itself where it does not stand there as written.
    pub fn locate(&self, within: &Span, needle: &str) -> Span {
        let text = self.text.get(within.clone()).unwrap_or("");
        match text.find(needle) {
            Some(at) if !needle.is_empty() => {
                let start = within.start + at;
                start..start + needle.len()
            }
            _ => within.clone(),
        }
    }

    /// A line, from 0, of the string that stands in a span, once blank lines around it are gone; the span itself
    /// where escapes hide which line it is.
    pub fn line_inside(&self, within: &Span, line: usize, count: usize) -> Span {
        let raw = self.text.get(within.clone()).unwrap_or("");
        let quoted = raw.trim_start_matches(['"', '\'']);
        let inner = quoted.trim_start_matches('\n');
        let start = within.start + (raw.len() - inner.len());
        let whole = inner.trim_end_matches(['"', '\'']).trim_end();
        if whole.lines().count() == count {
            self.line_span(self.row(start) + line)
        } else {
            within.clone()
        }
    }

    /// The start of the character that the byte belongs to.
    fn boundary(&self, byte: usize) -> usize {
        (0..=byte.min(self.text.len()))
            .rev()
            .find(|&at| self.text.is_char_boundary(at))
            .unwrap_or(0)
    }
}
