//! Sums with units, as people write them in their notes: `4e6/day * 500 KB` → `2 TB/day`. A layer on fend, which
//! computes; what a word means, what is refused and how a result reads is decided here. Knows no clock.

mod engine;
mod fault;
mod line;
mod program;
mod shown;
mod tokens;
mod units;
mod written;

pub use fault::Fault;
pub use line::{Line, line};
pub use shown::significant;

use program::Program;
use units::{Dimensions, Rate};

/// Most characters of an expression; a sum that a person checks by eye is shorter.
pub const LONGEST: usize = 300;

/// The result of an expression. It reads as a person wants it:
///
/// - bytes in B to PB, times in the largest unit of which there is at least one;
/// - plain numbers with thousands separators, from a thousand million on as `1.2e9`; percentages as plain numbers;
/// - bytes and dollars per time keep the longest time that was divided by (`2 TB/day`), since storage and bills are
///   reckoned so; anything counted per time is per second (`46.3/s`), since capacity is, unless that were less than
///   one in ten seconds;
/// - a counted word (`users`, `tokens`) stays while it is the only one, and falls away beside bytes, times, dollars.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// In bytes, seconds, dollars and floating-point operations.
    value: f64,
    dimensions: Dimensions,
    /// What is counted, as it was written.
    counted: Option<String>,
    /// The longest time that was divided by.
    per: Option<Rate>,
    /// Whether the expression speaks of bits only.
    in_bits: bool,
}

/// Computes an expression with units.
///
/// # Errors
/// When it cannot be read, its units do not go together, or it would take too long.
pub fn compute(expression: &str) -> Result<Sum, Fault> {
    if expression.chars().nth(LONGEST).is_some() {
        return Err(Fault::TooLong);
    }
    let tokens = tokens::tokens(expression)?;
    let computed = match Program::new(true).run(&tokens) {
        // `512 tokens + 41` is clear enough: what is counted need not be said twice.
        Err(Fault::Units(..)) => Program::new(false).run(&tokens),
        computed => computed,
    }?;
    Ok(Sum {
        value: computed.outcome.value,
        dimensions: computed.outcome.dimensions,
        counted: computed.counted,
        per: computed.spoken.per,
        in_bits: computed.spoken.bits && !computed.spoken.bytes,
    })
}

impl Sum {
    /// The result in a unit such as `GB`, `%`, `per second` or `MB per second`; none where it is of another kind. A
    /// plain number takes any label (`GPUs`, `images per arm`).
    pub fn value_in(&self, unit: &str) -> Option<f64> {
        let measure = units::measure(unit);
        if measure.dimensions == self.dimensions {
            return Some(self.value / measure.factor);
        }
        (measure.is_label && self.dimensions == Dimensions::PLAIN).then_some(self.value)
    }

    /// A unit that it can be had in; none where there is no word for its kind.
    pub fn unit(&self) -> Option<&'static str> {
        Some(match self.dimensions {
            Dimensions::PLAIN => "%",
            Dimensions::PER_TIME => "per second",
            Dimensions::TIME => "ms",
            Dimensions::BYTES => "GB",
            Dimensions::MONEY => "USD",
            Dimensions::FLOP => "TFLOP",
            kind if kind == Dimensions::BYTES.per_time() => "GB per day",
            kind if kind == Dimensions::MONEY.per_time() => "USD per day",
            kind if kind == Dimensions::FLOP.per_time() => "TFLOP per second",
            _ => return None,
        })
    }

    /// What kind of thing it is: `bytes per time`, `a plain number`.
    pub fn kind(&self) -> String {
        self.dimensions.words()
    }
}
