//! Sums as people write them in their notes: `4e6/day * 500 KB` gives `2 TB/day`. A sum is right, or it is not
//! computed: prose stays prose, and what has two readings is asked. The grammar is in `docs/sums.md`.

mod definitions;
mod eval;
pub mod line;
mod nouns;
mod parse;
mod print;
pub mod quantity;
mod tokens;
mod units;

use definitions::{Definition, Definitions};
use line::SumLine;
pub use line::sum_line;
pub use print::{number, significant, text};
pub use quantity::{Dimensions, Quantity};

/// Most characters of an expression; a sum that a person checks by eye is shorter.
pub const LONGEST: usize = 300;

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

/// The result of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub quantity: Quantity,
    /// Something was computed; false where the line only gives its name a value.
    pub is_computed: bool,
}

/// A page of notes: lines in order, each of which may use the names of those above it.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    known: Definitions,
}

impl Sheet {
    /// Takes the next line, keeps its name, and computes it.
    ///
    /// # Errors
    /// When it is prose, has two readings, or has no result.
    pub fn line(&mut self, text: &str) -> Result<Answer, Why> {
        let line = sum_line(text).ok_or(Why::Silent)?;
        let computed = self.readings(&line);
        if let Some(name) = line.name {
            self.define(name, &line, computed.as_ref().ok());
        }
        answer(computed?, line.name.is_none())
    }

    /// Computes a line without keeping its name.
    ///
    /// # Errors
    /// As [`Sheet::line`].
    pub fn compute(&self, line: &SumLine<'_>) -> Result<Answer, Why> {
        answer(self.readings(line)?, line.name.is_none())
    }

    fn readings(&self, line: &SumLine<'_>) -> Result<(Vec<Quantity>, bool), Why> {
        if line.expression.chars().nth(LONGEST).is_some() {
            return Err(Why::Silent);
        }
        let parsed = parse::parse(line.expression, line.name.is_some(), &self.known)?;
        let readings = eval::readings(&parsed)?;
        Ok((readings, parsed.has_operator))
    }

    fn define(&mut self, name: &str, line: &SumLine<'_>, computed: Option<&(Vec<Quantity>, bool)>) {
        let is_calendar = line.expression.parse::<f64>().is_ok_and(|number| [7.0, 12.0, 24.0, 30.0, 60.0, 365.0, 3600.0, 86_400.0].contains(&number));
        let readings = computed.map_or(Vec::new(), |(readings, _)| readings.clone());
        for name in line::names(name) {
            let definition = Definition { name: name.to_owned(), readings: readings.clone(), is_calendar };
            self.known.add(definition);
        }
    }
}

fn answer((mut readings, is_computed): (Vec<Quantity>, bool), is_asked: bool) -> Result<Answer, Why> {
    match readings.len() {
        1 => Ok(Answer { quantity: readings.remove(0), is_computed: is_computed || is_asked }),
        _ => {
            let shown: Vec<String> = readings.iter().map(text).collect();
            Err(Why::Ambiguous(format!("{}: write 7e9 for billions or `7 bytes`", shown.join(" or "))))
        }
    }
}
