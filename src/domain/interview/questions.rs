//! Which clarifying question of a design fits what was typed: BM25 over word stems. Knows the questions' words and how
//! rare they are, never an answer's: a question must not be found by what it would give away.

mod hear;
mod index;

use crate::domain::content::design::Design;
use crate::domain::stems::{Stems, Word, Worth};
use hear::{Heard, Synonyms, hear};
use index::{Index, Wording};

/// Most questions found at once.
const MOST: usize = 3;
/// Fewest letters typed before anything is found.
const FEWEST_LETTERS: usize = 3;
/// Most letters of a question that are looked at; whatever was pasted, a key costs no more.
const MOST_LETTERS: usize = 500;
/// The part of what was said, by weight, that a question must answer to.
const THRESHOLD: f64 = 0.35;
/// What it adds that the words belong to one wording and leave little of it unsaid.
const TOGETHER: f64 = 0.5;

/// The clarifying questions of one design, made ready to be found.
#[derive(Debug)]
pub struct Questions {
    stems: Stems,
    /// Stems of the design's title: the subject of every question, so they tell none apart.
    title: Vec<String>,
    synonyms: Synonyms,
    index: Index,
}

/// How well one question fits what was typed.
#[derive(Debug, Clone, Default)]
struct Fit {
    /// BM25's sum over the words.
    score: f64,
    /// The part of the sum that subjects have, no word counted beyond its own weight.
    answered: f64,
    /// How much of what was said stands in one wording, and how little of that wording was left out.
    together: f64,
    is_whole: bool,
}

impl Fit {
    fn in_all(&self) -> f64 {
        self.score + TOGETHER * self.together
    }
}

impl Questions {
    pub fn of(design: &Design) -> Self {
        let stems = Stems::default();
        let title = stems.words(&design.title);
        Self {
            title: title.into_iter().map(|word| word.stem).collect(),
            synonyms: Synonyms::of(&stems),
            index: Index::of(&stems, &design.clarify),
            stems,
        }
    }

    /// The questions that fit what was typed, best first and at most three, as places in the design's `clarify`.
    /// A last word with nothing behind it may still be unfinished.
    pub fn best(&self, typed: &str) -> Vec<usize> {
        if typed.trim().chars().count() < FEWEST_LETTERS {
            return Vec::new();
        }
        let end = typed.char_indices().nth(MOST_LETTERS);
        let typed = &typed[..end.map_or(typed.len(), |(end, _)| end)];
        let mut words = self.stems.words(typed);
        for word in &mut words {
            if word.worth == Worth::Full && self.title.contains(&word.stem) {
                word.worth = Worth::Loose;
            }
        }
        let open = typed.chars().next_back().is_some_and(char::is_alphanumeric);
        let unfinished = if open { words.pop() } else { None };
        words.sort_by(|one, other| one.stem.cmp(&other.stem));
        words.dedup_by(|one, other| one.stem == other.stem);
        let whole = words.iter().filter_map(|word| self.hear(word, false));
        let last = unfinished.iter().filter_map(|word| self.hear(word, true));
        self.rank(&whole.chain(last).collect::<Vec<_>>())
    }

    fn rank(&self, heard: &[Heard]) -> Vec<usize> {
        let subjects = heard.iter().filter(|heard| !heard.faint);
        let subject: f64 = subjects.map(|heard| heard.weight).sum();
        let mut fits = vec![Fit::default(); self.index.questions];
        for heard in heard {
            for (fit, score) in fits.iter_mut().zip(self.said(heard)) {
                fit.score += score;
                if !heard.faint {
                    fit.answered += score.min(heard.weight);
                }
            }
        }
        for wording in &self.index.wordings {
            let fit = &mut fits[wording.question];
            let (said, whole) = self.said_of(wording, heard);
            fit.together = fit.together.max(said * said / whole);
            fit.is_whole |= said >= whole;
        }
        let fits_well = |fit: &Fit| {
            if subject > 0.0 {
                fit.answered >= THRESHOLD * subject
            } else {
                // `how long may it take` has no subject of its own; only all of it is a question.
                fit.is_whole
            }
        };
        let all = fits.iter().enumerate();
        let mut found: Vec<(usize, &Fit)> = all.filter(|(_, fit)| fits_well(fit)).collect();
        found.sort_by(|(_, one), (_, other)| other.in_all().total_cmp(&one.in_all()));
        found.truncate(MOST);
        found.into_iter().map(|(question, _)| question).collect()
    }

    fn hear(&self, word: &Word, unfinished: bool) -> Option<Heard> {
        hear(&self.index, &self.synonyms, word, unfinished)
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

    /// The weight of a wording's words that were said, and of all of them.
    fn said_of(&self, wording: &Wording, heard: &[Heard]) -> (f64, f64) {
        let (mut said, mut whole) = (0.0, f64::EPSILON);
        for place in &wording.terms {
            let rarity = self.index.terms[*place].rarity;
            let all = heard.iter().flat_map(|heard| &heard.terms);
            let sure = all.filter(|(term, _)| term == place).map(|(_, sure)| *sure);
            said += rarity * sure.fold(0.0, f64::max);
            whole += rarity;
        }
        (said + f64::EPSILON, whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::design::{Clarify, Difficulty};

    const ASKS: [(&str, &[&str]); 5] = [
        (
            "How many parcels do we deliver?",
            &["qps", "throughput", "parcels a day"],
        ),
        (
            "How late may an estimate come?",
            &["latency", "p99", "how long may it take"],
        ),
        (
            "Who reads the estimate?",
            &["audience", "use case", "mobile app"],
        ),
        ("Which catalogue of vans is there?", &["fleet", "vehicles"]),
        ("What has been logged?", &["history", "training data"]),
    ];

    fn questions() -> Questions {
        let clarify = ASKS.iter().map(|(ask, also)| Clarify {
            ask: (*ask).to_owned(),
            also: also.iter().map(|also| (*also).to_owned()).collect(),
            answer: "Zebras cross at dawn.".to_owned(),
        });
        Questions::of(&Design {
            id: "parcel-eta".to_owned(),
            title: "Parcel Arrival".to_owned(),
            category: String::new(),
            difficulty: Difficulty::Easy,
            stars: 1,
            summary: String::new(),
            concepts: Vec::new(),
            brief: String::new(),
            clarify: clarify.collect(),
            stages: Vec::new(),
            estimates: Vec::new(),
            sources: Vec::new(),
        })
    }

    fn first(typed: &str) -> Option<usize> {
        questions().best(typed).first().copied()
    }

    #[test]
    fn nothing_is_found_before_the_third_letter() {
        assert_eq!(first("qp"), None);
        assert_eq!(first("qps"), Some(0));
        assert_eq!(first("th "), None);
        assert_eq!(first("thr"), Some(0));
    }

    #[test]
    fn only_the_word_being_typed_may_be_unfinished() {
        assert_eq!(first("throughp"), Some(0));
        assert_eq!(first("thro "), None);
        assert_eq!(first("throughput?"), Some(0));
    }

    #[test]
    fn a_cat_is_not_the_beginning_of_a_catalogue() {
        assert_eq!(first("cat"), None);
        assert_eq!(first("cata"), Some(3));
    }

    #[test]
    fn a_word_of_four_letters_or_more_may_hold_one_typo() {
        for typo in [
            "latency", "latencyy", "latncy", "latemcy", "latnecy", "altency",
        ] {
            assert_eq!(first(&format!("{typo}?")), Some(1), "{typo}");
        }
        for other in ["lateness of", "ltnecy?", "p98?"] {
            assert_ne!(first(other), Some(0), "{other}");
        }
        assert_eq!(first("p98?"), None);
        assert_eq!(first("latemxy?"), None);
    }

    #[test]
    fn every_form_of_a_word_finds_the_same() {
        for form in ["estimate", "estimates", "estimated", "estimating"] {
            assert_eq!(
                questions().best(&format!("reads the {form}?"))[0],
                2,
                "{form}"
            );
        }
        assert_eq!(first("historical data?"), Some(4));
    }

    #[test]
    fn words_that_hold_a_sentence_together_find_nothing() {
        for typed in [
            "what is the",
            "how many",
            "could you please tell me",
            "who",
            "???",
            "   ",
            "",
        ] {
            assert_eq!(first(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_wording_without_a_subject_is_found_by_all_of_it() {
        assert_eq!(first("how long may it take"), Some(1));
    }

    #[test]
    fn a_subject_that_the_design_does_not_know_weighs_against_what_it_knows() {
        assert_eq!(first("what about latency"), Some(1));
        assert_eq!(first("giraffe zoo opening latency"), None);
    }

    #[test]
    fn an_answer_is_not_searched() {
        assert_eq!(first("zebras"), None);
    }

    #[test]
    fn at_most_three_come_up_each_once() {
        let found = questions().best("latency history fleet throughput audience");
        assert!(found.len() <= 3, "{found:?}");
        let mut once = found.clone();
        once.dedup();
        assert_eq!(found, once);
    }

    #[test]
    fn saying_a_word_twice_changes_nothing() {
        let questions = questions();
        assert_eq!(
            questions.best("fleet fleet history?"),
            questions.best("fleet history?")
        );
    }

    #[test]
    fn whatever_is_typed_or_pasted_does_no_harm() {
        let questions = questions();
        for typed in ["\u{0}\u{1b}[31m", "é́́́́", "日本語の質問", "a/b/c/d", "🦀🦀🦀"]
        {
            let _ = questions.best(typed);
        }
        let _ = questions.best(&"latency ".repeat(100_000));
        let _ = questions.best(&"x".repeat(100_000));
    }

    #[test]
    fn a_design_without_questions_has_no_answer() {
        let mut empty = questions();
        empty.index = Index::of(&empty.stems, &[]);
        assert!(empty.best("latency").is_empty());
    }
}
