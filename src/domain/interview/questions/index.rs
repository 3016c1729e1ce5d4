//! The words of a design's clarifying questions, and how rare each is among them. Must not know what was typed.

use crate::domain::content::design::Clarify;
use crate::domain::stems::{Stems, Word, Worth};

/// How fast a word said again stops adding (BM25's k1), and how much a long question is held back (its b).
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.3;

/// Every stem of the questions, with where it stands.
#[derive(Debug)]
pub struct Index {
    /// How many questions there are.
    pub questions: usize,
    pub terms: Vec<Term>,
    pub wordings: Vec<Wording>,
    /// Every word as the design writes it, with its term; in the order of the alphabet.
    written: Vec<(String, usize)>,
}

/// A stem and the questions that hold it.
#[derive(Debug)]
pub struct Term {
    stem: String,
    /// How much finding it says: BM25's inverse document frequency, less for words that many subjects share.
    pub rarity: f64,
    /// How much of that is due to what the word is worth: up to 1.
    pub share: f64,
    /// Question and how much the stem says there, rarity left out: about 1.
    pub found: Vec<(usize, f64)>,
}

/// One way to put a question: the terms in it, each once.
#[derive(Debug)]
pub struct Wording {
    pub question: usize,
    pub terms: Vec<usize>,
}

impl Index {
    pub fn of(stems: &Stems, clarify: &[Clarify]) -> Self {
        let mut index = Self {
            questions: clarify.len(),
            terms: Vec::new(),
            wordings: Vec::new(),
            written: Vec::new(),
        };
        let mut lengths = vec![0; clarify.len()];
        for (question, clarify) in clarify.iter().enumerate() {
            for text in std::iter::once(&clarify.ask).chain(&clarify.also) {
                let words = stems.words(text);
                lengths[question] += index.enter(question, &words);
            }
        }
        index.written.sort_unstable();
        index.written.dedup();
        index.weigh(&lengths);
        index
    }

    /// Enters one wording; how many of its words are compared.
    fn enter(&mut self, question: usize, words: &[Word]) -> usize {
        let mut terms = Vec::new();
        let words = words.iter().filter(|word| word.worth != Worth::None);
        for word in words.clone() {
            let place = self.place(word);
            self.written.push((word.written.clone(), place));
            match self.terms[place].found.last_mut() {
                Some((last, times)) if *last == question => *times += 1.0,
                _ => self.terms[place].found.push((question, 1.0)),
            }
            if !terms.contains(&place) {
                terms.push(place);
            }
        }
        self.wordings.push(Wording { question, terms });
        words.count()
    }

    fn place(&mut self, word: &Word) -> usize {
        let known = self.terms.iter().position(|term| term.stem == word.stem);
        known.unwrap_or_else(|| {
            self.terms.push(Term {
                stem: word.stem.clone(),
                rarity: 0.0,
                share: word.worth.share(),
                found: Vec::new(),
            });
            self.terms.len() - 1
        })
    }

    /// Makes counts into weights.
    fn weigh(&mut self, lengths: &[usize]) {
        let all = lengths.iter().sum::<usize>().max(1) as f64;
        let mean = all / self.questions.max(1) as f64;
        for place in 0..self.terms.len() {
            let rarity = self.rarity(self.terms[place].found.len());
            let term = &mut self.terms[place];
            term.rarity = rarity * term.share;
            for (question, times) in &mut term.found {
                let length = lengths[*question] as f64 / mean;
                let held_back = SATURATION * (1.0 - LENGTH + LENGTH * length);
                *times = *times * (SATURATION + 1.0) / (*times + held_back);
            }
        }
    }

    /// How much finding a word says that stands in this many questions.
    pub fn rarity(&self, questions: usize) -> f64 {
        let (all, with) = (self.questions as f64, questions as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// The term of a stem.
    pub fn term(&self, stem: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.stem == stem)
    }

    /// The terms of which the stem is such that this holds.
    pub fn stems(&self, holds: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        let terms = self.terms.iter().enumerate();
        terms
            .filter(move |(_, term)| holds(&term.stem))
            .map(|(place, _)| place)
    }

    /// The terms whose words begin so.
    pub fn begun(&self, beginning: &str) -> impl Iterator<Item = usize> {
        let from = (self.written).partition_point(|(word, _)| word.as_str() < beginning);
        (self.written[from..].iter())
            .take_while(move |(word, _)| word.starts_with(beginning))
            .map(|(_, term)| *term)
    }

    /// The terms of which a word is written so that this holds.
    pub fn written(&self, holds: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        let written = self.written.iter();
        written
            .filter(move |(word, _)| holds(word))
            .map(|(_, term)| *term)
    }
}
