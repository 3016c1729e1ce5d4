//! Finds strings and lists that were opened and never closed. Left to the parser, one missing `"""` turns every
//! text after it inside out and into hundreds of errors; the one place to mend is where it was opened.

use super::lines::Span;

/// A value that swallows what comes after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// Its opening quotes or bracket.
    pub opening: Span,
    /// The whole value, up to where the next key or table begins.
    pub value: Span,
    /// Whether it runs to the end of the file.
    pub to_the_end: bool,
    pub is_string: bool,
}

/// Every unclosed string and list of the text. Guesses: use it only where the parser has found errors.
/// `is_key` says whether a name is one that these files know.
pub fn unclosed(text: &str, is_key: &dyn Fn(&str) -> bool) -> Vec<Unclosed> {
    let mut scan = Scan {
        text,
        at: 0,
        is_key,
        found: Vec::new(),
    };
    while scan.at < text.len() {
        let line = rest_of_line(text, scan.at);
        let starts_value = !line.trim_start().starts_with(['#', '[']);
        match line.find('=').filter(|_| starts_value) {
            Some(equals) => {
                scan.at += equals + 1;
                scan.value();
            }
            None => scan.at += line.len(),
        }
        // Past the line's end.
        scan.at += rest_of_line(text, scan.at).len() + 1;
    }
    scan.found
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    is_key: &'t dyn Fn(&str) -> bool,
    found: Vec<Unclosed>,
}

impl Scan<'_> {
    /// Passes over one value; stops on the line end behind it, or just before what it swallowed.
    fn value(&mut self) {
        let start = self.at
            + (rest_of_line(self.text, self.at).len()
                - rest_of_line(self.text, self.at).trim_start().len());
        let mut open: Vec<usize> = Vec::new();
        while let Some(letter) = self.text.as_bytes().get(self.at).copied() {
            match letter {
                b'"' | b'\'' => {
                    if !self.string(start) {
                        return;
                    }
                }
                b'[' | b'{' => {
                    open.push(self.at);
                    self.at += 1;
                }
                b']' | b'}' => {
                    open.pop();
                    self.at += 1;
                }
                b'#' => self.at += rest_of_line(self.text, self.at).len(),
                b'\n' => {
                    let Some(&opening) = open.first() else {
                        return;
                    };
                    if self.begins_something(self.at + 1, false) {
                        self.give_up(opening..opening + 1, start, false, false);
                        return;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        if let Some(&opening) = open.first() {
            self.give_up(opening..opening + 1, start, false, true);
        }
    }

    /// Passes over one string; false where it was not closed and the value was given up.
    fn string(&mut self, value_start: usize) -> bool {
        let rest = &self.text[self.at..];
        let quote = &rest[..1];
        let triple = quote.repeat(3);
        if !rest.starts_with(&triple) {
            // On one line: the parser tells that best.
            self.at += short_string(rest);
            return true;
        }
        let opening = self.at..self.at + 3;
        self.at += 3;
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            if quote == "\"" && rest.starts_with('\\') {
                self.at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            } else if rest.starts_with(&triple) {
                // Up to two quotes may stand right before the closing ones.
                let quotes = rest.split_inclusive(quote).take(5);
                self.at += quotes.take_while(|part| *part == quote).count();
                return true;
            } else if rest.starts_with('\n') && self.begins_something(self.at + 1, true) {
                self.give_up(opening, value_start, true, false);
                return false;
            } else {
                self.at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        self.give_up(opening, value_start, true, true);
        false
    }

    fn give_up(&mut self, opening: Span, start: usize, is_string: bool, to_the_end: bool) {
        self.found.push(Unclosed {
            opening,
            value: start..self.at,
            to_the_end,
            is_string,
        });
    }

    /// Whether the line at a byte begins a table, or a key with its value.
    fn begins_something(&self, at: usize, in_string: bool) -> bool {
        let line = rest_of_line(self.text, at).trim();
        if let Some(name) = line
            .strip_prefix("[[")
            .and_then(|rest| rest.strip_suffix("]]"))
        {
            return is_bare(name);
        }
        let Some((key, value)) = line.split_once('=') else {
            return false;
        };
        let key = key.trim();
        // Prose may hold an equation; a list may not.
        is_bare(key)
            && (!in_string
                || ((self.is_key)(key) && value.trim_start().starts_with(['"', '\'', '['])))
    }
}

fn is_bare(name: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    !name.is_empty() && name.chars().all(is_plain)
}

/// The text from a byte to the line's end, without it.
fn rest_of_line(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    &rest[..rest.find('\n').unwrap_or(rest.len())]
}

/// How many bytes a string on one line takes, with its quotes; the rest of the line where it is not closed.
fn short_string(text: &str) -> usize {
    let mut letters = text.char_indices();
    let Some((_, quote)) = letters.next() else {
        return 0;
    };
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\n' => return at,
            _ if letter == quote => return at + 1,
            '\\' if quote == '"' && !text[at + 1..].starts_with('\n') => {
                letters.next();
            }
            _ => {}
        }
    }
    text.len()
}
