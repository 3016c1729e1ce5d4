//! Where graphemes and words begin and end around an offset. It knows the text alone, no caret and no rows.
//! Graphemes end with their line, so that a CR before a LF is one of its own.

use std::ops::Range;

use ropey::{Rope, RopeSlice};
use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};
use unicode_width::UnicodeWidthChar;

use crate::domain::session::notes::line_slice;

/// The end of the grapheme or LF at `at`; the text's end stays.
pub(super) fn after(rope: &Rope, at: usize) -> usize {
    containing(rope, at).end
}

/// The start of the grapheme or LF that ends at `at` or reaches over it; the text's start stays.
pub(super) fn before(rope: &Rope, at: usize) -> usize {
    at.checked_sub(1).map_or(0, |at| containing(rope, at).start)
}

/// `at`, or the end of the grapheme that it would part.
pub(super) fn ceil(rope: &Rope, at: usize) -> usize {
    let grapheme = containing(rope, at);
    if grapheme.start == at {
        at
    } else {
        grapheme.end
    }
}

/// `at`, or the start of the grapheme that it would part.
pub(super) fn floor(rope: &Rope, at: usize) -> usize {
    containing(rope, at).start
}

/// The grapheme or LF that holds the character at `at`; nothing, at the text's end, where there is none.
fn containing(rope: &Rope, at: usize) -> Range<usize> {
    let length = rope.len_chars();
    if at >= length {
        return length..length;
    }
    let line = rope.char_to_line(at);
    let start = rope.line_to_char(line);
    let slice = line_slice(rope, line);
    let offset = at - start;
    if offset == slice.len_chars() {
        return at..at + 1;
    }
    let first = boundary(slice, offset + 1, true);
    start + first..start + boundary(slice, first, false)
}

/// The nearest start or end of a grapheme behind `from`, or before it if `back`.
fn boundary(line: RopeSlice<'_>, from: usize, back: bool) -> usize {
    let length = line.len_bytes();
    let from = line.char_to_byte(from);
    let mut cursor = GraphemeCursor::new(from, length, true);
    let (mut chunk, mut start, ..) = line.chunk_at_byte(from - usize::from(back));
    loop {
        let found = if back {
            cursor.prev_boundary(chunk, start)
        } else {
            cursor.next_boundary(chunk, start)
        };
        let near = match found {
            Ok(at) => return line.byte_to_char(at.unwrap_or(if back { 0 } else { length })),
            Err(GraphemeIncomplete::PreContext(end)) => {
                let (context, at, ..) = line.chunk_at_byte(end - 1);
                cursor.provide_context(&context[..end - at], at);
                continue;
            }
            Err(GraphemeIncomplete::PrevChunk) => start - 1,
            // A cursor never asks for an offset that it was not given: only the next chunk is left.
            Err(_) => start + chunk.len(),
        };
        (chunk, start, ..) = line.chunk_at_byte(near);
    }
}

/// The end of the word behind `at`.
pub(super) fn word_right(rope: &Rope, at: usize) -> usize {
    ceil(rope, at + word_length(rope.chars_at(at)))
}

/// The start of the word before `at`.
pub(super) fn word_left(rope: &Rope, at: usize) -> usize {
    floor(rope, at - word_length(rope.chars_at(at).reversed()))
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    LineEnd,
    Blank,
    /// Takes no room of its own and goes with its neighbors.
    Mark,
    Word,
    Sign,
}

fn kind(character: char) -> Kind {
    if character == '\n' {
        Kind::LineEnd
    } else if character.is_whitespace() {
        Kind::Blank
    } else if character.is_alphanumeric() || character == '_' {
        Kind::Word
    } else if character.width() == Some(0) {
        Kind::Mark
    } else {
        Kind::Sign
    }
}

/// How many characters the next step by word takes: blanks, then a run of one kind; or one line's end.
fn word_length(characters: impl Iterator<Item = char>) -> usize {
    let mut length = 0;
    let mut run = None;
    for character in characters {
        match kind(character) {
            Kind::LineEnd if length == 0 => return 1,
            Kind::LineEnd => break,
            Kind::Blank if run.is_some() => break,
            Kind::Blank | Kind::Mark => {}
            kind if run.is_some_and(|run| run != kind) => break,
            kind => run = Some(kind),
        }
        length += 1;
    }
    length
}
