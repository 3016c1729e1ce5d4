//! The numbers of a content file: between which bounds each lies, and what is wrong with one that does not.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::diagnostic::quoted;
use super::limits;
use super::node::{Node, Value};

struct Number {
    key: &'static str,
    range: RangeInclusive<f64>,
    /// What it must be, in words.
    said: &'static str,
    example: &'static str,
}

/// The last row is for every other key.
#[rustfmt::skip]
static NUMBERS: [Number; 9] = [
    Number { key: "stars", range: 1.0..=5.0, said: "from 1 to 5", example: "3" },
    Number { key: "year", range: 1900.0..=2100.0, said: "from 1900 to 2100", example: "2023" },
    Number { key: "version", range: 1.0..=1e6, said: "1 or more", example: "1" },
    Number { key: "weight", range: 1.0..=100.0, said: "from 1 to 100 percent", example: "20" },
    Number { key: "minutes", range: 1e-4..=limits::MINUTES, said: "more than 0 and at most 600", example: "5" },
    Number { key: "minute", range: ANY, said: "a plain number", example: "3.0" },
    Number { key: "value", range: ANY, said: "a plain number", example: "2894" },
    Number { key: "format", range: 1.0..=1.0, said: "1", example: "1" },
    Number { key: "", range: ANY, said: "a plain number", example: "1" },
];

const ANY: RangeInclusive<f64> = f64::MIN..=f64::MAX;

fn number(key: &str) -> &'static Number {
    let row = NUMBERS.iter().find(|row| row.key == key);
    row.unwrap_or(&NUMBERS[NUMBERS.len() - 1])
}

/// A number within its range; not a number, with a diagnostic, where there is none.
pub fn read(node: &Node<'_>, is_whole: bool) -> f64 {
    let rule = number(node.key);
    let number = match node.value {
        Value::Given(DeValue::Integer(_)) => node.integer().map(|whole| whole as f64),
        Value::Given(DeValue::Float(digits)) if !is_whole => digits.as_str().parse().ok(),
        Value::Given(_) => {
            report_type(node, is_whole, rule.example);
            return f64::NAN;
        }
        _ => {
            node.missing(rule.example);
            return f64::NAN;
        }
    };
    let within = number.filter(|number| rule.range.contains(number));
    if within.is_none() {
        let said = quoted(node.checker.lines.slice(&node.span));
        let message = format!("`{}` is {said}, it must be {}", node.key, rule.said);
        node.error(
            &message,
            &format!("write a number such as `{} = {}`", node.key, rule.example),
        );
    }
    within.unwrap_or(f64::NAN)
}

fn report_type(node: &Node<'_>, is_whole: bool, example: &str) {
    let expected = if is_whole {
        "a whole number"
    } else {
        "a number"
    };
    let quoted_number = node
        .string()
        .map(str::trim)
        .filter(|text| text.parse::<f64>().is_ok());
    let hint = match quoted_number {
        Some(number) => format!(
            "remove the quotes: {}",
            quoted(&format!("{} = {number}", node.key))
        ),
        None => format!("write {expected} such as `{} = {example}`", node.key),
    };
    node.wrong_type(expected, &hint);
}
