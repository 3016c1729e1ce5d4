//! Words that are no names.

use super::super::quantity::Dimensions;
use super::super::units::{self, Meaning};
use super::tree::Function;

/// Words behind an amount that say how it is meant, and count nothing.
pub(super) const SAID: [&str; 7] = [
    "each", "apiece", "total", "overall", "avg", "average", "mean",
];

/// Whether a text is a word that sums have a meaning for, such as `day`, `max` or `million`, so that it names no value.
/// `QPS` is how people name a load.
pub fn is_word_of_sums(text: &str) -> bool {
    let lower = text.to_lowercase();
    [text, lower.as_str()].iter().any(|word| {
        let unit = units::unit(word, false);
        let is_rate =
            matches!(&unit, Some(Meaning::Unit(unit)) if unit.dimensions == Dimensions::RATE);
        unit.is_some() && !is_rate
            || units::magnitude(word).is_some()
            || Function::of(word).is_some()
            || lower == "log"
            || SAID.contains(&lower.as_str())
    })
}
