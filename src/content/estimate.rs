//! The estimates of a design, each computed again from its formula. Must not know how a sum is computed.

use std::cmp::Ordering;

use super::findings::Findings;
use super::lines::Span;
use super::mistake::named;
use super::reader::{Shape, Table};
use super::text::{Form, Text};
use super::{design, limits, rules};
use crate::domain::content::design::Estimate;
use crate::domain::sums::{self, Fault, Sum};

pub static ESTIMATE: Shape = Shape {
    header: "[[estimate]]",
    keys: &["name", "formula", "value", "unit"],
};

pub fn estimates(findings: &mut Findings<'_>, file: &Table<'_>) -> Vec<Estimate> {
    let tables = file.tables(findings, "estimate", &ESTIMATE, &design::SHAPES);
    rules::at_least(
        findings,
        file,
        "estimate",
        limits::ESTIMATES,
        "estimates",
        "`[[estimate]]` with `name`, `formula`, `value` and `unit`",
    );
    let mut names = Vec::new();
    let mut estimates = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let name = table.text(findings, "name", Form::Line);
        let value = table.number(findings, "value", "2894");
        let formula = table.text(findings, "formula", Form::Line);
        let unit = table.text(findings, "unit", Form::Line);
        match number.cmp(&limits::MOST_ESTIMATES) {
            Ordering::Less => compute(findings, &formula, value.as_ref(), &unit),
            Ordering::Equal => report_many(findings, &name),
            Ordering::Greater => {}
        }
        estimates.push(Estimate {
            name: name.words.clone(),
            formula: formula.words,
            value: value.map_or(0.0, |(value, _)| value),
            unit: unit.words,
        });
        names.push(name);
    }
    rules::no_two_alike(findings, "name", &names);
    estimates
}

/// Holds a value against its formula. A copy of a session is left in peace: it was practised on as it stands.
fn compute(findings: &mut Findings<'_>, formula: &Text, value: Option<&(f64, Span)>, unit: &Text) {
    if formula.is_missing() || findings.is_copy() {
        return;
    }
    let sum = match sums::compute(&formula.words) {
        Ok(sum) => sum,
        Err(fault) => {
            report_formula(findings, &fault, formula);
            return;
        }
    };
    if unit.is_missing() {
        return;
    }
    let Some(computed) = sum.value_in(&unit.words) else {
        report_unit(findings, &sum, unit);
        return;
    };
    let Some((value, at)) = value else { return };
    if (computed - value).abs() > computed.abs() * limits::ESTIMATE_OFF {
        let right = sums::significant(computed, 4);
        findings.wrong(
            at,
            &format!(
                "`value` is {}, the formula gives {} {}",
                figure(*value),
                figure(right),
                unit.words
            ),
            &format!("write `value = {}`, or mend the formula", figure(right)),
        );
    }
}

fn report_many(findings: &mut Findings<'_>, first_over: &Text) {
    let most = limits::MOST_ESTIMATES;
    findings.wrong(
        &first_over.at,
        &format!("more than {most} estimates; from here on none is computed"),
        "keep the figures that the reference answers rest on",
    );
}

fn report_formula(findings: &mut Findings<'_>, fault: &Fault, formula: &Text) {
    let word = fault.word();
    let at = word.map_or_else(
        || formula.at.clone(),
        |word| findings.lines.locate(&formula.at, word),
    );
    findings.wrong(
        &at,
        &format!("`formula` cannot be computed: {fault}"),
        "write numbers with units, such as `250e6 / (1 day)` or `4e6/day * 500 kB`",
    );
}

fn report_unit(findings: &mut Findings<'_>, sum: &Sum, unit: &Text) {
    let message = format!(
        "the formula gives {} ({sum}), `unit` is {}",
        sum.kind(),
        named(&unit.words)
    );
    let hint = match sum.unit() {
        Some("%") => "write `%` or what is counted, or give the formula its units".to_owned(),
        Some(unit) => format!("write a unit such as `{unit}`, or mend the formula"),
        None => "mend the formula: there is no unit for what it gives".to_owned(),
    };
    findings.wrong(&unit.at, &message, &hint);
}

/// A figure as it can stand in a file.
fn figure(value: f64) -> String {
    if value != 0.0 && !(1e-4..1e7).contains(&value.abs()) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}
