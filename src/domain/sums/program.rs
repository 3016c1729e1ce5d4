//! An expression token by token: what may follow what, and what each word becomes. Must not know how it is computed.

use super::Fault;
use super::engine::{self, MONEY, Outcome, sized};
use super::tokens::{Sign, Token};
use super::units::{Dimensions, Meaning, Rate, meaning, one};
use super::written::{Function, Written};

/// What can stand before a parenthesis, and what computes it where fend does not.
const FUNCTIONS: [Function; 8] = [
    ("ceil", None),
    ("floor", None),
    ("round", None),
    ("abs", None),
    ("sqrt", Some(f64::sqrt)),
    ("log2", Some(f64::log2)),
    ("log10", Some(f64::log10)),
    ("ln", Some(f64::ln)),
];

/// A computed expression.
#[derive(Debug)]
pub struct Computed {
    pub outcome: Outcome,
    /// What is counted, as it was written.
    pub counted: Option<String>,
    pub spoken: Spoken,
}

/// What an expression speaks of; its result should read alike.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spoken {
    /// The longest time that is divided by.
    pub per: Option<Rate>,
    pub bits: bool,
    pub bytes: bool,
}

#[derive(Debug)]
pub struct Program {
    written: Written,
    /// Whether counted words are kinds of their own, or nothing but the number one.
    counting: bool,
    /// The last sign or word, for a fault to name.
    last: String,
    has_operand: bool,
    /// Whether the operand being written is divided by.
    is_under: bool,
    function: Option<Function>,
    /// Each counted word once.
    counted: Vec<String>,
    spoken: Spoken,
}

impl Program {
    pub fn new(counting: bool) -> Self {
        Self {
            written: Written::new(),
            counting,
            last: String::new(),
            has_operand: false,
            is_under: false,
            function: None,
            counted: Vec::new(),
            spoken: Spoken::default(),
        }
    }

    pub fn run(&mut self, tokens: &[Token<'_>]) -> Result<Computed, Fault> {
        let mut rest = tokens;
        while let [token, behind @ ..] = rest {
            self.write(token, behind.first())?;
            rest = behind;
        }
        self.finish()
    }

    fn write(&mut self, token: &Token<'_>, next: Option<&Token<'_>>) -> Result<(), Fault> {
        if self.function.is_some() && !matches!(token, Token::Sign(_, Sign::Open)) {
            return Err(Fault::NoOperand(self.last.clone()));
        }
        match token {
            Token::Number(digits) => {
                self.expect_operand(token)?;
                if self.last == "$" {
                    self.written.push_bound(&format!("({MONEY}*{digits})"));
                } else {
                    self.written.push(digits);
                }
                self.has_operand = true;
            }
            Token::Sign(_, sign) => self.sign(token, *sign)?,
            Token::Word(word) => self.word(word, next)?,
        }
        self.last = token.written();
        Ok(())
    }

    fn expect_operand(&self, token: &Token<'_>) -> Result<(), Fault> {
        if self.has_operand {
            return Err(Fault::NoOperator(token.written()));
        }
        Ok(())
    }

    fn sign(&mut self, token: &Token<'_>, sign: Sign) -> Result<(), Fault> {
        match sign {
            Sign::Open => {
                self.expect_operand(token)?;
                self.written.open(self.function.take(), self.is_under)
            }
            Sign::Close if !self.has_operand => Err(self.missing(token)),
            Sign::Close => {
                self.is_under = self.written.close()?;
                Ok(())
            }
            // In front of a number.
            Sign::Plus | Sign::Minus if !self.has_operand => {
                if self.last == "-" || self.last == "+" {
                    return Err(self.missing(token));
                }
                if sign == Sign::Minus {
                    self.written.negate();
                }
                Ok(())
            }
            _ if !self.has_operand => Err(self.missing(token)),
            Sign::Percent => self.written.bind("/100"),
            Sign::Power => {
                self.has_operand = false;
                self.written.power()
            }
            Sign::Plus => self.operator('+'),
            Sign::Minus => self.operator('-'),
            Sign::Times => self.operator('*'),
            Sign::Over => self.operator('/'),
        }
    }

    /// That a number should stand before this.
    fn missing(&self, token: &Token<'_>) -> Fault {
        if self.last.is_empty() {
            Fault::NoNumber(token.written())
        } else {
            Fault::NoOperand(self.last.clone())
        }
    }

    fn operator(&mut self, sign: char) -> Result<(), Fault> {
        self.is_under = sign == '/' || self.written.is_under();
        self.has_operand = false;
        self.written.operator(sign)
    }

    fn word(&mut self, word: &str, next: Option<&Token<'_>>) -> Result<(), Fault> {
        if let Some(function) = FUNCTIONS.iter().find(|(name, _)| *name == word) {
            self.expect_operand(&Token::Word(word))?;
            self.function = Some(*function);
            return Ok(());
        }
        match word {
            "per" | "a" | "an" if self.has_operand => self.operator('/'),
            "percent" | "pct" if self.has_operand => self.written.bind("/100"),
            "of" if self.has_operand => self.operator('*'),
            "x" if self.has_operand && is_operand(next) => self.operator('*'),
            // `$3` stands before its number, `3 $` behind.
            "$" if !self.has_operand && matches!(next, Some(Token::Number(_))) => Ok(()),
            _ => self.unit(word),
        }
    }

    fn unit(&mut self, word: &str) -> Result<(), Fault> {
        let text = match meaning(word) {
            Meaning::Unit(size, dimensions) => {
                self.spoken.bytes |= dimensions.bytes != 0;
                sized(size, dimensions)
            }
            Meaning::Bits(size, dimensions) => {
                self.spoken.bits = true;
                sized(size, dimensions)
            }
            Meaning::Time(size, rate) => {
                if self.is_under {
                    self.spoken.per = self.spoken.per.max(rate);
                }
                sized(size, Dimensions::TIME)
            }
            Meaning::Multiple(size) if self.has_operand || self.is_under => size.to_string(),
            Meaning::Counted if word.chars().nth(1).is_none() => {
                return Err(Fault::Unknown(word.to_owned()));
            }
            Meaning::Counted if self.has_operand || self.is_under => self.counted(word),
            Meaning::Multiple(_) | Meaning::Counted => {
                return Err(Fault::NoNumber(word.to_owned()));
            }
            Meaning::Doubtful(meant) => return Err(Fault::Meant(word.to_owned(), meant)),
        };
        if self.has_operand {
            return self.written.bind(&format!("*{text}"));
        }
        self.written.push(&format!("({text})"));
        self.has_operand = true;
        Ok(())
    }

    /// What fend reads for a counted word, whether it is written in the singular or in the plural.
    fn counted(&mut self, word: &str) -> String {
        if !self.counting {
            return "1".to_owned();
        }
        let same = self
            .counted
            .iter()
            .position(|other| one(other) == one(word));
        let number = same.unwrap_or(self.counted.len());
        match self.counted.get_mut(number) {
            // The plural reads better behind most numbers.
            Some(known) if known.len() < word.len() => word.clone_into(known),
            Some(_) => {}
            None => {
                self.written.engine.count(number);
                self.counted.push(word.to_owned());
            }
        }
        engine::counted(number)
    }

    fn finish(&mut self) -> Result<Computed, Fault> {
        if self.last.is_empty() {
            return Err(Fault::Empty);
        }
        if !self.has_operand {
            return Err(Fault::NoOperand(self.last.clone()));
        }
        if self.written.is_open() {
            return Err(Fault::Unpaired('('));
        }
        let outcome = self.written.finish()?;
        let word = outcome.counted.and_then(|number| self.counted.get(number));
        Ok(Computed {
            counted: word.cloned(),
            outcome,
            spoken: self.spoken,
        })
    }
}

fn is_operand(token: Option<&Token<'_>>) -> bool {
    matches!(
        token,
        Some(Token::Number(_) | Token::Sign(_, Sign::Open) | Token::Word("$"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sums::tokens::tokens;

    /// How many steps fend takes for it.
    fn steps(expression: &str) -> u32 {
        let mut program = Program::new(true);
        let _ = tokens(expression).and_then(|tokens| program.run(&tokens));
        program.written.engine.steps()
    }

    #[test]
    fn no_hostile_sum_takes_more_steps_than_it_may() {
        let hostile = [
            "9^9^9^9".to_owned(),
            "(((9^99)^99)^99)".to_owned(),
            "9.9e39*".repeat(40) + "1",
            "1e-40*".repeat(40) + "1",
            "1.7-".repeat(40) + "1",
            "1/97/".repeat(20) + "1",
            "1/9.7e39+".repeat(20) + "1",
            "(1-".repeat(29) + "1" + &")".repeat(29),
            "(1/97-".repeat(29) + "1" + &")".repeat(29),
            "sqrt(".repeat(29) + "2" + &")".repeat(29),
            "0.7^0.333/".repeat(20) + "1",
            "(1/3+1/7)^9/".repeat(20) + "1",
            "5 a1 b2 c3/".repeat(20) + "1",
            "1 GB / 3 s + ".repeat(15) + "1 GB / 7 s",
            "9".repeat(299),
        ];
        for expression in hostile {
            let taken = steps(&expression);
            assert!(taken <= engine::STEPS + 10, "{expression}: {taken}");
        }
    }

    #[test]
    fn a_sum_that_a_person_writes_takes_a_tenth_of_the_steps_at_most() {
        for expression in [
            "4e6/day * 500 KB",
            "70.55 GB / (2 * 3.35 TB * 0.7 / (1 s)) + 160 * 0.015 ms",
            "(0.05 - 0.008529 - 0.0024) / (0.05 * 750 / 6311 + 15 * 0.0000576) / (1 s)",
            "1.96 * sqrt(0.05 * 0.95 / 1000 + 0.07 * 0.93 / 1000)",
            "(2 * 12 * 6 * 384^2 * 128 + 4 * 128^2 * 384 * 6) / 1e9",
        ] {
            let taken = steps(expression);
            assert!(taken <= engine::STEPS / 10, "{expression}: {taken}");
        }
    }
}
