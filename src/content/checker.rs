//! Collects the diagnostics of one file and decides which of them are errors.

use std::cell::RefCell;

use super::diagnostic::{Diagnostic, Severity, listed, quoted};
use super::lines::{ByteSpan, SourceLines};
use super::{ContentKind, Origin, ReadContent, limits, names};

/// How serious a mistake is. Together with the origin of the file it gives the severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravity {
    /// The file cannot be used.
    Wrong,
    /// Content is missing: an error in a shipped file, a warning in a user's file, nothing in a session's copy.
    Thin,
    /// The author has still to write a text: always a warning.
    Unwritten,
    /// The author should look at it: always a warning.
    Doubtful,
}

/// The text of a file and the diagnostics found in it so far.
#[derive(Debug)]
pub struct Checker<'t> {
    pub lines: SourceLines<'t>,
    pub content: ContentKind,
    pub origin: Origin,
    found: RefCell<Vec<Diagnostic>>,
    unknown: RefCell<Vec<UnknownKey>>,
    /// The header and the keys of each type of table that was read.
    tables: RefCell<Vec<(String, &'static [&'static str])>>,
}

/// A key that does not belong in its table. Its hint depends on the other tables, so it is reported at the end.
#[derive(Debug)]
struct UnknownKey {
    name: String,
    at: ByteSpan,
    known: Vec<&'static str>,
}

impl<'t> Checker<'t> {
    pub fn new(text: &'t str, content: ContentKind, origin: Origin) -> Self {
        Self {
            lines: SourceLines::new(text),
            content,
            origin,
            found: RefCell::default(),
            unknown: RefCell::default(),
            tables: RefCell::default(),
        }
    }

    pub fn report(&self, gravity: Gravity, at: &ByteSpan, message: &str, hint: &str) {
        let severity = match (gravity, self.origin) {
            (Gravity::Thin, Origin::Copy | Origin::Embedded) => return,
            (Gravity::Wrong, _) | (Gravity::Thin, Origin::Shipped) => Severity::Error,
            (Gravity::Doubtful | Gravity::Unwritten, _) | (Gravity::Thin, Origin::Own) => {
                Severity::Warning
            }
        };
        if self.is_full() {
            return;
        }
        let mut found = self.found.borrow_mut();
        let position = self.lines.position(at);
        if found.len() < limits::MISTAKES {
            found.push(Diagnostic {
                is_todo: gravity == Gravity::Unwritten,
                ..Diagnostic::new(severity, position, message, hint)
            });
        } else {
            // This is an error because an unlisted diagnostic may be one.
            found.push(Diagnostic::new(
                Severity::Error,
                position,
                &format!(
                    "there are more than {} mistakes, the others are not listed",
                    limits::MISTAKES
                ),
                "correct these first, then check again",
            ));
        }
    }

    /// Whether the list has reached its limit.
    pub fn is_full(&self) -> bool {
        self.found.borrow().len() > limits::MISTAKES
    }

    /// Records the keys of a type of table.
    pub fn table(&self, header: &str, keys: &'static [&'static str]) {
        let mut tables = self.tables.borrow_mut();
        if tables.iter().all(|(other, _)| *other != header) {
            tables.push((header.to_owned(), keys));
        }
    }

    pub fn unknown_key(&self, name: &str, at: ByteSpan, known: Vec<&'static str>) {
        let mut unknown = self.unknown.borrow_mut();
        if unknown.len() <= limits::MISTAKES {
            let name = name.to_owned();
            unknown.push(UnknownKey { name, at, known });
        }
    }

    /// The value and its warnings, or all diagnostics; in the order of the file.
    pub fn conclude<T>(self, value: Option<T>) -> ReadContent<T> {
        for key in self.unknown.take() {
            let message = format!("unknown key {}", quoted(&key.name));
            self.report(Gravity::Wrong, &key.at, &message, &self.key_hint(&key));
        }
        let mut found = self.found.into_inner();
        found.sort_by_key(|one| (one.line, one.column));
        found.dedup();
        match value {
            Some(value) if !found.iter().any(Diagnostic::is_error) => Ok((value, found)),
            _ => Err(found),
        }
    }

    fn key_hint(&self, key: &UnknownKey) -> String {
        if let Some(near) = names::nearest(&key.name, key.known.iter().copied()) {
            return format!("did you mean `{near}`?");
        }
        let tables = self.tables.borrow();
        let owner = tables.iter().find(|(_, keys)| keys.contains(&&*key.name));
        match owner {
            Some((header, _)) if header.is_empty() => {
                "write it at the top of the file, above the first `[[…]]`".to_owned()
            }
            Some((header, _)) => format!("write it right below a line `{header}`"),
            None => format!("the keys here are {}", listed(key.known.iter().copied())),
        }
    }
}
