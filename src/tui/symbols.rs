//! The symbols of a frame: Unicode, or ASCII where the locale is not UTF-8.
//!
//! Screens draw Unicode. For ASCII, a finished frame is rewritten in one pass by the table below, each symbol by one
//! column. What needs more, the arrow before a result, the name of an arrow key and an ellipsis, is replaced in the text
//! before it is measured and wrapped ([`shown`], [`ellipsis`]), so that it takes no blank and no column from what stands
//! beside it. Blocks of a curve get characters that grow darker with the height; a block right before its number, and
//! large digits, are left out.

use std::borrow::Cow;
use std::cell::Cell;

use ratatui::buffer::Buffer;

/// Which symbols a frame has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Symbols {
    #[default]
    Unicode,
    Ascii,
}

thread_local! {
    /// Which symbols the screens of this thread have.
    static IN_USE: Cell<Symbols> = const { Cell::new(Symbols::Unicode) };
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
                row[x].set_char(ascii(symbol));
            }
        }
    }

    /// Makes the texts of this thread's screens ready for these symbols from now on.
    pub fn set_in_use(self) {
        IN_USE.set(self);
    }
}

/// Whether the screens of this thread have ASCII only.
pub fn are_ascii() -> bool {
    IN_USE.get() == Symbols::Ascii
}

/// What ends a text that is cut to so many columns.
pub fn ellipsis(width: usize) -> &'static str {
    let (unicode, three, one) = ELLIPSIS;
    match IN_USE.get() {
        Symbols::Unicode => unicode,
        Symbols::Ascii if width >= THREE_DOTS => three,
        Symbols::Ascii => one,
    }
}

/// A text with its arrows and ellipses as they are drawn, to be measured, wrapped and drawn like this: an arrow before a
/// result as one of two columns, as a key by its name. An arrow to the right is a key where it stands alone, or behind
/// another key.
pub fn shown(text: &str) -> Cow<'_, str> {
    let is_longer = |sign| sign == '…' || KEYS.iter().any(|(arrow, _)| *arrow == sign);
    let is_plain = || !text.contains(is_longer);
    if IN_USE.get() == Symbols::Unicode || text.is_ascii() || is_plain() {
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
pub fn printed(text: &str) -> Cow<'_, str> {
    if IN_USE.get() == Symbols::Unicode || text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let replaced = shown(text);
    let replaced = replaced.chars().map(|sign| {
        let mut bytes = [0; 4];
        let symbol = &*sign.encode_utf8(&mut bytes);
        let known = ASCII.iter().find(|(symbols, _)| symbols.contains(symbol));
        let known = known.map(|(_, ascii)| *ascii);
        known.or_else(|| block(symbol)).unwrap_or(sign)
    });
    Cow::Owned(replaced.collect())
}

/// What a sign of the notes is drawn as, where it is one that needs more than a column.
pub fn shown_sign(sign: &str) -> Option<&'static str> {
    let longer = [ARROW, (ELLIPSIS.0, ELLIPSIS.1)];
    let found = longer.iter().find(|(unicode, _)| sign == *unicode);
    found
        .filter(|_| IN_USE.get() == Symbols::Ascii)
        .map(|(_, ascii)| *ascii)
}

/// What replaces a symbol; a question mark for one that is not in the table, such as a letter of the notes.
fn ascii(symbol: &str) -> char {
    let known = ASCII.iter().find(|(symbols, _)| symbols.contains(symbol));
    known.map_or('?', |(_, ascii)| *ascii)
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
            "a > b  cut. end.   x",
            " 3  2 . v - \"q\" ? ? ",
        ]);
        assert_eq!(buf, expected);
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
        for (text, _) in table {
            assert_eq!(shown(text), text);
        }
        Symbols::Ascii.set_in_use();
        for (text, ascii) in table {
            assert_eq!(shown(text), ascii);
        }
        assert_eq!(
            (shown_sign("→"), shown_sign("…")),
            (Some("->"), Some("..."))
        );
        assert_eq!((ellipsis(6), ellipsis(5)), ("...", "."));
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
            "Maps.Setup  >  a   >",
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
