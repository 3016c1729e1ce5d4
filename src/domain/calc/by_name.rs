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

/// Names of a number of whatever else the name says.
const NUMBERS: &str = "count number";

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
    let things = things_of(name);
    let says = |list: &str| things.iter().any(|word| is_of(list, word));
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
        let mut named = words_of(name).into_iter().map(|word| key(&word));
        let is_of_others = nouns::divides_a_load(&noun.key)
            && named.clone().any(|word| nouns::divides_a_load(&word))
            || quantity.is_plain() && says_workers(name);
        if is_of_others && !named.any(|word| word == noun.key) {
            quantity.nouns.clear();
        }
    }
    quantity
}

/// Whether a name says that things are counted: `rows`, `users per day`.
pub fn is_count(name: &str) -> bool {
    things_of(name).iter().any(|word| is_of(COUNTS, word))
}

/// Whether a name says machines or a team, among which a load is divided: `boxes`, `A100 GPUs`.
pub fn says_workers(name: &str) -> bool {
    things_of(name).iter().any(|word| are_workers(word))
}

/// Whether a name says operations: `flops`.
pub fn is_operations(name: &str) -> bool {
    things_of(name).iter().any(|word| is_of(OPERATIONS, word))
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
    has_word(name, WINDOWS) || is_number_of_things(name)
}

/// Whether a name says a number of things: `gpu_count`, `streams`.
pub fn is_number_of_things(name: &str) -> bool {
    let lists = [AT_ONCE, COUNTS, NUMBERS];
    let is_thing = |word: &String| are_workers(word) || lists.iter().any(|list| is_of(list, word));
    words_of(name).iter().any(is_thing)
}

/// Whether a word of a name is in a list.
fn has_word(name: &str, list: &str) -> bool {
    words_of(name).iter().any(|word| is_of(list, word))
}

fn is_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}

/// Whether a word counts machines or teams: `gpus`, and not the `gpu` of a `gpu price`.
fn are_workers(word: &str) -> bool {
    word.ends_with('s') && nouns::divides_a_load(word)
}

/// The words of a name that say what it is the number of. Where the last word is known, it alone is the thing: a `users
/// table` is a table. What stands behind a number or in parentheses is none: `load time (8 GPUs)`, `time to fill 20 shards`.
fn things_of(name: &str) -> Vec<String> {
    let name = name.split('(').next().unwrap_or_default();
    let words = words_of(name);
    let is_number = |word: &String| word.parse::<f64>().is_ok();
    let counted = (1..words.len()).filter(|at| is_number(&words[at - 1]));
    let counted: Vec<usize> = counted.collect();
    let words = words.into_iter().enumerate();
    let words = words.filter(|(at, _)| !counted.contains(at));
    let mut words: Vec<String> = words.map(|(_, word)| word).collect();
    let is_known = |word: &String| {
        let lists = [STORAGE, COUNTS, OPERATIONS];
        are_workers(word) || lists.iter().any(|list| is_of(list, word))
    };
    if words.last().is_some_and(is_known) {
        words.drain(..words.len() - 1);
    }
    words
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
