//! The boundaries of graphemes and words around an offset. A grapheme never spans two lines, so that a CR before a LF is
//! a grapheme of its own.

use std::ops::Range;

use ropey::{Rope, RopeSlice};
use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};
use unicode_width::UnicodeWidthChar;

use crate::domain::session::notes::line_slice;

/// The end of the grapheme or LF at `at`; the end of the text returns itself.
pub(super) fn after(rope: &Rope, at: usize) -> usize {
    containing(rope, at).end
}

/// The start of the grapheme or LF that ends at `at` or contains it; the start of the text returns itself.
pub(super) fn before(rope: &Rope, at: usize) -> usize {
    at.checked_sub(1).map_or(0, |at| containing(rope, at).start)
}

/// `at`, or the end of the grapheme if `at` is inside one.
pub(super) fn ceil(rope: &Rope, at: usize) -> usize {
    let grapheme = containing(rope, at);
    if grapheme.start == at {
        at
    } else {
        grapheme.end
    }
}

/// `at`, or the start of the grapheme if `at` is inside one.
pub(super) fn floor(rope: &Rope, at: usize) -> usize {
    containing(rope, at).start
}

/// The grapheme or LF that contains the character at `at`; an empty range at the end of the text.
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

/// The nearest grapheme boundary after `from`, or before it if `back`; both are scalar values.
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
            // The last case is `NextChunk`: a wrong offset was not passed.
            Err(_) => start + chunk.len(),
        };
        (chunk, start, ..) = line.chunk_at_byte(near);
    }
}

/// The end of the word after `at`.
pub(super) fn word_right(rope: &Rope, at: usize) -> usize {
    ceil(rope, at + word_length(rope.chars_at(at)))
}

/// The start of the word before `at`.
pub(super) fn word_left(rope: &Rope, at: usize) -> usize {
    floor(rope, at - word_length(rope.chars_at(at).reversed()))
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum CharClass {
    LineEnd,
    Blank,
    /// Has no width of its own and belongs to its neighbors.
    Mark,
    Word,
    Sign,
}

fn class(character: char) -> CharClass {
    if character == '\n' {
        CharClass::LineEnd
    } else if character.is_whitespace() {
        CharClass::Blank
    } else if character.is_alphanumeric() || character == '_' {
        CharClass::Word
    } else if character.width() == Some(0) {
        CharClass::Mark
    } else {
        CharClass::Sign
    }
}

/// The length of a move by word in characters: blanks, then a run of one class; or one line end.
fn word_length(characters: impl Iterator<Item = char>) -> usize {
    let mut length = 0;
    let mut run = None;
    for character in characters {
        match class(character) {
            CharClass::LineEnd if length == 0 => return 1,
            CharClass::LineEnd => break,
            CharClass::Blank if run.is_some() => break,
            CharClass::Blank | CharClass::Mark => {}
            class if run.is_some_and(|run| run != class) => break,
            class => run = Some(class),
        }
        length += 1;
    }
    length
}
