//! Numbers that may stand for a length of time that nobody wrote: 24 hours, 30 days, 86,400 seconds.

use super::quantity::Quantity;
use super::time_unit::TimeUnit;

/// A number without a unit that is a factor of a quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bare {
    pub number: f64,
    /// The quantity was divided by it.
    pub divides: bool,
}

impl Bare {
    pub fn inverse(self) -> Self {
        Self {
            divides: !self.divides,
            ..self
        }
    }

    /// What to write where the number meets a time and may be meant as one, which is always so for 7, 12, 24, 30, 60, 365,
    /// 3600 and 86,400; for others only beside the unit that people count so.
    pub fn question(self, quantity: &Quantity) -> Option<String> {
        let is_rate = quantity.dimensions.second < 0;
        if quantity.dimensions.second == 0 {
            return None;
        }
        // A rate times a longer time, or a time shared by one: both ask how many of the unit there are in it.
        let word = |unit| {
            if is_rate == self.divides {
                shorter(unit, self.number)
            } else {
                longer(unit, self.number, is_rate)
            }
        };
        let units = [quantity.per, quantity.length, quantity.spoken];
        let near = units.into_iter().flatten().find_map(word);
        let number = self.number;
        match near.or_else(|| usual(number)) {
            Some(_) if near.is_some() && is_rate && self.divides => Some(format!(
                "the value is a rate already: remove its time unit, or write `{number} items`"
            )),
            unit => unit.map(|unit| {
                format!(
                    "is {number} a time or a count? Write `{number} {unit}` or `{number} items`"
                )
            }),
        }
    }

    /// What to write where a rate per `per` and a time in the longer `length` are factors beside the number, and it may be how
    /// many of the one there are in the other, whose time the units count already: `$2/hr * 24 * 30 days`.
    pub fn counted_twice(self, per: TimeUnit, length: TimeUnit) -> Option<String> {
        longer(per, self.number, true).filter(|_| !self.divides)?;
        let (number, length) = (self.number, length.plural());
        Some(format!(
            "is {number} a time or a count? All time of the {length} is counted already: leave it out, or write `{number} items`"
        ))
    }
}

/// The unit of time in which people mean a number that stands alone.
fn usual(number: f64) -> Option<&'static str> {
    let known = [
        (7.0, "days"),
        (12.0, "months"),
        (24.0, "h"),
        (30.0, "days"),
        (60.0, "s"),
        (365.0, "days"),
        (3600.0, "s"),
        (86_400.0, "s"),
    ];
    let found = known.iter().find(|(known, _)| *known == number);
    found.map(|(_, unit)| *unit)
}

/// The word for a number of these units that people mean as a time: 24 of hours, 30 of days.
fn longer(unit: TimeUnit, number: f64, is_rate: bool) -> Option<&'static str> {
    let known: &[f64] = match unit {
        TimeUnit::Nanosecond | TimeUnit::Microsecond => &[1e3, 1e6, 1e9],
        TimeUnit::Millisecond => &[1000.0, 60_000.0],
        TimeUnit::Second => &[
            60.0,
            3600.0,
            86_400.0,
            1e5,
            604_800.0,
            2_592_000.0,
            31_536_000.0,
        ],
        TimeUnit::Minute => &[60.0, 1440.0, 43_200.0],
        TimeUnit::Hour => &[24.0, 168.0, 720.0, 730.0, 744.0, 8760.0, 8766.0],
        TimeUnit::Day => &[
            7.0, 14.0, 28.0, 30.0, 31.0, 60.0, 90.0, 180.0, 365.0, 366.0, 730.0,
        ],
        TimeUnit::Week => &[4.0, 52.0],
        TimeUnit::Month => &[12.0, 24.0, 36.0],
        TimeUnit::Year if is_rate => &[2.0, 3.0, 4.0, 5.0, 7.0, 10.0],
        TimeUnit::Year => &[],
    };
    known.contains(&number).then(|| unit.plural())
}

/// The word for a number of shorter units that one of these units has: 24 hours, 86,400 seconds.
fn shorter(unit: TimeUnit, number: f64) -> Option<&'static str> {
    let known: &[(f64, &str)] = match unit {
        TimeUnit::Minute => &[(60.0, "s")],
        TimeUnit::Hour => &[(60.0, "min"), (3600.0, "s")],
        TimeUnit::Day => &[
            (24.0, "h"),
            (1440.0, "min"),
            (86_400.0, "s"),
            (1e5, "s"),
            (3600.0, "s"),
        ],
        TimeUnit::Week => &[(7.0, "days"), (168.0, "h"), (604_800.0, "s")],
        TimeUnit::Month => &[
            (30.0, "days"),
            (31.0, "days"),
            (4.0, "weeks"),
            (720.0, "h"),
            (730.0, "h"),
            (43_200.0, "min"),
            (2_592_000.0, "s"),
        ],
        TimeUnit::Year => &[
            (12.0, "months"),
            (52.0, "weeks"),
            (365.0, "days"),
            (8760.0, "h"),
            (31_536_000.0, "s"),
        ],
        _ => &[],
    };
    let found = known.iter().find(|(known, _)| *known == number);
    found.map(|(_, word)| *word)
}
