//! The value of an expression: every reading of it is computed, and those that make sense are kept.

mod operators;
mod value;

use operators::binary;
pub use value::Value;
use value::{Percent, bare, checked};

use super::Why;
use super::bare::Bare;
use super::by_name;
use super::convert::converted;
use super::meant::{BareFactors, Computation, as_meant};
use super::mixed::{check_power, eight};
use super::parse::{Choice, Function, Node, Operator, Parsed};
use super::quantity::{Dimensions, Quantity};
use super::said_unit;

/// The longest time that is a result, in seconds: no system is designed for longer, so a unit was read wrongly.
const LONGEST_TIME: f64 = 1e6 * 365.0 * 86_400.0;

/// The least price per thousand; a smaller one has been divided.
const LEAST_PER_MILLE: f64 = 0.1;

/// Most readings that are tried.
const MOST_READINGS: usize = 32;

/// Every reading of an expression that makes sense; `name` is the one of its line.
///
/// # Errors
/// When there is none, or something must be asked first.
pub fn readings(parsed: &Parsed<'_>, name: Option<&str>) -> Result<Vec<Quantity>, Why> {
    let counts: Vec<usize> = parsed.choices.iter().map(options).collect();
    let all = counts
        .iter()
        .try_fold(1_usize, |all, count| all.checked_mul(*count))
        .unwrap_or(usize::MAX);
    if all > MOST_READINGS {
        return Err(Why::Ambiguous(
            "too many numbers may be bytes or billions: write 7e9 or 7 bytes".to_owned(),
        ));
    }
    let mut found: Vec<Quantity> = Vec::new();
    let mut failed = None;
    for combination in 0..all {
        let mut rest = combination;
        let picks: Vec<usize> = counts
            .iter()
            .map(|count| {
                let pick = rest % count;
                rest /= count;
                pick
            })
            .collect();
        match reading(parsed, name, &picks) {
            Ok(quantity)
                if !found.iter().any(|known| {
                    known.value == quantity.value && known.dimensions == quantity.dimensions
                }) =>
            {
                found.push(quantity);
            }
            Ok(_) => {}
            Err(why) => failed = Some(worse(failed, why)),
        }
    }
    if found.iter().any(is_likely) {
        found.retain(is_likely);
    }
    match failed {
        Some(why) if found.is_empty() => Err(why),
        // What must be asked in one reading may be what its writer meant.
        Some(why @ Why::Ambiguous(_)) => Err(why),
        _ => Ok(match name.filter(|_| found.len() > 1) {
            Some(name) => by_name::chosen(found, name),
            None => found,
        }),
    }
}

/// The quantity of one reading, in the unit that is asked for.
fn reading(parsed: &Parsed<'_>, name: Option<&str>, picks: &[usize]) -> Result<Quantity, Why> {
    let name = name.filter(|_| parsed.target.is_none());
    let part = |node: &Node| value(node, parsed, picks);
    if let Some(converted) =
        name.and_then(|name| said_unit::without_conversion(&parsed.root, name, part))
    {
        return settled(converted);
    }
    let value = value(&parsed.root, parsed, picks)?;
    let has_eight = value.has_eight();
    let computation = Computation {
        is_load: value.is_load,
        is_computed: parsed.has_operator,
        is_quotient: matches!(parsed.root, Node::Binary(Operator::Divide, ..)),
        bare: bare_factors(&value.bare),
    };
    let Some(target) = &parsed.target else {
        let quantity = settled(value)?;
        if let Some(name) = name.filter(|_| has_eight) {
            said_unit::check(&quantity, name)?;
        }
        return as_meant(quantity, name.unwrap_or_default(), computation);
    };
    let is_hundredfold = |bare: &Bare| bare.number == 100.0 && !bare.divides;
    if target.measure.in_percent && value.bare.iter().any(is_hundredfold) {
        return Err(Why::Ambiguous(
            "`* 100` and `in %` say the same: leave one out".to_owned(),
        ));
    }
    let is_of_bits = target.measure.in_bits != value.quantity.in_bits;
    if has_eight && is_of_bits && value.quantity.dimensions.byte == 1 {
        return Err(eight());
    }
    // What is counted no more is no part of the unit either.
    let mut quantity = settled(value)?;
    quantity.nouns.retain(|noun| !noun.fades);
    converted(quantity, target)
}

fn bare_factors(bare: &[Bare]) -> BareFactors {
    match bare {
        [] => BareFactors::None,
        _ if bare.iter().any(|one| one.divides) => BareFactors::Divide,
        _ => BareFactors::Multiply,
    }
}

/// Whether somebody who wrote `B` can have meant this: not less than a byte a second, and nothing for each byte.
fn is_likely(quantity: &Quantity) -> bool {
    let Dimensions { byte, second, .. } = quantity.dimensions;
    byte != -1 && !(byte == 1 && second == -1 && quantity.value.abs() < 1.0)
}

/// A question says more than that something cannot be computed.
fn worse(old: Option<Why>, new: Why) -> Why {
    match old {
        Some(old @ Why::Ambiguous(_)) => old,
        _ => new,
    }
}

fn options(choice: &Choice<'_>) -> usize {
    match choice {
        Choice::ByteOrBillion => 2,
        Choice::Name(definition) => definition.readings.len().max(1),
    }
}

/// The quantity of a whole expression or of one side of a sum: here a bare number must have found its meaning.
fn settled(value: Value) -> Result<Quantity, Why> {
    let quantity = checked(value)?.quantity;
    if quantity.dimensions == Dimensions::SECOND && quantity.value.abs() > LONGEST_TIME {
        return Err(Why::Error(
            "the result would be longer than a million years".to_owned(),
        ));
    }
    let is_amount = quantity.dimensions.byte != 0 || quantity.dimensions.money != [0; 3];
    let mut units = quantity.nouns.iter();
    let unit = units.find(|noun| noun.exponent == 1 && (noun.is_power() || noun.is_energy()));
    if let Some(unit) = unit.filter(|_| is_amount) {
        let kind = quantity.dimensions.describe();
        return Err(Why::Error(format!(
            "the result would be in {kind} times {}",
            unit.written
        )));
    }
    if quantity.is_sensible() {
        return Ok(quantity);
    }
    Err(Why::Error(if quantity.value.is_finite() {
        if quantity.dimensions == Dimensions::BYTE {
            "the result is less than a byte".to_owned()
        } else {
            format!("the result would be in {}", quantity.dimensions.describe())
        }
    } else {
        "the result is no finite number".to_owned()
    }))
}

fn value(node: &Node, parsed: &Parsed<'_>, picks: &[usize]) -> Result<Value, Why> {
    Ok(match node {
        Node::Value(quantity) => Value::of(quantity.clone()),
        Node::Bare(number) => Value {
            bare: bare(*number),
            ..Value::of(Quantity::plain(*number))
        },
        Node::Percent(number) => Value {
            percent: Percent::Factor,
            ..Value::of(Quantity {
                in_percent: true,
                ..Quantity::plain(number / 100.0)
            })
        },
        Node::ByteOrBillion(number, index) => Value::of(match picks[*index] {
            0 => Quantity::of(*number, Dimensions::BYTE),
            _ => Quantity::plain(number * 1e9),
        }),
        Node::Name(index) => named(&parsed.choices[*index], picks[*index])?,
        Node::Negative(inner) => {
            let mut inner = value(inner, parsed, picks)?;
            inner.quantity.value = -inner.quantity.value;
            inner
        }
        Node::Binary(operator, left, right) => {
            let (left, right) = (value(left, parsed, picks)?, value(right, parsed, picks)?);
            binary(*operator, left, right)?
        }
        Node::Call(function, arguments) => {
            let arguments: Result<Vec<Value>, Why> = arguments
                .iter()
                .map(|argument| value(argument, parsed, picks).and_then(checked))
                .collect();
            Value::of(call(*function, &arguments?)?)
        }
    })
}

fn named(choice: &Choice<'_>, pick: usize) -> Result<Value, Why> {
    let Choice::Name(definition) = choice else {
        return Err(Why::Silent);
    };
    let quantity = definition.readings.get(pick).ok_or(Why::Silent)?.clone();
    // `fraud rate = 0.1%` is a share.
    let may_be_rate = quantity.is_plain() && !quantity.in_percent && quantity.value.abs() >= 1.0;
    let is_loose =
        may_be_rate && (definition.is_named_like_rate() || definition.is_named_like_time());
    let mut quantity = quantity;
    let counted = match quantity.dimensions {
        Dimensions::PLAIN if !quantity.in_percent => definition.counted(),
        Dimensions::SECOND => definition.counted_in_time(),
        _ => None,
    };
    if quantity.nouns.is_empty() {
        quantity.nouns.extend(counted);
    }
    let is_price = by_name::is_per_mille(&definition.name)
        && quantity.dimensions.money != [0; 3]
        && quantity.value.abs() >= LEAST_PER_MILLE;
    let value = Value::of(quantity);
    Ok(Value {
        load_name: value.is_load.then(|| definition.name.clone()),
        named: (is_loose && !value.is_load).then(|| definition.name.clone()),
        per_mille: is_price.then(|| definition.name.clone()),
        bare: definition.bare().map_or(Vec::new(), bare),
        ..value
    })
}

fn call(function: Function, arguments: &[Value]) -> Result<Quantity, Why> {
    let first = &arguments[0].quantity;
    if let Function::Min | Function::Max = function {
        return extreme(arguments, function == Function::Max);
    }
    if function == Function::Abs {
        return Ok(Quantity {
            value: first.value.abs(),
            ..first.clone()
        });
    }
    if !first.is_plain() {
        return Err(Why::Error(format!(
            "this function takes a plain number, not {}",
            first.dimensions.describe()
        )));
    }
    // Rounding must not see the last digit of a division.
    let near = (first.value * 1e9).round() / 1e9;
    let clean = if (near - first.value).abs() <= first.value.abs() * 1e-12 {
        near
    } else {
        first.value
    };
    let value = match function {
        Function::Sqrt => first.value.sqrt(),
        Function::Ceil => clean.ceil(),
        Function::Floor => clean.floor(),
        Function::Round => clean.round(),
        Function::Ln => first.value.ln(),
        Function::Log2 => first.value.log2(),
        Function::Log10 => first.value.log10(),
        Function::Abs | Function::Min | Function::Max => first.value,
    };
    let keeps = matches!(function, Function::Ceil | Function::Floor | Function::Round);
    let nouns = if keeps {
        first.nouns.clone()
    } else {
        Vec::new()
    };
    Ok(Quantity {
        nouns,
        ..Quantity::plain(value)
    })
}

/// The smallest or the largest of the arguments, which must be of one kind.
fn extreme(arguments: &[Value], largest: bool) -> Result<Quantity, Why> {
    let mut best = arguments[0].quantity.clone();
    for other in &arguments[1..] {
        let other = &other.quantity;
        if other.dimensions != best.dimensions {
            return Err(Why::Error(format!(
                "{} and {} cannot be compared",
                best.dimensions.describe(),
                other.dimensions.describe()
            )));
        }
        check_power(&best, other)?;
        if other.value != best.value && largest == (other.value > best.value) {
            best = other.clone();
        }
    }
    Ok(best)
}
