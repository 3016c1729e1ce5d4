//! Reads a parsed file into any type that derives `Deserialize`, and goes on where something is wrong: the mistake is
//! reported with its place and an empty value taken instead, so that one pass finds them all.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use toml::de::{DeTable, DeValue};

use super::checker::{Checker, Gravity};
use super::diagnostic::{listed, quoted};
use super::lines::Span;
use super::names;
use super::rules;
use super::text::{self, Form};

/// A place in the file: a value, or where one is missing.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    pub checker: &'a Checker<'a>,
    /// The key that leads here, of an item that of its list; empty for the whole file.
    pub key: &'a str,
    /// The value, or the header of the table that lacks it.
    pub span: Span,
    pub is_item: bool,
    value: Value<'a>,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Value<'a> {
    Given(&'a DeValue<'a>),
    Missing,
    /// Missing, and the reason is reported already.
    Passed,
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

    /// The text of a string; empty, with a diagnostic, where there is none.
    pub fn text(&self) -> String {
        match self.value {
            Value::Given(DeValue::String(raw)) => return text::read(self, self.form, raw),
            Value::Given(DeValue::Integer(_) | DeValue::Float(_)) => {
                let quotes = format!("\"{}\"", self.checker.lines.slice(&self.span));
                self.wrong_type("text in quotes", &format!("write {}", quoted(&quotes)));
            }
            Value::Given(_) if self.is_item => {
                self.wrong_type("text in quotes", "write it in quotes, as `\"…\"`");
            }
            Value::Given(_) => {
                let hint = format!("write `{} = \"…\"`", self.key);
                self.wrong_type("text in quotes", &hint);
            }
            _ if self.form == Form::AsWritten => self.missing("\"\"\"…\"\"\""),
            _ => self.missing("\"…\""),
        }
        String::new()
    }

    /// A number within its range; not a number, with a diagnostic, where there is none.
    pub fn number(&self, is_whole: bool) -> f64 {
        let rule = rules::number(self.key);
        let number = match self.value {
            Value::Given(DeValue::Integer(_)) => self.integer().map(|whole| whole as f64),
            Value::Given(DeValue::Float(digits)) if !is_whole => digits.as_str().parse().ok(),
            Value::Given(_) => {
                self.no_number(is_whole, rule.example);
                return f64::NAN;
            }
            _ => {
                self.missing(rule.example);
                return f64::NAN;
            }
        };
        let within = number.filter(|number| rule.range.contains(number));
        if within.is_none() {
            let said = quoted(self.checker.lines.slice(&self.span));
            let message = format!("`{}` is {said}, it must be {}", self.key, rule.said);
            self.error(
                &message,
                &format!("write a number such as `{} = {}`", self.key, rule.example),
            );
        }
        within.unwrap_or(f64::NAN)
    }

    fn no_number(&self, is_whole: bool, example: &str) {
        let expected = if is_whole {
            "a whole number"
        } else {
            "a number"
        };
        let quoted_number = self
            .string()
            .map(str::trim)
            .filter(|text| text.parse::<f64>().is_ok());
        let hint = match quoted_number {
            Some(number) => format!(
                "remove the quotes: {}",
                quoted(&format!("{} = {number}", self.key))
            ),
            None => format!("write {expected} such as `{} = {example}`", self.key),
        };
        self.wrong_type(expected, &hint);
    }

    /// Ends the reading of a file with so many mistakes that no more are listed.
    fn stop_when_full(&self) -> Result<(), Error> {
        if self.checker.is_full() {
            return Err(Error::custom("there are too many mistakes"));
        }
        Ok(())
    }

    fn wrong_type(&self, expected: &str, hint: &str) {
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

    fn missing(&self, example: &str) {
        let (Value::Missing, key) = (self.value, self.key) else {
            return;
        };
        let (inside, place) = match (self.header(), self.span.is_empty()) {
            (_, true) => (String::new(), "at the top of the file".to_owned()),
            ("", _) => (String::new(), "to this table".to_owned()),
            (header, _) => (format!(" in `{header}`"), format!("below this `{header}`")),
        };
        let gravity = rules::gravity_of_missing(key);
        let message = format!("`{key}` is missing{inside}");
        self.report(
            gravity,
            &message,
            &format!("add `{key} = {example}` {place}"),
        );
    }

    /// Reports the keys that a table of this type does not have; gives those that they were meant to be.
    fn unknown_keys(
        &self,
        table: &'a DeTable<'a>,
        fields: &'static [&'static str],
    ) -> Vec<&'static str> {
        let every_file: &[&str] = if self.key.is_empty() {
            &["format", "kind"]
        } else {
            &[]
        };
        let known: Vec<_> = every_file.iter().chain(fields).copied().collect();
        let unknown = table
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()));
        let meant = unknown.filter_map(|key| {
            self.checker
                .unknown_key(key.get_ref(), key.span(), known.clone());
            names::nearest(key.get_ref(), known.iter().copied())
        });
        meant.collect()
    }
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _type: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.stop_when_full()?;
        let mut meant = Vec::new();
        if let Some(table) = self.table() {
            self.checker.table(self.header(), fields);
            meant = self.unknown_keys(table, fields);
            rules::check_table(&self, fields, &meant);
        } else {
            let hint = format!(
                "write {}",
                rules::list_example(self.checker.content, self.key)
            );
            self.wrong_type("a table", &hint);
        }
        let entries = fields.iter().map(|field| {
            let mut node = self.get(field);
            if node.is_missing() && (self.table().is_none() || meant.contains(field)) {
                node.value = Value::Passed;
            }
            (*field, node)
        });
        visitor.visit_map(MapDeserializer::new(entries))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if !self.is_list() {
            let hint = format!(
                "write {}",
                rules::list_example(self.checker.content, self.key)
            );
            self.wrong_type("a list", &hint);
        }
        visitor.visit_seq(SeqDeserializer::new(self.items().into_iter()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _type: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let word = self.text();
        let known = variants.iter().find(|known| **known == word);
        if known.is_none() && !word.is_empty() {
            let hint = match names::nearest(&word, variants.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", listed(variants.iter().copied())),
            };
            self.error(&format!("unknown {} {}", self.key, quoted(&word)), &hint);
        }
        let variant = known.or(variants.first()).copied().unwrap_or_default();
        visitor.visit_enum(StrDeserializer::<Error>::new(variant))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.form = match name {
            "Paragraphs" => Form::Paragraphs,
            "AsWritten" => Form::AsWritten,
            _ => self.form,
        };
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_missing() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.stop_when_full()?;
        visitor.visit_string(self.text())
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.number(false))
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(self.number(true) as u8)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(self.number(true) as u32)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i64(self.number(true) as i64)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(Error::custom("content files hold no value of this type"))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u16 u64 u128 f32 char str bytes byte_buf unit unit_struct tuple tuple_struct map
        identifier
    }
}

impl IntoDeserializer<'_, Error> for Node<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
