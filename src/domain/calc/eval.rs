//! The value of an expression: every reading of it is computed, and those that make sense are kept.

use super::Why;
use super::bare::Bare;
use super::convert::{check_name, converted};
use super::definitions::{length, period};
use super::mixed::{check_conversion, check_months, check_power, eight};
use super::parse::{Choice, Function, Node, Operator, Parsed};
use super::quantity::{Dimensions, Quantity};
use super::time_unit::TimeUnit;

/// The longest time that is a result, in seconds: no system is designed for longer, so a unit was read wrongly.
const LONGEST_TIME: f64 = 1e6 * 365.0 * 86_400.0;

/// Most readings that are tried.
const MOST_READINGS: usize = 32;

/// The value of a part, with what must be known of how it was written.
#[derive(Debug, Clone)]
struct Value {
    quantity: Quantity,
    /// The numbers without a unit that are factors of it.
    bare: Vec<Bare>,
    /// A plain number named like a rate or a length of time is a factor of it: the name.
    named: Option<String>,
    /// A factor of it has time in it.
    has_time: bool,
    /// Bits were divided by bytes, or bytes by bits.
    mixes_bits: bool,
    /// A factor of it was written in percent.
    of_percent: bool,
}

impl Value {
    fn of(quantity: Quantity) -> Self {
        let has_time = quantity.dimensions.second != 0;
        Self {
            quantity,
            bare: Vec::new(),
            named: None,
            has_time,
            mixes_bits: false,
            of_percent: false,
        }
    }

    /// The number, where it is made of nothing but bare numbers.
    fn bare_number(&self) -> Option<f64> {
        let is_bare = self.quantity.is_plain() && self.quantity.nouns.is_empty();
        (is_bare && !self.bare.is_empty()).then_some(self.quantity.value)
    }

    /// Whether a bare 8 is a factor of it.
    fn has_eight(&self) -> bool {
        self.bare.iter().any(|bare| bare.number == 8.0)
    }
}

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
        _ => Ok(found),
    }
}

/// The quantity of one reading, in the unit that is asked for.
fn reading(parsed: &Parsed<'_>, name: Option<&str>, picks: &[usize]) -> Result<Quantity, Why> {
    let value = value(&parsed.root, parsed, picks)?;
    let has_eight = value.has_eight();
    let Some(target) = &parsed.target else {
        let quantity = settled(value)?;
        if let Some(name) = name.filter(|_| has_eight) {
            check_name(&quantity, name)?;
        }
        return Ok(quantity);
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
    converted(settled(value)?, target)
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

fn checked(value: Value) -> Result<Value, Why> {
    if value.mixes_bits && value.has_eight() {
        return Err(eight());
    }
    let mut questions = value.bare.iter();
    if let Some(question) = questions.find_map(|bare| bare.question(&value.quantity)) {
        return Err(Why::Ambiguous(question));
    }
    if let Some(name) = value.named.as_ref().filter(|_| value.has_time) {
        return Err(Why::Ambiguous(format!(
            "`{name}` has no unit and meets a time: give it one, such as `/s` or `days`"
        )));
    }
    Ok(value)
}

fn value(node: &Node, parsed: &Parsed<'_>, picks: &[usize]) -> Result<Value, Why> {
    Ok(match node {
        Node::Value(quantity) => Value::of(quantity.clone()),
        Node::Bare(number) => Value {
            bare: bare(*number),
            ..Value::of(Quantity::plain(*number))
        },
        Node::Percent(number) => Value {
            of_percent: true,
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

fn bare(number: f64) -> Vec<Bare> {
    vec![Bare {
        number,
        divides: false,
    }]
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
    if quantity.is_plain() && quantity.nouns.is_empty() && !quantity.in_percent {
        quantity.nouns.extend(definition.counted());
    }
    Ok(Value {
        named: is_loose.then(|| definition.name.clone()),
        bare: definition.bare.map_or(Vec::new(), bare),
        ..Value::of(quantity)
    })
}

fn binary(operator: Operator, left: Value, right: Value) -> Result<Value, Why> {
    check_power(&left.quantity, &right.quantity)?;
    match operator {
        Operator::Add | Operator::Subtract => added(
            left,
            right,
            if operator == Operator::Add { 1.0 } else { -1.0 },
        ),
        Operator::Power => {
            let is_bare = left.bare_number().is_some();
            let raised = Value::of(power(left, &right)?);
            let number = raised.quantity.value;
            let bare = if is_bare { bare(number) } else { Vec::new() };
            Ok(Value { bare, ..raised })
        }
        Operator::Multiply | Operator::Divide => {
            check_months(&left.quantity, &right.quantity)?;
            if operator == Operator::Divide && right.quantity.value == 0.0 {
                return Err(Why::Error("division by zero".to_owned()));
            }
            let divides = operator == Operator::Divide;
            check_conversion((&left.quantity, &left.bare), right.bare_number(), divides)?;
            if !divides {
                check_conversion((&right.quantity, &right.bare), left.bare_number(), false)?;
            }
            let are_data =
                left.quantity.dimensions.byte == 1 && right.quantity.dimensions.byte == 1;
            let mixes_bits = divides && are_data && left.quantity.in_bits != right.quantity.in_bits;
            let is_its_time = divides && is_named_for(left.named.as_deref(), &right.quantity);
            let mut quantity = if divides {
                left.quantity.over(&right.quantity)
            } else {
                left.quantity.times(&right.quantity)
            };
            // `300 / 4000 * 100%` is how a share is asked for in percent.
            quantity.in_percent = !divides
                && right.quantity.in_percent
                && right.quantity.value == 1.0
                && quantity.is_plain()
                && quantity.value.abs() <= 10.0;
            let mut bare = left.bare;
            bare.extend(
                right
                    .bare
                    .into_iter()
                    .map(|bare| if divides { bare.inverse() } else { bare }),
            );
            Ok(Value {
                quantity,
                bare,
                named: left.named.filter(|_| !is_its_time).or(right.named),
                has_time: left.has_time || right.has_time,
                mixes_bits: mixes_bits || left.mixes_bits || right.mixes_bits,
                of_percent: left.of_percent || right.of_percent,
            })
        }
    }
}

/// Whether a plain number is named for so long a time, as in `requests per day / 86,400 seconds`.
fn is_named_for(name: Option<&str>, time: &Quantity) -> bool {
    let unit = name.and_then(period);
    let is_so_long = |unit: TimeUnit| (time.value / unit.seconds() - 1.0).abs() < 1e-9;
    let is_length = name.and_then(length).is_some();
    time.dimensions == Dimensions::SECOND && !is_length && unit.is_some_and(is_so_long)
}

fn added(left: Value, right: Value, sign: f64) -> Result<Value, Why> {
    let (left, right) = (checked(left)?, checked(right)?);
    check_months(&left.quantity, &right.quantity)?;
    if right.quantity.in_percent || left.quantity.in_percent {
        let is_share = left.quantity.is_plain() && left.quantity.value.abs() < 1.0;
        if left.quantity.in_percent || is_share {
            return Err(Why::Ambiguous(
                "adding a percentage to a share: write `0.5 * 1.1` or `0.5 + 0.1`".to_owned(),
            ));
        }
        let mut quantity = left.quantity;
        quantity.value *= 1.0 + sign * right.quantity.value;
        return Ok(Value::of(quantity));
    }
    let is_part = right.quantity.value.abs() < 0.1 * left.quantity.value.abs();
    if is_part && right.of_percent && right.quantity.is_plain() && left.quantity.value.abs() >= 1.0
    {
        return Err(Why::Ambiguous(
            "is the percentage of the left side meant? Write `100 * 1.1`, or a sum in parentheses"
                .to_owned(),
        ));
    }
    let sum = left.quantity.plus(&right.quantity, sign);
    sum.map(Value::of).ok_or_else(|| {
        let (left, right) = (
            left.quantity.dimensions.describe(),
            right.quantity.dimensions.describe(),
        );
        Why::Error(format!("{left} and {right} do not add up"))
    })
}

fn power(left: Value, right: &Value) -> Result<Quantity, Why> {
    let (base, exponent) = (left.quantity, &right.quantity);
    if !exponent.is_plain() {
        return Err(Why::Error(format!(
            "{} cannot be an exponent",
            exponent.dimensions.describe()
        )));
    }
    if !base.is_plain() {
        return Err(Why::Error(format!(
            "{} cannot be raised to a power",
            base.dimensions.describe()
        )));
    }
    // 10^6 users: the noun behind the exponent belongs to the whole.
    Ok(Quantity {
        nouns: exponent.nouns.clone(),
        ..Quantity::plain(base.value.powf(exponent.value))
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
