//! What the weights of the matching are fitted to, for `examples/question_fit`. Must not decide anything of a match.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::index::{WordingSource, sources};
use super::meaning::{self, DIM, Vector, Vectors};
use super::part_confidence::PartFigures;
use super::split::clauses;
use super::{Questions, figures_of_parts, fit, is_open, opening, rank, words};
use crate::domain::content::design::Design;
use crate::domain::content::framework::Topic;
use crate::domain::stems::{Stems, Worth};

/// Texts are in so many parts, so that weights are fitted to vectors that have not seen the text at hand.
pub const PARTS: usize = 3;

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
    meanings: Vec<Vector>,
}

impl Fitting {
    /// With vectors that have not seen the texts at hand.
    pub fn new(vectors: Vectors, design: &Design, topics: &[Topic]) -> Self {
        let questions = Questions::with(vectors, design, topics);
        let (sources, _) = sources(&design.clarify, topics);
        let meaning = |source: &WordingSource<'_>| {
            let words = words(&questions.stems, source.text);
            questions.vectors.vector(&words)
        };
        Self {
            meanings: sources.iter().map(meaning).collect(),
            questions,
        }
    }

    /// The figures of every target and of "no question" for a text. For a text of the content, the wordings with its words
    /// are left out of them, and always those for whose indexes in the content `hides` holds.
    pub fn figures(&self, text: &str, is_content: bool, hides: impl Fn(usize) -> bool) -> Figures {
        let index = &self.questions.index;
        let text = opening::question_of(text);
        let split = super::split_words(text);
        let words = self.questions.stems.words_of(split.clone());
        let compared = words.iter().filter(|word| word.worth != Worth::None);
        let mut terms: Vec<usize> = Vec::new();
        for term in compared.filter_map(|word| index.term(&word.stem)) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        let same: Vec<usize> = if is_content {
            index.same(&terms).collect()
        } else {
            Vec::new()
        };
        let is_hidden = |wording: &usize| hides(*wording) || same.contains(wording);
        let hidden: HashSet<usize> = (0..index.wordings.len()).filter(is_hidden).collect();
        let mut typed = (self.questions).typed(&split, words.clone(), is_open(text));
        for matched in &mut typed.words {
            let found = |term: usize| index.terms[term].found.iter();
            matched.terms.retain(|(term, _)| {
                found(*term).any(|wording| !hidden.contains(&(*wording as usize)))
            });
        }
        let vectors = &self.questions.vectors;
        typed.shares = vectors.shares(&vectors.vector(&words), &self.meanings_without(&hidden));
        Figures {
            targets: (fit::fits(index, &typed, &hidden).iter())
                .map(fit::Fit::figures)
                .collect(),
            none: rank::none_figures(&typed),
        }
    }

    /// The likeliest question of each part of a text, by itself, with what tells how surely it is asked; none of a text that is
    /// no compound question, nor parts that are as sure as by themselves.
    pub fn parts(&self, text: &str) -> Vec<(usize, PartFigures)> {
        let text = opening::question_of(text);
        let clauses = clauses(text);
        let Some(parts) = self.questions.split(text, &clauses) else {
            return Vec::new();
        };
        let figures = figures_of_parts(&self.questions.part(text), &clauses, &parts);
        let likeliest = parts.iter().map(|part| part.candidates.first());
        let of_parts = likeliest.zip(figures);
        of_parts
            .filter_map(|(first, figures)| Some((first?.question, figures?)))
            .collect()
    }

    /// What each target means by the wordings that are not hidden.
    fn meanings_without(&self, hidden: &HashSet<usize>) -> Vec<Vector> {
        let index = &self.questions.index;
        let mut sums = vec![[0.0; DIM]; index.targets];
        let wordings = index.wordings.iter().zip(&self.meanings).enumerate();
        for (_, (wording, vector)) in wordings.filter(|(place, _)| !hidden.contains(place)) {
            for target in &wording.targets {
                meaning::add(&mut sums[*target as usize], vector);
            }
        }
        sums.iter().map(meaning::normal).collect()
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
}

/// A text as its meaning is learned.
#[derive(Debug)]
pub struct Learned {
    pub features: Vec<usize>,
    /// Vectors that are learned without the texts of this part, below [`PARTS`], have not seen it.
    pub part: usize,
}

impl Learned {
    pub fn new(text: &str) -> Self {
        let words = words(&Stems::default(), opening::question_of(text));
        let stems: Vec<&str> = words.iter().map(|word| word.stem.as_str()).collect();
        Self {
            part: hash(&stems) as usize % PARTS,
            features: meaning::features(&words),
        }
    }
}

/// Every wording of a design and of the topics with the targets that it asks, in their order; and how many targets there are.
pub fn wordings(design: &Design, topics: &[Topic]) -> (Vec<(Learned, Vec<u32>)>, usize) {
    let (sources, targets) = sources(&design.clarify, topics);
    let wordings = sources.into_iter();
    let wordings = wordings.map(|source| (Learned::new(source.text), source.targets));
    (wordings.collect(), targets)
}

/// A hash that is the same in every run.
pub fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
