//! What a typed word stands for among the words of all wordings: the word itself, another form of it, what it was going to
//! be, what it was meant to be, or a synonym. Must not know which question is asked.

use strsim::osa_distance;

use super::form::FORMS;
use super::frame::Frame;
use super::index::Index;
use super::meaning::Shares;
use super::vocabulary::{MANNER, SYNONYMS};
use crate::domain::stems::{self, Stems, Word, Worth};

/// Fewest letters of a word that count as the beginning of another.
const BEGINNING: usize = 3;
/// Fewest letters of a word that may hold a typo, of one whose match is sure, and of one that may hold two.
const TYPO_LETTERS: usize = 4;
const LONG_LETTERS: usize = 6;
/// How many first letters the stems of a family share at least.
const FAMILY_LETTERS: usize = 4;
const TWO_TYPOS_LETTERS: usize = 11;

/// How surely a word stands for one that it only begins, that is one edit away, that is of its family, or that means
/// the same.
const BEGUN: f64 = 0.8;
const TYPO: f64 = 0.9;
const TYPO_IN_LONG: f64 = 1.0;
const FAMILY: f64 = 0.8;
const SAME: f64 = 0.75;
/// What a word counts that no wording knows, beside the rarest word that one knows.
const UNKNOWN: f64 = 0.8;

/// Whole words that happen to begin a word of the trade (`catalogue`, `cardholder`, `batch`): a fourth letter tells.
const NO_BEGINNINGS: [&str; 3] = ["cat", "car", "bat"];

/// What was typed: its words, each once, and the pairs of terms that follow one another.
#[derive(Debug, Default)]
pub struct Typed {
    pub words: Vec<MatchedWord>,
    pub pairs: Vec<(usize, usize)>,
    /// The kind of answer that is asked for.
    pub frame: Option<Frame>,
    /// How it is asked.
    pub forms: [bool; FORMS],
    /// What it means.
    pub shares: Shares,
}

/// What one typed word stands for.
#[derive(Debug)]
pub struct MatchedWord {
    /// Terms, and how surely the word is one of them: up to 1.
    pub terms: Vec<(usize, f64)>,
    /// How much it says of what is asked.
    pub weight: f64,
    /// Whether it says nothing of the subject.
    pub faint: bool,
    /// Whether it only binds the sentence: it counts by how often the wordings of a question have it.
    pub binds: bool,
}

/// The groups of synonyms, by stem.
#[derive(Debug)]
pub struct Synonyms(Vec<Vec<String>>);

impl Synonyms {
    pub fn of(stems: &Stems) -> Self {
        let groups = SYNONYMS.iter();
        let stem = |word: &str| stems.of(word);
        Self(
            groups
                .map(|group| group.split(' ').map(stem).collect())
                .collect(),
        )
    }

    fn of_stem<'a>(&'a self, stem: &'a str) -> impl Iterator<Item = &'a String> {
        let groups = self.0.iter();
        let with = groups.filter(move |group| group.iter().any(|other| other == stem));
        with.flatten().filter(move |other| *other != stem)
    }
}

/// What a typed word stands for; `None` if it says nothing that could be right or wrong.
pub fn match_terms(
    index: &Index,
    synonyms: &Synonyms,
    word: &Word,
    unfinished: bool,
) -> Option<MatchedWord> {
    if word.worth == Worth::None {
        let term = index.term(&word.stem)?;
        return Some(MatchedWord {
            terms: vec![(term, 1.0)],
            weight: 0.0,
            faint: true,
            binds: true,
        });
    }
    let written = word.written.as_str();
    let is_full = word.worth == Worth::Full;
    let mut terms: Vec<(usize, f64)> = Vec::new();
    terms.extend(index.term(&word.stem).map(|term| (term, 1.0)));
    let same = synonyms.of_stem(&word.stem);
    terms.extend(
        same.filter_map(|stem| index.term(stem))
            .map(|term| (term, SAME)),
    );
    if unfinished && is_full && begins(written) {
        terms.extend(index.begun(written).map(|(_, term)| (term, BEGUN)));
    }
    // An ordinary word that no wording has is neither a typo nor a form of another.
    let is_manner = || MANNER.split_whitespace().any(|other| other == written);
    if terms.is_empty() && is_manner() {
        return None;
    }
    let is_number = written.starts_with(|first: char| first.is_ascii_digit());
    if terms.is_empty() {
        terms = akin(index, word, is_number);
    }
    if terms.is_empty() {
        let no_subject =
            |other: &str| is_typo(written, other) || unfinished && other.starts_with(written);
        let says = is_full && !is_number && !stems::of_no_subject(no_subject);
        return says.then(|| MatchedWord {
            terms,
            weight: UNKNOWN * index.rarest(),
            faint: false,
            binds: false,
        });
    }
    let weight = weigh(index, word, &mut terms);
    Some(MatchedWord {
        terms,
        weight,
        faint: word.worth == Worth::Faint,
        binds: false,
    })
}

/// The weight of the rarest of these terms. What is sure of a term is lessened where the typed word may be mere manner of
/// speaking: it is no more than that where a wording has it.
fn weigh(index: &Index, word: &Word, terms: &mut [(usize, f64)]) -> f64 {
    let mut weight: f64 = 0.0;
    for (term, sure) in terms {
        let term = &index.terms[*term];
        let share = (word.worth.share() / term.share).min(1.0);
        weight = weight.max(term.rarity * share);
        *sure *= share;
    }
    weight
}

/// The terms of one family with a word that no wording has, or else those of which it may be a typo.
fn akin(index: &Index, word: &Word, is_number: bool) -> Vec<(usize, f64)> {
    let mut terms = Vec::new();
    if word.worth != Worth::Faint {
        let beginning = word.stem.get(..FAMILY_LETTERS);
        let near = beginning.into_iter().flat_map(|begin| index.stems(begin));
        let family = near.filter(|(other, _)| is_family(&word.stem, other));
        terms.extend(family.map(|(_, term)| (term, FAMILY)));
    }
    if terms.is_empty() && word.worth == Worth::Full && !is_number {
        let near = near(index, &word.written).map(|(_, term)| term);
        let is_long = word.written.chars().count() >= LONG_LETTERS;
        let sure = if is_long { TYPO_IN_LONG } else { TYPO };
        terms.extend(near.map(|term| (term, sure)));
    }
    terms
}

/// The one word that a typed word was meant to be, where no wording has the typed one: all wordings know only words of one
/// family that are a typo away, or that an unfinished word begins.
pub fn meant<'a>(index: &'a Index, word: &Word, unfinished: bool) -> Option<&'a str> {
    let written = word.written.as_str();
    let is_known = index.term(&word.stem).is_some();
    if word.worth != Worth::Full || is_known || written.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let begun = index
        .begun(written)
        .filter(|_| unfinished && begins(written));
    let mut words: Vec<(&str, usize)> = begun.chain(near(index, written)).collect();
    words.sort_unstable_by_key(|(word, _)| word.len());
    let (first, term) = *words.first()?;
    let stem = |term: usize| index.terms[term].stem.as_str();
    let is_one =
        (words.iter()).all(|(_, other)| *other == term || is_family(stem(term), stem(*other)));
    is_one.then_some(first)
}

/// The words that a typed word misses by a typo, each with its term.
fn near<'a>(index: &'a Index, written: &str) -> impl Iterator<Item = (&'a str, usize)> {
    // A typo leaves the first letter, or swaps it with the second.
    let mut letters = written.chars();
    let first = letters.next().map(String::from);
    let second = letters
        .next()
        .map(String::from)
        .filter(|second| first.as_ref() != Some(second));
    let begins = first.into_iter().chain(second);
    let words: Vec<(&str, usize)> = begins
        .flat_map(|begin| index.begun(&begin).collect::<Vec<_>>())
        .collect();
    let written = written.to_owned();
    words
        .into_iter()
        .filter(move |(other, _)| is_typo(&written, other))
}

/// Whether a word may be the beginning of another.
fn begins(written: &str) -> bool {
    written.chars().count() >= BEGINNING && !NO_BEGINNINGS.contains(&written)
}

/// Whether two stems are of one family: `rank` and `ranker`, `histor` and `histori`, `respond` and `respons`.
fn is_family(one: &str, other: &str) -> bool {
    let same = (one.bytes().zip(other.bytes()))
        .take_while(|(one, other)| one == other)
        .count();
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    let begins = same == shorter && longer - same <= if same > 4 { 4 } else { 2 };
    same >= FAMILY_LETTERS && begins || same >= 6 && longer - same <= 3
}

/// Whether one edit (a letter too many, too few, another, or two swapped) makes one word the other, or two edits in a
/// long word. The first letter is seldom missed, and in a word of four another letter makes another word: `read` is
/// not `real`.
fn is_typo(typed: &str, word: &str) -> bool {
    // Nearly every word of every wording is looked at, so the cheap questions come first.
    let first = |word: &str| word.chars().next();
    let is_same_start = first(typed) == first(word);
    if !is_same_start && (first(typed) != word.chars().nth(1) || typed.len() != word.len()) {
        return false;
    }
    let (letters, others) = (typed.chars().count(), word.chars().count());
    let fewest = letters.min(others);
    let most = if fewest >= TWO_TYPOS_LETTERS { 2 } else { 1 };
    if fewest < TYPO_LETTERS || letters.abs_diff(others) > most {
        return false;
    }
    let distance = osa_distance(typed, word);
    if !is_same_start {
        return distance == 1 && sorted(typed) == sorted(word);
    }
    distance <= most
        && (letters != others || fewest > TYPO_LETTERS || sorted(typed) == sorted(word))
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
