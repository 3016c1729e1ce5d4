//! The unit that the name of a line says its value is in, and the factors by which its writer converts to it, which are left
//! out: the calculator converts by itself.

use super::Why;
use super::definitions::{is_per_second, length};
use super::eval::Value;
use super::parse::{Node, Operator};
use super::quantity::{Dimensions, Quantity};
use super::time_unit::TimeUnit;
use super::units::{self, Meaning};

/// Numbers by which people convert units of data.
const SCALES: [f64; 8] = [
    1e3,
    1024.0,
    1e6,
    1_048_576.0,
    1e9,
    1_073_741_824.0,
    1e12,
    1_099_511_627_776.0,
];

/// A unit that a name says its value is written in.
struct SaidUnit {
    is_time: bool,
    in_bits: bool,
    /// How many bytes or bits, or seconds, it is; 1 where the name says bits or bytes alone.
    size: f64,
}

/// The unit that a name says, where it says one.
fn said(name: &str) -> Option<SaidUnit> {
    if let Some(unit) = length(name) {
        let size = unit.seconds();
        return Some(SaidUnit {
            is_time: true,
            in_bits: false,
            size,
        });
    }
    let name = name.to_lowercase();
    let mut before = "";
    let mut found = None;
    for word in name.split(|c: char| !c.is_alphanumeric()) {
        // `8 bit weights`, `a bit more` measure nothing.
        let is_counted = before == "a" || before.ends_with(|c: char| c.is_ascii_digit());
        before = word;
        let Some((in_bits, size)) = data_unit(word).filter(|_| !is_counted) else {
            continue;
        };
        if found.is_some() {
            return None;
        }
        found = Some(SaidUnit {
            is_time: false,
            in_bits,
            size,
        });
    }
    found
}

/// A unit of data by its name in lower case: whether it is in bits, and its size in bits or bytes.
fn data_unit(word: &str) -> Option<(bool, f64)> {
    match units::unit(word, false)? {
        Meaning::Unit(one) if one.dimensions.byte == 1 => {
            let bits = if one.in_bits { 8.0 } else { 1.0 };
            Some((one.in_bits, one.value * bits))
        }
        _ => None,
    }
}

/// Whether the unit of a result is the one of bits and bytes that its line's name says.
///
/// # Errors
/// When it is the other: a factor of 8 was meant to convert it, which computes eight times the value.
pub fn check(quantity: &Quantity, name: &str) -> Result<(), Why> {
    let Some(said) = said(name).filter(|said| !said.is_time && quantity.dimensions.byte == 1)
    else {
        return Ok(());
    };
    let (is, says, unit) = match (quantity.in_bits, said.in_bits) {
        (true, false) => ("bits", "bytes", "GB"),
        (false, true) => ("bytes", "bits", "Gbit"),
        _ => return Ok(()),
    };
    let per = if quantity.dimensions.second == -1 {
        "/s"
    } else {
        ""
    };
    Err(Why::Ambiguous(format!(
        "the result is in {is} and its name says {says}: write `in {unit}{per}` at the end, without a factor of 8"
    )))
}

/// The rate of a name such as `QPS` where a rate of a day is divided by the seconds of the day, as of an hour and a minute: it is
/// the same rate, so they are left out. `value` computes a part of the expression.
fn without_period(
    factors: &[(bool, &Node)],
    name: &str,
    value: &impl Fn(&Node) -> Result<Value, Why>,
) -> Option<Value> {
    if !is_per_second(name) {
        return None;
    }
    // The seconds of a factor that divides.
    let seconds = |(divides, node): &&(bool, &Node)| {
        let node = divides.then_some(*node)?;
        let time = || Some(value(node).ok()?.quantity);
        let time = || time().filter(|time| time.dimensions == Dimensions::SECOND);
        number(node).or_else(|| Some(time()?.value))
    };
    let (over, rest): (Vec<_>, Vec<_>) =
        (factors.iter()).partition(|factor| seconds(factor).is_some());
    let period: f64 = over.iter().filter_map(seconds).product();
    let rest: Vec<(bool, &Node)> = rest.into_iter().copied().collect();
    let rate = product(&rest, value)?;
    let per = rate.quantity.per.max(rate.quantity.spoken)?.seconds();
    (rate.quantity.dimensions == Dimensions::RATE && per > 1.0 && per == period).then_some(rate)
}

/// The quantity where bare factors convert it to the unit that the name says: `gbps = out * 8 / 1e9`. The calculator converts
/// by itself, so they are left out. `value` computes a part of the expression. `None` where nothing is converted so.
pub fn without_conversion(
    root: &Node,
    name: &str,
    value: impl Fn(&Node) -> Result<Value, Why>,
) -> Option<Value> {
    let mut factors = Vec::new();
    collect(root, false, &mut factors);
    if let Some(rate) = without_period(&factors, name, &value) {
        return Some(rate);
    }
    // `kb per row`, `hours/worker`: the factor may be the rows or the workers.
    let is_time = |unit: &str| TimeUnit::of(unit.trim()).is_some();
    let is_share = !name.split('/').skip(1).all(is_time)
        || name.split(' ').any(|word| ["per", "each"].contains(&word));
    let said = said(name).filter(|_| !is_share)?;
    let is_bare = |(_, node): &&(bool, &Node)| number(node).is_some();
    let (bare, rest): (Vec<_>, Vec<_>) = factors.iter().partition(is_bare);
    let measured = product(&rest, &value)?.quantity;
    let mut kept = bare;
    let mut leave_out = |divides: bool, number: f64| {
        let at = kept.iter().position(|(other, node)| {
            *other == divides
                && self::number(node).is_some_and(|bare| (bare / number - 1.0).abs() < 1e-12)
        });
        at.map(|at| kept.remove(at)).is_some()
    };
    let is_converted = if said.is_time {
        let unit = measured
            .length
            .filter(|_| measured.dimensions == Dimensions::SECOND)?;
        said.size > unit.seconds() && leave_out(true, said.size / unit.seconds())
    } else if measured.dimensions.byte == 1 {
        let is_other = said.in_bits != measured.in_bits;
        let is_of_bits = !is_other || leave_out(measured.in_bits, 8.0);
        let is_scaled = said.size > 1.0 && leave_out(true, said.size);
        is_of_bits && (is_other || is_scaled)
    } else {
        false
    };
    if !is_converted {
        return None;
    }
    // `mbps = 200 KB/s * 8 / 1000`: what is left may convert, too.
    let is_left = |(_, node): &&(bool, &Node)| {
        number(node).is_some_and(|bare| bare >= 1000.0 && SCALES.contains(&bare))
    };
    if !said.is_time && kept.iter().any(|one| is_left(&one)) {
        return None;
    }
    let parts: Vec<(bool, &Node)> = factors
        .iter()
        .filter(|factor| !is_bare(factor) || kept.iter().any(|one| std::ptr::eq(one.1, factor.1)))
        .copied()
        .collect();
    let mut converted = product(&parts, &value)?;
    converted.quantity.in_bits = said.in_bits;
    Some(converted)
}

/// A number without a unit, or of the bits of a byte.
fn number(node: &Node) -> Option<f64> {
    match node {
        Node::Bare(number) => Some(*number),
        Node::Value(one)
            if one.dimensions == Dimensions::BYTE && one.in_bits && one.value == 1.0 =>
        {
            Some(8.0)
        }
        _ => None,
    }
}

/// The factors of a product, in order, each with whether it divides.
fn collect<'n>(node: &'n Node, divides: bool, factors: &mut Vec<(bool, &'n Node)>) {
    match node {
        Node::Binary(Operator::Multiply, left, right) => {
            collect(left, divides, factors);
            collect(right, divides, factors);
        }
        Node::Binary(Operator::Divide, left, right) => {
            collect(left, divides, factors);
            collect(right, !divides, factors);
        }
        _ => factors.push((divides, node)),
    }
}

/// The value of a product of factors, the first of which does not divide.
fn product(
    factors: &[(bool, &Node)],
    value: &impl Fn(&Node) -> Result<Value, Why>,
) -> Option<Value> {
    let ((_, first), others) = factors.split_first().filter(|((divides, _), _)| !divides)?;
    let tree = others
        .iter()
        .fold((*first).clone(), |tree, (divides, node)| {
            let operator = if *divides {
                Operator::Divide
            } else {
                Operator::Multiply
            };
            Node::Binary(operator, Box::new(tree), Box::new((*node).clone()))
        });
    value(&tree).ok()
}
