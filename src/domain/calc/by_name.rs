//! What the name of a line says of its result: whether a `B` was a byte or a billion (`table = 500M * 4B`), and what is
//! counted. Its unit is in [`super::said_unit`], and whether the result can be what was meant in [`super::meant`].

use super::nouns;
use super::quantity::Quantity;

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

/// Names of machines and teams, which are counted by dividing a load by what one takes.
pub const MACHINES: &str = "agents analysts annotators batches boxes cores cpus gpus hosts instances labelers machines moderators nodes \
     partitions pods raters replicas reviewers servers shards threads workers";

/// Names of operations, of which there are more than of anything else.
const OPERATIONS: &str = "flop flops compute";

/// Names of a part of a whole.
const PARTS: &str = "fraction ratio share";

/// Names of what is at work at the same time.
const AT_ONCE: &str = "active asleep backlog busy concurrency concurrent connections erlangs flight fte ftes headcount \
     inflight load occupancy online open operators parallel people queue sessions slots staff streams utilization";

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
pub fn recounted(mut quantity: Quantity, name: &str) -> Quantity {
    if let [noun] = &quantity.nouns[..]
        && noun.exponent == 1
    {
        let key = |word: &str| nouns::noun(word).key;
        let is_shared = |key: &String| MACHINES.split(' ').any(|one| nouns::noun(one).key == *key);
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
    said_by(name)(MACHINES)
}

/// Whether a name says operations: `flops`.
pub fn is_operations(name: &str) -> bool {
    said_by(name)(OPERATIONS)
}

/// Whether a name says a price per thousand: `CPM`.
pub fn is_per_mille(name: &str) -> bool {
    has_word(name, PER_MILLE)
}

/// Whether a name says a part of a whole: `busy share`.
pub fn is_part(name: &str) -> bool {
    has_word(name, PARTS)
}

/// Whether a name says how many there are: in some time, at the same time, or of machines and people.
pub fn is_number(name: &str) -> bool {
    let lists = [WINDOWS, AT_ONCE, MACHINES, COUNTS];
    lists.iter().any(|list| has_word(name, list))
}

/// Whether a word of a name is in a list.
fn has_word(name: &str, list: &str) -> bool {
    let words = words_of(name);
    words
        .iter()
        .any(|word| list.split(' ').any(|one| one == word))
}

/// Whether a name has one of some words before `per` or a slash. Its last word is the thing: a `users table` is a table.
fn said_by(name: &str) -> impl Fn(&str) -> bool {
    let mut words = words_of(name);
    let is_of = |list: &str, word: &String| list.split(' ').any(|one| one == word);
    let known = [STORAGE, COUNTS, MACHINES, OPERATIONS];
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
