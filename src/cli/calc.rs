//! `forty calc [LINE…]`: computes sums as the notes do, from arguments or standard input.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::process::ExitCode;

use serde::Serialize;

use super::args::CalcArgs;
use super::{print, say, symbols};
use crate::app::failure::{Code, Failure};
use crate::domain::calc::{
    self, Answer, CURRENCIES, Dimensions, Names, Sheet, SumLine, Why, named_line, sum_line,
    with_result,
};
use crate::domain::sanitize;
use crate::report::json::versioned;

#[derive(Serialize)]
struct Listing {
    lines: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    line: String,
    #[serde(flatten)]
    outcome: LineOutcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum LineOutcome {
    Value {
        /// In bytes, seconds and units of the currency.
        value: f64,
        dimensions: BTreeMap<&'static str, i8>,
        text: String,
    },
    None {
        why: WhyNone,
        message: String,
    },
}

/// Why a line has no result.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum WhyNone {
    /// It gives its name a value.
    Value,
    /// It is prose, or says something that is not understood.
    Silent,
    Ambiguous,
    Error,
}

impl WhyNone {
    fn word(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Silent => "not computed",
            Self::Ambiguous => "ambiguous",
            Self::Error => "error",
        }
    }
}

pub fn run(args: CalcArgs) -> Result<ExitCode, Failure> {
    let mut page = CalcPage {
        sheet: Sheet::default(),
        names: Names::default(),
        are_expressions: !args.lines.is_empty(),
        rows: Vec::new(),
    };
    if args.lines.is_empty() {
        for line in io::stdin().lock().lines() {
            page.line(line?, args.json)?;
        }
    }
    for line in args.lines {
        page.line(line, args.json)?;
    }
    let has_failed = page.rows.iter().any(|row| row.outcome.is_failure());
    if args.json {
        print(&versioned(&Listing { lines: page.rows }))?;
    }
    Ok(if has_failed {
        ExitCode::from(Code::Failed as u8)
    } else {
        ExitCode::SUCCESS
    })
}

struct CalcPage {
    sheet: Sheet,
    /// The names of the lines so far, for those that are nearly one of them.
    names: Names,
    /// A line without an equals sign is computed, too: it was typed for that.
    are_expressions: bool,
    rows: Vec<Row>,
}

impl CalcPage {
    fn line(&mut self, line: String, json: bool) -> Result<(), Failure> {
        let asked = format!("= {line}");
        let is_bare =
            self.are_expressions && !line.contains(['=', '≈']) && named_line(&line).is_none();
        let computed = if is_bare { &asked } else { &line };
        let answer = self.sheet.line(computed);
        let sum = sum_line(computed);
        let (outcome, is_meant) = self.outcome(answer, sum.as_ref(), &line);
        if !json {
            let shown = sanitize::line(&outcome.shown(&line)) + "\n";
            print(&symbols().printed(&shown))?;
            if let LineOutcome::None { why, message } = &outcome
                && (self.are_expressions || is_meant)
            {
                say(&sanitize::line(&format!("{}: {message}", why.word())));
            }
        }
        self.names.add_line(&line);
        self.rows.push(Row { line, outcome });
        Ok(())
    }

    /// What a line such as `DAU: 30M` does, which gives its name a value and gets no result.
    fn value_of(&self, line: &str) -> Option<String> {
        let name = named_line(line)?.name?;
        let value = self.sheet.expression(name).ok()?;
        let value = calc::text(&value);
        Some(format!("`{name}` is {value} in the lines below"))
    }

    /// What became of a line, and whether it was surely meant as a sum.
    fn outcome(
        &self,
        answer: Result<Answer, Why>,
        sum: Option<&SumLine<'_>>,
        line: &str,
    ) -> (LineOutcome, bool) {
        let why = match answer {
            Ok(Answer { quantity, .. }) => {
                let value = LineOutcome::Value {
                    value: quantity.value,
                    text: calc::text(&quantity),
                    dimensions: exponents(quantity.dimensions),
                };
                return (value, true);
            }
            Err(why) => why,
        };
        let none = match why {
            Why::Silent => WhyNone::Silent,
            Why::Ambiguous(_) => WhyNone::Ambiguous,
            Why::Error(_) => WhyNone::Error,
        };
        let refusal =
            sum.map(|sum| calc::refusal(why, sum, &self.sheet, &|| Cow::Borrowed(&self.names)));
        let is_meant = refusal.as_ref().is_some_and(|refusal| refusal.is_meant);
        let (why, message) = match (refusal, self.value_of(line)) {
            (Some(refusal), _) => (none, refusal.reason),
            (None, Some(value)) => (WhyNone::Value, value),
            (None, None) => (none, "not a sum".to_owned()),
        };
        (LineOutcome::None { why, message }, is_meant)
    }
}

impl LineOutcome {
    fn is_failure(&self) -> bool {
        let fails = |why: &WhyNone| matches!(why, WhyNone::Ambiguous | WhyNone::Error);
        matches!(self, Self::None { why, .. } if fails(why))
    }

    /// The line with its result, in place of an earlier one.
    fn shown(&self, line: &str) -> String {
        match self {
            Self::Value { text, .. } => with_result(line, text),
            Self::None { .. } => line.to_owned(),
        }
    }
}

/// The exponents that are not zero.
fn exponents(dimensions: Dimensions) -> BTreeMap<&'static str, i8> {
    let money = CURRENCIES
        .iter()
        .map(|currency| currency.key())
        .zip(dimensions.money);
    let all = [("byte", dimensions.byte), ("second", dimensions.second)]
        .into_iter()
        .chain(money);
    all.filter(|(_, exponent)| *exponent != 0).collect()
}
