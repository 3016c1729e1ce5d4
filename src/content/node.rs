//! A place in a parsed file, and what is said of a value that is missing or of another type there.

use toml::de::{DeTable, DeValue};

use super::checker::{Checker, Gravity};
use super::lines::Span;

/// What a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One paragraph.
    Line,
    Paragraphs,
    AsWritten,
}

/// A place in the file: a value, or where one is missing.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    pub checker: &'a Checker<'a>,
    /// The key that leads here, of an item that of its list; empty for the whole file.
    pub key: &'a str,
    /// The value, or the header of the table that lacks it.
    pub span: Span,
    pub is_item: bool,
    pub value: Value<'a>,
    /// How its text is read, where it is one.
    pub form: Form,
}

#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    Given(&'a DeValue<'a>),
    Missing,
    /// Missing, and the reason is reported already.
    Passed,
}

/// Keys without which a user's file can be used.
const WANTED: [&str; 6] = [
    "version",
    "warning",
    "tip",
    "done",
    "listen_for",
    "reference",
];

fn gravity_of_missing(key: &str) -> Gravity {
    if WANTED.contains(&key) {
        Gravity::Thin
    } else {
        Gravity::Wrong
    }
}

impl<'a> Node<'a> {
    /// The whole file.
    pub fn top(checker: &'a Checker<'a>, file: &'a DeValue<'a>) -> Self {
        Self {
            checker,
            key: "",
            span: 0..0,
            is_item: false,
            value: Value::Given(file),
            form: Form::Line,
        }
    }

    /// The value of a key, or where it is missing.
    pub fn get(&self, key: &'a str) -> Self {
        let value = self.table().and_then(|table| table.get(key));
        Self {
            key,
            span: value.map_or(self.span.clone(), toml::Spanned::span),
            is_item: false,
            value: value.map_or(Value::Missing, |value| Value::Given(value.get_ref())),
            ..self.clone()
        }
    }

    /// The items of a list; none where it is missing.
    pub fn items(&self) -> Vec<Self> {
        let Value::Given(DeValue::Array(list)) = self.value else {
            return Vec::new();
        };
        let items = list.iter().map(|item| Self {
            span: item.span(),
            is_item: true,
            value: Value::Given(item.get_ref()),
            ..self.clone()
        });
        items.collect()
    }

    /// The value where it is a string, as the file spells it.
    pub fn string(&self) -> Option<&'a str> {
        match self.value {
            Value::Given(DeValue::String(text)) => Some(text),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self.value {
            Value::Given(DeValue::Integer(digits)) => {
                i64::from_str_radix(digits.as_str(), digits.radix()).ok()
            }
            _ => None,
        }
    }

    pub fn table(&self) -> Option<&'a DeTable<'a>> {
        match self.value {
            Value::Given(DeValue::Table(table)) => Some(table),
            _ => None,
        }
    }

    pub fn is_list(&self) -> bool {
        matches!(self.value, Value::Given(DeValue::Array(_)))
    }

    pub fn is_missing(&self) -> bool {
        !matches!(self.value, Value::Given(_))
    }

    /// The first name of a key in this table, or the table where it has none.
    pub fn key_span(&self, key: &str) -> Span {
        let field = self.table().and_then(|table| table.get_key_value(key));
        field.map_or(self.span.clone(), |(name, _)| name.span())
    }

    /// How the file begins this table: `[[stage]]`; empty for the top of the file and for a table inside a line.
    pub fn header(&self) -> &'a str {
        let header = self.checker.lines.slice(&self.span);
        if header.starts_with('[') { header } else { "" }
    }

    pub fn error(&self, message: &str, hint: &str) {
        self.report(Gravity::Wrong, message, hint);
    }

    pub fn report(&self, gravity: Gravity, message: &str, hint: &str) {
        self.checker.report(gravity, &self.span, message, hint);
    }

    pub fn wrong_type(&self, expected: &str, hint: &str) {
        let Value::Given(value) = self.value else {
            return;
        };
        let found = match value {
            DeValue::String(_) => "text in quotes",
            DeValue::Float(_) if expected.contains("whole") => "a fraction",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let item = if self.is_item { "an item of " } else { "" };
        self.error(
            &format!("{item}`{}` must be {expected}, not {found}", self.key),
            hint,
        );
    }

    pub fn missing(&self, example: &str) {
        let (Value::Missing, key) = (self.value, self.key) else {
            return;
        };
        let (inside, place) = match (self.header(), self.span.is_empty()) {
            (_, true) => (String::new(), "at the top of the file".to_owned()),
            ("", _) => (String::new(), "to this table".to_owned()),
            (header, _) => (format!(" in `{header}`"), format!("below this `{header}`")),
        };
        let gravity = gravity_of_missing(key);
        let message = format!("`{key}` is missing{inside}");
        self.report(
            gravity,
            &message,
            &format!("add `{key} = {example}` {place}"),
        );
    }
}
