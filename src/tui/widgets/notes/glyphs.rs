//! Part of a line as it is drawn: sanitized graphemes with their columns. Wrapping, drawing and the caret all use the
//! widths measured here, so that they agree.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::domain::sanitize;
use crate::tui::symbols::shown_sign;

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// Closing punctuation: a row does not begin with it.
const CLOSING: &str =
    ",.;:!?)]}%、。，．：；！？）］｝」』】〕〉》・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々’”";

/// Opening punctuation: a row does not end with it.
const OPENING: &str = "([{（［｛「『【〔〈《‘“";

/// One grapheme of a text.
#[derive(Debug, Clone)]
pub(super) struct Glyph<'a> {
    /// Where it starts, in scalar values from the start of the text.
    pub at: usize,
    pub text: &'a str,
    /// The grapheme as it is drawn; a tab stays a tab.
    pub shown: Cow<'a, str>,
    /// The column where it starts, and its width in columns.
    pub column: usize,
    pub width: usize,
}

impl Glyph<'_> {
    pub fn end_column(&self) -> usize {
        self.column + self.width
    }

    /// Where it ends, in scalar values from the start of the text.
    pub fn end(&self) -> usize {
        // One byte is one character, which saves counting for nearly all text.
        match self.text.len() {
            1 => self.at + 1,
            _ => self.at + self.text.chars().count(),
        }
    }

    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|character| {
            matches!(character, ' ' | '\t' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{3000}')
        })
    }

    /// Whether a row may end between this glyph and `next`: after blanks, and around ideographs and other wide signs.
    pub fn allows_break_before(&self, next: &Glyph<'_>) -> bool {
        let closes = |glyph: &Glyph<'_>| CLOSING.contains(glyph.text);
        let opens = |glyph: &Glyph<'_>| OPENING.contains(glyph.text);
        self.is_blank()
            || (self.is_wide() || next.is_wide())
                && !next.is_blank()
                && !closes(next)
                && !opens(self)
    }

    fn is_wide(&self) -> bool {
        !self.text.is_ascii() && self.text.chars().next().and_then(char::width) == Some(2)
    }
}

/// The glyphs of a text that starts in `column`.
pub(super) struct Glyphs<'a> {
    rest: &'a str,
    at: usize,
    column: usize,
}

impl<'a> Glyphs<'a> {
    pub fn new(text: &'a str, column: usize) -> Self {
        Self {
            rest: text,
            at: 0,
            column,
        }
    }
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    fn next(&mut self) -> Option<Glyph<'a>> {
        let text = first_grapheme(self.rest)?;
        let (shown, width) = shape(text, self.column);
        let glyph = Glyph {
            at: self.at,
            text,
            shown,
            column: self.column,
            width,
        };
        self.rest = &self.rest[text.len()..];
        self.at = glyph.end();
        self.column = glyph.end_column();
        Some(glyph)
    }
}

/// The first grapheme. Two ASCII characters are two graphemes, which saves the slow lookup for nearly all text.
fn first_grapheme(text: &str) -> Option<&str> {
    match text.as_bytes() {
        [first, second, ..] if first.is_ascii() && second.is_ascii() && *first != b'\r' => {
            Some(&text[..1])
        }
        _ => text.graphemes(true).next(),
    }
}

/// A grapheme as it is drawn in `column`, and its width as `Buffer::set_stringn` measures it.
fn shape(grapheme: &str, column: usize) -> (Cow<'_, str>, usize) {
    match grapheme.as_bytes() {
        [b' '..=b'~'] => return (Cow::Borrowed(grapheme), 1),
        [b'\t'] => return (Cow::Borrowed(grapheme), TAB - column % TAB),
        _ => {}
    }
    if let Some(sign) = shown_sign(grapheme) {
        return (Cow::Borrowed(sign), sign.len());
    }
    let mut characters = grapheme.chars();
    let alone = characters.next().filter(|_| characters.next().is_none());
    let plain = alone.is_some_and(|character| sanitize::shown(character) == character);
    let mut shown = if plain {
        Cow::Borrowed(grapheme)
    } else {
        sanitize::text(grapheme)
    };
    let mut width = columns(&shown);
    if width == 0 {
        // A combining mark without a letter is drawn on a dotted circle, so that the caret has a cell.
        shown = format!("\u{25cc}{shown}").into();
        width = columns(&shown).max(1);
    }
    (shown, width)
}

fn columns(shown: &str) -> usize {
    let graphemes = shown.graphemes(true);
    graphemes
        .map(|grapheme| usize::from(grapheme.cell_width()))
        .sum()
}
