//! A line of notes, a rubric item or an example line as the ranking reads it: stems of its words, kinds of its numbers,
//! and whether it is a sum.

use std::collections::HashMap;

use super::terms::{is_empty, stem};
use crate::domain::stems::Stems;

/// What a number measures. The ranking compares kinds, never values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NumberKind {
    Duration,
    Percent,
    Money,
    Bytes,
    /// Something in a time, such as requests a second.
    Rate,
    Count,
}

/// A stem, as the [`Vocabulary`] numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct StemId(pub usize);

/// The numbers of all stems that were read. Texts are compared by number, and each word is cut to its stem once.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    stems: Stems,
    by_word: HashMap<String, StemId>,
    by_stem: HashMap<String, StemId>,
}

impl Vocabulary {
    /// How many stems are numbered, from 0.
    pub fn len(&self) -> usize {
        self.by_stem.len()
    }

    fn id(&mut self, word: &str) -> StemId {
        if let Some(id) = self.by_word.get(word) {
            return *id;
        }
        let next = StemId(self.by_stem.len());
        let stem = stem(&self.stems, word);
        let id = *self.by_stem.entry(stem).or_insert(next);
        self.by_word.insert(word.to_owned(), id);
        id
    }
}

/// How rare each stem is: from nearly 0 if it is everywhere to 1 if it is nowhere.
#[derive(Debug)]
pub(super) struct Rarity(pub Vec<f64>);

impl Rarity {
    pub fn of(&self, stem: StemId) -> f64 {
        self.0[stem.0]
    }
}

/// A word that says something, with the words that it makes together with its neighbors: `rollback` for `roll back`.
#[derive(Debug, Clone)]
pub(super) struct ComparedTerm {
    pub stem: StemId,
    pub joined: Vec<StemId>,
}

/// A text as the ranking compares it.
#[derive(Debug, Default)]
pub(super) struct ComparedText {
    /// Each stem once, in the order of the text.
    pub terms: Vec<ComparedTerm>,
    pub numbers: Vec<NumberKind>,
    /// The text itself without what is around it. It tells only whether a line repeats an example.
    pub text: String,
    /// How many terms and numbers the text has, repeated ones included.
    pub length: usize,
    /// Whether something is computed: numbers with a result behind `→`, or with `=` and an operator.
    pub is_sum: bool,
    /// Sorted.
    stems: Vec<StemId>,
    /// Sorted.
    joined: Vec<StemId>,
}

impl ComparedText {
    pub fn of(vocabulary: &mut Vocabulary, text: &str) -> Self {
        let mut compared = Self {
            text: text.trim().to_owned(),
            ..Self::default()
        };
        let tokens = tokens(text);
        for (index, token) in tokens.iter().enumerate() {
            match token {
                WordToken::Number(suffix) => {
                    let kind = kind(&tokens[..index], suffix, &tokens[index + 1..]);
                    compared.numbers.push(kind);
                    compared.length += 1;
                }
                WordToken::Word(word) if !is_empty(word) && !is_unit_at(&tokens, index) => {
                    compared.add(vocabulary, word, &tokens, index);
                }
                WordToken::Word(_) | WordToken::Sign(_) => {}
            }
        }
        let has = |signs: &str| {
            let mut signs_in_text = tokens.iter();
            signs_in_text
                .any(|token| matches!(token, WordToken::Sign(sign) if signs.contains(*sign)))
        };
        compared.is_sum = compared.numbers.len() > 1 && (has("→") || has("=") && has("*/+×"));
        compared.stems = sorted(compared.terms.iter().map(|term| term.stem));
        compared.joined = sorted(compared.terms.iter().flat_map(|term| term.joined.clone()));
        compared
    }

    fn add(&mut self, vocabulary: &mut Vocabulary, word: &str, tokens: &[WordToken], index: usize) {
        self.length += 1;
        let stem = vocabulary.id(word);
        let joined = neighbors(&vocabulary.stems, tokens, index);
        let joined = joined.iter().map(|joined| vocabulary.id(joined)).collect();
        match self.terms.iter_mut().find(|term| term.stem == stem) {
            Some(term) => term.joined.extend::<Vec<_>>(joined),
            None => self.terms.push(ComparedTerm { stem, joined }),
        }
    }

    /// Whether the text has a term, also where one of the two writes it as two words.
    pub fn has(&self, term: &ComparedTerm) -> bool {
        let has_stem = |stem: &StemId| self.stems.binary_search(stem).is_ok();
        has_stem(&term.stem)
            || self.joined.binary_search(&term.stem).is_ok()
            || term.joined.iter().any(has_stem)
    }

    /// The weight of all its terms.
    pub fn weight(&self, rarity: &Rarity) -> f64 {
        self.terms.iter().map(|term| rarity.of(term.stem)).sum()
    }

    /// Every stem that the text has, each once.
    pub fn unique_stems(&self) -> Vec<StemId> {
        sorted(self.stems.iter().chain(&self.joined).copied())
    }
}

/// The stems in order, each once.
fn sorted(stems: impl Iterator<Item = StemId>) -> Vec<StemId> {
    let mut stems: Vec<_> = stems.collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

enum WordToken {
    /// In lower case.
    Word(String),
    /// What is glued to the digits of a number: `ms` in `20ms`; `%` also after a blank.
    Number(String),
    Sign(char),
}

fn tokens(text: &str) -> Vec<WordToken> {
    let text: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at) {
        let rest = &text[at..];
        if first.is_ascii_digit() {
            let (token, length) = number(rest);
            tokens.push(token);
            at += length;
        } else if first.is_alphabetic() {
            let (word, length) = word(rest);
            tokens.push(WordToken::Word(word));
            at += length;
        } else {
            if "$€£→=*/+×".contains(*first) {
                tokens.push(WordToken::Sign(*first));
            }
            at += 1;
        }
    }
    tokens
}

/// The word at the start of a text, and its characters. Single letters around a stroke are one word: `A/B`.
fn word(text: &[char]) -> (String, usize) {
    let is_letter = |index: usize| {
        text.get(index)
            .is_some_and(|letter| letter.is_alphanumeric())
    };
    let length = (0..text.len())
        .take_while(|index| is_letter(*index))
        .count();
    if length == 1 && text.get(1) == Some(&'/') && is_letter(2) && !is_letter(3) {
        return (
            [text[0], text[2]]
                .iter()
                .flat_map(|letter| letter.to_lowercase())
                .collect(),
            3,
        );
    }
    (
        text[..length]
            .iter()
            .flat_map(|letter| letter.to_lowercase())
            .collect(),
        length,
    )
}

/// The number at the start of a text, and its characters; a word such as `3DS` where the letters behind are no unit.
fn number(text: &[char]) -> (WordToken, usize) {
    let is_digit = |index: usize| text.get(index).is_some_and(char::is_ascii_digit);
    let is_mark = |index: usize| matches!(text.get(index), Some('.' | ',')) && is_digit(index + 1);
    let digits = (0..text.len())
        .take_while(|index| is_digit(*index) || is_mark(*index))
        .count();
    let glued = text[digits..].iter();
    let glued = glued.take_while(|letter| letter.is_alphanumeric()).count();
    let lower = |letters: &[char]| -> String {
        letters
            .iter()
            .flat_map(|letter| letter.to_lowercase())
            .collect()
    };
    let suffix = lower(&text[digits..digits + glued]);
    let length = digits + glued;
    if !suffix.is_empty() && !is_suffix(&suffix) {
        return (WordToken::Word(lower(&text[..length])), length);
    }
    let blanks = text[length..]
        .iter()
        .take_while(|letter| **letter == ' ')
        .count();
    if text.get(length + blanks) == Some(&'%') {
        return (WordToken::Number("%".to_owned()), length + blanks + 1);
    }
    (WordToken::Number(suffix), length)
}

/// Whether letters glued to a number belong to it: a unit, a multiplier, an exponent.
fn is_suffix(suffix: &str) -> bool {
    let exponent = suffix.strip_prefix('e');
    exponent.is_some_and(|power| power.parse::<u8>().is_ok())
        || unit(suffix).is_some()
        || matches!(suffix, "k" | "m" | "b" | "bn" | "t" | "x" | "th")
}

/// The kind of a number from its suffix and the tokens around it.
fn kind(before: &[WordToken], suffix: &str, behind: &[WordToken]) -> NumberKind {
    if matches!(before.last(), Some(WordToken::Sign('$' | '€' | '£'))) {
        return NumberKind::Money;
    }
    match (unit(suffix), behind) {
        (Some(kind), _) => kind,
        (None, [WordToken::Sign('/'), WordToken::Word(word), ..])
            if unit(word) == Some(NumberKind::Duration) =>
        {
            NumberKind::Rate
        }
        (None, [WordToken::Word(word), ..]) => unit(word).unwrap_or(NumberKind::Count),
        (None, _) => NumberKind::Count,
    }
}

/// Whether a word is the unit of the number before it.
fn is_unit_at(tokens: &[WordToken], index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| &tokens[before]);
    match (&tokens[index], before) {
        (WordToken::Word(word), Some(WordToken::Number(..) | WordToken::Sign('/'))) => {
            unit(word).is_some()
        }
        _ => false,
    }
}

/// The word behind the stem of the word before it, and its stem before the word after it.
fn neighbors(stems: &Stems, tokens: &[WordToken], index: usize) -> Vec<String> {
    let word = |index: Option<usize>| match tokens.get(index?) {
        Some(WordToken::Word(word)) => Some(word.as_str()),
        _ => None,
    };
    let own = word(Some(index)).unwrap_or_default();
    let before = word(index.checked_sub(1)).map(|before| stems.of(before) + own);
    let behind = word(Some(index + 1)).map(|behind| stems.of(own) + behind);
    before.into_iter().chain(behind).collect()
}

/// What a unit measures.
fn unit(word: &str) -> Option<NumberKind> {
    Some(match word {
        "ms" | "msec" | "millisecond" | "milliseconds" | "s" | "sec" | "secs" | "second"
        | "seconds" | "min" | "mins" | "minute" | "minutes" | "h" | "hr" | "hour" | "hours"
        | "d" | "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years" => {
            NumberKind::Duration
        }
        "kb" | "mb" | "gb" | "tb" | "pb" | "kib" | "mib" | "gib" | "tib" | "byte" | "bytes" => {
            NumberKind::Bytes
        }
        "qps" | "rps" | "tps" => NumberKind::Rate,
        "%" | "percent" => NumberKind::Percent,
        "dollar" | "dollars" | "usd" | "cent" | "cents" => NumberKind::Money,
        _ => return None,
    })
}
