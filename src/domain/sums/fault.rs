//! What can be wrong with an expression, in a few clean words.

use std::fmt;

use crate::domain::sanitize;

/// Most characters of the expression that a fault repeats.
const REPEATED: usize = 24;

/// Why an expression has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is nothing to compute.
    Empty,
    TooLong,
    TooDeep,
    /// Too many signs or words, numbers too large, or too much work.
    TooMuch,
    /// A word or sign without a meaning here.
    Unknown(String),
    /// The same, with what was likely meant.
    Meant(String, &'static str),
    /// A word that counts something, with no number to count.
    NoNumber(String),
    /// Something is missing in front of this.
    NoOperator(String),
    /// A number is missing behind this.
    NoOperand(String),
    /// A parenthesis without its other half.
    Unpaired(char),
    /// A kind in a power, root or logarithm.
    NotPlain(String),
    /// Two kinds that cannot be added.
    Units(String, String),
    DivisionByZero,
    /// The result is no number: a root or logarithm of what has none.
    NoResult,
}

impl Fault {
    /// The word or sign of the expression that it is about.
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Unknown(word)
            | Self::Meant(word, _)
            | Self::NoNumber(word)
            | Self::NoOperator(word)
            | Self::NoOperand(word) => Some(word),
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(to, "nothing to compute"),
            Self::TooLong => write!(to, "more than {} characters", crate::domain::sums::LONGEST),
            Self::TooDeep => write!(to, "parentheses too deep"),
            Self::TooMuch => write!(to, "too much to compute"),
            Self::Unknown(word) => write!(to, "{} is not known", named(word)),
            Self::Meant(word, meant) => {
                write!(to, "{} is not known, did you mean {meant}?", named(word))
            }
            Self::NoNumber(word) => write!(to, "no number before {}", named(word)),
            Self::NoOperator(word) => write!(to, "no operator before {}", named(word)),
            Self::NoOperand(sign) => write!(to, "no number behind {}", named(sign)),
            Self::Unpaired(sign) => {
                write!(to, "{} without its other half", named(&sign.to_string()))
            }
            Self::NotPlain(kind) => write!(to, "{kind} where a plain number belongs"),
            Self::Units(one, other) => write!(to, "{one} and {other} do not go together"),
            Self::DivisionByZero => write!(to, "division by zero"),
            Self::NoResult => write!(to, "no such root or logarithm"),
        }
    }
}

impl std::error::Error for Fault {}

fn named(word: &str) -> String {
    let word = sanitize::line(word);
    match word.char_indices().nth(REPEATED) {
        Some((end, _)) => format!("`{}…`", &word[..end]),
        None => format!("`{word}`"),
    }
}
