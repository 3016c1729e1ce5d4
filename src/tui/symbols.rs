//! The symbols of a frame: Unicode, or ASCII where the locale is not UTF-8.
//!
//! Screens draw Unicode. For ASCII, a finished frame is rewritten in one pass by the table below. Blocks of a curve get
//! characters that grow darker with the height; a block right before its number, and large digits, are left out.

use ratatui::buffer::Buffer;

/// Which symbols a frame has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Symbols {
    #[default]
    Unicode,
    Ascii,
}

/// Symbols with the ASCII that replaces them. A replacement longer than one column is cut to one where it would leave
/// no blank before what follows.
const ASCII: &[(&str, &str)] = &[
    ("─", "-"),
    ("━", "="),
    ("╌", "."),
    ("│┃", "|"),
    ("┬┴├┤┼┿╭╮╰╯┌┐└┘", "+"),
    ("▸", ">"),
    ("▹", ")"),
    ("✓", "v"),
    ("·", "."),
    ("●•★", "*"),
    ("▼", "v"),
    ("▲", "^"),
    ("◆", "#"),
    ("‹", "<"),
    ("›", ">"),
    ("→", "->"),
    ("←", "<-"),
    ("↑", "^"),
    ("↓", "v"),
    // Dots would end a sentence that goes on.
    ("…", "~"),
    ("–", "-"),
    ("“”", "\""),
    ("’‘", "'"),
    ("×", "x"),
    ("≈", "~"),
    ("▀", " "),
];
/// The blocks of a curve, from the lowest, with what replaces them.
const BLOCKS: (&str, &str) = ("▁▂▃▄▅▆▇█", ".:-=+*%#");

impl Symbols {
    /// The symbols for these values of `LC_ALL`, `LC_CTYPE` and `LANG`, in this order: the first that is set and not
    /// empty names the character set. Without any, UTF-8 is assumed.
    pub fn for_locale(values: [Option<&str>; 3]) -> Self {
        let set = values.into_iter().flatten().find(|value| !value.is_empty());
        let name = set.map(|value| value.to_ascii_lowercase().replace('-', ""));
        match name {
            Some(name) if !name.contains("utf8") => Self::Ascii,
            _ => Self::Unicode,
        }
    }

    /// Rewrites a finished frame.
    pub fn write(self, buf: &mut Buffer) {
        if self == Self::Unicode {
            return;
        }
        let width = usize::from(buf.area.width).max(1);
        for row in buf.content.chunks_mut(width) {
            for x in 0..row.len() {
                let symbol = row[x].symbol();
                if symbol.is_ascii() {
                    continue;
                }
                if let Some(block) = block(symbol) {
                    let next = row.get(x + 1).and_then(|cell| cell.symbol().chars().next());
                    let has_number = next.is_some_and(|next| next.is_ascii_digit());
                    row[x].set_char(if has_number { ' ' } else { block });
                    continue;
                }
                let ascii = ascii(symbol);
                let rest = &row[x + 1..];
                let blanks = rest.iter().take_while(|cell| cell.symbol() == " ").count();
                let used = ascii.len().saturating_sub(1);
                let fits = used < blanks || used == blanks && blanks == rest.len();
                let short = ascii.trim_matches('-').chars().next();
                let letters = if fits { ascii } else { "" };
                row[x].set_char(short.unwrap_or('-'));
                for (cell, letter) in row[x..].iter_mut().zip(letters.chars()) {
                    cell.set_char(letter);
                }
            }
        }
    }
}

/// What replaces a symbol; a question mark for one that is not in the table, such as a letter of the notes.
fn ascii(symbol: &str) -> &'static str {
    let known = ASCII.iter().find(|(symbols, _)| symbols.contains(symbol));
    known.map_or("?", |(_, ascii)| ascii)
}

/// What replaces a block of a curve.
fn block(symbol: &str) -> Option<char> {
    let (blocks, ascii) = BLOCKS;
    let mut pairs = blocks.chars().zip(ascii.chars());
    let pair = pairs.find(|(block, _)| symbol.starts_with(*block))?;
    Some(pair.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_that_is_not_utf_8_gets_ascii() {
        let table = [
            ([None, None, None], Symbols::Unicode),
            ([None, None, Some("en_US.UTF-8")], Symbols::Unicode),
            ([None, Some("de_DE.utf8"), Some("C")], Symbols::Unicode),
            ([Some(""), None, Some("C.UTF-8")], Symbols::Unicode),
            ([None, None, Some("C")], Symbols::Ascii),
            ([Some("POSIX"), None, Some("C.UTF-8")], Symbols::Ascii),
            ([None, Some("en_US.ISO-8859-1"), None], Symbols::Ascii),
        ];
        for (values, symbols) in table {
            assert_eq!(Symbols::for_locale(values), symbols, "{values:?}");
        }
    }

    #[test]
    fn in_ascii_every_symbol_of_the_screens_has_its_replacement() {
        let mut buf = Buffer::with_lines([
            "─ Data ─┬─ ● saved ─",
            "▸ ━━━╌╌╌┃ 4:28      ",
            "a → b  cut… end…   x",
            "▆3 ▄2 · ✓ – “q” 日本",
        ]);
        Symbols::Ascii.write(&mut buf);
        let expected = Buffer::with_lines([
            "- Data -+- * saved -",
            "> ===...| 4:28      ",
            "a > b  cut~ end~   x",
            " 3  2 . v - \"q\" ? ? ",
        ]);
        assert_eq!(buf, expected);
    }

    #[test]
    fn in_ascii_nothing_is_glued_and_a_curve_grows_darker() {
        let mut buf = Buffer::with_lines([
            "2 → 116/s  ← → page ",
            "Maps…Setup  →  a   →",
            "▁▂▃▄▅▆▇█ 1 4  ▄2 ok ",
        ]);
        Symbols::Ascii.write(&mut buf);
        let expected = Buffer::with_lines([
            "2 > 116/s  < > page ",
            "Maps~Setup  -> a   >",
            ".:-=+*%# 1 4   2 ok ",
        ]);
        assert_eq!(buf, expected);
    }

    #[test]
    fn unicode_stays_as_it_is() {
        let lines = ["─ Data ─┬─ ● saved ─"];
        let mut buf = Buffer::with_lines(lines);
        Symbols::Unicode.write(&mut buf);
        assert_eq!(buf, Buffer::with_lines(lines));
    }
}
