//! Units that are not computed with each other, since the result would not be what their writer means.

use super::Why;
use super::bare::Bare;
use super::print::number as number_text;
use super::quantity::{Noun, Quantity};
use super::time_unit::TimeUnit;

/// A month counts as 30 days and a year as 365, so what meets both is not what people mean by twelve months.
pub fn check_months(one: &Quantity, other: &Quantity) -> Result<(), Why> {
    let has = |quantity: &Quantity, unit| {
        let units = [quantity.per, quantity.length, quantity.spoken];
        units.contains(&Some(unit))
    };
    let meet = |one, other| has(one, TimeUnit::Month) && has(other, TimeUnit::Year);
    if meet(one, other) || meet(other, one) {
        return Err(Why::Ambiguous(
            "a month is not exactly a twelfth of a year here: write both with the same unit, such as `12 months`"
                .to_owned(),
        ));
    }
    Ok(())
}

/// Refuses units of power and energy that would have to be converted: they are counted like things, and only in one unit.
pub fn check_power(left: &Quantity, right: &Quantity) -> Result<(), Why> {
    let nouns = || left.nouns.iter().chain(&right.nouns);
    let mut units = nouns().filter(|noun| noun.is_power() || noun.is_energy());
    let Some(first) = units.next() else {
        return Ok(());
    };
    let has_time = left.dimensions.second != 0 || right.dimensions.second != 0;
    let is_one = units.all(|unit| unit.key == first.key);
    if is_one && !(has_time && nouns().any(Noun::is_power)) {
        return Ok(());
    }
    Err(Why::Error(
        "watts and joules are not converted: write all in one unit, such as `kWh`".to_owned(),
    ))
}

/// Numbers by which people divide bytes to get another unit of them.
const CONVERTS: [f64; 7] = [
    1e6,
    1e9,
    1e12,
    1e15,
    1_048_576.0,
    1_073_741_824.0,
    1_099_511_627_776.0,
];

/// Asks about bare numbers that convert bits and bytes: the calculator does that itself, so the value would be wrong.
/// `number` is the bare number that bits or bytes are divided by, or multiplied with; `is_count` where it counts things for
/// sure, since it stands before them or has a name.
pub fn check_conversion(
    (data, factors): (&Quantity, &[Bare]),
    number: Option<f64>,
    (divides, is_count): (bool, bool),
) -> Result<(), Why> {
    let Some(number) = number.filter(|_| data.dimensions.byte == 1) else {
        return Ok(());
    };
    // `8 * 3 TB/s` counts; `3 TB/s * 8` may.
    let is_byte_rate = data.dimensions.second == -1 && !data.in_bits && !is_count;
    if number == 8.0 && if divides { data.in_bits } else { is_byte_rate } {
        return Err(eight());
    }
    // `/ 1024 / 1024 / 1024`, too.
    let before = factors.iter().filter(|bare| bare.divides);
    let before: f64 = before.map(|bare| bare.number).product();
    let divisor = if divides {
        before * number
    } else {
        1.0 / number
    };
    let is_near = |known: &&f64| (divisor / **known - 1.0).abs() < 1e-9;
    match CONVERTS.iter().find(is_near) {
        Some(known) => {
            let known = number_text(*known);
            Err(Why::Ambiguous(format!(
                "is {known} a count, or does it convert bytes? Write `{known} items`, or leave it out: bytes are converted"
            )))
        }
        None => Ok(()),
    }
}

/// Asks what a bare 8 is for.
pub fn eight() -> Why {
    Why::Ambiguous(
        "is 8 a count, or the bits of a byte? Write `8 items`, or leave it out: bits and bytes are converted"
            .to_owned(),
    )
}
