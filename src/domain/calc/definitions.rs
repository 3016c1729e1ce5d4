//! The names that lines above have given to values.

use std::collections::BTreeMap;

use super::by_name;
use super::nouns;
use super::quantity::{Noun, Quantity};
use super::time_unit::TimeUnit;

/// A name and its value.
#[derive(Debug, Clone)]
pub struct Definition {
    /// As it was written.
    pub name: String,
    /// Every reading of the value that makes sense; none where the line that defines it has no value.
    pub readings: Vec<Quantity>,
    /// The value is a number without a unit, such as 24, 30 or 86,400.
    pub bare: Option<f64>,
    pub origin: ValueOrigin,
}

/// How a line gives a name its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueOrigin {
    /// By an equals sign.
    Sum,
    /// By a colon, as prose does, too.
    Label,
    /// By an equals sign and then by a colon, with different values: it has none until it is said again.
    Both,
}

impl Definition {
    /// The number without a unit that it stands for. A name such as `servers` says what its number counts.
    pub fn bare(&self) -> Option<f64> {
        let has_unit = by_name::is_number_of_things(&self.name) && length(&self.name).is_none();
        self.bare.filter(|_| !has_unit)
    }

    /// Whether it is named like a count per time: `QPS`, `peak rps`, `write rate`.
    pub fn is_named_like_rate(&self) -> bool {
        let name = self.name.to_lowercase();
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        let rates = ["rpm", "qpm", "tpm", "rate", "throughput", "bandwidth"];
        words.any(|word| rates.contains(&word)) || is_per_second(&name)
    }

    /// What a plain number of this name counts: `servers`, `active users`, and `requests` of `requests per user`.
    pub fn counted(&self) -> Option<Noun> {
        fading(self.words().next_back()?)
    }

    /// What is counted beside the unit of time in the name of a time: the GPUs of `GPU hours`.
    pub fn counted_in_time(&self) -> Option<Noun> {
        let mut words = self.words().rev();
        words.next().filter(|word| TimeUnit::of(word).is_some())?;
        fading(words.next()?)
    }

    /// The words before `per`, a slash or parentheses.
    fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        let over = self.name.split(['/', '(']).next().unwrap_or_default();
        let over = over.split(" per ").next().unwrap_or_default();
        over.split([' ', '-', '_']).filter(|word| !word.is_empty())
    }

    /// Whether it is named like a length of time: `hours`, `seconds per day`.
    pub fn is_named_like_time(&self) -> bool {
        let mut words = self.name.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word.chars().count() > 1 && TimeUnit::of(word).is_some())
    }
}

/// A noun that is gone at the end of the line; `None` for a word that is too short to be one.
fn fading(word: &str) -> Option<Noun> {
    let is_noun = word.chars().all(char::is_alphabetic) && word.chars().nth(2).is_some();
    is_noun.then(|| Noun {
        fades: true,
        ..nouns::noun(word)
    })
}

/// Whether a name says a number in each second: `avg QPS`, `reads/s`.
pub fn is_per_second(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    let is_rate = |word: &str| {
        ["tps", "iops", "fps"].contains(&word) || word.ends_with("qps") || word.ends_with("rps")
    };
    words.any(is_rate)
        || name.contains("per second")
        || name.ends_with("per sec")
        || name.ends_with("/s")
        || name.ends_with("/sec")
}

/// The unit of time that a name says its value is counted for: `frauds per day`, `reads/s`, `daily cost`.
pub fn period(name: &str) -> Option<TimeUnit> {
    let name = name.to_lowercase();
    let behind = ["/", " per ", " a ", " an "].iter().find_map(|mark| {
        let (_, unit) = name.rsplit_once(mark)?;
        TimeUnit::of(unit.trim())
    });
    let words = [
        ("hourly", TimeUnit::Hour),
        ("daily", TimeUnit::Day),
        ("weekly", TimeUnit::Week),
        ("monthly", TimeUnit::Month),
        ("yearly", TimeUnit::Year),
        ("annual", TimeUnit::Year),
    ];
    behind.or_else(|| {
        let mut said = name.split(|c: char| !c.is_alphanumeric());
        said.find_map(|word| Some(words.iter().find(|(known, _)| *known == word)?.1))
    })
}

/// The unit of time that a name says its value is a number of: `GPU hours`, `hours per week`.
pub fn length(name: &str) -> Option<TimeUnit> {
    let name = name.to_lowercase();
    let over = name.split(['/', '(']).next().unwrap_or_default();
    let over = over.split(" per ").next().unwrap_or_default();
    let known = [
        "ms", "seconds", "secs", "minutes", "mins", "hours", "hrs", "days", "weeks", "months",
        "years",
    ];
    // `known after 30 days` is no number of days.
    let words: Vec<&str> = over.split(|c: char| !c.is_alphanumeric()).collect();
    let is_counted = |at: usize| {
        let before = at.checked_sub(1).map(|before| words[before]);
        before.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let at = words.iter().rposition(|word| known.contains(word));
    let at = at.filter(|at| !is_counted(*at))?;
    TimeUnit::of(words[at])
}

/// Every name with its last definition, found by the word that it begins with.
#[derive(Debug, Clone, Default)]
pub struct Definitions {
    known: BTreeMap<String, Vec<Definition>>,
}

impl Definitions {
    pub fn add(&mut self, definition: Definition) {
        let known = self.known.entry(first_word(&definition.name)).or_default();
        known.retain(|known| {
            let is_label =
                known.origin != ValueOrigin::Sum && is_same(&known.name, &definition.name);
            known.name != definition.name && !is_label
        });
        known.push(definition);
    }

    /// Adds a name that stands before a colon. Where a sum has given it another value, in any case of its letters, neither
    /// counts.
    pub fn add_label(&mut self, mut label: Definition) {
        let known = self.known.entry(first_word(&label.name)).or_default();
        let mut is_said = false;
        for same in known.iter_mut() {
            if !matches!(same.origin, ValueOrigin::Sum | ValueOrigin::Both)
                || !is_same(&same.name, &label.name)
            {
                continue;
            }
            if same.readings == label.readings {
                is_said = true;
                continue;
            }
            for definition in [&mut *same, &mut label] {
                definition.readings.clear();
                definition.origin = ValueOrigin::Both;
            }
        }
        if is_said && label.origin == ValueOrigin::Label {
            return;
        }
        known.retain(|known| {
            known.origin == ValueOrigin::Both || !is_same(&known.name, &label.name)
        });
        known.retain(|known| known.name != label.name);
        known.push(label);
    }

    /// Whether a name has been defined, in any case of its letters.
    pub fn has(&self, name: &str) -> bool {
        let known = self.known.get(&first_word(name)).into_iter().flatten();
        known.into_iter().any(|known| is_same(&known.name, name))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known.values().flatten().map(|known| &*known.name)
    }

    /// The longest name that a text begins with, and its length in bytes there. Of two that differ in case alone the
    /// one written the same way counts, else the nearest.
    pub fn longest(&self, text: &str) -> Option<(&Definition, usize)> {
        let known = self.known.get(&first_word(text))?;
        let found = known.iter().enumerate().filter_map(|(index, known)| {
            let (length, is_same) = beginning(text, &known.name)?;
            // `M` is no name where `m` is one.
            let is_letter = known.name.chars().nth(1).is_none();
            (is_same || !is_letter).then_some((length, is_same, index))
        });
        found
            .max()
            .map(|(length, _, index)| (&known[index], length))
    }
}

/// Whether two names are the same but for the case of their letters and their blanks; a name of one letter has its case.
fn is_same(one: &str, other: &str) -> bool {
    one == other || one.chars().nth(1).is_some() && are_same_words(one, other)
}

/// Whether two texts have the same words in any case. It is asked for each pair of names, so nothing is copied.
fn are_same_words(one: &str, other: &str) -> bool {
    fn lower(word: &str) -> impl Iterator<Item = char> {
        word.chars().flat_map(char::to_lowercase)
    }
    let (mut ones, mut others) = (one.split_whitespace(), other.split_whitespace());
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if lower(one).eq(lower(other)) => {}
            _ => return false,
        }
    }
}

/// The letters, digits and underscores at the start of a text, in lower case.
fn first_word(text: &str) -> String {
    let word = text
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_');
    word.flat_map(char::to_lowercase).collect()
}

/// The length of a name at the start of a text, where any blanks and any case count as the same, and whether the case is.
fn beginning(text: &str, name: &str) -> Option<(usize, bool)> {
    let mut is_same = true;
    let mut rest = text;
    for (index, part) in name.split_whitespace().enumerate() {
        let trimmed = rest.trim_start();
        if index > 0 && trimmed.len() == rest.len() {
            return None;
        }
        rest = trimmed;
        let mut characters = rest.chars();
        for wanted in part.chars() {
            let found = characters.next()?;
            if found != wanted {
                is_same = false;
                if !found.to_lowercase().eq(wanted.to_lowercase()) {
                    return None;
                }
            }
        }
        rest = characters.as_str();
    }
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    ends.then_some((text.len() - rest.len(), is_same))
}
