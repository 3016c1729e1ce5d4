//! The wordings of a design's clarifying questions and of the framework's topics, by the stems in them. Must not know
//! what was typed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::frame::{Frame, frame};
use super::meaning::{self, DIM, Vector, Vectors};
use super::vocabulary::split;
use crate::domain::content::design::Clarify;
use crate::domain::content::framework::Topic;
use crate::domain::stems::{Stems, Word, Worth};

/// What a phrasing of a topic counts beside a wording of the design itself.
const TOPIC: f64 = 0.92;
/// The same for a phrasing with the words of a wording of the design.
const COMMON: f64 = 0.6;

/// Every wording and every stem. A *target* is what a wording asks: a question of the design, by its index, or above
/// those a topic that no question of the design has. Such a topic is never an answer; it shows that the question is
/// about something else. Indices in lists have 32 bits: the wordings of a design have tens of thousands of words, and an
/// interview keeps the places of all.
#[derive(Debug)]
pub struct Index {
    /// How many questions there are.
    pub questions: usize,
    /// How many targets there are.
    pub targets: usize,
    pub terms: Vec<Term>,
    pub wordings: Vec<Wording>,
    /// How many wordings each target has.
    pub sizes: Vec<f64>,
    /// What each target means: the sum of the vectors of its wordings, at length 1.
    pub meanings: Vec<Vector>,
    /// One term and the term that directly follows it in a wording, ascending; and that wording.
    pairs: Vec<(u32, u32)>,
    paired: Vec<u32>,
    by_stem: BTreeMap<String, usize>,
    /// Every word as it is written, with its term, in alphabetical order.
    written: BTreeSet<(String, usize)>,
}

/// A stem and the wordings that hold it.
#[derive(Debug)]
pub struct Term {
    pub stem: String,
    /// How much it tells targets apart, times `share`: the logarithm of how few of the design's questions or of all targets
    /// have it, whichever are more.
    pub rarity: f64,
    /// The part of the rarity that is due to the worth of the word: up to 1, and 0 for a word that binds a sentence.
    pub share: f64,
    /// Indices of wordings, ascending.
    pub found: Vec<u32>,
}

/// One way to ask something.
#[derive(Debug)]
pub struct Wording {
    pub targets: Box<[u32]>,
    /// The stems that are compared, in their order, each once.
    pub terms: Box<[u32]>,
    /// The sum of their rarities.
    pub weight: f64,
    /// The kind of answer that it asks for.
    pub frame: Option<Frame>,
    /// What a match with it counts: 1 for a wording of the design.
    pub counts: f64,
}

/// A wording as it is written.
#[derive(Debug)]
pub struct WordingSource<'a> {
    pub text: &'a str,
    /// What it asks.
    pub targets: Vec<u32>,
    /// What a match with it counts.
    counts: f64,
}

/// The wordings of the questions, then those of the topics; and how many targets they have.
pub fn sources<'a>(clarify: &'a [Clarify], topics: &'a [Topic]) -> (Vec<WordingSource<'a>>, usize) {
    let own = clarify.iter().enumerate().flat_map(|(question, clarify)| {
        let texts = std::iter::once(&clarify.ask).chain(&clarify.also);
        texts.map(move |text| WordingSource {
            text,
            targets: vec![narrow(question)],
            counts: 1.0,
        })
    });
    let mut sources: Vec<WordingSource<'_>> = own.collect();
    let mut count = clarify.len();
    let names_topics = names_topics(clarify);
    for topic in topics {
        let questions = questions_of(topic, clarify);
        // A topic of no question is a target of its own.
        let other = (questions.is_empty() && names_topics).then_some(narrow(count));
        count += usize::from(other.is_some());
        for text in &topic.phrasings {
            let mut targets = asked_by(text, &questions, clarify);
            targets.extend(other);
            if !targets.is_empty() {
                sources.push(WordingSource {
                    text,
                    targets,
                    counts: TOPIC,
                });
            }
        }
    }
    (sources, count)
}

/// Those of a topic's questions whose answers tell what one of its phrasings asks.
pub fn asked_by(phrasing: &String, questions: &[usize], clarify: &[Clarify]) -> Vec<u32> {
    let told = questions
        .iter()
        .filter(|question| !clarify[**question].except.contains(phrasing));
    told.map(|question| narrow(*question)).collect()
}

impl Index {
    /// The wordings of the questions, then those of the topics, with what they mean.
    pub fn new(stems: &Stems, vectors: &Vectors, clarify: &[Clarify], topics: &[Topic]) -> Self {
        let (sources, targets) = sources(clarify, topics);
        let mut index = Self {
            questions: clarify.len(),
            targets,
            terms: Vec::new(),
            wordings: Vec::new(),
            sizes: Vec::new(),
            meanings: Vec::new(),
            pairs: Vec::new(),
            paired: Vec::new(),
            by_stem: BTreeMap::new(),
            written: BTreeSet::new(),
        };
        let mut pairs = Vec::new();
        let mut sums = vec![[0.0; DIM]; targets];
        for source in sources {
            let split = split(source.text);
            let frame = frame(&split);
            let words = stems.words_of(split);
            let meaning = vectors.vector(&words);
            for target in &source.targets {
                meaning::add(&mut sums[*target as usize], &meaning);
            }
            let terms = index.take(words, &mut pairs);
            index.wordings.push(Wording {
                targets: source.targets.into(),
                terms: terms.into(),
                frame,
                weight: 0.0,
                counts: source.counts,
            });
        }
        index.meanings = sums.iter().map(meaning::normal).collect();
        index.discount_common();
        pairs.sort_unstable();
        pairs.dedup();
        (index.pairs, index.paired) = pairs.into_iter().unzip();
        for term in &mut index.terms {
            term.found.shrink_to_fit();
        }
        index.weigh();
        index
    }

    /// The terms of the next wording that are compared. Adds its pairs of terms, each with the wording, to `pairs`.
    fn take(&mut self, words: Vec<Word>, pairs: &mut Vec<((u32, u32), u32)>) -> Vec<u32> {
        let wording = narrow(self.wordings.len());
        let mut terms: Vec<u32> = Vec::new();
        let mut before = None;
        for word in words {
            let share = word.worth.share();
            let next = self.terms.len();
            let term = *self.by_stem.entry(word.stem.clone()).or_insert(next);
            if term == next {
                self.terms.push(Term {
                    stem: word.stem,
                    rarity: 0.0,
                    share,
                    found: Vec::new(),
                });
            }
            let known = &mut self.terms[term].share;
            *known = known.max(share);
            let short = narrow(term);
            if let Some(before) = before.replace(short) {
                pairs.push(((before, short), wording));
            }
            add_last(&mut self.terms[term].found, wording);
            if word.worth != Worth::None {
                self.written.insert((word.written, term));
                if !terms.contains(&short) {
                    terms.push(short);
                }
            }
        }
        terms
    }

    /// Where the design says the same as a topic in its own words, those tell which question is meant.
    fn discount_common(&mut self) {
        let is_own = |wording: &&Wording| wording.counts >= 1.0;
        let own = self.wordings.iter().filter(is_own);
        let own: HashSet<Vec<u32>> = own.map(|wording| sorted(&wording.terms)).collect();
        for wording in &mut self.wordings {
            if wording.counts < 1.0 && own.contains(&sorted(&wording.terms)) {
                wording.counts = COMMON;
            }
        }
    }

    fn weigh(&mut self) {
        let fewest = 1.0 / self.questions.max(2) as f64;
        for term in 0..self.terms.len() {
            let found = self.terms[term].found.iter();
            let targets = found.flat_map(|wording| &self.wordings[*wording as usize].targets);
            let mut targets: Vec<usize> = targets.map(|target| *target as usize).collect();
            targets.sort_unstable();
            targets.dedup();
            let own = targets
                .iter()
                .filter(|target| **target < self.questions)
                .count();
            let part = |some: usize, all: usize| some as f64 / all.max(1) as f64;
            let common = part(targets.len(), self.targets).max(part(own, self.questions));
            let term = &mut self.terms[term];
            term.rarity = (1.0 / common.max(fewest)).ln().max(0.05) * term.share;
        }
        self.sizes = vec![0.0; self.targets];
        for wording in &mut self.wordings {
            for target in &wording.targets {
                self.sizes[*target as usize] += 1.0;
            }
            let terms = wording.terms.iter();
            wording.weight = terms.map(|term| self.terms[*term as usize].rarity).sum();
        }
    }

    /// The rarity of a word that one question has.
    pub fn rarest(&self) -> f64 {
        (self.questions.max(2) as f64).ln()
    }

    /// The term of a stem.
    pub fn term(&self, stem: &str) -> Option<usize> {
        self.by_stem.get(stem).copied()
    }

    /// The wordings in which one term directly follows another.
    pub fn pair(&self, one: usize, other: usize) -> &[u32] {
        let (one, other) = (narrow(one), narrow(other));
        let from = self.pairs.partition_point(|pair| *pair < (one, other));
        let same = self.pairs[from..].partition_point(|pair| *pair == (one, other));
        &self.paired[from..from + same]
    }

    /// The wordings with exactly these terms, in this order.
    pub fn same<'a>(&'a self, terms: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
        let wordings = self.wordings.iter().enumerate();
        let is_same = move |wording: &Wording| {
            let own = wording.terms.iter().map(|term| *term as usize);
            own.eq(terms.iter().copied())
        };
        let same = wordings.filter(move |(_, wording)| is_same(wording));
        same.map(|(wording, _)| wording)
    }

    /// The stems that begin so, each with its term, without words that bind a sentence.
    pub fn stems<'a>(
        &'a self,
        beginning: &'a str,
    ) -> impl Iterator<Item = (&'a str, usize)> + use<'a> {
        let from = self.by_stem.range(beginning.to_owned()..);
        from.take_while(move |(stem, _)| stem.starts_with(beginning))
            .filter(|(_, term)| self.terms[**term].share > 0.0)
            .map(|(stem, term)| (stem.as_str(), *term))
    }

    /// The words that begin so, each with its term.
    pub fn begun<'a, 'b>(
        &'a self,
        beginning: &'b str,
    ) -> impl Iterator<Item = (&'a str, usize)> + use<'a, 'b> {
        (self.written.range((beginning.to_owned(), 0)..))
            .take_while(move |(word, _)| word.starts_with(beginning))
            .map(|(word, term)| (word.as_str(), *term))
    }
}

/// An index with 32 bits; a design has far fewer wordings and words.
fn narrow(index: usize) -> u32 {
    index as u32
}

/// Adds an index to an ascending list, once.
fn add_last(list: &mut Vec<u32>, index: u32) {
    if list.last() != Some(&index) {
        list.push(index);
    }
}

fn sorted(terms: &[u32]) -> Vec<u32> {
    let mut terms = terms.to_vec();
    terms.sort_unstable();
    terms
}

/// The questions that have a topic: those that name it, or in a design without topics those with a wording of their own
/// that holds one of its phrasings.
pub fn questions_of(topic: &Topic, clarify: &[Clarify]) -> Vec<usize> {
    let with = |has: &dyn Fn(&Clarify) -> bool| {
        let clarify = clarify.iter().enumerate();
        let with = clarify.filter(|(_, one)| has(one));
        with.map(|(index, _)| index).collect()
    };
    if names_topics(clarify) {
        return with(&|clarify| clarify.topics.contains(&topic.id));
    }
    let phrasings: Vec<Vec<String>> = topic.phrasings.iter().map(|text| split(text)).collect();
    let holds = |text: &String| {
        let words = split(text);
        let is_held = |phrasing: &Vec<String>| match phrasing.len() {
            0 => false,
            1 => words == *phrasing,
            length => words.windows(length).any(|window| window == phrasing),
        };
        phrasings.iter().any(is_held)
    };
    with(&|clarify| {
        std::iter::once(&clarify.ask)
            .chain(&clarify.also)
            .any(holds)
    })
}

/// Whether any question names its topics.
fn names_topics(clarify: &[Clarify]) -> bool {
    clarify.iter().any(|clarify| !clarify.topics.is_empty())
}
