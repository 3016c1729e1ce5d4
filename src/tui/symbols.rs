//! The symbols of a frame. Screens draw Unicode; for ASCII, a finished frame is rewritten in one pass, each symbol by one
//! column. What needs more is replaced in the text before it is measured ([`shown`], [`ellipsis`]). A block right before its
//! number, and large digits, are left out.

use std::borrow::Cow;
use std::cell::Cell;

use ratatui::buffer::Buffer;

use crate::domain::symbols::{Symbols, ascii, block};

thread_local! {
    /// Which symbols the screens of this thread have.
    static IN_USE: Cell<Symbols> = const { Cell::new(Symbols::Unicode) };
}

/// Makes the texts of this thread's screens ready for these symbols from now on.
pub fn set_in_use(symbols: Symbols) {
    IN_USE.set(symbols);
}

/// Whether the screens of this thread have ASCII only.
pub fn are_ascii() -> bool {
    IN_USE.get() == Symbols::Ascii
}

/// What ends a text that is cut to so many columns.
pub fn ellipsis(width: usize) -> &'static str {
    IN_USE.get().ellipsis(width)
}

/// A text with its arrows and ellipses as they are drawn.
pub fn shown(text: &str) -> Cow<'_, str> {
    IN_USE.get().shown(text)
}

/// What a sign of the notes is drawn as, where it is one that needs more than a column.
pub fn shown_sign(sign: &str) -> Option<&'static str> {
    IN_USE.get().shown_sign(sign)
}

/// Rewrites a finished frame in these symbols.
pub fn write(symbols: Symbols, buf: &mut Buffer) {
    if symbols == Symbols::Unicode {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_ascii_every_symbol_of_the_screens_has_its_replacement() {
        let mut buf = Buffer::with_lines([
            "─ Data ─┬─ ● saved ─",
            "▸ ━━━╌╌╌┃ 4:28      ",
            "a → b  cut… end…   x",
            "▆3 ▄2 · ✓ – “q” 日本",
        ]);
        write(Symbols::Ascii, &mut buf);
        let expected = Buffer::with_lines([
            "- Data -+- * saved -",
            "> ===...| 4:28      ",
            "a > b  cut. end.   x",
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
        write(Symbols::Ascii, &mut buf);
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
        write(Symbols::Unicode, &mut buf);
        assert_eq!(buf, Buffer::with_lines(lines));
    }
}
