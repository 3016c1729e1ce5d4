//! What was understood of a typed text: its parts, and the questions that each may be.

use super::rank::{MATCH, QuestionMatch};

/// The confidence from which a question may have been meant, and most of them.
const PLAUSIBLE: f64 = 0.25;
const MOST_PLAUSIBLE: usize = 3;

/// How well a typed text or a part of it is understood, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchVerdict {
    /// The first question is the one that was typed.
    Match,
    /// The questions have to do with the text, and none is surely meant.
    Closest,
    /// No question has to do with the text.
    None,
}

impl MatchVerdict {
    /// As written in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Closest => "closest",
            Self::None => "none",
        }
    }
}

/// One question of what was typed, and the design's questions that it may be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// This part as it was typed.
    pub typed: String,
    /// Best first, at most five.
    pub candidates: Vec<QuestionMatch>,
}

impl Part {
    pub fn verdict(&self) -> MatchVerdict {
        match self.candidates.first() {
            Some(first) if first.confidence >= MATCH => MatchVerdict::Match,
            Some(_) => MatchVerdict::Closest,
            None => MatchVerdict::None,
        }
    }

    /// The candidate of a question.
    pub fn candidate(&self, question: usize) -> Option<&QuestionMatch> {
        self.candidates.iter().find(|one| one.question == question)
    }

    /// The likeliest question, with how surely it was typed: from 0 to 1.
    pub fn likeliest(&self) -> Option<(usize, f64)> {
        let first = self.candidates.first()?;
        Some((first.question, first.confidence))
    }

    /// Takes the first question to be this surely the one that was typed. It stays the first.
    pub fn set_confidence(&mut self, confidence: f64) {
        let mut candidates = self.candidates.iter_mut();
        if let Some(first) = candidates.next() {
            first.confidence = confidence;
        }
        candidates.for_each(|one| one.confidence = one.confidence.min(confidence));
    }

    /// The questions that this part may be, best first, whether or not the first is a match.
    pub fn plausible(&self) -> impl Iterator<Item = usize> {
        let plausible = self.candidates.iter();
        let plausible = plausible.filter(|one| one.confidence >= PLAUSIBLE);
        plausible.take(MOST_PLAUSIBLE).map(|one| one.question)
    }

    /// The index of the question that was typed.
    pub fn question(&self) -> Option<usize> {
        let first = self.candidates.first()?;
        (self.verdict() == MatchVerdict::Match).then_some(first.question)
    }
}

/// What was typed, by parts; empty if nothing was.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matches {
    /// More than one for a compound question, of which one part at least is a match.
    pub parts: Vec<Part>,
}

impl Matches {
    /// The verdict on the whole: a match if any part is one.
    pub fn verdict(&self) -> MatchVerdict {
        let verdicts = self.parts.iter().map(Part::verdict);
        verdicts.min().unwrap_or(MatchVerdict::None)
    }
}
