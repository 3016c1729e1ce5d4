//! The text that fend is given: operands with what is bound to them, operators, parentheses. Powers and roots are
//! computed here, in floating point: fend's are exact, and take seconds for `0.9997^1000`. Knows no words.

use super::Fault;
use super::engine::{Engine, LARGEST, Outcome};
use super::units::Dimensions;

/// Most operators in a row that fend is given: it takes them apart on the stack, in time that grows with their square.
const STRETCH: usize = 12;
/// Most units and words behind one number.
const WORDS: usize = 8;
/// Deepest parentheses.
const DEEPEST: usize = 30;

/// What a parenthesis can be given to, and what computes it where fend does not.
pub type Function = (&'static str, Option<fn(f64) -> f64>);

/// A level of parentheses that is being written.
#[derive(Debug, Default)]
struct Level {
    text: String,
    /// Where the last part of a sum begins, how many parts and how many factors of the last there are.
    part: usize,
    parts: usize,
    factors: usize,
    /// Where the operand that a unit would bind to begins, and how many are bound to it.
    operand: usize,
    bound: usize,
    /// What the operand is the exponent of, the last first.
    powers: Vec<f64>,
    /// What the parenthesis is given to.
    function: Option<Function>,
    /// Whether it is divided by.
    is_under: bool,
}

#[derive(Debug)]
pub struct Written {
    pub engine: Engine,
    /// The levels around the one being written.
    outer: Vec<Level>,
    level: Level,
}

impl Written {
    pub fn new() -> Self {
        Self {
            engine: Engine::new(),
            outer: Vec::new(),
            level: Level::default(),
        }
    }

    /// Whether the parenthesis being written is divided by.
    pub fn is_under(&self) -> bool {
        self.level.is_under
    }

    pub fn is_open(&self) -> bool {
        !self.outer.is_empty()
    }

    pub fn push(&mut self, text: &str) {
        self.level.text.push_str(text);
    }

    /// A minus in front of a number.
    pub fn negate(&mut self) {
        self.level.text.push('-');
        // `-5 GB` is one operand behind its minus; an exponent is one with it.
        if self.level.powers.is_empty() {
            self.level.operand = self.level.text.len();
        }
    }

    /// An operand that is two things in one already, in parentheses.
    pub fn push_bound(&mut self, text: &str) {
        self.push(text);
        self.level.bound = 1;
    }

    /// Puts something behind the operand and makes one of both: `4e6 / 1 day` is by the day.
    pub fn bind(&mut self, text: &str) -> Result<(), Fault> {
        self.raise()?;
        match self.level.bound {
            0 => self.level.text.insert(self.level.operand, '('),
            WORDS => return Err(Fault::TooMuch),
            _ => {
                self.level.text.pop();
            }
        }
        self.level.bound += 1;
        self.push(text);
        self.level.text.push(')');
        Ok(())
    }

    pub fn operator(&mut self, sign: char) -> Result<(), Fault> {
        self.raise()?;
        if sign == '+' || sign == '-' {
            self.level.parts += 1;
            self.level.factors = 0;
            if self.level.parts > STRETCH {
                self.fold(0)?;
                self.level.parts = 1;
            }
            self.level.part = self.level.text.len() + 1;
        } else {
            self.level.factors += 1;
            if self.level.factors > STRETCH {
                self.fold(self.level.part)?;
                self.level.factors = 1;
            }
        }
        self.level.text.push(sign);
        self.level.operand = self.level.text.len();
        self.level.bound = 0;
        Ok(())
    }

    /// Makes the operand a base, the next one its exponent.
    pub fn power(&mut self) -> Result<(), Fault> {
        let base = self.take_operand()?;
        self.level.powers.push(base);
        Ok(())
    }

    pub fn open(&mut self, function: Option<Function>, is_under: bool) -> Result<(), Fault> {
        if self.outer.len() == DEEPEST {
            return Err(Fault::TooDeep);
        }
        let inner = Level {
            function,
            is_under,
            ..Level::default()
        };
        self.outer.push(std::mem::replace(&mut self.level, inner));
        Ok(())
    }

    /// Computes what stands in the parenthesis; says whether that is divided by.
    pub fn close(&mut self) -> Result<bool, Fault> {
        self.raise()?;
        let outer = self.outer.pop().ok_or(Fault::Unpaired(')'))?;
        let group = std::mem::replace(&mut self.level, outer);
        let function = match group.function {
            Some((_, Some(compute))) => {
                let value = compute(self.value(&group.text)?);
                if value.is_infinite() {
                    return Err(Fault::NoResult);
                }
                self.push_number(value)?;
                return Ok(group.is_under);
            }
            Some((name, None)) => name,
            None => "",
        };
        let name = self.engine.keep(&format!("{function}({})", group.text))?;
        self.push(&name);
        Ok(group.is_under)
    }

    /// The operand's value, which must be plain, taken out of the text.
    fn take_operand(&mut self) -> Result<f64, Fault> {
        let text = self.level.text.split_off(self.level.operand);
        self.level.bound = 0;
        self.value(&text)
    }

    fn value(&mut self, text: &str) -> Result<f64, Fault> {
        if let Ok(number) = text.parse() {
            return Ok(number);
        }
        let outcome = self.engine.value(text)?;
        if outcome.dimensions == Dimensions::PLAIN {
            Ok(outcome.value)
        } else {
            Err(Fault::NotPlain(outcome.dimensions.words()))
        }
    }

    /// Raises what waits for the operand as its exponent; `2^3^2` is `2^(3^2)`.
    fn raise(&mut self) -> Result<(), Fault> {
        if self.level.powers.is_empty() {
            return Ok(());
        }
        let mut value = self.take_operand()?;
        while let Some(base) = self.level.powers.pop() {
            if base == 0.0 && value < 0.0 {
                return Err(Fault::DivisionByZero);
            }
            value = base.powf(value);
        }
        self.push_number(value)
    }

    fn push_number(&mut self, value: f64) -> Result<(), Fault> {
        if value.is_nan() {
            return Err(Fault::NoResult);
        }
        if value.abs() > LARGEST {
            return Err(Fault::TooMuch);
        }
        // What is smaller than all else that can be written is nothing.
        let value = if value.abs() < 1.0 / LARGEST {
            0.0
        } else {
            value
        };
        self.push(&format!("({value:e})"));
        Ok(())
    }

    /// Computes what is written from here on, and writes the name of its value instead.
    fn fold(&mut self, from: usize) -> Result<(), Fault> {
        let text = self.level.text.split_off(from);
        let name = self.engine.keep(&text)?;
        self.push(&name);
        Ok(())
    }

    /// The value of it all.
    pub fn finish(&mut self) -> Result<Outcome, Fault> {
        self.raise()?;
        self.engine.value(&self.level.text)
    }
}
