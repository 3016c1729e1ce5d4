//! Reads a parsed file into any type that derives `Deserialize`. A mistake is reported with its position and an empty
//! value is used instead, so that one pass finds all mistakes.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use toml::de::DeTable;

use super::checker::Checker;
use super::diagnostic::{listed, quoted};
use super::node::{NodeValue, TextForm, TomlNode};
use super::{Origin, limits, names, number, rules, text};

impl<'de> Deserializer<'de> for TomlNode<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _type: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        stop_when_full(self.checker)?;
        let mut misspelled = Vec::new();
        if let Some(table) = self.table() {
            self.checker.table(self.header(), fields);
            misspelled = unknown_keys(&self, table, fields);
            if self.checker.origin != Origin::Embedded {
                rules::check_table(&self, fields, &misspelled);
            }
        } else {
            let hint = format!(
                "write {}",
                rules::list_example(self.checker.content, self.key)
            );
            self.wrong_type("a table", &hint);
        }
        let entries = fields.iter().map(|field| {
            let mut node = self.get(field);
            if node.is_missing() && (self.table().is_none() || misspelled.contains(field)) {
                node.value = NodeValue::Reported;
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
        let word = text::read(&self);
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
            "Paragraphs" => TextForm::Paragraphs,
            "AsWritten" => TextForm::AsWritten,
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
        stop_when_full(self.checker)?;
        visitor.visit_string(text::read(&self))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(number::read(&self, false))
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(number::read(&self, true) as u8)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(number::read(&self, true) as u32)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i64(number::read(&self, true) as i64)
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

impl IntoDeserializer<'_, Error> for TomlNode<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Stops reading a file when the list of mistakes is full.
fn stop_when_full(checker: &Checker<'_>) -> Result<(), Error> {
    if checker.is_full() {
        return Err(Error::custom("there are too many mistakes"));
    }
    Ok(())
}

/// Reports the keys that do not belong in a table, and returns the known keys that they probably mean.
fn unknown_keys<'a>(
    node: &TomlNode<'a>,
    table: &'a DeTable<'a>,
    fields: &'static [&'static str],
) -> Vec<&'static str> {
    let every_file: &[&str] = if node.key.is_empty() {
        &["format", "kind"]
    } else {
        &[]
    };
    let known: Vec<_> = every_file.iter().chain(fields).copied().collect();
    let unknown = table
        .keys()
        .filter(|key| !known.contains(&key.get_ref().as_ref()))
        .take(limits::MISTAKES + 1);
    let misspelled = unknown.filter_map(|key| {
        node.checker
            .unknown_key(key.get_ref(), key.span(), known.clone());
        names::nearest(key.get_ref(), known.iter().copied())
    });
    misspelled.collect()
}
