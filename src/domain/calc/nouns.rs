//! Counted nouns: which words may be one, and which two are the same.

use super::quantity::Noun;

/// Words that hold a sentence together; behind a number they make the line prose.
const BINDING: [&str; 62] = [
    "a", "an", "the", "is", "are", "was", "be", "of", "and", "or", "in", "to", "for", "with", "at",
    "by", "from", "on", "if", "not", "no", "as", "so", "then", "than", "that", "this", "it", "we",
    "i", "you", "they", "but", "because", "since", "when", "while", "until", "up", "down", "over",
    "under", "about", "around", "between", "vs", "versus", "via", "into", "plus", "minus", "times",
    "per", "each", "every", "can", "could", "should", "would", "will", "must", "has",
];

/// Short forms of magnitudes that are not known: `5 kk users`.
const MAGNITUDES: [&str; 7] = ["kk", "bl", "tr", "lk", "lc", "md", "mi"];

/// Short forms of what is counted, beside the whole word.
const SHORT: [(&str, &str); 17] = [
    ("dau", "user"),
    ("mau", "user"),
    ("wau", "user"),
    ("tok", "token"),
    ("toks", "token"),
    ("req", "request"),
    ("reqs", "request"),
    ("img", "image"),
    ("imgs", "image"),
    ("param", "parameter"),
    ("params", "parameter"),
    ("msg", "message"),
    ("msgs", "message"),
    ("txn", "transaction"),
    ("txns", "transaction"),
    ("rec", "recommendation"),
    ("recs", "recommendation"),
];

/// Machines and teams, among which a load is divided.
const WORKERS: &str = "agent analyst annotator core cpu gpu host labeler machine moderator node partition pod rater replica \
     reviewer server shard worker";

/// What a load is divided among where a line is named so, and may be something else elsewhere: bounding boxes.
const PARTS_OF_LOAD: &str = "batch box instance thread";

/// Whether a word, in any number, names what a load is divided among.
pub fn divides_a_load(word: &str) -> bool {
    is_in(WORKERS, word) || is_in(PARTS_OF_LOAD, word)
}

fn is_in(list: &str, word: &str) -> bool {
    let word = singular(word);
    list.split_whitespace().any(|one| one == word)
}

/// Whether a word may be a counted noun. One with an underscore is a name, which has a value or makes the line prose.
pub fn may_be(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && !word.contains('_')
        && !MAGNITUDES.contains(&word)
        && !BINDING.contains(&word.to_lowercase().as_str())
}

/// The noun of one or two words.
pub fn noun(written: &str) -> Noun {
    let lower = written.to_lowercase();
    let short = SHORT.iter().find(|(short, _)| *short == lower);
    let key = match short {
        Some((_, whole)) => (*whole).to_owned(),
        // `5 MW` is no `5 mW`.
        None if is_power(&lower) || is_energy(&lower) => written.to_owned(),
        None => singular(&lower),
    };
    Noun {
        key,
        written: written.to_owned(),
        exponent: 1,
        fades: false,
    }
}

/// `users` to `user`, `queries` to `query`.
pub fn singular(word: &str) -> String {
    if word == "people" {
        return "person".to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["ches", "shes", "sses", "xes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        // `status` keeps its end, `gpus` does not.
        Some(stem)
            if stem.chars().count() > 1
                && !stem.ends_with(['s', 'i'])
                && (stem.len() < 5 || !stem.ends_with('u')) =>
        {
            stem.to_owned()
        }
        _ => word.to_owned(),
    }
}

impl Noun {
    /// Whether it counts machines or a team.
    pub fn is_worker(&self) -> bool {
        let last = self.key.rsplit(' ').next();
        last.is_some_and(|last| is_in(WORKERS, last))
    }

    /// Whether this counts what the other one counts with this exponent: the same, or where they cancel, `honest buyers` and
    /// `per buyer`.
    pub fn is_like(&self, other: &Self, exponent: i8) -> bool {
        let last = |noun: &Self| noun.key.rsplit(' ').next().map(str::to_owned);
        let is_short = !self.key.contains(' ') || !other.key.contains(' ');
        let cancels = self.exponent.signum() == -exponent.signum();
        self.key == other.key || cancels && is_short && last(self) == last(other)
    }

    pub fn is_power(&self) -> bool {
        is_power(&self.key.to_lowercase())
    }

    pub fn is_energy(&self) -> bool {
        is_energy(&self.key.to_lowercase())
    }
}

fn is_power(lower: &str) -> bool {
    ["w", "kw", "mw", "gw", "watt", "watts", "kilowatt"].contains(&lower)
}

fn is_energy(lower: &str) -> bool {
    let units = [
        "wh", "kwh", "mwh", "gwh", "j", "kj", "mj", "gj", "joule", "joules",
    ];
    units.contains(&lower)
}

/// How a noun is written behind a number other than one.
pub fn plural(word: &str) -> String {
    if ["person", "people"].contains(&word) {
        return "people".to_owned();
    }
    let is_uncountable = ["DAU", "MAU", "WAU", "FLOP", "kWh", "MWh"].contains(&word)
        || SHORT.iter().any(|(short, _)| *short == word);
    // `W` and `kW` are units that are not known.
    if is_uncountable
        || word.len() < 3
        || word.ends_with('s')
        || !word.ends_with(char::is_alphabetic)
    {
        return word.to_owned();
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if word.ends_with("ch") || word.ends_with("sh") || word.ends_with('x') => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    }
}
