//! What the weights of the matching are fitted to, for `examples/question_fit`. Must not decide anything of a match.

use std::collections::HashSet;

use super::meaning::{Vector, Vectors, features};
use super::{Questions, fit, opening, rank, words};
use crate::domain::content::design::Design;
use crate::domain::content::framework::Topic;
use crate::domain::stems::{Stems, Worth};

/// Texts are in so many parts, so that weights are fitted to vectors that have not seen the text at hand.
pub const FOLDS: usize = 3;

/// What a text says of each target, the questions of the design first, and of "no question".
#[derive(Debug)]
pub struct Figures {
    pub targets: Vec<[f64; fit::FIGURES]>,
    pub none: [f64; rank::NONE_FIGURES],
}

impl Figures {
    /// About how likely a target is, to leave out those that nobody would mean.
    pub fn rough(&self, target: usize) -> f64 {
        rank::utility(&self.targets[target])
    }
}

/// The questions of a design with the vector of every wording, so that some can be left out.
#[derive(Debug)]
pub struct Fitting {
    questions: Questions,
    wordings: Vec<(Vec<String>, Vector)>,
}

impl Fitting {
    /// With vectors that have not seen the texts at hand.
    pub fn new(vectors: Vectors, design: &Design, topics: &[Topic]) -> Self {
        let mut wordings = Vec::new();
        let questions = Questions::with(vectors, design, topics, |words, vector| {
            wordings.push((words.to_vec(), *vector));
        });
        Self {
            questions,
            wordings,
        }
    }

    /// How many targets there are: the questions of the design, then the topics that none of them has.
    pub fn targets(&self) -> usize {
        self.questions.index.targets
    }

    /// The figures of every target and of "no question" for a text. For a text of the content, the wordings with its words
    /// are left out of them, and always those for whose indexes in the content `hides` holds.
    pub fn figures(&self, text: &str, is_content: bool, hides: impl Fn(usize) -> bool) -> Figures {
        let Questions {
            stems,
            index,
            vectors,
            ..
        } = &self.questions;
        let text = opening::question_of(text);
        let words = words(stems, text).into_iter();
        let words = words.filter(|word| word.worth != Worth::None);
        let mut terms: Vec<usize> = Vec::new();
        for term in words.filter_map(|word| index.term(&word.stem)) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        let same: Vec<usize> = if is_content {
            index.same(&terms).collect()
        } else {
            Vec::new()
        };
        let is_hidden = |index: &usize| hides(*index) || same.contains(index);
        let hidden: HashSet<usize> = (0..index.wordings.len()).filter(is_hidden).collect();
        let mut typed = self.questions.typed(text);
        for matched in &mut typed.words {
            let found = |term: usize| index.terms[term].found.iter();
            matched.terms.retain(|(term, _)| {
                found(*term).any(|wording| !hidden.contains(&(*wording as usize)))
            });
        }
        let mut meanings = index.meanings.clone();
        for wording in &hidden {
            for target in &index.wordings[*wording].targets {
                let sum = &mut meanings[*target as usize];
                for (sum, one) in sum.iter_mut().zip(&self.wordings[*wording].1) {
                    *sum -= one;
                }
            }
        }
        let meaning = vectors.vector(stems, &super::split_words(text));
        typed.shares = vectors.shares(&meaning, &meanings);
        Figures {
            targets: (fit::fits(index, &typed, &hidden).iter())
                .map(fit::Fit::figures)
                .collect(),
            none: rank::none_figures(&typed),
        }
    }

    /// The likeliest topics of a text that no question has, as the figures number them.
    pub fn likeliest_topics(&self, text: &str, most: usize) -> Vec<usize> {
        let figures = self.figures(text, false, |_| false);
        let index = &self.questions.index;
        let mut topics: Vec<usize> = (index.questions..index.targets).collect();
        topics.sort_by(|one, other| figures.rough(*other).total_cmp(&figures.rough(*one)));
        topics.truncate(most);
        topics
    }

    /// Whether the wording at this index of the content asks one of these targets.
    pub fn asks_any(&self, index: usize, targets: &[usize]) -> bool {
        let asked = &self.questions.index.wordings[index].targets;
        asked
            .iter()
            .any(|target| targets.contains(&(*target as usize)))
    }

    /// Every wording with its targets, in their order.
    pub fn wordings(&self) -> impl Iterator<Item = (Learned, &[u32])> {
        let wordings = self.questions.index.wordings.iter();
        let texts = self.wordings.iter().map(|(words, _)| Learned::of(words));
        texts.zip(wordings.map(|wording| &*wording.targets))
    }
}

/// A text as its meaning is learned.
#[derive(Debug)]
pub struct Learned {
    pub features: Vec<usize>,
    /// Vectors that are learned without the texts of this part, below [`FOLDS`], have not seen it.
    pub fold: usize,
}

impl Learned {
    pub fn new(text: &str) -> Self {
        Self::of(&super::split_words(opening::question_of(text)))
    }

    fn of(words: &[String]) -> Self {
        let bytes = words.iter().flat_map(|word| word.bytes());
        let hash = bytes.fold(7_usize, |hash, byte| {
            hash.wrapping_mul(31).wrapping_add(usize::from(byte))
        });
        Self {
            features: features(&Stems::default(), words),
            fold: hash / 7 % FOLDS,
        }
    }
}
