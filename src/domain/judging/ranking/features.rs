//! What speaks for a line of the notes as evidence of a rubric item, as figures, and how much each figure counts.

use std::collections::HashSet;

use super::words::{ComparedTerm, ComparedText, NumberKind, Rarity, StemId, Vocabulary};
use crate::domain::content::design::RubricItem;

/// Parts of words in items that ask for a sum.
const ASKS_SUM: [&str; 6] = ["comput", "deriv", "sizes", "prices", "adds up", "add up"];
/// Words in items that ask for a total split into its parts.
const ASKS_PARTS: [&str; 7] = [
    "adds up",
    "add up",
    "splits the",
    "per hop",
    "by hop",
    "per step",
    "over hops",
];

/// The similarity from which a line counts as written like an example. Lines that show one item in different ways are
/// less alike than that, and so are most lines of different items: their similarity says nothing.
const ALIKE: f64 = 0.3;

/// A rubric item as the ranking reads it.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The terms of the item and of its signals, each stem once.
    terms: Vec<ComparedTerm>,
    /// Which of them the item itself has.
    look_for: Vec<usize>,
    /// Only signals that have words, because a number alone is no evidence.
    signals: Vec<Vec<usize>>,
    shows: Vec<ComparedText>,
    near: Vec<ComparedText>,
    /// The kinds of the numbers that the item names.
    kinds: HashSet<NumberKind>,
    asks_sum: bool,
    asks_parts: bool,
}

/// The figures of one line, each from -1 to 1. All but `parts`, `is_own_stage` and `length` are 0 for a line that shares
/// no word with the item.
#[derive(Debug)]
pub(super) struct Features {
    /// The share of the item's words that the line has; rare words weigh more, here and below.
    coverage: f64,
    /// How surely one of the item's signals is in the line.
    signals: f64,
    /// How many different words of the item the line has: 1 for four or more.
    terms: f64,
    is_own_stage: bool,
    /// The weight of those words: 1 for five rare ones.
    weight: f64,
    /// Their share of the words of the line.
    density: f64,
    /// 1 if the line has a number of a kind that the item names, -1 if not, 0 if the item names none.
    kinds: f64,
    /// 1 if the item asks for a sum and the line is one, -1 if the line has no two numbers, else 0.
    sum: f64,
    /// From -1 to 1 by how many numbers the line has, if the item asks for a total in parts; else 0.
    parts: f64,
    /// How like the line is to an example that shows the item, from [`ALIKE`] on.
    shows: f64,
    /// How like the line is to an example that only comes near, from [`ALIKE`] on, if it is less like one that shows.
    near: f64,
    /// How much the line says: 1 for eight or more terms and numbers.
    length: f64,
}

impl Features {
    /// The score of a line: the logarithm of the odds that it shows the item, before other items are compared.
    ///
    /// The coefficients are the logistic regression, rounded, of the cases in `tests/evidence` that are not held back
    /// and of the example lines of the designs, each left out in turn. Three are set by hand: a line that is left out is
    /// hardly ever like the other examples of its item, and always in the stage of its item.
    pub fn score(&self) -> f64 {
        -11.6
            + 1.5 * self.coverage
            + 5.2 * self.signals
            + 1.75 * self.terms
            + 3.6 * f64::from(self.is_own_stage)
            + 3.4 * self.weight
            + 2.2 * self.density
            + 0.7 * self.kinds
            + 1.25 * self.sum
            + 1.25 * self.parts
            + 10.0 * self.shows
            - 12.0 * self.near
            + 2.7 * self.length
    }
}

impl Wanted {
    pub fn of(vocabulary: &mut Vocabulary, item: &RubricItem) -> Self {
        let look_for = ComparedText::of(vocabulary, &item.look_for);
        let signals = read(vocabulary, &item.signals);
        let numbers = signals.iter().flat_map(|signal| &signal.numbers);
        let asks = |words: &[&str]| words.iter().any(|word| item.look_for.contains(word));
        let mut wanted = Self {
            terms: Vec::new(),
            look_for: Vec::new(),
            signals: Vec::new(),
            shows: read(vocabulary, &item.shows),
            near: read(vocabulary, &item.near),
            kinds: look_for.numbers.iter().chain(numbers).copied().collect(),
            asks_sum: asks(&ASKS_SUM),
            asks_parts: asks(&ASKS_PARTS),
        };
        wanted.look_for = wanted.add(&look_for);
        let with_words = signals.iter().filter(|signal| !signal.terms.is_empty());
        wanted.signals = with_words.map(|signal| wanted.add(signal)).collect();
        wanted
    }

    /// Adds the terms of a text, and returns where they are.
    fn add(&mut self, text: &ComparedText) -> Vec<usize> {
        let mut indices = Vec::new();
        for term in &text.terms {
            let known = self.terms.iter().position(|known| known.stem == term.stem);
            if let Some(index) = known {
                self.terms[index].joined.extend(&term.joined);
                indices.push(index);
            } else {
                indices.push(self.terms.len());
                self.terms.push(term.clone());
            }
        }
        indices
    }

    /// Every stem of the item, its signals and its examples, each once.
    pub fn unique_stems(&self) -> HashSet<StemId> {
        let own = self.terms.iter().flat_map(|term| {
            let joined = term.joined.iter();
            joined.chain([&term.stem]).copied()
        });
        let examples = self.shows.iter().chain(&self.near);
        own.chain(examples.flat_map(ComparedText::unique_stems))
            .collect()
    }

    /// The item with the weights of its terms.
    pub fn weighed<'a>(&'a self, rarity: &Rarity) -> Weighed<'a> {
        let examples = |examples: &[ComparedText]| {
            let examples = examples.iter();
            examples
                .map(|example| weights(&example.terms, rarity))
                .collect()
        };
        Weighed {
            wanted: self,
            terms: weights(&self.terms, rarity),
            shows: examples(&self.shows),
            near: examples(&self.near),
        }
    }

    fn kinds_in(&self, line: &ComparedText) -> f64 {
        let has_kind = self.kinds.iter().any(|kind| line.numbers.contains(kind));
        match (self.kinds.is_empty(), has_kind) {
            (true, _) => 0.0,
            (false, true) => 1.0,
            (false, false) => -1.0,
        }
    }

    fn sum_in(&self, line: &ComparedText) -> f64 {
        match (self.asks_sum, line.is_sum, line.numbers.len()) {
            (true, true, _) => 1.0,
            (true, false, 0 | 1) => -1.0,
            _ => 0.0,
        }
    }

    /// A total and two parts have three numbers; the more parts, the surer.
    fn parts_in(&self, line: &ComparedText) -> f64 {
        if self.asks_parts {
            ((line.numbers.len() as f64 - 3.0) / 3.0).clamp(-1.0, 1.0)
        } else {
            0.0
        }
    }
}

/// A [`Wanted`] item with the weight of each term.
pub(super) struct Weighed<'a> {
    wanted: &'a Wanted,
    terms: Vec<f64>,
    /// By example.
    shows: Vec<Vec<f64>>,
    near: Vec<Vec<f64>>,
}

impl Weighed<'_> {
    /// The figures of a line; `whole` is the weight of all its terms.
    pub fn features(&self, line: &ComparedText, whole: f64, is_own_stage: bool) -> Features {
        let wanted = self.wanted;
        let has: Vec<bool> = wanted.terms.iter().map(|term| line.has(term)).collect();
        // One word of the line can be several terms of the item, such as `rollback` for `roll back`.
        let count = has.iter().filter(|has| **has).count();
        let count = count.min(line.terms.len());
        let found = has.iter().zip(&self.terms).filter(|(has, _)| **has);
        let weight = found.map(|(_, weight)| weight).sum::<f64>().min(whole);
        let missing = wanted.signals.iter().map(|signal| {
            let (share, all) = self.share(signal, &has);
            1.0 - 0.8 * share.powi(2) * all / signal.len() as f64
        });
        let (shows, near) = (
            nearest(&wanted.shows, &self.shows, line, whole),
            nearest(&wanted.near, &self.near, line, whole),
        );
        let is_near = near > shows;
        Features {
            coverage: self.share(&wanted.look_for, &has).0,
            signals: 1.0 - missing.product::<f64>(),
            terms: count.min(4) as f64 / 4.0,
            is_own_stage,
            weight: (weight / 5.0).min(1.0),
            density: weight / whole.max(f64::EPSILON),
            kinds: if count > 0 {
                wanted.kinds_in(line)
            } else {
                0.0
            },
            sum: if count > 0 { wanted.sum_in(line) } else { 0.0 },
            parts: wanted.parts_in(line),
            shows: (shows - ALIKE).max(0.0),
            near: if is_near {
                (near - ALIKE).max(0.0)
            } else {
                0.0
            },
            length: line.length.min(8) as f64 / 8.0,
        }
    }

    /// The share that the line has of some terms by weight, and the weight of all of them.
    fn share(&self, indices: &[usize], has: &[bool]) -> (f64, f64) {
        let (mut found, mut all) = (0.0, 0.0);
        for index in indices {
            all += self.terms[*index];
            if has[*index] {
                found += self.terms[*index];
            }
        }
        (found / all.max(f64::EPSILON), all)
    }
}

fn read(vocabulary: &mut Vocabulary, texts: &[String]) -> Vec<ComparedText> {
    let texts = texts.iter();
    texts
        .map(|text| ComparedText::of(vocabulary, text))
        .collect()
}

fn weights(terms: &[ComparedTerm], rarity: &Rarity) -> Vec<f64> {
    terms.iter().map(|term| rarity.of(term.stem)).collect()
}

/// The similarity of a line to the nearest of some examples, from 0 to 1: the weight of the terms that both have, as a
/// share of all terms of both; 1 for a line that is an example. A constant keeps lines of one or two terms from being alike
/// by chance.
fn nearest(
    examples: &[ComparedText],
    weights: &[Vec<f64>],
    line: &ComparedText,
    whole: f64,
) -> f64 {
    let similarities = examples.iter().zip(weights).map(|(example, weights)| {
        if example.text == line.text {
            return 1.0;
        }
        let (mut both, mut all) = (0.0, whole);
        for (term, weight) in example.terms.iter().zip(weights) {
            all += weight;
            if line.has(term) {
                both += weight;
            }
        }
        both / (all - both + 1.0).max(1.0)
    });
    similarities.fold(0.0, f64::max)
}
