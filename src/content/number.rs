//! Reads the numbers of a content file and checks their ranges.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::diagnostic::quoted;
use super::limits;
use super::node::{NodeValue, TomlNode};

/// The rule for a number.
struct NumberRule {
    key: &'static str,
    range: RangeInclusive<f64>,
    /// The range in words.
    description: &'static str,
    example: &'static str,
}

/// The last row is the rule for every other key.
#[rustfmt::skip]
static NUMBERS: [NumberRule; 9] = [
    NumberRule { key: "stars", range: 1.0..=5.0, description: "from 1 to 5", example: "3" },
    NumberRule { key: "year", range: 1900.0..=2100.0, description: "from 1900 to 2100", example: "2023" },
    NumberRule { key: "version", range: 1.0..=1e6, description: "1 or more", example: "1" },
    NumberRule { key: "weight", range: 1.0..=100.0, description: "from 1 to 100 percent", example: "20" },
    NumberRule { key: "minutes", range: 1e-4..=limits::MINUTES, description: "more than 0 and at most 600", example: "5" },
    NumberRule { key: "minute", range: ANY, description: "a plain number", example: "3.0" },
    NumberRule { key: "value", range: ANY, description: "a plain number", example: "2894" },
    NumberRule { key: "format", range: 1.0..=1.0, description: "1", example: "1" },
    NumberRule { key: "", range: ANY, description: "a plain number", example: "1" },
];

const ANY: RangeInclusive<f64> = f64::MIN..=f64::MAX;

fn number(key: &str) -> &'static NumberRule {
    let row = NUMBERS.iter().find(|row| row.key == key);
    row.unwrap_or(&NUMBERS[NUMBERS.len() - 1])
}

/// A number within its range; NaN, with a diagnostic, where the value is not one.
pub fn read(node: &TomlNode<'_>, is_whole: bool) -> f64 {
    let rule = number(node.key);
    let number = match node.value {
        NodeValue::Given(DeValue::Integer(_)) => node.integer().map(|whole| whole as f64),
        NodeValue::Given(DeValue::Float(digits)) if !is_whole => digits.as_str().parse().ok(),
        NodeValue::Given(_) => {
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
        let written = quoted(node.checker.lines.slice(&node.span));
        let message = format!(
            "`{}` is {written}, it must be {}",
            node.key, rule.description
        );
        node.error(
            &message,
            &format!("write a number such as `{} = {}`", node.key, rule.example),
        );
    }
    within.unwrap_or(f64::NAN)
}

fn report_type(node: &TomlNode<'_>, is_whole: bool, example: &str) {
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
