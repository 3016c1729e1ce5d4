//! Which clarifying question of a design fits what was typed: BM25 over word stems. Knows the questions' words and how
//! rare they are, never an answer's: a question must not be found by what it would give away.

mod index;

use strsim::osa_distance;

use super::super::design::Design;
use super::super::words::{self, Stems, Word, Worth};
use index::{Index, Wording};

/// Most questions found at once.
const MOST: usize = 3;
/// Fewest letters typed before anything is found, and fewest of a word that count as the beginning of another.
const FEWEST_LETTERS: usize = 3;
/// Fewest letters of a word that may hold a typo.
const TYPO_LETTERS: usize = 4;

/// What a word counts that was typed with a mistake or only begun.
const TYPO: f64 = 0.8;
const BEGUN: f64 = 0.8;
/// The part of what was said, by weight, that a question must answer to.
const THRESHOLD: f64 = 0.35;
/// What it adds that the words belong to one wording and leave little of it unsaid.
const TOGETHER: f64 = 0.5;

/// Whole words that happen to begin a word of the trade (`catalogue`, `cardholder`, `batch`): a fourth letter tells.
const NO_BEGINNINGS: [&str; 3] = ["cat", "car", "bat"];

/// The clarifying questions of one design, made ready to be found.
#[derive(Debug)]
pub struct Questions {
    stems: Stems,
    index: Index,
}

/// What one typed word stands for.
struct Heard {
    /// Terms, and how surely the word is one of them: up to 1.
    terms: Vec<(usize, f64)>,
    /// The most it can say of a question.
    weight: f64,
    faint: bool,
}

impl Questions {
    pub fn of(design: &Design) -> Self {
        let stems = Stems::default();
        let index = Index::of(&stems, &design.clarify);
        Self { stems, index }
    }

    /// The questions that fit what was typed, best first and at most three, as places in the design's `clarify`.
    /// A last word with nothing behind it may still be unfinished.
    pub fn best(&self, typed: &str) -> Vec<usize> {
        if typed.chars().filter(|c| c.is_alphanumeric()).count() < FEWEST_LETTERS {
            return Vec::new();
        }
        let mut words = self.stems.words(typed);
        let open = typed.chars().next_back().is_some_and(char::is_alphanumeric);
        let unfinished = if open { words.pop() } else { None };
        words.sort_by(|one, other| one.stem.cmp(&other.stem));
        words.dedup_by(|one, other| one.stem == other.stem);
        let whole = words.iter().filter_map(|word| self.hear(word, false));
        let last = unfinished.iter().filter_map(|word| self.hear(word, true));
        self.rank(&whole.chain(last).collect::<Vec<_>>())
    }

    fn rank(&self, heard: &[Heard]) -> Vec<usize> {
        let subject: f64 = (heard.iter().filter(|heard| !heard.faint))
            .map(|heard| heard.weight)
            .sum();
        let mut scores = vec![0.0; self.index.questions];
        let mut answered = vec![0.0; self.index.questions];
        for heard in heard {
            for (question, score) in self.said(heard).into_iter().enumerate() {
                scores[question] += score;
                if !heard.faint {
                    answered[question] += score.min(heard.weight);
                }
            }
        }
        let mut together = vec![0.0_f64; self.index.questions];
        for wording in &self.index.wordings {
            let said = &mut together[wording.question];
            *said = said.max(self.together(wording, heard));
        }
        let mut found: Vec<(usize, f64)> = (0..self.index.questions)
            .filter(|question| subject > 0.0 && answered[*question] >= THRESHOLD * subject)
            .map(|question| (question, scores[question] + TOGETHER * together[question]))
            .collect();
        found.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        found.truncate(MOST);
        found.into_iter().map(|(question, _)| question).collect()
    }

    /// What a heard word says of each question.
    fn said(&self, heard: &Heard) -> Vec<f64> {
        let mut said = vec![0.0_f64; self.index.questions];
        for (term, sure) in &heard.terms {
            let term = &self.index.terms[*term];
            for (question, share) in &term.found {
                said[*question] = said[*question].max(sure * term.rarity * share);
            }
        }
        said
    }

    /// How much of one wording was said: the weight of its words that were heard, times their part of it.
    fn together(&self, wording: &Wording, heard: &[Heard]) -> f64 {
        let (mut said, mut whole) = (0.0, f64::EPSILON);
        for place in &wording.terms {
            let rarity = self.index.terms[*place].rarity;
            let all = heard.iter().flat_map(|heard| &heard.terms);
            let sure = all.filter(|(term, _)| term == place).map(|(_, sure)| *sure);
            said += rarity * sure.fold(0.0, f64::max);
            whole += rarity;
        }
        said * said / whole
    }

    /// What a typed word stands for; `None` if it says nothing that could be right or wrong.
    fn hear(&self, word: &Word, unfinished: bool) -> Option<Heard> {
        if word.worth == Worth::None {
            return None;
        }
        let written = word.written.as_str();
        let letters = written.chars().count();
        let mut terms: Vec<(usize, f64)> = Vec::new();
        terms.extend(self.index.term(&word.stem).map(|term| (term, 1.0)));
        let begins = letters >= FEWEST_LETTERS && !NO_BEGINNINGS.contains(&written);
        if unfinished && begins {
            terms.extend(self.index.begun(written).map(|term| (term, BEGUN)));
        }
        if terms.is_empty() && word.worth == Worth::Full {
            let near = self.index.written(|other| is_one_edit(written, other));
            terms.extend(near.map(|term| (term, TYPO)));
        }
        if terms.is_empty() {
            let unknown = word.worth == Worth::Full
                && !words::of_no_subject(|other| {
                    is_one_edit(written, other) || unfinished && other.starts_with(written)
                });
            return unknown.then(|| Heard {
                terms,
                weight: self.index.rarity(1),
                faint: false,
            });
        }
        let weights = terms.iter().map(|(term, _)| self.index.terms[*term].rarity);
        Some(Heard {
            weight: weights.fold(0.0, f64::max),
            terms,
            faint: word.worth == Worth::Faint,
        })
    }
}

/// Whether one edit (a letter too many, too few, another, or two swapped) makes one word the other. The first letter
/// is seldom missed, and in a word of four another letter makes another word: `read` is not `real`.
fn is_one_edit(typed: &str, word: &str) -> bool {
    let (letters, others) = (typed.chars().count(), word.chars().count());
    let fewest = letters.min(others);
    if fewest < TYPO_LETTERS || letters.abs_diff(others) > 1 || osa_distance(typed, word) != 1 {
        return false;
    }
    let swapped = || sorted(typed) == sorted(word);
    let same_start = typed.chars().next() == word.chars().next();
    (same_start || swapped()) && (letters != others || fewest > TYPO_LETTERS || swapped())
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
