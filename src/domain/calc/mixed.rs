//! Units that are not computed with each other, since the result would not be what their writer means.

use super::Why;
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
