//! Holds the estimates of a design against their formulas.

use super::diagnostic::quoted;
use super::limits;
use super::node::Node;
use super::{Origin, checker::Gravity};
use crate::domain::content::design::Estimate;
use crate::domain::sums::{self, Fault, Sum};

/// A session's copy is left alone: it was practiced as it is.
pub fn check(estimates: &[Estimate], list: &Node<'_>) {
    if list.checker.origin == Origin::Copy {
        return;
    }
    let items = list.items();
    for (estimate, node) in estimates.iter().zip(&items).take(limits::MOST_ESTIMATES) {
        check_value(estimate, node);
    }
    if let Some(node) = items.get(limits::MOST_ESTIMATES) {
        let message = format!(
            "there are more than {} estimates, this and later ones are not computed",
            limits::MOST_ESTIMATES
        );
        node.get("name")
            .error(&message, "keep the figures that the reference answers need");
    }
}

fn check_value(estimate: &Estimate, node: &Node<'_>) {
    if estimate.formula.is_empty() {
        return;
    }
    let sum = match sums::compute(&estimate.formula) {
        Ok(sum) => sum,
        Err(fault) => return report_formula(&fault, &node.get("formula")),
    };
    if estimate.unit.is_empty() {
        return;
    }
    let Some(computed) = sum.value_in(&estimate.unit) else {
        return report_unit(&sum, &estimate.unit, &node.get("unit"));
    };
    // A value that could not be read is not a number, and compares as right.
    if (computed - estimate.value).abs() > computed.abs() * limits::ESTIMATE_OFF {
        let right = figure(sums::significant(computed, 4));
        node.get("value").error(
            &format!(
                "`value` is {}, the formula gives {right} {}",
                figure(estimate.value),
                estimate.unit
            ),
            &format!("write `value = {right}`, or correct the formula"),
        );
    }
}

fn report_formula(fault: &Fault, formula: &Node<'_>) {
    let lines = &formula.checker.lines;
    let word = fault.word().map(|word| lines.locate(&formula.span, word));
    formula.checker.report(
        Gravity::Wrong,
        &word.unwrap_or(formula.span.clone()),
        &format!("`formula` cannot be computed: {fault}"),
        "write numbers with units, such as `250e6 / (1 day)` or `4e6/day * 500 kB`",
    );
}

fn report_unit(sum: &Sum, unit: &str, node: &Node<'_>) {
    let hint = match sum.unit() {
        Some("%") => "write `%` or what is counted, or give the formula its units".to_owned(),
        Some(unit) => format!("write a unit such as `{unit}`, or correct the formula"),
        None => "correct the formula: there is no unit for what it gives".to_owned(),
    };
    let message = format!(
        "the formula gives {} ({sum}), `unit` is {}",
        sum.kind(),
        quoted(unit)
    );
    node.error(&message, &hint);
}

/// A number as it can be written in a file.
fn figure(value: f64) -> String {
    if value != 0.0 && !(1e-4..1e7).contains(&value.abs()) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}
