//! A quantity in a unit that somebody chose: the author of an estimate, or the writer of a line by `in GB/day`.

use super::by_name;
use super::definitions::{length, period};
use super::mixed::check_months;
use super::parse::Target;
use super::print;
use super::quantity::{AskedUnit, Dimensions, Quantity};
use super::time_unit::TimeUnit;
use super::{Sheet, Why};

/// The result of a line in the unit that its writer asks for.
///
/// # Errors
/// Where the unit measures something else.
pub fn converted(mut quantity: Quantity, target: &Target) -> Result<Quantity, Why> {
    let Target { measure, written } = target;
    let Dimensions { second, .. } = quantity.dimensions;
    // `$50k/month in /year`, `2 TB/day in /hour`.
    if second == -1
        && measure.dimensions == Dimensions::RATE
        && quantity.dimensions != Dimensions::RATE
    {
        check_months(&quantity, measure)?;
        quantity.per = measure.per;
        return Ok(quantity);
    }
    if measure.dimensions != quantity.dimensions {
        let kind = quantity.dimensions.describe();
        return Err(Why::Error(format!(
            "{kind} cannot be converted to `{written}`"
        )));
    }
    check_months(&quantity, measure)?;
    let is_labeled = |one: &Quantity| !one.nouns.is_empty();
    if is_labeled(measure) && is_labeled(&quantity) && !quantity.counts_as(measure) {
        return Err(Why::Error(format!(
            "the result counts other things than `{written}`"
        )));
    }
    // An amount of data or money does not become one for each thing.
    let is_count = quantity.dimensions.byte == 0 && quantity.dimensions.money == [0; 3];
    if is_labeled(measure) && !is_labeled(&quantity) && !is_count {
        return Err(Why::Error(format!(
            "the result is not a value for each thing, as `{written}` is"
        )));
    }
    if is_labeled(measure) {
        quantity.nouns.clone_from(&measure.nouns);
    }
    if measure.in_percent {
        quantity.in_percent = true;
        // The share of clicks among impressions is a percentage, of whatever both are.
        if quantity.nouns.iter().any(|noun| noun.exponent < 0) {
            quantity.nouns.clear();
        }
        return Ok(quantity);
    }
    quantity.per = measure.per;
    quantity.length = measure.length;
    quantity.in_bits = measure.in_bits;
    quantity.asked = asked(&quantity, measure, written);
    Ok(quantity)
}

/// Shows a result in the unit of time that its line's name says: a length of time (`GPU hours = 512 * 9.5 days`), and a count
/// per time where that unit was written in what it is computed from (`frauds per day = payments * 0.1%`).
pub fn as_named(quantity: &mut Quantity, name: &str) {
    if quantity.dimensions == Dimensions::SECOND {
        let fits =
            |unit: &TimeUnit| (0.01..1e15).contains(&(quantity.value / unit.seconds()).abs());
        let Some(unit) = length(name).filter(fits) else {
            return;
        };
        // A month is no twelfth of a year.
        let named = Quantity {
            length: Some(unit),
            ..Quantity::plain(1.0)
        };
        if check_months(quantity, &named).is_err() {
            return;
        }
        quantity.length = Some(unit);
        quantity.asked = Some(AskedUnit {
            text: unit.plural().to_owned(),
            factor: unit.seconds(),
        });
        return;
    }
    // `flops = 6 * params * tokens` counts none of them.
    if quantity.is_plain() && (length(name).is_some() || by_name::is_operations(name)) {
        quantity.nouns.retain(|noun| noun.key == "flop");
    }
    let is_written = |unit: &TimeUnit| [quantity.per, quantity.spoken].contains(&Some(*unit));
    let unit = period(name).filter(is_written);
    if quantity.dimensions.second == -1 {
        quantity.per = unit.or(quantity.per);
    }
    // `gain %`, but not `pairs at 70% load`.
    let says_percent = name
        .match_indices('%')
        .any(|(at, _)| !name[..at].ends_with(|c: char| c.is_ascii_digit()));
    if quantity.is_plain() && says_percent && quantity.nouns.is_empty() {
        quantity.in_percent = true;
    }
    if let (Some(unit), Dimensions::RATE) = (unit, quantity.dimensions) {
        quantity.per = Some(unit);
        quantity.asked = Some(AskedUnit {
            text: format!("{}/{}", print::unit_label(quantity), unit.singular()),
            factor: 1.0 / unit.seconds(),
        });
    }
}

/// Shows a length of time for each longer one in this unit: `3,750 hours/day`.
pub fn as_load(quantity: &mut Quantity, unit: TimeUnit) {
    let Some(per) = quantity.per else { return };
    quantity.asked = Some(AskedUnit {
        text: format!("{}/{}", unit.plural(), per.singular()),
        factor: unit.seconds() / per.seconds(),
    });
}

/// How the unit is written behind the number; `None` where the usual form has it already, as money does.
fn asked(quantity: &Quantity, measure: &Quantity, written: &str) -> Option<AskedUnit> {
    let Dimensions {
        byte,
        second,
        money,
    } = quantity.dimensions;
    if money != [0; 3] && !written.starts_with(char::is_alphabetic) {
        return None;
    }
    let text = if (byte, second) == (0, -1) && money == [0; 3] {
        let unit = measure.per.unwrap_or(TimeUnit::Second);
        let is_one = (measure.value * unit.seconds() - 1.0).abs() < 1e-9;
        let label = print::unit_label(quantity);
        if is_one && !quantity.counts_operations() {
            format!("{label}/{}", unit.singular())
        } else {
            written.to_owned()
        }
    } else {
        written.to_owned()
    };
    let text = text
        .strip_prefix("per ")
        .map_or(text.clone(), |unit| format!("/{unit}"));
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(AskedUnit {
        text: words.join(" "),
        factor: measure.value,
    })
}

impl Quantity {
    /// The value in a unit such as `GB`, `%`, `per second` or `TB per year`; `None` where the unit measures something
    /// else. A plain number takes any label, such as `GPUs` or `images per arm`.
    pub fn value_in(&self, unit: &str) -> Option<f64> {
        let unit = unit.trim();
        if unit == "%" {
            return self.is_plain().then_some(self.value * 100.0);
        }
        let Ok(measure) = Sheet::default().expression(&format!("1 {unit}")) else {
            return self.is_plain().then_some(self.value);
        };
        let is_scaled = !self.is_plain() || self.counts_operations() && measure.counts_operations();
        if measure.dimensions == self.dimensions {
            return Some(if is_scaled {
                self.value / measure.value
            } else {
                self.value
            });
        }
        // Of `USD per million` the number alone is compared, too.
        let is_price = measure.dimensions.money != [0; 3] && measure.value < 1.0;
        let has_words = !measure.nouns.is_empty() || is_price;
        (self.is_plain() && has_words).then_some(self.value)
    }

    /// A usual unit of this kind of quantity; `None` where there is no word for it.
    pub fn usual_unit(&self) -> Option<&'static str> {
        let Dimensions {
            byte,
            second,
            money,
        } = self.dimensions;
        Some(match (byte, second, money) {
            (0, 0, [0, 0, 0]) => "%",
            (0, -1, [0, 0, 0]) => "per second",
            (0, 1, [0, 0, 0]) => "ms",
            (1, 0, [0, 0, 0]) => "GB",
            (1, -1, [0, 0, 0]) => "GB per day",
            (0, 0, [1, 0, 0]) => "USD",
            (0, -1, [1, 0, 0]) => "USD per day",
            _ => return None,
        })
    }

    /// Whether both count the same, in the singular or the plural.
    fn counts_as(&self, other: &Self) -> bool {
        let keys = |one: &Self| {
            let keys = one
                .nouns
                .iter()
                .map(|noun| (noun.key.clone(), noun.exponent));
            keys.collect::<std::collections::BTreeSet<_>>()
        };
        keys(self) == keys(other)
    }

    fn counts_operations(&self) -> bool {
        self.nouns.iter().any(|noun| noun.key == "flop")
    }
}
