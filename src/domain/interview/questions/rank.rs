//! How surely a typed question is one of a design's. Each target is described by a few figures; their weighted sum is its
//! utility, and the share of its exponential among those of all targets and of "no question" is the confidence.

use super::fit::{FIGURES, Fit, fits};
use super::hear::Typed;
use super::index::Index;

/// A question and how surely it is the one that was typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Index in the design's `clarify`.
    pub question: usize,
    /// From 0 to 1: about the part of such matches that are right.
    pub confidence: f64,
    /// The part of the typed words, by weight, that stand in some wording of the question.
    pub covered: f64,
}

impl Candidate {
    /// A question that was typed word for word.
    pub fn certain(question: usize) -> Self {
        Self {
            question,
            confidence: 1.0,
            covered: 1.0,
        }
    }
}

/// How many figures describe that no question is meant.
pub const NONE_FIGURES: usize = 6;

/// The least score of a question that is offered at all.
const LEAST: f64 = 0.1;
/// The same for a text that names no subject.
const WHOLE: f64 = 0.9;
/// The confidence from which a question counts as the one that was typed.
pub const MATCH: f64 = 0.75;

/// Weights of the figures of a target, in the order of [`Fit::figures`]: those that make the right target most likely for
/// each wording of the shipped content, hidden from the rest, and for the rows of `tests/ask/tuned` and `hurried`. What no
/// question answers is learned from the wordings of topics that a design lacks, with those topics and without them, and of
/// other designs. `tests/ask/fit.py` fits them.
const WEIGHTS: [f64; FIGURES] = [
    0.75,  // how well the best wording fits
    2.14,  // the square of that
    0.32,  // the part of that wording that was typed
    -0.05, // the part of the typed words that some wording has
    0.24,  // the wording and the typed words are the same
    0.6,   // how much more often its wordings have the words: the sum
    -0.18, // the mean
    0.26,  // the same for words that bind a sentence: the sum
    0.19,  // the mean
    1.14,  // the part of the typed pairs that some wording has
    0.3,   // how many subjects it lacks
    0.29,  // it is a topic that no question has
    0.46,  // the best wording is one of the design
    -0.29, // the part of the typed words that stand in the best wording
    2.99,  // how well the best few wordings fit
    0.27,  // how much more often its wordings ask for the typed kind of answer
    -0.59, // the best wording asks for another kind
    -0.7,  // one typed word alone speaks for it, and others name other subjects
];
/// The same for "no question", in the order of [`none_figures`].
const NONE_WEIGHTS: [f64; NONE_FIGURES] = [
    4.84,  // always
    -0.56, // the part of the typed words that no wording has
    1.61,  // how many those are
    -0.23, // how many words name a subject
    -0.15, // one word does
    -0.65, // none does
];

/// The questions that have to do with what was typed, best first.
pub fn rank(index: &Index, typed: &Typed, most: usize) -> Vec<Candidate> {
    let fits = fits(index, typed, &[]);
    // `how long may it take` has no subject of its own: only all of it is a question.
    let has_subject = typed.words.iter().any(|heard| !heard.faint);
    let least = if has_subject { LEAST } else { WHOLE };
    let confidences = confidences(&fits, &none_figures(typed));
    let questions = (0..index.questions).filter(|question| fits[*question].score() > least);
    let mut candidates: Vec<Candidate> = questions
        .map(|question| Candidate {
            question,
            confidence: confidences[question],
            covered: fits[question].covered,
        })
        .collect();
    candidates.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    candidates.truncate(most);
    candidates
}

/// The confidence in each target.
fn confidences(fits: &[Fit], none: &[f64; NONE_FIGURES]) -> Vec<f64> {
    let none = sum(none, &NONE_WEIGHTS);
    let utilities: Vec<f64> = fits.iter().map(|fit| utility(&fit.figures())).collect();
    let top = utilities.iter().copied().fold(none, f64::max);
    let all: f64 = utilities.iter().map(|one| (one - top).exp()).sum();
    let all = all + (none - top).exp();
    utilities
        .iter()
        .map(|one| (one - top).exp() / all)
        .collect()
}

/// The utility of a target with these figures.
pub fn utility(figures: &[f64; FIGURES]) -> f64 {
    sum(figures, &WEIGHTS)
}

fn sum(figures: &[f64], weights: &[f64]) -> f64 {
    figures
        .iter()
        .zip(weights)
        .map(|(figure, weight)| figure * weight)
        .sum()
}

/// What speaks for "no question": that anything was typed, the part of the words by weight that no wording has, how many
/// those are, how many words name a subject, whether only one does, and whether none does.
pub fn none_figures(typed: &Typed) -> [f64; NONE_FIGURES] {
    let words = typed.words.iter();
    let all: f64 = words.clone().map(|heard| heard.weight).sum();
    let unknown = words.clone().filter(|heard| heard.terms.is_empty());
    let share: f64 = unknown.clone().map(|heard| heard.weight).sum();
    let subjects = words.filter(|heard| !heard.faint).count();
    let one_if = |holds: bool| f64::from(u8::from(holds));
    [
        1.0,
        share / all.max(f64::EPSILON),
        unknown.count() as f64,
        subjects as f64,
        one_if(subjects == 1),
        one_if(subjects == 0),
    ]
}
