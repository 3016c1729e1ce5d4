//! A number as a person wants to read it.

/// The value to three significant digits, as it will be shown.
pub fn rounded(value: f64) -> f64 {
    significant(value, 3)
}

/// A value rounded to so many significant digits.
pub fn significant(value: f64, digits: usize) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    // A half rounds up as it does on paper: 70.55 is 70.6, though its nearest binary fraction lies below.
    let nudged = value * (1.0 + 4.0 * f64::EPSILON);
    format!("{nudged:.*e}", digits.saturating_sub(1))
        .parse()
        .unwrap_or(value)
}

/// A number with thousands separators. Whole numbers are exact up to a billion and where they are no rounder than four
/// digits beyond; others have three significant digits, or as many as it takes to tell them from a rounder number.
pub fn number(value: f64) -> String {
    let size = value.abs();
    // The noise of a division is no digit.
    let clean = significant(value, 13);
    if clean == 0.0 {
        return "0".to_owned();
    }
    if (1e9..1e15).contains(&significant(size, 4)) {
        if clean.fract() == 0.0 && size < 1e13 && significant(clean, 4) != clean {
            return separated(clean);
        }
        let (word, factor) = if significant(size, 4) >= 1e12 {
            ("trillion", 1e12)
        } else {
            ("billion", 1e9)
        };
        return format!("{} {word}", plain(short(clean / factor)));
    }
    if (1000.0..1e9).contains(&size) || significant(size, 4) >= 1000.0 && size < 1e9 {
        return separated(clean.round());
    }
    plain(short(clean))
}

/// Three significant digits, or more where three would hide that it is not a rounder number: 29.97 is not 30, and
/// 364.96 not 365.
pub fn short(value: f64) -> f64 {
    let three = significant(value, 3);
    let is_near = (value - three).abs() < value.abs() * 5e-4 && three.fract() == 0.0;
    if !is_near && three != significant(value, 2) {
        return three;
    }
    let finer = (4..=6)
        .map(|digits| significant(value, digits))
        .find(|finer| *finer != three);
    finer.unwrap_or(three)
}

/// A number of percent. Just below 100 two digits of what is missing count: 99.85, and not the 99.9 that is near it.
pub fn percent(value: f64) -> String {
    let missing = 100.0 - value;
    if missing > 1e-10 && missing < 1.0 {
        plain(significant(100.0 - significant(missing, 2), 13))
    } else {
        number(value)
    }
}

/// A number without separators, in powers of ten where it is very large or small.
pub fn plain(value: f64) -> String {
    if value != 0.0 && !(1e-4..1e15).contains(&value.abs()) {
        return format!("{value:e}");
    }
    if value.abs() >= 1000.0 {
        separated(value)
    } else {
        format!("{value}")
    }
}

/// A number with a comma between thousands.
fn separated(value: f64) -> String {
    let digits = format!("{}", value.abs());
    let (whole, part) = digits
        .split_once('.')
        .map_or((digits.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    let part = part.map_or(String::new(), |part| format!(".{part}"));
    format!("{}{text}{part}", if value < 0.0 { "-" } else { "" })
}
