//! A result as a person wants to read it. Must not know how it came about.

use std::fmt;

use super::Sum;
use super::units::{Dimensions, Rate, one};

const PREFIXES: [&str; 6] = ["", "k", "M", "G", "T", "P"];
/// Times by their size in seconds, and whether they are written out.
const TIMES: [(f64, &str, bool); 8] = [
    (31_557_600.0, "year", true),
    (86_400.0, "day", true),
    (3600.0, "hour", true),
    (60.0, "min", false),
    (1.0, "s", false),
    (1e-3, "ms", false),
    (1e-6, "µs", false),
    (1e-9, "ns", false),
];
/// Fewer than this in a second are told by the time that the expression said.
const SLOW: f64 = 0.1;
/// From here on numbers are written with an exponent, and below the other.
const LARGE: f64 = 1e9;
const SMALL: f64 = 1e-3;
/// Whole numbers below are shown to the last digit: people know their powers of two.
const WHOLE: f64 = 1e6;

impl fmt::Display for Sum {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = Dimensions {
            time: 0,
            ..self.dimensions
        };
        match (whole, self.dimensions.time) {
            (Dimensions::PLAIN, 0) => write!(to, "{}", self.count(self.value)),
            (Dimensions::PLAIN, 1) => write!(to, "{}", time(self.value)),
            (Dimensions::PLAIN, -1) => {
                let rate = match self.per {
                    Some(rate) if self.value.abs() < SLOW => rate,
                    _ => Rate::Second,
                };
                let count = self.count(self.value * rate.seconds());
                write!(to, "{count}/{}", rate.word())
            }
            (Dimensions::BYTES | Dimensions::MONEY | Dimensions::FLOP, 0) => {
                write!(to, "{}", self.amount(self.value))
            }
            (Dimensions::BYTES | Dimensions::MONEY | Dimensions::FLOP, -1) => {
                let rate = self.per.unwrap_or(Rate::Second);
                let amount = self.amount(self.value * rate.seconds());
                write!(to, "{amount}/{}", rate.word())
            }
            _ => write!(to, "{} {}", number(self.value), symbols(self.dimensions)),
        }
    }
}

impl Sum {
    fn count(&self, value: f64) -> String {
        let shown = number(value);
        match &self.counted {
            Some(word) if shown == "1" => format!("1 {}", singular(word)),
            Some(word) => format!("{shown} {word}"),
            None => shown,
        }
    }

    fn amount(&self, value: f64) -> String {
        match self.dimensions {
            kind if kind.money != 0 => format!("{} USD", number(value)),
            // A training run has `4.2e22 FLOP`.
            kind if kind.flop != 0 && value.abs() >= 1e18 => format!("{} FLOP", number(value)),
            kind if kind.flop != 0 => prefixed(value, "FLOP"),
            _ if self.in_bits => prefixed(value * 8.0, "bit"),
            _ => prefixed(value, "B"),
        }
    }
}

fn singular(word: &str) -> String {
    let one = one(word);
    // Only the ending differs; the capitals of `GPUs` stay.
    match word.get(..one.len()) {
        Some(start) if start.to_lowercase() == one => start.to_owned(),
        _ => one,
    }
}

fn prefixed(value: f64, unit: &str) -> String {
    let mut value = value;
    let mut step = 0;
    // 999.9 kB is 1 MB once it is rounded.
    while rounded(value).abs() >= 1000.0 && step + 1 < PREFIXES.len() {
        value /= 1000.0;
        step += 1;
    }
    format!("{} {}{unit}", number(value), PREFIXES[step])
}

fn time(seconds: f64) -> String {
    let fits = |(size, _, _): &&(f64, &str, bool)| rounded(seconds / size).abs() >= 1.0;
    let smallest = if seconds == 0.0 { 4 } else { TIMES.len() - 1 };
    let (size, word, is_long) = TIMES.iter().find(fits).unwrap_or(&TIMES[smallest]);
    let shown = number(seconds / size);
    let many = if *is_long && shown != "1" { "s" } else { "" };
    format!("{shown} {word}{many}")
}

/// Units without a name of their own: `B·s`, `USD/B`.
fn symbols(kind: Dimensions) -> String {
    let named = [
        ("B", kind.bytes),
        ("USD", kind.money),
        ("FLOP", kind.flop),
        ("s", kind.time),
    ];
    let list = |sign: i32| -> Vec<String> {
        let these = named.iter().filter(|(_, power)| power * sign > 0);
        these
            .map(|(symbol, power)| match power.abs() {
                1 => (*symbol).to_owned(),
                power => format!("{symbol}^{power}"),
            })
            .collect()
    };
    let (over, under) = (list(1).join("·"), list(-1));
    let under: Vec<_> = under.iter().map(|unit| format!("/{unit}")).collect();
    over + &under.concat()
}

/// The number in the digits that are shown of it: three, from a thousand on four.
fn rounded(value: f64) -> f64 {
    if is_shown_whole(value) {
        return value.round();
    }
    let digits = if value.abs() >= 999.5 { 4 } else { 3 };
    significant(value, digits)
}

/// A value in so many significant digits.
pub fn significant(value: f64, digits: usize) -> f64 {
    let text = format!("{value:.*e}", digits - 1);
    text.parse().unwrap_or(value)
}

fn is_shown_whole(value: f64) -> bool {
    value.abs() < WHOLE && (value - value.round()).abs() <= value.abs() * 1e-12
}

/// `0`, `0.00123`, `46.3`, `1,157`, `100,000`, `1.4e11`.
fn number(value: f64) -> String {
    let value = rounded(value);
    if value == 0.0 {
        return "0".to_owned();
    }
    if value.abs() >= LARGE || value.abs() < SMALL {
        return format!("{value:e}");
    }
    let plain = value.to_string();
    let (minus, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut shown = minus.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}
