//! The type that a key's value should have, and what to say of a value that has another.

use toml::de::DeValue;

use super::mistake::named;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    String,
    /// One of a list of strings.
    Item,
    /// With a value it could have.
    Integer(&'static str),
    /// With a value it could have.
    Number(&'static str),
    Strings,
    /// Tables under this header.
    Tables(&'static str),
}

impl Expected {
    /// The message for a value of another type, and what mends it.
    pub fn not_met(self, key: &str, found: &DeValue<'_>) -> (String, String) {
        let message = format!(
            "{}`{key}` should be {}, found {}",
            if self == Self::Item {
                "an item of "
            } else {
                ""
            },
            self.phrase(found),
            self.phrase_found(found)
        );
        (message, self.hint(key, found))
    }

    fn phrase(self, found: &DeValue<'_>) -> &'static str {
        match (self, found) {
            (Self::String | Self::Item, _) => "a string",
            // Only beside a fraction does it help to say which kind of number.
            (Self::Integer(_), DeValue::Float(_)) => "a whole number",
            (Self::Integer(_) | Self::Number(_), _) => "a number",
            (Self::Strings, _) => "a list of strings",
            (Self::Tables(_), _) => "a list of tables",
        }
    }

    fn phrase_found(self, found: &DeValue<'_>) -> &'static str {
        match found {
            DeValue::String(_) => "a string",
            DeValue::Float(_) if matches!(self, Self::Integer(_)) => "a fraction",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    fn hint(self, key: &str, found: &DeValue<'_>) -> String {
        match (self, found) {
            (Self::String | Self::Item, DeValue::Integer(digits)) => quoted(&digits.to_string()),
            (Self::String | Self::Item, DeValue::Float(digits)) => quoted(&digits.to_string()),
            (Self::Integer(_) | Self::Number(_), DeValue::String(text))
                if text.trim().parse::<f64>().is_ok() =>
            {
                let plain = format!("{key} = {}", text.trim());
                format!("take the quotes away: {}", named(&plain))
            }
            (Self::String, _) => format!("write `{key} = \"…\"`"),
            (Self::Item, _) => "write it in quotes, as `\"…\"`".to_owned(),
            (Self::Integer(example), _) => {
                format!("write a whole number, such as `{key} = {example}`")
            }
            (Self::Number(example), _) => format!("write a number, such as `{key} = {example}`"),
            (Self::Strings, _) => format!("write `{key} = [\"…\", \"…\"]`"),
            (Self::Tables(header), _) => format!("begin each one with a line `{header}`"),
        }
    }
}

fn quoted(digits: &str) -> String {
    format!("put it in quotes: {}", named(&format!("\"{digits}\"")))
}
