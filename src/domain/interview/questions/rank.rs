//! How surely a typed question is one of a design's. Each target is described by a few figures; their weighted sum is its
//! utility, and the share of its exponential among those of all targets and of "no question" is the confidence.

use std::collections::HashSet;

use super::fit::{FIGURES, Fit, fits};
use super::form::FORMS;
use super::index::Index;
use super::match_terms::Typed;

/// A question and how surely it is the one that was typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuestionMatch {
    /// Index in the design's `clarify`.
    pub question: usize,
    /// From 0 to 1: about the part of such matches that are right.
    pub confidence: f64,
    /// The part of the typed words, by weight, that stand in some wording of the question.
    pub covered: f64,
}

impl QuestionMatch {
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
pub const NONE_FIGURES: usize = 8 + FORMS;

/// The least score of a question that is offered at all.
const LEAST: f64 = 0.1;
/// The same for a text that names no subject.
const WHOLE: f64 = 0.9;
/// The least share, and the least distance of a share from 1, that is told apart.
const LEAST_SHARE: f64 = 1e-6;
/// The confidence from which a question counts as the one that was typed. From there on about 2 of 100 rows that the
/// matching is tuned on are confidently wrong where their design is left out of the fit; from 0.70 on, 3 are.
pub const MATCH: f64 = 0.76;

/// Weights of the figures of a target, in the order of [`Fit::figures`]: those that make the right target most likely for
/// each wording of the shipped content, hidden from the rest, and for the rows of `tests/ask/tuned`, `hurried`,
/// `strangers` and `unanswered`. What no question answers is learned from the wordings of topics that a design lacks, with
/// those topics and without them, and of other designs. `tests/ask/fit.py` fits them.
const WEIGHTS: [f64; FIGURES] = [
    0.66,  // how well the best wording fits
    2.98,  // the square of that
    -0.98, // the part of that wording that was typed
    1.17,  // the part of the typed words that some wording has
    0.02,  // the wording and the typed words are the same
    0.14,  // how much more often its wordings have the words: the sum
    0.26,  // the mean
    0.02,  // the same for words that bind a sentence: the sum
    0.38,  // the mean
    1.29,  // the part of the typed pairs that some wording has
    0.24,  // how many subjects it lacks
    -0.02, // it is a topic that no question has
    0.46,  // the best wording is one of the design
    -1.71, // the part of the typed words that stand in the best wording
    0.79,  // how well the best few wordings fit
    0.19,  // how much more often its wordings ask for the typed kind of answer
    -0.02, // the best wording asks for another kind
    -0.31, // one typed word alone speaks for it, and others name other subjects
    0.44,  // what it means, beside what was typed
];
/// The same for "no question", in the order of [`none_figures`].
const NONE_WEIGHTS: [f64; NONE_FIGURES] = [
    2.5,   // always
    -0.07, // the part of the typed words that no wording has
    1.36,  // how many those are
    -0.67, // how many words name a subject
    -0.42, // one word does
    -1.03, // none does
    0.82,  // how many words there are, as a logarithm
    0.33,  // what was typed means none
    3.61,  // asked is: how I would do something
    1.09,  // how we would
    -0.1,  // what should be
    -0.03, // a judgment
    -0.4,  // a proposal
    -1.44, // a case that may come
    -0.62, // a choice
    0.22,  // a fact of today
    -0.29, // something that is there
    0.13,  // a quantity
];

/// How many figures tell whether the likeliest question is right: how sure four are, those of the question, how they differ
/// from those of a topic, and those of "no question".
const CALIBRATION_FIGURES: usize = 4 + 2 * FIGURES + NONE_FIGURES;

/// Weights of these figures, and the constant last. The shares alone trust a long question too little and a short one too
/// much. `tests/ask/fit.py` fits them.
const CALIBRATION: [f64; CALIBRATION_FIGURES + 1] = [
    0.493, -0.084, 0.055, 0.211, 0.563, -1.005, -0.279, -0.058, -0.237, -0.083, 0.328, -0.059,
    0.408, 0.223, -0.369, 12.557, 0.201, 0.221, 1.771, 0.18, 0.086, -0.32, 0.117, -1.427, 2.056,
    0.177, 0.609, 0.193, 0.146, -0.211, 0.089, -0.203, 0.498, 0.259, 2.837, 0.201, -0.128, -0.82,
    -0.028, -0.084, -0.147, 0.096, 0.0, 0.365, -0.464, 0.432, 0.031, 0.299, -0.509, -0.171, -2.704,
    -0.603, 0.085, -0.172, 0.111, 0.562, 0.289, -0.015, 0.239, 0.054, 1.135,
];

/// The questions that have to do with what was typed, best first.
pub fn rank(index: &Index, typed: &Typed, most: usize) -> Vec<QuestionMatch> {
    let fits = fits(index, typed, &HashSet::new());
    // `how long may it take` has no subject of its own: only all of it is a question.
    let has_subject = typed.words.iter().any(|matched| !matched.faint);
    let least = if has_subject { LEAST } else { WHOLE };
    let none = none_figures(typed);
    let (shares, of_none) = shares(&fits, &none);
    let (questions, topics) = shares.split_at(index.questions);
    let mut order: Vec<usize> = (0..questions.len()).collect();
    order.sort_by(|one, other| questions[*other].total_cmp(&questions[*one]));
    let Some(first) = order.first().copied() else {
        return Vec::new();
    };
    let second = order.get(1).map_or(0.0, |second| questions[*second]);
    let topic = topics.iter().copied().enumerate();
    let topic = topic.max_by(|(_, one), (_, other)| one.total_cmp(other));
    let (topic, of_topic) = topic.filter(|(_, share)| *share > 0.0).unzip();
    let topic = topic.map(|topic| fits[index.questions + topic].figures());
    let standing = [questions[first], second, of_topic.unwrap_or(0.0), of_none];
    let sure = calibrated(standing, fits[first].figures(), topic, &none);
    let found = order.into_iter();
    let found = found.filter(|question| fits[*question].score() > least);
    let found = found.map(|question| QuestionMatch {
        question,
        // The likeliest stays the first.
        confidence: if question == first {
            sure
        } else {
            questions[question].min(sure)
        },
        covered: fits[question].covered,
    });
    found.take(most).collect()
}

/// How surely the likeliest question is the one that was typed, from 0 to 1. `standing` has its share, those of the second
/// question and of the likeliest topic that no question has, and that of "no question".
fn calibrated(
    standing: [f64; 4],
    of_first: [f64; FIGURES],
    of_topic: Option<[f64; FIGURES]>,
    none: &[f64; NONE_FIGURES],
) -> f64 {
    let of_topic = of_topic.unwrap_or([0.0; FIGURES]);
    let differences = of_first.iter().zip(of_topic);
    let differences = differences.map(|(one, other)| one - other);
    let standing = standing.map(|share| odds(share, LEAST_SHARE));
    let figures = standing.into_iter().chain(of_first);
    let figures = figures.chain(differences).chain(none.iter().copied());
    let weighted = figures.chain([1.0]).zip(CALIBRATION);
    let margin: f64 = weighted.map(|(figure, weight)| figure * weight).sum();
    1.0 / (1.0 + (-margin).exp())
}

/// The logarithm of the odds of a share, which is taken to be that far from 0 and from 1 at least.
pub fn odds(share: f64, least: f64) -> f64 {
    let share = share.clamp(least, 1.0 - least);
    (share / (1.0 - share)).ln()
}

/// The share of each target, and that of "no question".
fn shares(fits: &[Fit], none: &[f64; NONE_FIGURES]) -> (Vec<f64>, f64) {
    let none = sum(none, &NONE_WEIGHTS);
    let utilities: Vec<f64> = fits.iter().map(|fit| utility(&fit.figures())).collect();
    let top = utilities.iter().copied().fold(none, f64::max);
    let all: f64 = utilities.iter().map(|one| (one - top).exp()).sum();
    let of_none = (none - top).exp();
    let all = all + of_none;
    let shares = utilities.iter().map(|one| (one - top).exp() / all);
    (shares.collect(), of_none / all)
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

/// What speaks for "no question", in the order of [`NONE_WEIGHTS`].
pub fn none_figures(typed: &Typed) -> [f64; NONE_FIGURES] {
    let words = typed.words.iter();
    let all: f64 = words.clone().map(|matched| matched.weight).sum();
    let unknown = words.clone().filter(|matched| matched.terms.is_empty());
    let share: f64 = unknown.clone().map(|matched| matched.weight).sum();
    let subjects = words.filter(|matched| !matched.faint).count();
    let mut figures = [0.0; NONE_FIGURES];
    let of_words = [
        1.0,
        share / all.max(f64::EPSILON),
        unknown.count() as f64,
        subjects as f64,
        f64::from(subjects == 1),
        f64::from(subjects == 0),
        (1.0 + typed.words.len() as f64).ln(),
        typed.shares.none,
    ];
    let figures_of = of_words.into_iter().chain(typed.forms.map(f64::from));
    for (figure, value) in figures.iter_mut().zip(figures_of) {
        *figure = value;
    }
    figures
}
