//! Whether a result can be what the name of its line says, and the unit or the count that the name makes of it.

use super::Why;
use super::by_name::{is_number, is_part, recounted, says_workers};
use super::convert::as_load;
use super::definitions::{length, period};
use super::quantity::{Dimensions, Quantity};

/// How a result was computed, as far as what its name says depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Computation {
    /// It is a length of time for each longer one: `1000/day * 5 min`.
    pub is_load: bool,
    /// Something is computed at all.
    pub is_computed: bool,
    pub is_quotient: bool,
    pub bare: BareFactors,
}

/// Whether numbers without a unit are factors of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareFactors {
    None,
    Multiply,
    /// At least one of them divides.
    Divide,
}

/// The quantity as the name of its line says.
///
/// # Errors
/// When it cannot be what was meant.
pub fn as_meant(quantity: Quantity, name: &str, computation: Computation) -> Result<Quantity, Why> {
    if computation.is_load && quantity.is_plain() {
        return load(quantity, name, computation);
    }
    check_workers(&quantity, name, computation)?;
    Ok(recounted(quantity, name))
}

/// A length of time for each longer one: in the unit that its name says, as it is written, or as a number where the name
/// says that it is how many there are in that time, or at the same time.
fn load(mut quantity: Quantity, name: &str, computation: Computation) -> Result<Quantity, Why> {
    let unit = if computation.is_computed {
        length(name).filter(|_| computation.bare == BareFactors::None)
    } else {
        quantity.length
    };
    if let Some(unit) = unit.filter(|_| period(name).is_none_or(|it| quantity.per == Some(it))) {
        as_load(&mut quantity, unit);
        return Ok(quantity);
    }
    let is_meant = if is_part(name) {
        quantity.value.abs() <= 1.0
    } else {
        is_number(name)
    };
    if is_meant {
        return Ok(recounted(quantity, name));
    }
    Err(Why::Ambiguous(
        "how many at once, or how much time a day? Name it `concurrent` or so, or write `in hours/day` at the end".to_owned(),
    ))
}

/// Checks that a result is what a name of machines or people says.
fn check_workers(quantity: &Quantity, name: &str, computation: Computation) -> Result<(), Why> {
    match quantity.dimensions {
        _ if !says_workers(name) => Ok(()),
        Dimensions::SECOND if computation.is_quotient => Err(Why::Ambiguous(
            "the name counts machines or people and the result is a time: a value may lack `/s` or `/day`"
                .to_owned(),
        )),
        Dimensions::BYTE if computation.bare == BareFactors::Divide => Err(Why::Ambiguous(
            "the name counts machines and the result is in bytes: write what one holds with its unit, such as `/ 512 GB`"
                .to_owned(),
        )),
        _ => Ok(()),
    }
}
