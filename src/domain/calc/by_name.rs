//! What the name of a line says of its result: the unit that a bare factor converts it to (`hours = 200k * 15 s / 3600`), and
//! whether a `B` was a byte or a billion (`table = 500M * 4B`).

use super::Why;
use super::definitions::length;
use super::eval::Value;
use super::nouns;
use super::parse::{Node, Operator};
use super::quantity::{Dimensions, Quantity};
use super::time_unit::TimeUnit;
use super::units::{self, Meaning};

/// The least result in bytes that a name decides for: a smaller one may be gigabytes for which somebody counted billions.
const FEWEST_BYTES: f64 = 1e6;

/// The largest count that a name decides for.
const MOST_COUNTED: f64 = 1e15;

/// Names of what is measured in bytes.
const STORAGE: &str = "byte bytes kb mb gb tb pb mem memory ram vram storage disk ssd size space footprint table tbl index emb embs \
     embedding embeddings vec vecs checkpoint checkpoints ckpt ckpts blob snapshot row record payload vector";

/// Names of one thing that has a few bytes.
const ONE: &str = "row record payload vector vec emb embedding";

/// Names of what is counted.
const COUNTS: &str = "calls clicks docs documents edges entries events examples images impressions items pages pairs \
     parameters params people photos queries reads records reqs requests rows samples tokens users \
     vectors videos views";

/// Names of what is counted by dividing a load by what one takes.
const SHARING: &str = "agents analysts annotators batches boxes cores cpus gpus hosts instances labelers machines moderators nodes \
     partitions pods raters replicas reviewers servers shards threads workers";

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

/// Names of operations, of which there are more than of anything else.
const OPERATIONS: &str = "flop flops compute";

/// Names of what is at work at the same time.
const AT_ONCE: &str = "active asleep backlog busy concurrency concurrent connections erlangs flight fte ftes headcount inflight load \
     occupancy online open operators parallel people queue sessions slots staff streams utilization";

/// Words behind which a name says the time in which things are counted: `alerts in 5 minutes`.
const WINDOWS: &str = "during every in per within window";

/// Names of prices per thousand.
const PER_MILLE: &str = "cpm ecpm";

/// The readings of a `B` that the name of the line allows: all of them where it says nothing.
pub fn chosen(found: Vec<Quantity>, name: &str) -> Vec<Quantity> {
    let says = said_by(name);
    let fewest = if says(ONE) { 1.0 } else { FEWEST_BYTES };
    let is_bytes = |one: &Quantity| one.dimensions.byte == 1 && one.value.abs() >= fewest;
    let is_count = |one: &Quantity| one.dimensions.byte == 0;
    let kept: Vec<Quantity> = match (says(STORAGE), says(COUNTS), says(OPERATIONS)) {
        (true, false, false) => found.iter().filter(|one| is_bytes(one)).cloned().collect(),
        (false, true, false) => {
            // Of a rate those of a day.
            let counted = |one: &Quantity| {
                one.value.abs()
                    * if one.dimensions.second < 0 {
                        86_400.0
                    } else {
                        1.0
                    }
            };
            let is_some = |one: &&Quantity| is_count(one) && counted(one) <= MOST_COUNTED;
            found.iter().filter(is_some).cloned().collect()
        }
        (false, _, true) => found.iter().filter(|one| is_count(one)).cloned().collect(),
        _ => Vec::new(),
    };
    if kept.len() == 1 { kept } else { found }
}

/// The quantity without what it counts, where the name says other machines or people: `cores = 48 machines * 32`,
/// `moderators = posts / 500`.
pub fn recounted(mut quantity: Quantity, name: &str) -> Quantity {
    if let [noun] = &quantity.nouns[..]
        && noun.exponent == 1
    {
        let key = |word: &str| nouns::noun(word).key;
        let is_shared = |key: &String| SHARING.split(' ').any(|one| nouns::noun(one).key == *key);
        let mut named = words_of(name).into_iter().map(|word| key(&word));
        let is_of_others = is_shared(&noun.key) && named.clone().any(|word| is_shared(&word))
            || quantity.is_plain() && self::is_shared(name);
        if is_of_others && !named.any(|word| word == noun.key) {
            quantity.nouns.clear();
        }
    }
    quantity
}

/// Whether a name says that things are counted: `rows`, `users per day`.
pub fn is_count(name: &str) -> bool {
    said_by(name)(COUNTS)
}

/// Whether a name says that a load is divided among some: `boxes`, `A100 GPUs`.
pub fn is_shared(name: &str) -> bool {
    said_by(name)(SHARING)
}

/// Whether a name says operations: `flops`.
pub fn is_operations(name: &str) -> bool {
    said_by(name)(OPERATIONS)
}

/// Whether a name says a price per thousand: `CPM`.
pub fn is_per_mille(name: &str) -> bool {
    has_word(name, PER_MILLE)
}

/// Whether a word of a name is in a list.
fn has_word(name: &str, list: &str) -> bool {
    let words = words_of(name);
    words
        .iter()
        .any(|word| list.split(' ').any(|one| one == word))
}

/// Whether a time for each longer one, such as `1000/day * 5 min`, may be shown as a number: only where the name says that it
/// is how many there are in that time, or at the same time.
///
/// # Errors
/// When it does not: the time of a day may be meant.
pub fn check_load(name: &str) -> Result<(), Why> {
    let lower = name.to_lowercase();
    let has_window = lower
        .split_whitespace()
        .any(|word| WINDOWS.split(' ').any(|one| one == word));
    let lists = [AT_ONCE, SHARING, COUNTS];
    if has_window || lists.iter().any(|list| has_word(name, list)) {
        return Ok(());
    }
    Err(Why::Ambiguous(
        "how many at once, or how much time a day? Name it `concurrent` or so, or write `in hours/day` at the end".to_owned(),
    ))
}

/// Whether data that was shared by a bare number is what the name says.
///
/// # Errors
/// When the name says machines: the number has lost its unit.
pub fn check_shared(quantity: &Quantity, name: &str) -> Result<(), Why> {
    if is_shared(name) && quantity.dimensions == Dimensions::BYTE {
        return Err(Why::Ambiguous(
            "the name counts machines and the result is in bytes: write the unit of what one holds, such as `/ 512 GB`".to_owned(),
        ));
    }
    Ok(())
}

/// Whether a name has one of some words before `per` or a slash. Its last word is the thing: a `users table` is a table.
fn said_by(name: &str) -> impl Fn(&str) -> bool {
    let mut words = words_of(name);
    let is_of = |list: &str, word: &String| list.split(' ').any(|one| one == word);
    let known = [STORAGE, COUNTS, SHARING, OPERATIONS];
    if words
        .last()
        .is_some_and(|last| known.iter().any(|list| is_of(list, last)))
    {
        words.drain(..words.len() - 1);
    }
    move |list| words.iter().any(|word| is_of(list, word))
}

/// The words of a name before `per` or a slash, in lower case.
fn words_of(name: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let over = name
        .split([' ', '_', '-'])
        .take_while(|word| *word != "per");
    let over = over.filter_map(|word| word.split('/').next());
    over.map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect())
        .collect()
}

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

/// The quantity where bare factors convert it to the unit that the name says: `gbps = out * 8 / 1e9`. The calculator converts
/// by itself, so they are left out. `value` computes a part of the expression. `None` where nothing is converted so.
pub fn without_conversion(
    root: &Node,
    name: &str,
    value: impl Fn(&Node) -> Result<Value, Why>,
) -> Option<Value> {
    // `kb per row`, `hours/worker`: the factor may be the rows or the workers.
    let is_time = |unit: &str| TimeUnit::of(unit.trim()).is_some();
    let is_share = !name.split('/').skip(1).all(is_time)
        || name.split(' ').any(|word| ["per", "each"].contains(&word));
    let said = said(name).filter(|_| !is_share)?;
    let mut factors = Vec::new();
    collect(root, false, &mut factors);
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
