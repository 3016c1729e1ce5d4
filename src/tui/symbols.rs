//! The symbols of a frame: Unicode, or ASCII where the locale is not UTF-8.
//!
//! Screens draw Unicode. For ASCII, a finished frame is rewritten in one pass by the table below; drawings that have no
//! ASCII form (level blocks, sparklines, large digits) are left out, since their numbers stand beside them.

use ratatui::buffer::Buffer;

/// Which symbols a frame has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Symbols {
    #[default]
    Unicode,
    Ascii,
}

/// Symbols with the ASCII that replaces them. A replacement longer than one column is cut to one where no
/// blanks follow.
const ASCII: &[(&str, &str)] = &[
    ("─", "-"),
    ("━", "="),
    ("╌", "."),
    ("│┃", "|"),
    ("┬┴├┤┼┿╭╮╰╯┌┐└┘", "+"),
    ("▸", ">"),
    ("▹", ")"),
    ("✓", "x"),
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
    ("…", "..."),
    ("–", "-"),
    ("“”", "\""),
    ("’‘", "'"),
    ("×", "x"),
    ("≈", "~"),
    ("▁▂▃▄▅▆▇█▀", " "),
];

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
                let ascii = ascii(symbol);
                let blanks = row[x + 1..].iter().take_while(|cell| cell.symbol() == " ");
                let fits = ascii.len() <= blanks.count() + 1;
                // One dot would end a sentence that goes on.
                let short = match symbol {
                    "…" => Some('~'),
                    _ => ascii.trim_matches('-').chars().next(),
                };
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
            "a ->b  cut~ end... x",
            " 3  2 . x - \"q\" ? ? ",
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
