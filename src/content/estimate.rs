//! Holds the estimates of a design against their formulas.

use super::diagnostic::quoted;
use super::limits;
use super::node::TomlNode;
use super::{Origin, checker::Gravity};
use crate::domain::calc::{self, Prose, Quantity, Sheet, SumLine, Why};
use crate::domain::content::design::Estimate;
use crate::domain::sanitize;

/// A session's copy is left alone: it was practiced as it is. What is in the program was checked by a test.
pub fn check(estimates: &[Estimate], list: &TomlNode<'_>) {
    if matches!(list.checker.origin, Origin::Copy | Origin::Embedded) {
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

fn check_value(estimate: &Estimate, node: &TomlNode<'_>) {
    if estimate.formula.is_empty() {
        return;
    }
    let quantity = match Sheet::default().expression(&estimate.formula) {
        Ok(quantity) => quantity,
        Err(why) => return report_formula(&why, &estimate.formula, &node.get("formula")),
    };
    if estimate.unit.is_empty() {
        return;
    }
    let Some(computed) = quantity.value_in(&estimate.unit) else {
        return report_unit(&quantity, &estimate.unit, &node.get("unit"));
    };
    // A value that could not be read is not a number, and compares as right.
    if (computed - estimate.value).abs() > computed.abs() * limits::ESTIMATE_OFF {
        let right = figure(calc::significant(computed, 4));
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

fn report_formula(why: &Why, text: &str, formula: &TomlNode<'_>) {
    let prose = Sheet::default().explain(&SumLine::unnamed(text));
    let (why, word) = match (why, prose) {
        (Why::Silent, Prose::Word { word, .. }) => (prose.to_string(), word),
        (Why::Silent, _) => (prose.to_string(), ""),
        (Why::Ambiguous(why) | Why::Error(why), _) => (why.clone(), ""),
    };
    formula.checker.report(
        Gravity::Wrong,
        &formula.checker.lines.locate(&formula.span, word),
        &format!("`formula` cannot be computed: {}", sanitize::line(&why)),
        "write numbers with units, such as `250e6 / (1 day)` or `4e6/day * 500 kB`",
    );
}

fn report_unit(quantity: &Quantity, unit: &str, node: &TomlNode<'_>) {
    let hint = match quantity.usual_unit() {
        Some("%") => "write `%` or what is counted, or give the formula its units".to_owned(),
        Some(unit) => format!("write a unit such as `{unit}`, or correct the formula"),
        None => "correct the formula: there is no unit for what it gives".to_owned(),
    };
    let message = format!(
        "the formula gives {} ({}), `unit` is {}",
        quantity.dimensions.describe(),
        calc::text(quantity),
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
