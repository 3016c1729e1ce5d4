//! The symbols of the program's texts: Unicode, or ASCII where the locale is not UTF-8.
//!
//! For ASCII each symbol is replaced by one character of the table below. What needs more, the arrow before a result, the
//! name of an arrow key and an ellipsis, is replaced in the text before it is measured and wrapped ([`Symbols::shown`],
//! [`Symbols::ellipsis`]), so that it takes no blank and no column from what stands beside it. Blocks of a curve get
//! characters that grow darker with the height.

use std::borrow::Cow;

/// Which symbols texts have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Symbols {
    #[default]
    Unicode,
    Ascii,
}

/// The arrow before a result, and what replaces it in a text.
const ARROW: (&str, &str) = ("→", "->");
/// What ends a text that is cut, and what replaces it: three dots where they leave enough of the text, else one.
const ELLIPSIS: (&str, &str, &str) = ("…", "...", ".");
/// The fewest columns of a text that is cut by three dots.
const THREE_DOTS: usize = 6;
/// Arrows that are keys, by their names: `Esc v` would be another key than `Esc ↓`.
const KEYS: [(char, &str); 4] = [('↑', "Up"), ('↓', "Down"), ('←', "Left"), ('→', "Right")];

/// Symbols with the ASCII that replaces them in one column.
const ASCII: &[(&str, char)] = &[
    ("─", '-'),
    ("━", '='),
    ("╌", '.'),
    ("│┃", '|'),
    ("┬┴├┤┼┿╭╮╰╯┌┐└┘", '+'),
    ("▸", '>'),
    ("▹", ')'),
    ("✓", 'v'),
    ("·", '.'),
    ("●•★", '*'),
    ("▼", 'v'),
    ("▲", '^'),
    ("◆", '#'),
    ("‹←", '<'),
    ("›→", '>'),
    ("↑", '^'),
    ("↓", 'v'),
    ("…", '.'),
    ("–—−", '-'),
    ("“”", '"'),
    ("’‘", '\''),
    ("×", 'x'),
    ("≈", '~'),
    ("▀", ' '),
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

    /// What ends a text that is cut to so many columns.
    pub fn ellipsis(self, width: usize) -> &'static str {
        let (unicode, three, one) = ELLIPSIS;
        match self {
            Self::Unicode => unicode,
            Self::Ascii if width >= THREE_DOTS => three,
            Self::Ascii => one,
        }
    }

    /// A text with its arrows and ellipses as they are drawn, to be measured, wrapped and drawn like this: an arrow before a
    /// result as one of two columns, as a key by its name. An arrow to the right is a key where it stands alone, or behind
    /// another key.
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        let is_longer = |sign| sign == '…' || KEYS.iter().any(|(arrow, _)| *arrow == sign);
        let is_plain = || !text.contains(is_longer);
        if self == Self::Unicode || text.is_ascii() || is_plain() {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        for sign in text.chars() {
            let before = shown.trim_end();
            let ends_in_key = KEYS.iter().any(|(_, name)| before.ends_with(name));
            let is_key = before.is_empty() || before.ends_with("Esc") || ends_in_key;
            match KEYS.iter().find(|(arrow, _)| *arrow == sign) {
                Some(_) if sign == '→' && !is_key => shown.push_str(ARROW.1),
                Some((_, name)) => {
                    let is_glued = ends_in_key && before.len() == shown.len();
                    shown.push_str(if is_glued { " " } else { "" });
                    shown.push_str(name);
                }
                None if sign == '…' => shown.push_str(ELLIPSIS.1),
                None => shown.push(sign),
            }
        }
        Cow::Owned(shown)
    }

    /// A text as it is printed: in ASCII with what replaces every symbol of the program. Letters stay, since the text may be
    /// somebody's notes.
    pub fn printed(self, text: &str) -> Cow<'_, str> {
        if self == Self::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let replaced = self.shown(text);
        let replaced = replaced.chars().map(|sign| {
            let mut bytes = [0; 4];
            let symbol = &*sign.encode_utf8(&mut bytes);
            let replaced = known(symbol).or_else(|| block(symbol));
            replaced.unwrap_or(sign)
        });
        Cow::Owned(replaced.collect())
    }

    /// What a sign of the notes is drawn as, where it is one that needs more than a column.
    pub fn shown_sign(self, sign: &str) -> Option<&'static str> {
        let longer = [ARROW, (ELLIPSIS.0, ELLIPSIS.1)];
        let found = longer.iter().find(|(unicode, _)| sign == *unicode);
        found
            .filter(|_| self == Self::Ascii)
            .map(|(_, ascii)| *ascii)
    }
}

/// What replaces a symbol; a question mark for one that is not in the table, such as a letter of the notes.
pub fn ascii(symbol: &str) -> char {
    known(symbol).unwrap_or('?')
}

fn known(symbol: &str) -> Option<char> {
    let found = ASCII.iter().find(|(symbols, _)| symbols.contains(symbol));
    found.map(|(_, ascii)| *ascii)
}

/// What replaces a block of a curve.
pub fn block(symbol: &str) -> Option<char> {
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
    fn an_arrow_is_replaced_before_the_text_is_measured_and_one_that_is_a_key_gets_its_name() {
        let table = [
            ("qps = 5M/day * 2 → 116/s", "qps = 5M/day * 2 -> 116/s"),
            ("0:38 → 1:02 → 2:00", "0:38 -> 1:02 -> 2:00"),
            ("← → page", "Left Right page"),
            ("→ page", "Right page"),
            ("↑↓ prompt", "Up Down prompt"),
            ("Esc ↓ all", "Esc Down all"),
            ("no arrow …", "no arrow ..."),
        ];
        let ascii_symbols = Symbols::Ascii;
        for (text, ascii) in table {
            assert_eq!(Symbols::Unicode.shown(text), text);
            assert_eq!(ascii_symbols.shown(text), ascii);
        }
        assert_eq!(
            (ascii_symbols.shown_sign("→"), ascii_symbols.shown_sign("…")),
            (Some("->"), Some("..."))
        );
        assert_eq!(
            (ascii_symbols.ellipsis(6), ascii_symbols.ellipsis(5)),
            ("...", ".")
        );
    }
}
