//! Fend, given flat statements and held to a bound of steps. Knows fend's words, not the expression's.

use std::sync::atomic::{AtomicU32, Ordering};

use fend_core::{Context, CustomUnitAttribute, Interrupt, evaluate_with_interrupt};

use super::Fault;
use super::units::Dimensions;

/// The names that fend knows the kinds by.
pub const MONEY: &str = "zd";
const BYTES: &str = "zb";
const TIME: &str = "zs";
const FLOP: &str = "zf";
/// What the name of the first, second … counted word begins with.
const COUNTED: &str = "zw";
/// What the name of a kept value begins with.
const KEPT: &str = "zg";

/// Most steps that fend may take for one expression. Steps, not time: the same sum always ends the same way.
pub const STEPS: u32 = 6000;
/// Beyond this nothing is a figure any more.
pub const LARGEST: f64 = 1e100;

/// Counts the steps that fend takes.
#[derive(Debug, Default)]
struct Steps(AtomicU32);

impl Interrupt for Steps {
    fn should_interrupt(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) >= STEPS
    }
}

#[derive(Debug)]
pub struct Engine {
    fend: Context,
    steps: Steps,
    kept: usize,
}

/// A value in bytes, seconds, dollars and operations.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub value: f64,
    pub dimensions: Dimensions,
    /// The number of the only counted word in it, where it stands once and not below a stroke.
    pub counted: Option<usize>,
}

impl Engine {
    pub fn new() -> Self {
        let mut fend = Context::new();
        for name in [BYTES, TIME, MONEY, FLOP] {
            fend.define_custom_unit_v1(name, name, "!", &CustomUnitAttribute::None);
        }
        Self {
            fend,
            steps: Steps::default(),
            kept: 0,
        }
    }

    /// Computes a statement and gives the name that its value is kept by, exact as it is. Fend is never given nested
    /// parentheses: its parser takes twice as long for each level of nested sums, and cannot be interrupted.
    pub fn keep(&mut self, statement: &str) -> Result<String, Fault> {
        let name = format!("{KEPT}{}", self.kept);
        self.kept += 1;
        // The last value is what fend would write out.
        self.run(&format!("{name} = {statement}; 0"))?;
        Ok(name)
    }

    pub fn value(&mut self, statement: &str) -> Result<Outcome, Fault> {
        let answer = self.run(&format!("({statement}) to 15 sf"))?;
        outcome(&answer)
    }

    /// Makes a kind of what is counted.
    pub fn count(&mut self, number: usize) {
        let name = counted(number);
        self.fend
            .define_custom_unit_v1(&name, &name, "!", &CustomUnitAttribute::None);
    }

    fn run(&mut self, program: &str) -> Result<String, Fault> {
        let answer = evaluate_with_interrupt(program, &mut self.fend, &self.steps);
        match answer {
            Ok(answer) => Ok(answer.get_main_result().to_owned()),
            Err(words) => Err(fault(&words)),
        }
    }

    #[cfg(test)]
    pub fn steps(self) -> u32 {
        self.steps.0.into_inner()
    }
}

/// The name of a counted word.
pub fn counted(number: usize) -> String {
    format!("{COUNTED}{number}")
}

/// A size with its kind, as fend reads it.
pub fn sized(size: f64, kind: Dimensions) -> String {
    let names = [
        (BYTES, kind.bytes),
        (TIME, kind.time),
        (MONEY, kind.money),
        (FLOP, kind.flop),
    ];
    let used = names.iter().filter(|(_, power)| *power != 0);
    let kinds = used.map(|(name, power)| format!("*{name}^{power}"));
    format!("({size}{})", kinds.collect::<Vec<_>>().concat())
}

/// Reads `approx. 46.2962962962963 zb zw0 / zs`, `5 zs^-1`.
fn outcome(answer: &str) -> Result<Outcome, Fault> {
    let answer = answer.strip_prefix("approx. ").unwrap_or(answer);
    let (number, units) = answer.split_once(' ').unwrap_or((answer, ""));
    let value: f64 = number.parse().map_err(|_| Fault::NoResult)?;
    if !value.is_finite() || value.abs() > LARGEST {
        return Err(Fault::TooMuch);
    }
    let (dimensions, words) = kinds(units).ok_or(Fault::NoResult)?;
    let counted = match words.as_slice() {
        [(number, 1)] => Some(*number),
        _ => None,
    };
    Ok(Outcome {
        value,
        dimensions,
        counted,
    })
}

/// The kinds of `zb zw0 / zs`, and each counted word with its power.
fn kinds(units: &str) -> Option<(Dimensions, Vec<(usize, i32)>)> {
    let mut dimensions = Dimensions::PLAIN;
    let mut counted = Vec::new();
    let mut sign = 1;
    for unit in units.split_whitespace() {
        if unit == "/" {
            sign = -1;
            continue;
        }
        let (name, power) = unit.split_once('^').unwrap_or((unit, "1"));
        let power = sign * power.parse::<i32>().ok()?;
        match name {
            BYTES => dimensions.bytes += power,
            TIME => dimensions.time += power,
            MONEY => dimensions.money += power,
            FLOP => dimensions.flop += power,
            "unitless" => {}
            word => counted.push((word.strip_prefix(COUNTED)?.parse().ok()?, power)),
        }
    }
    Some((dimensions, counted))
}

/// What fend's words mean for the person who wrote the expression.
fn fault(words: &str) -> Fault {
    if words.contains("division by zero") || words.contains("divide by zero") {
        return Fault::DivisionByZero;
    }
    let mut quoted = words.split('\'').skip(1).step_by(2);
    let mut kind = || kinds(quoted.next()?).map(|(kind, _)| kind.words());
    match (kind(), kind()) {
        (Some(one), Some(other)) => Fault::Units(other, one),
        _ => Fault::TooMuch,
    }
}
