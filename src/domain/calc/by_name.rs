//! What the name of a line says of its result: whether a `B` was a byte or a billion (`table = 500M * 4B`), what is counted, and
//! whether the result can be what was meant. Its unit is in [`super::said_unit`].

use super::Why;
use super::convert::as_load;
use super::definitions::{length, period};
use super::nouns;
use super::quantity::{Dimensions, Quantity};

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

/// Names of operations, of which there are more than of anything else.
const OPERATIONS: &str = "flop flops compute";

/// Names of what is at work at the same time, or of a part of the time.
const AT_ONCE: &str = "active asleep backlog busy concurrency concurrent connections erlangs flight fraction fte ftes headcount \
     inflight load occupancy online open operators parallel people queue ratio sessions share slots staff streams utilization";

/// Words behind which a name says the time in which things are counted: `alerts in 5 minutes`.
const WINDOWS: &str = "during in within window";

/// Names of prices per thousand.
const PER_MILLE: &str = "cpm ecpm rpm vcpm";

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
fn recounted(mut quantity: Quantity, name: &str) -> Quantity {
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

/// How a result was computed, as far as what its name says depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Form {
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

/// The quantity as the name of its line says, or as no name does.
///
/// # Errors
/// When it cannot be what was meant.
pub fn as_meant(quantity: Quantity, name: &str, form: Form) -> Result<Quantity, Why> {
    if form.is_load && quantity.is_plain() {
        return load(quantity, name, form);
    }
    check_shared(&quantity, name, form)?;
    Ok(recounted(quantity, name))
}

/// A length of time for each longer one: in the unit that its name says, as it is written, or as a number where the name says
/// that it is how many there are in that time, or at the same time.
fn load(mut quantity: Quantity, name: &str, form: Form) -> Result<Quantity, Why> {
    let unit = if form.is_computed {
        length(name).filter(|_| form.bare == BareFactors::None)
    } else {
        quantity.length
    };
    if let Some(unit) = unit.filter(|_| period(name).is_none_or(|it| quantity.per == Some(it))) {
        as_load(&mut quantity, unit);
        return Ok(quantity);
    }
    let lists = [WINDOWS, AT_ONCE, SHARING, COUNTS];
    if lists.iter().any(|list| has_word(name, list)) {
        return Ok(recounted(quantity, name));
    }
    Err(Why::Ambiguous(
        "how many at once, or how much time a day? Name it `concurrent` or so, or write `in hours/day` at the end".to_owned(),
    ))
}

/// Checks that a result is what a name of machines or people says.
fn check_shared(quantity: &Quantity, name: &str, form: Form) -> Result<(), Why> {
    let question = match quantity.dimensions {
        _ if !is_shared(name) => return Ok(()),
        Dimensions::SECOND if form.is_quotient => {
            "the name counts machines or people and the result is a time: a value may lack `/s` or `/day`"
        }
        Dimensions::BYTE if form.bare == BareFactors::Divide => {
            "the name counts machines and the result is in bytes: write what one holds with its unit, such as `/ 512 GB`"
        }
        _ => return Ok(()),
    };
    Err(Why::Ambiguous(question.to_owned()))
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
