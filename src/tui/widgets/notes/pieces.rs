//! A stretch of one line as it is drawn: grapheme by grapheme, cleaned, with columns. The one place where widths
//! are measured, so that wrapping, drawing and the caret agree; it knows neither rows nor the area.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::domain::sanitize;

/// Tabs reach to the next multiple of this many columns.
const TAB: usize = 4;

/// What closes: never the first on a row, unless it does not fit at all.
const CLOSING: &str =
    ",.;:!?)]}%、。，．：；！？）］｝」』】〕〉》・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々’”";

/// What opens: never the last on a row.
const OPENING: &str = "([{（［｛「『【〔〈《‘“";

/// One grapheme of a stretch of text.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    /// Where it starts, in scalar values from the start of the stretch.
    pub at: usize,
    pub text: &'a str,
    /// The same as it may reach the screen; a tab stays a tab.
    pub shown: Cow<'a, str>,
    /// The column it starts in, and how many it takes.
    pub column: usize,
    pub width: usize,
}

impl Piece<'_> {
    pub fn end_column(&self) -> usize {
        self.column + self.width
    }

    /// Where it ends, in scalar values from the start of the stretch.
    pub fn end(&self) -> usize {
        self.at + self.text.chars().count()
    }

    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|character| {
            matches!(character, ' ' | '\t' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{3000}')
        })
    }

    /// Whether a row may end between this piece and `next`: behind blanks, and around ideographs and other wide signs.
    pub fn may_part(&self, next: &Piece<'_>) -> bool {
        let closes = |piece: &Piece<'_>| CLOSING.contains(piece.text);
        let opens = |piece: &Piece<'_>| OPENING.contains(piece.text);
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

/// The pieces of a stretch that starts with a grapheme, in `column`.
pub(super) struct Pieces<'a> {
    rest: &'a str,
    at: usize,
    column: usize,
}

impl<'a> Pieces<'a> {
    pub fn new(text: &'a str, column: usize) -> Self {
        Self {
            rest: text,
            at: 0,
            column,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let text = first_grapheme(self.rest)?;
        let (shown, width) = shape(text, self.column);
        let piece = Piece {
            at: self.at,
            text,
            shown,
            column: self.column,
            width,
        };
        self.rest = &self.rest[text.len()..];
        self.at = piece.end();
        self.column = piece.end_column();
        Some(piece)
    }
}

/// The first grapheme; two ASCII characters in a row are known without asking the tables.
fn first_grapheme(text: &str) -> Option<&str> {
    match text.as_bytes() {
        [first, second, ..] if first.is_ascii() && second.is_ascii() && *first != b'\r' => {
            Some(&text[..1])
        }
        _ => text.graphemes(true).next(),
    }
}

/// A grapheme as it may be shown in `column`, and its columns, measured as `Buffer::set_stringn` measures them.
fn shape(grapheme: &str, column: usize) -> (Cow<'_, str>, usize) {
    match grapheme.as_bytes() {
        [b' '..=b'~'] => return (Cow::Borrowed(grapheme), 1),
        [b'\t'] => return (Cow::Borrowed(grapheme), TAB - column % TAB),
        _ => {}
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
        // A mark with no letter to stand on would be drawn by nobody and leave the caret nowhere to go.
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
