//! Where graphemes and words begin and end around a place. It knows the text alone, no caret and no rows.
//! Graphemes end with their line, so that a CR before a LF is one of its own.

use std::borrow::Cow;
use std::ops::Range;

use ropey::{Rope, RopeSlice};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// How many characters behind the asked one are looked at first.
const WINDOW: usize = 32;

/// A line without its LF.
pub(super) fn line_slice(rope: &Rope, line: usize) -> RopeSlice<'_> {
    let slice = rope.line(line);
    let end = slice.len_chars();
    let ends_in_lf = end > 0 && slice.char(end - 1) == '\n';
    slice.slice(..end - usize::from(ends_in_lf))
}

/// The end of the grapheme or LF at `at`; the text's end stays.
pub(super) fn after(rope: &Rope, at: usize) -> usize {
    if at >= rope.len_chars() {
        return rope.len_chars();
    }
    containing(rope, at).end
}

/// The start of the grapheme or LF that ends at `at` or reaches over it; the text's start stays.
pub(super) fn before(rope: &Rope, at: usize) -> usize {
    at.checked_sub(1).map_or(0, |at| containing(rope, at).start)
}

/// `at`, or the end of the grapheme that it would part.
pub(super) fn ceil(rope: &Rope, at: usize) -> usize {
    if at >= rope.len_chars() {
        return rope.len_chars();
    }
    let grapheme = containing(rope, at);
    if grapheme.start == at {
        at
    } else {
        grapheme.end
    }
}

/// `at`, or the start of the grapheme that it would part.
pub(super) fn floor(rope: &Rope, at: usize) -> usize {
    if at >= rope.len_chars() {
        return rope.len_chars();
    }
    containing(rope, at).start
}

/// The grapheme or LF that holds the character at `at`, which lies in the text.
fn containing(rope: &Rope, at: usize) -> Range<usize> {
    let line = rope.char_to_line(at);
    let start = rope.line_to_char(line);
    let slice = line_slice(rope, line);
    if at - start == slice.len_chars() {
        return at..at + 1;
    }
    let grapheme = containing_in(slice, at - start);
    start + grapheme.start..start + grapheme.end
}

fn containing_in(line: RopeSlice<'_>, at: usize) -> Range<usize> {
    let from = sure_boundary(line, at);
    let mut window = WINDOW;
    loop {
        let to = (at + window).min(line.len_chars());
        let text = Cow::from(line.slice(from..to));
        let mut start = from;
        for grapheme in text.graphemes(true) {
            let end = start + grapheme.chars().count();
            // A grapheme that ends with the window may go on behind it.
            if at < end && (end < to || to == line.len_chars()) {
                return start..end;
            }
            start = end;
        }
        window *= 4;
    }
}

/// The last place at or before `at` where a grapheme starts whatever stands around it.
fn sure_boundary(line: RopeSlice<'_>, at: usize) -> usize {
    let mut place = at;
    let mut plain_behind = is_plain(line.char(at));
    for character in line.chars_at(at).reversed() {
        let plain = is_plain(character);
        if plain && plain_behind {
            return place;
        }
        plain_behind = plain;
        place -= 1;
    }
    0
}

/// Common letters and signs that never join a neighbour of the same kind.
fn is_plain(character: char) -> bool {
    matches!(character,
        ' '..='~'
        | 'À'..='ɏ'
        | 'Α'..='Ͽ'
        | 'Ѐ'..='ҁ'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヺ'
        | '一'..='鿿')
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
    /// Takes no room of its own and goes with its neighbours.
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
