//! What a typed word stands for among the words of a design's questions: the word itself, another of its family, what
//! it was going to be, what it was meant to be, or what others call the same. Must not know which question is asked.

use strsim::osa_distance;

use super::index::Index;
use crate::domain::stems::{self, Stems, Word, Worth};

/// Fewest letters of a word that count as the beginning of another.
const BEGINNING: usize = 3;
/// Fewest letters of a word that may hold a typo.
const TYPO_LETTERS: usize = 4;

/// How surely a word stands for one that it only begins, that it is one edit away from, that is of its family, or
/// that means the same.
const BEGUN: f64 = 0.8;
const TYPO: f64 = 0.8;
const FAMILY: f64 = 0.8;
const SAME: f64 = 0.6;

/// Whole words that happen to begin a word of the trade (`catalogue`, `cardholder`, `batch`): a fourth letter tells.
const NO_BEGINNINGS: [&str; 3] = ["cat", "car", "bat"];

/// Words that candidates use for one another, a group each.
const SYNONYMS: [&str; 21] = [
    "qps rps tps throughput traffic load volume scale requests",
    "latency fast quick quickly speed response respond ms milliseconds p99 p95 slow deadline immediately",
    "availability uptime downtime outage reliability",
    "budget cost money spend afford price dollars",
    "gpu hardware machines cpu infrastructure servers cluster cards",
    "metric kpi objective goal success optimise optimising measure measured evaluate evaluation judge judged",
    "image images picture pictures photo photos",
    "item items product products document documents listing catalogue corpus inventory",
    "label labels labelled labelling annotation annotated ground raters ratings feedback",
    "language languages multilingual english locale translation",
    "privacy gdpr legal law regulation regulatory compliance pii eu europe",
    "current currently existing legacy baseline",
    "review reviewer reviewers analysts investigators manual human",
    "transaction transactions payment payments",
    "user users people audience customers",
    "delete deleted deletion erasure forgotten retention",
    "experiment experiments ab",
    "personal personalised personalisation personalized",
    "fresh freshness stale staleness",
    "wrong error errors mistake mistakes accurate accuracy hallucination",
    "history historical logs logged log",
];

/// What one typed word stands for.
#[derive(Debug)]
pub struct Heard {
    /// Terms, and how surely the word is one of them: up to 1.
    pub terms: Vec<(usize, f64)>,
    /// The most it can say of a question.
    pub weight: f64,
    /// Whether it says anything about the subject.
    pub faint: bool,
}

/// The groups of synonyms, by stem.
#[derive(Debug)]
pub struct Synonyms(Vec<Vec<String>>);

impl Synonyms {
    pub fn of(stems: &Stems) -> Self {
        let groups = SYNONYMS.iter();
        Self(
            groups
                .map(|group| group.split(' ').map(|word| stems.of(word)).collect())
                .collect(),
        )
    }

    fn of_stem<'a>(&'a self, stem: &'a str) -> impl Iterator<Item = &'a String> {
        let groups = self.0.iter();
        groups
            .filter(move |group| group.iter().any(|other| other == stem))
            .flatten()
    }
}

/// What a typed word stands for; `None` if it says nothing that could be right or wrong.
pub fn hear(index: &Index, synonyms: &Synonyms, word: &Word, unfinished: bool) -> Option<Heard> {
    if word.worth == Worth::None {
        return None;
    }
    let written = word.written.as_str();
    let is_full = word.worth == Worth::Full;
    let mut terms: Vec<(usize, f64)> = Vec::new();
    terms.extend(index.term(&word.stem).map(|term| (term, 1.0)));
    let begins = written.chars().count() >= BEGINNING && !NO_BEGINNINGS.contains(&written);
    if unfinished && begins && is_full {
        terms.extend(index.begun(written).map(|term| (term, BEGUN)));
    }
    if terms.is_empty() && word.worth != Worth::Faint {
        let family = index.stems(|other| is_family(&word.stem, other));
        terms.extend(family.map(|term| (term, FAMILY)));
    }
    if terms.is_empty() && is_full {
        let near = index.written(|other| is_one_edit(written, other));
        terms.extend(near.map(|term| (term, TYPO)));
    }
    let same = synonyms.of_stem(&word.stem);
    terms.extend(
        same.filter_map(|stem| index.term(stem))
            .map(|term| (term, SAME)),
    );
    if terms.is_empty() {
        let no_subject =
            |other: &str| is_one_edit(written, other) || unfinished && other.starts_with(written);
        return (is_full && !stems::of_no_subject(no_subject)).then(|| Heard {
            terms,
            weight: index.rarity(1),
            faint: false,
        });
    }
    let mut weight: f64 = 0.0;
    for (term, sure) in &mut terms {
        // A word that may be mere manner of speaking is no more than that where the design knows it.
        let term = &index.terms[*term];
        let share = (word.worth.share() / term.share).min(1.0);
        *sure *= share;
        weight = weight.max(term.rarity * share);
    }
    Some(Heard {
        terms,
        weight,
        faint: word.worth == Worth::Faint,
    })
}

/// Whether two stems are of one family: `rank` and `ranker`, `histor` and `histori`, `respond` and `respons`.
fn is_family(one: &str, other: &str) -> bool {
    let same = (one.bytes().zip(other.bytes()))
        .take_while(|(one, other)| one == other)
        .count();
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    let begins = same == shorter && longer - same <= if same > 4 { 4 } else { 2 };
    same >= 4 && begins || same >= 6 && longer - same <= 3
}

/// Whether one edit (a letter too many, too few, another, or two swapped) makes one word the other. The first letter
/// is seldom missed, and in a word of four another letter makes another word: `read` is not `real`.
fn is_one_edit(typed: &str, word: &str) -> bool {
    let (letters, others) = (typed.chars().count(), word.chars().count());
    let fewest = letters.min(others);
    if fewest < TYPO_LETTERS || letters.abs_diff(others) > 1 {
        return false;
    }
    let swapped = || sorted(typed) == sorted(word);
    let same_start = typed.chars().next() == word.chars().next();
    (same_start || swapped())
        && (letters != others || fewest > TYPO_LETTERS || swapped())
        && osa_distance(typed, word) == 1
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
