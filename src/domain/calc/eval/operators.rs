//! What the operators make of two values.

use super::super::Why;
use super::super::bare::Bare;
use super::super::definitions::{length, period};
use super::super::mixed::{check_conversion, check_months, check_power};
use super::super::parse::Operator;
use super::super::quantity::{Dimensions, Quantity};
use super::super::time_unit::TimeUnit;
use super::super::unsaid::MANY;
use super::value::{Percent, Value, bare, checked};

/// The value of two values and the operator between them.
///
/// # Errors
/// When they cannot be computed with each other, or something must be asked first.
pub fn binary(operator: Operator, left: Value, right: Value) -> Result<Value, Why> {
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
        Operator::Multiply => product(left, right, false),
        Operator::Divide => product(left, right, true),
    }
}

/// The product of two values, or their quotient.
fn product(left: Value, right: Value, divides: bool) -> Result<Value, Why> {
    check_months(&left.quantity, &right.quantity)?;
    if divides && right.quantity.value == 0.0 {
        return Err(Why::Error("division by zero".to_owned()));
    }
    let has_name = !right.quantity.nouns.is_empty();
    check_conversion(
        (&left.quantity, &left.bare),
        right.bare_number(),
        (divides, has_name),
    )?;
    if !divides {
        let data = (&right.quantity, right.bare.as_slice());
        check_conversion(data, left.bare_number(), (false, true))?;
    }
    let are_data = left.quantity.dimensions.byte == 1 && right.quantity.dimensions.byte == 1;
    let mixes_bits = divides && are_data && left.quantity.in_bits != right.quantity.in_bits;
    let is_its_time = divides && is_named_for(left.named.as_deref(), &right.quantity);
    let is_of_shares = left.is_nearly_all() && right.is_nearly_all() && !divides;
    let percent = match (
        is_of_shares,
        left.percent.is_factor() || right.percent.is_factor(),
    ) {
        (true, _) => Percent::Product,
        (false, true) => Percent::Factor,
        (false, false) => Percent::None,
    };
    let mut quantity = multiplied(&left, &right.quantity, divides);
    quantity.in_percent |= is_of_shares;
    let met = meeting(&left.quantity, &right.quantity).filter(|_| !divides);
    let is_load = is_load(&left, &right, divides);
    let right_bare = right.bare.into_iter();
    let right_bare = right_bare.map(|bare| if divides { bare.inverse() } else { bare });
    Ok(Value {
        quantity,
        bare: left.bare.into_iter().chain(right_bare).collect(),
        named: left.named.filter(|_| !is_its_time).or(right.named),
        has_time: left.has_time || right.has_time,
        met: met.or(left.met).or(right.met),
        is_load,
        load_name: left.load_name.or(right.load_name),
        per_mille: left.per_mille.or(right.per_mille),
        mixes_bits: mixes_bits || left.mixes_bits || right.mixes_bits,
        percent,
    })
}

/// The units of a rate and of a longer time that it is multiplied by.
fn meeting(one: &Quantity, other: &Quantity) -> Option<(TimeUnit, TimeUnit)> {
    let (rate, time) = match (one.dimensions.second, other.dimensions.second) {
        (-1, 1) => (one, other),
        (1, -1) => (other, one),
        _ => return None,
    };
    let per = rate.per.unwrap_or(TimeUnit::Second);
    time.length
        .filter(|length| *length > per)
        .map(|length| (per, length))
}

/// Whether a product or a quotient is a length of time for each longer one. What only scales one is one, too.
fn is_load(left: &Value, right: &Value, divides: bool) -> bool {
    let is_timeless = |value: &Value| value.quantity.dimensions.second == 0;
    if is_timeless(left) && is_timeless(right) {
        return if divides {
            left.is_load && !right.is_load
        } else {
            left.is_load != right.is_load
        };
    }
    let of_a_long_time = |rate: &Value, time: &Value| {
        let per = rate.quantity.per.filter(|per| *per > TimeUnit::Minute);
        let (rate, time) = (&rate.quantity, &time.quantity);
        rate.dimensions == Dimensions::RATE
            && time.dimensions == Dimensions::SECOND
            && time.length.is_some()
            && time.length < per
    };
    if divides {
        // `1B hours / day`
        let (time, day) = (&left.quantity, &right.quantity);
        let is_one = day.length.is_some_and(|unit| day.value == unit.seconds());
        let are_times = [time, day].map(|one| one.dimensions) == [Dimensions::SECOND; 2];
        let is_longer = day.length > Some(TimeUnit::Minute) && time.length < day.length;
        // `23 h / 1 day` is a part of the day.
        let is_more = time.value > day.value;
        return are_times && is_one && is_longer && is_more && time.length.is_some();
    }
    of_a_long_time(left, right) || of_a_long_time(right, left)
}

/// The quantity of a product or a quotient, with what it counts and how it is shown.
fn multiplied(left: &Value, right: &Quantity, divides: bool) -> Quantity {
    let mut quantity = if divides {
        left.quantity.over(right)
    } else {
        left.quantity.times(right)
    };
    // `720M * $0.50 / 1M tok`: so many are tokens.
    let counts_many = |bare: &Bare| bare.number >= MANY && !bare.divides;
    let is_amount = left.quantity.dimensions.is_amount();
    if divides && is_amount && left.bare.iter().any(counts_many) {
        let each = quantity.nouns.iter_mut().filter(|noun| noun.exponent == -1);
        each.for_each(|noun| noun.fades = true);
    }
    // `300 / 4000 * 100%` is how a share is asked for in percent.
    quantity.in_percent = !divides
        && right.in_percent
        && right.value == 1.0
        && quantity.is_plain()
        && quantity.value.abs() <= 10.0;
    quantity
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
    if right.is_percentage() || left.is_percentage() {
        let is_share = left.quantity.is_plain() && left.quantity.value.abs() < 1.0;
        if left.is_percentage() || is_share {
            let (doing, factor, sign) = if sign > 0.0 {
                ("adding a percentage to", "1.1", '+')
            } else {
                ("taking a percentage from", "0.9", '-')
            };
            return Err(Why::Ambiguous(format!(
                "{doing} a share: write `0.5 * {factor}` or `0.5 {sign} 0.1`"
            )));
        }
        // `30 - 40%` may be a range; `1 - 90%` is what is left of a whole.
        let may_begin = |number: f64| number > 1.0 && number <= 100.0;
        let is_alone = right.percent.is_factor() && left.bare_number().is_some_and(may_begin);
        if sign < 0.0 && is_alone && right.quantity.value * 100.0 > left.quantity.value {
            return Err(Why::Ambiguous(
                "a range, or less by a percentage: write `30 * 0.6` to compute".to_owned(),
            ));
        }
        if left.percent == Percent::Added {
            return Err(Why::Ambiguous(
                "is the second percentage one of the first result? Write factors, such as `* 80% * 90%`"
                    .to_owned(),
            ));
        }
        let mut quantity = left.quantity;
        quantity.value *= 1.0 + sign * right.quantity.value;
        return Ok(Value {
            percent: Percent::Added,
            ..Value::of(quantity)
        });
    }
    // Of 1, both are the same.
    let is_part = right.quantity.value.abs() < 0.1 * left.quantity.value.abs();
    if is_part
        && left.quantity.value != 1.0
        && right.percent.is_factor()
        && right.quantity.is_plain()
        && left.quantity.value.abs() >= 1.0
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
    let value = base.value.powf(exponent.value);
    if value == 0.0 && base.value != 0.0 {
        return Err(Why::Error("the power is too small to compute".to_owned()));
    }
    // 10^6 users: the noun behind the exponent belongs to the whole.
    Ok(Quantity {
        nouns: exponent.nouns.clone(),
        in_percent: base.in_percent,
        ..Quantity::plain(value)
    })
}
