//! Writing TOML in an order for people: keys as they come, long texts as multi-line strings that read back exactly.
//! It knows nothing of sessions.

use std::fmt::{Display, Write};

use toml::{Table, Value};

use crate::domain::sanitize;

/// A TOML text as it grows, table by table.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    /// Keys of the open table.
    written: Vec<String>,
}

impl Page {
    /// Opens a table: `[name]` or `[[name]]`.
    pub fn table(&mut self, header: &str) {
        self.written.clear();
        let _ = writeln!(self.text, "\n{header}");
    }

    pub fn key(&mut self, key: &str, value: impl Display) {
        let _ = writeln!(self.text, "{} = {value}", named(key));
        self.written.push(key.to_owned());
    }

    /// Whole numbers as far as TOML goes.
    pub fn number(&mut self, key: &str, value: u64) {
        self.key(key, i64::try_from(value).unwrap_or(i64::MAX));
    }

    pub fn text(&mut self, key: &str, value: &str) {
        self.key(key, on_one_line(value));
    }

    /// A text that may have lines, shown as lines.
    pub fn lines(&mut self, key: &str, value: &str) {
        self.key(key, on_lines(value));
    }

    pub fn list(&mut self, key: &str, values: impl IntoIterator<Item = impl Display>) {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        self.key(key, format_args!("[{}]", values.join(", ")));
    }

    pub fn texts<'a>(&mut self, key: &str, values: impl IntoIterator<Item = &'a str>) {
        self.list(key, values.into_iter().map(on_one_line));
    }

    /// Keys of the open table as another program wrote it, where they are neither written above nor `known`.
    pub fn rest(&mut self, old: Option<&Table>, known: &[&str]) {
        for (key, value) in old.into_iter().flatten() {
            if !self.written.contains(key) && !known.contains(&key.as_str()) {
                self.key(key, value);
            }
        }
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

/// The table at `place` in an array of tables.
pub(super) fn nth<'a>(old: Option<&'a Table>, key: &str, place: usize) -> Option<&'a Table> {
    old?.get(key)?.as_array()?.get(place)?.as_table()
}

/// The first table of an array of tables for which `is` holds.
pub(super) fn first<'a>(
    old: Option<&'a Table>,
    key: &str,
    is: impl Fn(&Table) -> bool,
) -> Option<&'a Table> {
    let tables = old?.get(key)?.as_array()?;
    let mut tables = tables.iter().filter_map(Value::as_table);
    tables.find(|table| is(table))
}

/// The table of an array whose `item` is this one; its place among the others may have changed.
pub(super) fn of_item<'a>(old: Option<&'a Table>, key: &str, item: usize) -> Option<&'a Table> {
    first(old, key, |table| {
        let named = table.get("item").and_then(Value::as_integer);
        named.and_then(|named| usize::try_from(named).ok()) == Some(item)
    })
}

/// The table of that name in a table.
pub(super) fn under<'a>(old: Option<&'a Table>, key: &str) -> Option<&'a Table> {
    old?.get(key).and_then(Value::as_table)
}

pub(super) fn named(key: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !key.is_empty() && key.bytes().all(bare) {
        key.to_owned()
    } else {
        on_one_line(key)
    }
}

pub(super) fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other => push(&mut out, other),
        }
    }
    out.push('"');
    out
}

fn on_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // The LF behind the opening quotes is no part of the text.
    out.push_str("\"\"\"\n");
    let mut quotes = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        quotes = if character == '"' { quotes + 1 } else { 0 };
        match character {
            // Three in a row would end the text, and so would one before the closing three.
            '"' if quotes == 3 || characters.peek().is_none() => {
                out.push_str("\\\"");
                quotes = 0;
            }
            '"' | '\n' | '\t' => out.push(character),
            other => push(&mut out, other),
        }
    }
    out.push_str("\"\"\"");
    out
}

/// What TOML forbids, and what would drive a terminal or hide on it, is written by its number.
fn push(out: &mut String, character: char) {
    match character {
        '\\' => out.push_str("\\\\"),
        '\r' => out.push_str("\\r"),
        plain if sanitize::shown(plain) == plain => out.push(plain),
        hidden if u32::from(hidden) > 0xffff => {
            let _ = write!(out, "\\U{:08X}", u32::from(hidden));
        }
        hidden => {
            let _ = write!(out, "\\u{:04X}", u32::from(hidden));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(text: &str) {
        let mut page = Page::default();
        page.text("one", text);
        page.lines("many", text);
        let page = page.into_text();
        let table: Table = toml::from_str(&page).unwrap_or_else(|why| panic!("{page}\n{why}"));
        assert_eq!(table["one"].as_str(), Some(text), "{page}");
        assert_eq!(table["many"].as_str(), Some(text), "{page}");
    }

    #[test]
    fn hard_texts_read_back_exactly() {
        for text in [
            "",
            "\n",
            "\r\n",
            "a\rb",
            "\"",
            "\"\"",
            "\"\"\"",
            "\"\"\"\"\"\"\"",
            "end\"\"",
            "\\",
            "line \\\n   indented",
            "\\u0041",
            "\u{0}\u{1b}[31m\u{7f}\u{85}\u{9b}",
            "\u{202e}gnp\u{200b}\u{feff}\u{e0041}",
            "\u{feff}first",
            "\t tab \t\n\n\n",
            "# no comment\n[no.table]\nkey = 1",
            "e\u{301} 日本 👩‍👩‍👧 \u{10ffff}",
        ] {
            back(text);
        }
    }

    #[test]
    fn every_character_reads_back_exactly() {
        let all: String = ('\0'..=char::MAX).collect();
        back(&all);
    }

    proptest::proptest! {
        #[test]
        fn any_text_reads_back_exactly(text in r#"(\PC|["\\\r\n\t]|\p{Cc}){0,40}"#) {
            back(&text);
        }
    }
}
