//! A node of a parsed file: a value or a missing one, with the messages for missing values and wrong types.

use toml::de::{DeTable, DeValue};

use super::checker::{Checker, Gravity};
use super::lines::ByteSpan;

/// How line breaks of a text are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextForm {
    /// One paragraph: line breaks are spaces.
    Line,
    Paragraphs,
    AsWritten,
}

/// A value of the file, or the position of a missing one.
#[derive(Debug, Clone)]
pub struct TomlNode<'a> {
    pub checker: &'a Checker<'a>,
    /// The key of the value, or of the list where this is an item; empty for the whole file.
    pub key: &'a str,
    /// The bytes of the value, or of the header of the table that lacks it.
    pub span: ByteSpan,
    pub is_item: bool,
    pub value: NodeValue<'a>,
    /// How the value is read where it is a text.
    pub form: TextForm,
}

#[derive(Debug, Clone, Copy)]
pub enum NodeValue<'a> {
    Given(&'a DeValue<'a>),
    Missing,
    /// Missing, and already reported.
    Reported,
}

/// Keys that a user's file can do without.
const OPTIONAL: [&str; 6] = [
    "version",
    "warning",
    "tip",
    "done",
    "listen_for",
    "reference",
];

fn gravity_of_missing(key: &str) -> Gravity {
    if OPTIONAL.contains(&key) {
        Gravity::Thin
    } else {
        Gravity::Wrong
    }
}

impl<'a> TomlNode<'a> {
    /// The whole file.
    pub fn top(checker: &'a Checker<'a>, file: &'a DeValue<'a>) -> Self {
        Self {
            checker,
            key: "",
            span: 0..0,
            is_item: false,
            value: NodeValue::Given(file),
            form: TextForm::Line,
        }
    }

    /// The value of a key in this table, or a missing one.
    pub fn get(&self, key: &'a str) -> Self {
        let value = self.table().and_then(|table| table.get(key));
        Self {
            key,
            span: value.map_or(self.span.clone(), toml::Spanned::span),
            is_item: false,
            value: value.map_or(NodeValue::Missing, |value| {
                NodeValue::Given(value.get_ref())
            }),
            ..self.clone()
        }
    }

    /// The items of a list; none where this is not a list.
    pub fn items(&self) -> Vec<Self> {
        let NodeValue::Given(DeValue::Array(list)) = self.value else {
            return Vec::new();
        };
        let items = list.iter().map(|item| Self {
            span: item.span(),
            is_item: true,
            value: NodeValue::Given(item.get_ref()),
            ..self.clone()
        });
        items.collect()
    }

    /// The value where it is a string.
    pub fn string(&self) -> Option<&'a str> {
        match self.value {
            NodeValue::Given(DeValue::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The value where it is `true` or `false`.
    pub fn boolean(&self) -> Option<bool> {
        match self.value {
            NodeValue::Given(DeValue::Boolean(value)) => Some(*value),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self.value {
            NodeValue::Given(DeValue::Integer(digits)) => {
                i64::from_str_radix(digits.as_str(), digits.radix()).ok()
            }
            _ => None,
        }
    }

    pub fn table(&self) -> Option<&'a DeTable<'a>> {
        match self.value {
            NodeValue::Given(DeValue::Table(table)) => Some(table),
            _ => None,
        }
    }

    pub fn is_list(&self) -> bool {
        matches!(self.value, NodeValue::Given(DeValue::Array(_)))
    }

    pub fn is_missing(&self) -> bool {
        !matches!(self.value, NodeValue::Given(_))
    }

    /// The bytes of a key in this table, or of the table where it lacks the key.
    pub fn key_span(&self, key: &str) -> ByteSpan {
        let field = self.table().and_then(|table| table.get_key_value(key));
        field.map_or(self.span.clone(), |(name, _)| name.span())
    }

    /// The header of this table, such as `[[stage]]`; empty for the top of the file and for an inline table.
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
        let NodeValue::Given(value) = self.value else {
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
        let (NodeValue::Missing, key) = (self.value, self.key) else {
            return;
        };
        let (inside, location) = match (self.header(), self.span.is_empty()) {
            (_, true) => (String::new(), "at the top of the file".to_owned()),
            ("", _) => (String::new(), "to this table".to_owned()),
            (header, _) => (format!(" in `{header}`"), format!("below this `{header}`")),
        };
        let gravity = gravity_of_missing(key);
        let message = format!("`{key}` is missing{inside}");
        self.report(
            gravity,
            &message,
            &format!("add `{key} = {example}` {location}"),
        );
    }
}
