//! The one cleaning between outside strings and every output: nothing that could drive a terminal, turn the
//! direction of a line or hide in it goes out as itself.

use unicode_segmentation::UnicodeSegmentation;

/// How many code points one grapheme may hold before the rest is shown as a mark.
const GRAPHEME_LIMIT: usize = 8;

/// Stands for a character that is not shown as itself.
const MARK: char = '\u{fffd}';

/// The text with every character that must not reach an output made a visible mark; LF and tab stay.
pub fn text(outside: &str) -> std::borrow::Cow<'_, str> {
    if outside.is_ascii()
        && outside
            .bytes()
            .all(|byte| (0x20..0x7f).contains(&byte) || byte == b'\n' || byte == b'\t')
    {
        return outside.into();
    }
    let mut cleaned = String::with_capacity(outside.len());
    for grapheme in outside.graphemes(true) {
        if grapheme == "\r\n" {
            cleaned.push('\n');
            continue;
        }
        for (place, character) in grapheme.chars().enumerate() {
            if place == GRAPHEME_LIMIT {
                cleaned.push(MARK);
                break;
            }
            cleaned.push(if place == 0 {
                shown(character)
            } else {
                joined(character)
            });
        }
    }
    cleaned.into()
}

/// The same on one line: LF and tab become spaces.
pub fn line(outside: &str) -> String {
    text(outside).replace(['\n', '\t'], " ")
}

/// A character at the start of a grapheme, as it may be shown.
pub fn shown(character: char) -> char {
    match character {
        '\n' | '\t' => character,
        // Control pictures show which byte it was.
        '\0'..='\x1f' => char::from_u32(0x2400 + character as u32).unwrap_or(MARK),
        '\x7f' => '\u{2421}',
        hidden if is_hidden(hidden) => MARK,
        plain => plain,
    }
}

/// A character inside a grapheme: joiners and selectors do their work there.
fn joined(character: char) -> char {
    match character {
        '\u{200c}' | '\u{200d}' => character,
        // Flags of regions are spelt in tag characters behind a black flag; shown as a mark all the same.
        other => shown(other),
    }
}

/// C1 controls, bidi overrides and isolates, zero-width and tag characters.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// How many terminal columns a cleaned line takes.
pub fn columns(line: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(line)
}
