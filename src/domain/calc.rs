//! Sums as people write them in their notes: `4e6/day * 500 KB` gives `2 TB/day`. A sum is right, or it is not
//! computed: prose stays prose, and an ambiguous line is not computed. The grammar is in `docs/sums.md`.

// Readings, names and digits are compared as they are: two results are the same only when every bit is.
#![allow(clippy::float_cmp)]

mod bare;
mod by_name;
mod complete;
mod convert;
mod definitions;
mod eval;
mod line;
mod meant;
mod mixed;
mod nouns;
mod parse;
mod print;
mod quantity;
mod said_unit;
mod time_unit;
mod tokens;
mod units;
mod unsaid;
mod written;

use std::fmt;

pub use complete::{Names, SumRefusal, completed, refusal};
use definitions::{Definition, Definitions, ValueOrigin};
pub use line::{SumLine, head, named_line, result, sum_line, with_result};
pub use print::{number, significant, text};
pub use quantity::{CURRENCIES, Dimensions, Quantity};
pub use written::{Outdated, Refreshed, StageLines, Written, outdated};

/// Most characters of an expression; a sum that a person checks by eye is shorter.
pub const LONGEST: usize = 300;

/// The fewest counted things behind a colon that are a value to compute with.
const FEWEST_COUNTED: f64 = 100.0;

/// Most definitions that one line is computed from.
const MOST_DEFINITIONS: usize = 60;

/// Why a line has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is prose.
    Silent,
    /// It has more than one reading: what to write instead.
    Ambiguous(String),
    /// It is a sum that has no result.
    Error(String),
}

/// What makes a line prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prose<'t> {
    TooLong,
    /// It holds a sign or a number that no sum has.
    NoSum,
    /// The sum stands before the equals sign.
    Reversed,
    Date,
    /// Numbers that these signs join without blanks, and that are a sum with them: a slash, a minus, or both.
    Joined {
        slash: bool,
        minus: bool,
    },
    /// A list of numbers between slashes, which is a sum on a line without a name.
    List,
    /// A ratio or a list.
    Ratio,
    /// Two signs in a row, such as `+ -`.
    Signs,
    /// The first part that is not understood, and what stands behind it.
    Word {
        word: &'t str,
        behind: &'t str,
    },
    /// Something is missing at its end.
    Unfinished,
}

impl fmt::Display for Prose<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(to, "it has more than {LONGEST} characters"),
            Self::NoSum => to.write_str("it has a sign or a number that no sum has"),
            Self::Reversed => {
                to.write_str("a sum stands behind the equals sign, or alone before it")
            }
            Self::Date => to.write_str("a date is not computed"),
            Self::Joined { slash: false, .. } => to.write_str(
                "numbers joined by `-` may be a range: write blanks around it to subtract",
            ),
            Self::Joined { minus: false, .. } => to.write_str(
                "numbers joined by `/` may be a list or a ratio: write blanks around it to divide",
            ),
            Self::Joined { .. } => to.write_str(
                "numbers joined by `/` and `-` may be a list or a range: write blanks around both to compute",
            ),
            Self::Signs => to.write_str(
                "two signs in a row are no operator: write one of them, or a negative number such as `5 * -3`",
            ),
            Self::Ratio => to.write_str("a list or a ratio is not computed"),
            Self::List => to.write_str(
                "it looks like a list or a ratio: leave the name out and begin with `=` to compute it",
            ),
            Self::Word { word, .. } => write!(to, "`{word:.24}` is not understood"),
            Self::Unfinished => to.write_str("something is missing at its end"),
        }
    }
}

/// The result of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub quantity: Quantity,
    /// Something was computed; false where the line only gives its name a value.
    pub is_computed: bool,
}

/// What the expression of a line may be worth.
struct Readings {
    /// Every reading that makes sense.
    all: Vec<Quantity>,
    /// Something was computed; false where the line only gives its name a value.
    is_computed: bool,
    /// It is a number without a unit, written in digits: `100k` is no number of seconds.
    bare: Option<f64>,
}

/// A page of notes: lines in order, each of which may use the names of those above it.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    known: Definitions,
}

impl Sheet {
    /// A page for one line: of the lines above it, the nearest first, it takes those whose names the line uses, itself
    /// or through others.
    pub fn above<T: AsRef<str>>(line: &SumLine<'_>, lines: impl Iterator<Item = T>) -> Self {
        let mut used = folded(line.expression);
        let mut definitions = Vec::new();
        for text in lines {
            let defines = |name: &str| used.contains(folded(name).trim_end());
            let sum = named_line(text.as_ref())
                .filter(|sum| sum.name.is_some_and(|name| line::names(name).any(defines)));
            let Some(sum) = sum else { continue };
            used.push_str(&folded(sum.expression));
            definitions.push(text);
            if definitions.len() == MOST_DEFINITIONS {
                break;
            }
        }
        let mut sheet = Self::default();
        for text in definitions.iter().rev() {
            let _ = sheet.line(text.as_ref());
        }
        sheet
    }

    /// Takes the next line, keeps its name, and computes it.
    ///
    /// # Errors
    /// When it is prose, has two readings, or has no result.
    pub fn line(&mut self, text: &str) -> Result<Answer, Why> {
        let Some(line) = sum_line(text) else {
            self.label(text);
            return Err(Why::Silent);
        };
        let computed = self.readings(&line);
        if let Some(name) = line.name {
            self.define(name, computed.as_ref().ok());
        }
        answer(computed?, &line)
    }

    /// Computes a line without keeping its name.
    ///
    /// # Errors
    /// As [`Sheet::line`].
    pub fn compute(&self, line: &SumLine<'_>) -> Result<Answer, Why> {
        answer(self.readings(line)?, line)
    }

    /// Computes an expression that is no line of notes, such as the formula of an estimate.
    ///
    /// # Errors
    /// As [`Sheet::line`].
    pub fn expression(&self, expression: &str) -> Result<Quantity, Why> {
        self.compute(&SumLine::unnamed(expression))
            .map(|answer| answer.quantity)
    }

    /// The names of all lines but this one.
    fn names<'s>(&'s self, sum: &SumLine<'s>) -> impl Iterator<Item = &'s str> {
        let own = sum.name.unwrap_or_default();
        self.known.names().filter(move |name| *name != own)
    }

    /// Why a line counts as prose.
    pub fn explain<'t>(&self, line: &SumLine<'t>) -> Prose<'t> {
        if is_too_long(line.expression) {
            return Prose::TooLong;
        }
        if parse::is_reversed(line, &self.known) {
            return Prose::Reversed;
        }
        let is_sum = |line: &SumLine<'_>| self.compute(line).is_ok();
        parse::explain(line, &self.known, &is_sum)
    }

    fn readings(&self, line: &SumLine<'_>) -> Result<Readings, Why> {
        if is_too_long(line.expression) || parse::is_reversed(line, &self.known) {
            return Err(Why::Silent);
        }
        let parsed = parse::parse(line, &self.known)?;
        let name = line.own_name();
        let mut readings = eval::readings(&parsed, name)?;
        for quantity in &mut readings {
            quantity.nouns.retain(|noun| !noun.fades);
        }
        if let Some(name) = name.filter(|_| parsed.has_operator && parsed.target.is_none()) {
            for one in &mut readings {
                convert::as_named(one, name);
            }
        }
        let number = line.expression.trim_end_matches(')');
        let has_magnitude = number.ends_with(char::is_alphabetic);
        Ok(Readings {
            all: readings,
            is_computed: parsed.has_operator,
            bare: parsed.bare().filter(|_| !has_magnitude),
        })
    }

    /// Keeps the name of a line such as `DAU: 30M`, without a value where that is not clear: `DAU: 50-60M`.
    fn label(&mut self, text: &str) {
        let Some(line) = line::label_line(text) else {
            return;
        };
        let Some(name) = line.name.filter(|name| !parse::is_word_of_sums(name)) else {
            return;
        };
        // `peak: 3 pm`, `teams: 2 squads` are no values to compute with.
        let is_few = |one: &Quantity| {
            one.is_plain() && !one.nouns.is_empty() && one.value.abs() < FEWEST_COUNTED
        };
        let computed = self.readings(&line);
        let bare = computed.as_ref().ok().and_then(|readings| readings.bare);
        let readings = match computed {
            // `peak: 5x average`.
            _ if is_multiple(line.expression) => Vec::new(),
            Ok(Readings { all, .. }) if all.iter().any(is_few) => return,
            Ok(Readings {
                all, is_computed, ..
            }) => match all.as_slice() {
                // `5k - 10k` is a range.
                [one] if one.value >= 0.0 && is_computed => vec![print::as_shown(one)],
                // `N: 7B` has two readings, and what uses it may have one.
                some if !is_computed && some.iter().all(|one| one.value >= 0.0) => all,
                _ => Vec::new(),
            },
            Err(Why::Ambiguous(_)) => Vec::new(),
            // A number that is not understood is no longer the one above.
            Err(_) if self.known.has(name) && is_number(line.expression) => Vec::new(),
            Err(_) => return,
        };
        self.known.add_label(Definition {
            name: name.to_owned(),
            readings,
            bare,
            origin: ValueOrigin::Label,
        });
    }

    fn define(&mut self, name: &str, computed: Option<&Readings>) {
        let bare = computed.and_then(|readings| readings.bare);
        let readings = computed.map_or(Vec::new(), |readings| {
            let used = |quantity: &Quantity| {
                if readings.is_computed {
                    print::as_shown(quantity)
                } else {
                    quantity.clone()
                }
            };
            readings.all.iter().map(used).collect()
        });
        let is_conditional = line::is_conditional(name);
        let names = line::names(name).enumerate();
        for (at, name) in names.filter(|(_, name)| !parse::is_value(name)) {
            let mut definition = Definition {
                name: name.to_owned(),
                readings: readings.clone(),
                bare,
                origin: ValueOrigin::Sum,
            };
            if at > 0 && is_conditional {
                definition.origin = ValueOrigin::Label;
                self.known.add_label(definition);
            } else {
                self.known.add(definition);
            }
        }
    }
}

/// Whether a text begins with a number or an amount.
fn is_number(text: &str) -> bool {
    text.starts_with(line::begins_amount)
}

/// Whether a text is so many times something: `5x average`.
fn is_multiple(text: &str) -> bool {
    let Some((factor, _)) = text.split_once(' ') else {
        return false;
    };
    let factor = factor.strip_suffix(['x', 'X', '×']).unwrap_or_default();
    factor.parse::<f64>().is_ok()
}

/// In lower case and with single blanks, as names are compared.
fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ") + "\n"
}

fn is_too_long(expression: &str) -> bool {
    expression.chars().nth(LONGEST).is_some()
}

fn answer(mut readings: Readings, line: &SumLine<'_>) -> Result<Answer, Why> {
    if readings.all.len() == 1 {
        return Ok(Answer {
            quantity: readings.all.remove(0),
            is_computed: readings.is_computed || line.name.is_none(),
        });
    }
    let shown: Vec<String> = readings.all.iter().map(text).collect();
    let instead = match before_b(line.expression) {
        Some(number) => format!("write `{number}e9` for billions, or `{number} bytes`"),
        None => "write the number above with `e9` for billions, or with `bytes`".to_owned(),
    };
    Err(Why::Ambiguous(format!("{}: {instead}", shown.join(" or "))))
}

/// The number before the first `B` of an expression: the `8` of `16 * 8B`.
fn before_b(expression: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    expression.match_indices(['B', 'b']).find_map(|(at, _)| {
        let before = expression[..at].trim_end();
        let number = &before[before.trim_end_matches(is_digit).len()..];
        (!number.is_empty()).then_some(number)
    })
}
