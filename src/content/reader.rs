//! A cursor over the tables of a parsed file: takes the value of a key in the shape it should have, and says what
//! is wrong with it where it has not. Knows shapes and texts; must not know what a design or a framework is.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::expected::Expected;
use super::findings::{Findings, Gravity};
use super::lines::Span;
use super::mistake::named;
use super::names;
use super::text::{self, Form, Text, wrong_type};

/// A kind of table: how it is headed in the file and which keys it may have.
#[derive(Debug)]
pub struct Shape {
    /// `[[clarify]]`; empty for the top of the file.
    pub header: &'static str,
    pub keys: &'static [&'static str],
}

/// One table of the file.
#[derive(Debug, Clone)]
pub struct Table<'t> {
    fields: &'t DeTable<'t>,
    shape: &'static Shape,
    /// Its header, or the start of the file.
    pub at: Span,
    /// Keys that stand there misspelt: they are not missing.
    misspelt: Vec<&'static str>,
}

type Field<'t> = (
    &'t Spanned<std::borrow::Cow<'t, str>>,
    &'t Spanned<DeValue<'t>>,
);

impl<'t> Table<'t> {
    /// Opens a table and names the keys it should not have. `shapes` are all kinds of table of this file.
    pub fn open(
        fields: &'t DeTable<'t>,
        at: Span,
        shape: &'static Shape,
        shapes: &[&Shape],
        findings: &mut Findings<'_>,
    ) -> Self {
        let mut misspelt = Vec::new();
        for (key, _) in fields {
            let name = key.get_ref().as_ref();
            if shape.keys.contains(&name) || findings.is_full() {
                continue;
            }
            let meant = names::nearest(name, shape.keys.iter().copied());
            let hint = meant.map_or_else(
                || unknown_key_hint(name, shape, shapes),
                |meant| format!("did you mean `{meant}`?"),
            );
            findings.wrong(&key.span(), &format!("unknown key {}", named(name)), &hint);
            misspelt.extend(meant);
        }
        Self {
            fields,
            shape,
            at,
            misspelt,
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    /// How many items a list has: 0 where it is missing, none where it is misspelt or no list.
    pub fn count(&self, key: &str) -> Option<usize> {
        match self.field(key) {
            Some((_, value)) => value.get_ref().as_array().map(|list| list.len()),
            None if self.misspelt.contains(&key) => None,
            None => Some(0),
        }
    }

    /// The place of a key, or of the table where the key is missing.
    pub fn place(&self, key: &str) -> Span {
        self.field(key)
            .map_or(self.at.clone(), |(key, _)| key.span())
    }

    fn field(&self, key: &str) -> Option<Field<'t>> {
        self.fields.get_key_value(key)
    }

    /// A key that must be there; `example` is a value it could have.
    fn required(
        &self,
        findings: &mut Findings<'_>,
        key: &str,
        example: &'static str,
        gravity: Gravity,
    ) -> Option<Field<'t>> {
        let field = self.field(key);
        if field.is_none() && !self.misspelt.contains(&key) {
            let (home, place) = match self.shape.header {
                "" => (String::new(), "at the top of the file".to_owned()),
                header => (format!(" in `{header}`"), format!("below this `{header}`")),
            };
            findings.report(
                gravity,
                &self.at,
                &format!("`{key}` is missing{home}"),
                &format!("add `{key} = {example}` {place}"),
            );
        }
        field
    }

    /// A text that must be there.
    pub fn text(&self, findings: &mut Findings<'_>, key: &str, form: Form) -> Text {
        self.text_or(findings, key, form, Gravity::Absent)
    }

    /// A text without which a user's own file can still be used.
    pub fn wanted_text(&self, findings: &mut Findings<'_>, key: &str, form: Form) -> Text {
        self.text_or(findings, key, form, Gravity::Thin)
    }

    fn text_or(
        &self,
        findings: &mut Findings<'_>,
        key: &str,
        form: Form,
        gravity: Gravity,
    ) -> Text {
        let example = match form {
            Form::Line | Form::Item | Form::Prose => "\"…\"",
            Form::Markdown => "\"\"\"…\"\"\"",
        };
        self.required(findings, key, example, gravity)
            .map(|(name, value)| text::read(findings, key, &name.span(), value, form))
            .unwrap_or_default()
    }

    /// A text that may be missing.
    pub fn optional_text(
        &self,
        findings: &mut Findings<'_>,
        key: &str,
        form: Form,
    ) -> Option<Text> {
        let (name, value) = self.field(key)?;
        let text = text::read(findings, key, &name.span(), value, form);
        (!text.is_missing()).then_some(text)
    }

    /// A whole number that must be there, with its place.
    pub fn integer(
        &self,
        findings: &mut Findings<'_>,
        key: &str,
        example: &'static str,
        gravity: Gravity,
    ) -> Option<(i64, Span)> {
        let (name, value) = self.required(findings, key, example, gravity)?;
        let DeValue::Integer(digits) = value.get_ref() else {
            wrong_type(
                findings,
                key,
                &name.span(),
                value,
                Expected::Integer(example),
            );
            return None;
        };
        let number = i64::from_str_radix(digits.as_str(), digits.radix());
        if number.is_err() {
            findings.wrong(
                &value.span(),
                &format!("`{key}` has too many digits"),
                "write a smaller number",
            );
        }
        number.ok().map(|number| (number, value.span()))
    }

    /// A number, whole or not, that must be there, with its place.
    pub fn number(
        &self,
        findings: &mut Findings<'_>,
        key: &str,
        example: &'static str,
    ) -> Option<(f64, Span)> {
        let (name, value) = self.required(findings, key, example, Gravity::Absent)?;
        let digits = match value.get_ref() {
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str(),
            DeValue::Float(digits) => digits.as_str(),
            _ => {
                wrong_type(
                    findings,
                    key,
                    &name.span(),
                    value,
                    Expected::Number(example),
                );
                return None;
            }
        };
        let number = digits
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        if number.is_none() {
            findings.wrong(
                &value.span(),
                &format!("`{key}` is no finite number"),
                &format!("write a number such as `{example}`"),
            );
        }
        number.map(|number| (number, value.span()))
    }

    /// A list of texts; empty where the key is missing, which the count tells.
    pub fn texts(&self, findings: &mut Findings<'_>, key: &str) -> Vec<Text> {
        let Some((name, value)) = self.field(key) else {
            return Vec::new();
        };
        let DeValue::Array(list) = value.get_ref() else {
            wrong_type(findings, key, &name.span(), value, Expected::Strings);
            return Vec::new();
        };
        list.iter()
            .map(|item| text::read(findings, key, &item.span(), item, Form::Item))
            .collect()
    }

    /// The tables of a list; empty where there are none.
    pub fn tables(
        &self,
        findings: &mut Findings<'_>,
        key: &str,
        shape: &'static Shape,
        shapes: &[&Shape],
    ) -> Vec<Table<'t>> {
        let Some((name, value)) = self.field(key) else {
            return Vec::new();
        };
        let DeValue::Array(list) = value.get_ref() else {
            wrong_type(
                findings,
                key,
                &name.span(),
                value,
                Expected::Tables(shape.header),
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list {
            match item.get_ref() {
                DeValue::Table(fields) => {
                    tables.push(Table::open(fields, item.span(), shape, shapes, findings));
                }
                _ => wrong_type(
                    findings,
                    key,
                    &item.span(),
                    item,
                    Expected::Tables(shape.header),
                ),
            }
        }
        tables
    }
}

fn unknown_key_hint(name: &str, shape: &Shape, shapes: &[&Shape]) -> String {
    let home = shapes.iter().find(|other| other.keys.contains(&name));
    match home {
        Some(home) if home.header.is_empty() => {
            format!("`{name}` belongs at the top of the file, above the first table")
        }
        Some(home) => format!("`{name}` belongs to `{}`, right below it", home.header),
        None => {
            let keys: Vec<_> = shape.keys.iter().map(|key| format!("`{key}`")).collect();
            format!("the keys here are {}", keys.join(", "))
        }
    }
}
