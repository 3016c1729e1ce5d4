//! A quantity as a person wants to read it. Whatever is printed reads back as the same quantity.

mod number;
mod scaled;

use super::nouns::{plural, singular};
use super::quantity::{CURRENCIES, Dimensions, Noun, Quantity};
use super::time_unit::TimeUnit;
pub use number::{number, significant};
use number::{percent, plain, rounded, short};
use scaled::{BITS, DATA, OPERATIONS, data, scaled};

/// From so many a second on a count per time is a load, and shown per second; a smaller one keeps the unit that was written.
const CAPACITY: f64 = 10.0;

/// How many currencies a quantity has.
fn amounts(money: [i8; 3]) -> usize {
    money.iter().filter(|exponent| **exponent != 0).count()
}

/// The result of a sum as it stands behind its arrow.
pub fn text(quantity: &Quantity) -> String {
    let Dimensions {
        byte,
        second,
        money,
    } = quantity.dimensions;
    let amounts = amounts(money);
    let value = quantity.value;
    if let Some(asked) = &quantity.asked {
        return in_unit(value / asked.factor, &asked.text);
    }
    match (byte, second, amounts) {
        (0, 0, 0) if shows_percent(quantity) => format!("{}%", percent(value * 100.0)),
        (0, 0, 0) => counted(quantity, value, None),
        (0, -1, 0) => {
            let unit = rate_unit(quantity);
            counted(quantity, value * unit.seconds(), Some(unit))
        }
        (0, 1, 0) => time(quantity),
        (1, 0, 0) => data(quantity, value) + &under(quantity),
        (1, -1, 0) => {
            let unit = amount_unit(quantity);
            let shown = data(quantity, value * unit.seconds());
            format!("{shown}{}/{}", under(quantity), unit.singular())
        }
        (0, 0, 1) if money.contains(&1) => price(quantity, value),
        (0, -1, 1) if money.contains(&1) => {
            let unit = bill_unit(quantity);
            let shown = amount(quantity, value * unit.seconds());
            format!("{shown}{}/{}", under(quantity), unit.singular())
        }
        (-1, 0 | 1, 0) => per_data(quantity),
        (-1, 0, 1) if money.contains(&1) => {
            let (unit, factor) = if (value * 1e9).abs() >= 0.01 {
                ("GB", 1e9)
            } else {
                ("TB", 1e12)
            };
            format!("{}/{unit}", amount(quantity, value * factor))
        }
        _ => spelled_out(quantity),
    }
}

/// A plain number with what it counts. Counts per time are per second from ten a second on, since capacity is.
fn counted(quantity: &Quantity, value: f64, per: Option<TimeUnit>) -> String {
    let behind = per.map_or(String::new(), |unit| format!("/{}", unit.singular()));
    let Some((noun, under)) = label(&quantity.nouns) else {
        return format!("{}{behind}", number(value));
    };
    let under = under.map_or(String::new(), |noun| {
        format!("/{}", singular_written(&noun.written))
    });
    let Some(noun) = noun else {
        return format!("{}{under}{behind}", number(value));
    };
    if noun.key == "flop" {
        return format!("{}{under}{behind}", scaled(value, &OPERATIONS));
    }
    let shown = number(value);
    let written = if shown == "1" {
        singular_written(&noun.written)
    } else {
        plural(&noun.written)
    };
    format!("{shown} {written}{under}{behind}")
}

/// A count or a time for so many bytes that there is at least one: `200/GB`, `0.5 s/GB`.
fn per_data(quantity: &Quantity) -> String {
    let (units, bytes) = if quantity.in_bits {
        (&BITS[1..], 1.0 / 8.0)
    } else {
        (&DATA[1..], 1.0)
    };
    let value = quantity.value * bytes;
    let fits = |(_, factor): &&(&str, f64)| rounded(value.abs() * factor) >= 1.0;
    let (name, factor) = units.iter().find(fits).unwrap_or(&units[0]);
    let shown = number(value * factor);
    let kind = if quantity.dimensions.second == 1 {
        " s"
    } else {
        ""
    };
    format!("{shown}{kind}/{name}")
}

/// A number in the unit that its writer asked for.
fn in_unit(value: f64, unit: &str) -> String {
    let shown = number(value);
    let unit = match unit {
        "hours" | "days" | "weeks" | "months" | "years" if shown == "1" => &unit[..unit.len() - 1],
        unit => unit,
    };
    let gap = if unit.starts_with(['/', '%']) {
        ""
    } else {
        " "
    };
    format!("{shown}{gap}{unit}")
}

/// A share in percent, unless so many are wanted in thousands.
fn shows_percent(quantity: &Quantity) -> bool {
    let value = quantity.value.abs();
    quantity.in_percent
        && quantity.nouns.is_empty()
        && (value == 0.0 || (1e-6..1e5).contains(&value))
}

/// What an amount is for, where that is one thing: the `/user` of `$2/user`.
fn under(quantity: &Quantity) -> String {
    let mut under = quantity.nouns.iter().filter(|noun| noun.exponent < 0);
    match (under.next(), under.next()) {
        (Some(noun), None) if noun.exponent == -1 => {
            format!("/{}", singular_written(&noun.written))
        }
        _ => String::new(),
    }
}

/// An amount with what it is for; a price that is next to nothing is for a million of it.
fn price(quantity: &Quantity, value: f64) -> String {
    let mut nouns = quantity.nouns.iter();
    let each = nouns.find(|noun| noun.exponent == -1 && noun.key != "flop");
    match each {
        Some(noun) if !under(quantity).is_empty() && value != 0.0 && value.abs() < 1e-5 => {
            let amount = amount(quantity, value * 1e6);
            format!("{amount}/M {}", plural(&noun.written))
        }
        _ => amount(quantity, value) + &under(quantity),
    }
}

/// A bill is for an hour at least.
fn bill_unit(quantity: &Quantity) -> TimeUnit {
    match quantity.per {
        None | Some(TimeUnit::Second) if quantity.spoken > Some(TimeUnit::Second) => {
            quantity.spoken.unwrap_or(TimeUnit::Day)
        }
        _ => amount_unit(quantity),
    }
}

/// The time that bytes or money are shown for: the longest that was divided by, but no part of a second.
fn amount_unit(quantity: &Quantity) -> TimeUnit {
    quantity
        .per
        .max(Some(TimeUnit::Second))
        .unwrap_or(TimeUnit::Second)
}

/// The nouns of a count, as they stand before `/s`.
pub fn unit_label(quantity: &Quantity) -> String {
    let Some((over, under)) = label(&quantity.nouns) else {
        return String::new();
    };
    let over = over.map_or(String::new(), |noun| plural(&noun.written));
    let under = under.map_or(String::new(), |noun| {
        format!("/{}", singular_written(&noun.written))
    });
    over + &under
}

/// The quantity as its text shows it: what is not shown does not count later either.
pub fn as_shown(quantity: &Quantity) -> Quantity {
    let mut shown = quantity.clone();
    let is_count = quantity.dimensions.byte == 0 && quantity.dimensions.money == [0; 3];
    let is_time = quantity.dimensions.second == 1;
    if is_time {
        if power(quantity).is_none() {
            shown.nouns.clear();
        }
    } else if is_count {
        if label(&quantity.nouns).is_none() {
            shown.nouns.clear();
        }
    } else {
        shown.nouns.retain(|noun| noun.exponent < 0);
        let Dimensions {
            byte,
            second,
            money,
        } = quantity.dimensions;
        let amounts = amounts(money);
        let is_amount = match (byte, second, amounts) {
            (1, 0 | -1, 0) => true,
            (0, 0 | -1, 1) => money.contains(&1),
            _ => false,
        };
        if !is_amount || under(&shown).is_empty() {
            shown.nouns.clear();
        }
    }
    match quantity.dimensions.second {
        -1 if is_count => {
            shown.per = quantity
                .per
                .filter(|_| quantity.asked.is_some())
                .or(Some(rate_unit(quantity)));
        }
        -1 => shown.per = shown.per.max(Some(TimeUnit::Second)),
        // `1,667 hours/day` is a time a day where it is used, too.
        _ if quantity.is_load() && quantity.asked.is_some() => {
            shown.asked = None;
            return shown;
        }
        _ => shown.per = None,
    }
    shown.spoken = quantity.spoken.max(quantity.per);
    if !is_time {
        shown.length = None;
    }
    if quantity.dimensions.second != -1 {
        shown.spoken = None;
    }
    shown.asked = None;
    shown
}

/// What is counted and what it is counted for; `None` where there is more than can be said.
fn label(nouns: &[Noun]) -> Option<(Option<&Noun>, Option<&Noun>)> {
    match nouns {
        [over] if over.exponent == 1 => Some((Some(over), None)),
        [under] if under.exponent == -1 => Some((None, Some(under))),
        [over, under] | [under, over] if (over.exponent, under.exponent) == (1, -1) => {
            Some((Some(over), Some(under)))
        }
        _ => None,
    }
}

fn singular_written(written: &str) -> String {
    let (before, last) = written
        .rsplit_once(' ')
        .map_or(("", written), |(before, last)| (before, last));
    let last = singular(last);
    if before.is_empty() {
        last
    } else {
        format!("{before} {last}")
    }
}

fn rate_unit(quantity: &Quantity) -> TimeUnit {
    let written = quantity.per.max(quantity.spoken);
    match written {
        Some(unit) if unit > TimeUnit::Second && quantity.value.abs() < CAPACITY => unit,
        _ => TimeUnit::Second,
    }
}

fn time(quantity: &Quantity) -> String {
    let value = quantity.value;
    // GPU hours stay hours, however many.
    let is_work = !quantity.nouns.is_empty() && quantity.length == Some(TimeUnit::Hour);
    // Nobody reads ten thousand milliseconds.
    let most = |unit: &TimeUnit| if *unit < TimeUnit::Second { 1e4 } else { 1e5 };
    let is_readable = |unit: &TimeUnit| (0.1..most(unit)).contains(&(value.abs() / unit.seconds()));
    let own = quantity.length.filter(|unit| is_work || is_readable(unit));
    let fits = |unit: &&TimeUnit| rounded(value.abs() / unit.seconds()) >= 1.0;
    // Weeks and months are not what a result is wanted in, unless its writer spoke of them.
    let usual = TimeUnit::ALL
        .iter()
        .rev()
        .filter(|unit| !matches!(unit, TimeUnit::Week | TimeUnit::Month));
    let largest = usual.clone().find(fits).copied();
    let smallest = if value == 0.0 {
        TimeUnit::Second
    } else {
        TimeUnit::Nanosecond
    };
    let unit = own.or(largest).unwrap_or(smallest);
    let shown = number(value / unit.seconds());
    let word = if shown == "1" {
        unit.singular()
    } else {
        unit.plural()
    };
    match power(quantity) {
        Some(watts) => format!("{shown} {watts}-{word}"),
        None => format!("{shown} {word}"),
    }
}

/// The unit of power that a time is multiplied by: without it energy would be shown as a time.
fn power(quantity: &Quantity) -> Option<&str> {
    match &quantity.nouns[..] {
        [noun] if noun.exponent == 1 && ["w", "kw", "mw"].contains(&&*noun.key.to_lowercase()) => {
            Some(&noun.written)
        }
        _ => None,
    }
}

fn amount(quantity: &Quantity, value: f64) -> String {
    let currency = CURRENCIES
        .iter()
        .zip(quantity.dimensions.money)
        .find(|(_, exponent)| *exponent == 1);
    let sign = currency.map_or('$', |(currency, _)| currency.sign());
    let size = value.abs();
    let cents = (size * 100.0).round() / 100.0;
    let is_whole_cents = (size - cents).abs() < 1e-9;
    let has_cents = (1.0..1000.0).contains(&size) && cents.fract() != 0.0
        || (0.01..1.0).contains(&size) && is_whole_cents;
    let shown = if has_cents {
        format!("{cents:.2}")
    } else {
        number(size)
    };
    format!("{}{sign}{shown}", if value < 0.0 { "-" } else { "" })
}

/// A kind without a word of its own, as a sum that reads back: `3 s / $1`.
fn spelled_out(quantity: &Quantity) -> String {
    let Dimensions {
        byte,
        second,
        money,
    } = quantity.dimensions;
    let size = plain(short(quantity.value.abs()));
    let money = CURRENCIES
        .iter()
        .zip(money)
        .map(|(currency, exponent)| (currency.sign().to_string(), "", exponent));
    let units = [(String::new(), " B", byte), (String::new(), " s", second)]
        .into_iter()
        .chain(money);
    let mut text = size.clone();
    let mut under = String::new();
    for (sign, unit, exponent) in units {
        match exponent {
            0 => {}
            1 => text = format!("{sign}{size}{unit}"),
            _ => under.extend([" / ", &sign, "1", unit]),
        }
    }
    format!(
        "{}{text}{under}",
        if quantity.value < 0.0 { "-" } else { "" }
    )
}
