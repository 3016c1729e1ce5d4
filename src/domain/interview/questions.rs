//! Which clarifying questions of a design were typed. Wordings of the design and of the framework's topics are compared
//! with the typed words; answers are not, because a question must not be found by what it would give away.

mod compound;
mod counting_words;
mod fit;
pub mod fitting;
mod form;
mod frame;
mod general;
mod index;
mod match_terms;
mod matches;
pub mod meaning;
mod opening;
mod part_confidence;
mod rank;
mod split;
mod vocabulary;
mod wordings;

use crate::domain::content::design::Design;
use crate::domain::content::framework::Topic;
use crate::domain::stems::{Stems, Word, Worth};
use compound::Before;
use counting_words::{bare, core};
use index::Index;
use match_terms::{MatchedWord, Synonyms, Typed, match_terms};
pub use matches::{MatchVerdict, Matches, Part};
use meaning::Vectors;
use part_confidence::{PartFigures, Whole};
pub use rank::QuestionMatch;
use split::{Clause, clauses};
use vocabulary::split as split_words;
use wordings::Wordings;

/// Most questions found for one part.
pub const MOST: usize = 5;
/// Fewest letters typed before anything is found.
const FEWEST_LETTERS: usize = 3;
/// Most letters that are looked at; whatever was pasted, a key costs no more.
const MOST_LETTERS: usize = 500;
/// A text of more clauses is not split: it is no question that one asks, and a key must stay cheap.
const MOST_CLAUSES: usize = 8;

/// The confidence in a question of which a wording was typed with a typo or another opening.
const NEARLY: f64 = 0.95;
/// The most confidence in any question for a text that asks for general knowledge or advice.
const OF_GENERAL: f64 = 0.3;

/// The confidence in a question of which a wording has the same words beside the empty ones.
const OF_SAME_CORE: f64 = 0.9;
/// What every design is about, beside its title.
const SUBJECT: &str = "ml ai scope";

/// The clarifying questions of one design, ready to be found.
#[derive(Debug)]
pub struct Questions {
    stems: Stems,
    vectors: Vectors,
    /// Stems of the design's title and such: the subject of every question, so they tell none apart.
    title: Vec<String>,
    synonyms: Synonyms,
    index: Index,
    /// By the words of the wordings.
    wordings: Wordings,
    /// The same by [`bare`] words.
    bare_wordings: Wordings,
    /// The same by [`core`] words.
    core_wordings: Wordings,
}

impl Questions {
    /// The questions of a design and the topics of the framework that it runs in.
    pub fn new(design: &Design, topics: &[Topic]) -> Self {
        Self::with(Vectors::default(), design, topics)
    }

    /// The same with other vectors.
    fn with(vectors: Vectors, design: &Design, topics: &[Topic]) -> Self {
        let stems = Stems::default();
        let title = words(&stems, &format!("{} {SUBJECT}", design.title));
        Self {
            title: title.into_iter().map(|word| word.stem).collect(),
            synonyms: Synonyms::of(&stems),
            index: Index::new(&stems, &vectors, &design.clarify, topics),
            wordings: Wordings::new(&design.clarify, topics, split_words),
            bare_wordings: Wordings::new(&design.clarify, topics, |text| {
                bare(&words(&stems, text))
            }),
            core_wordings: Wordings::new(&design.clarify, topics, |text| {
                core(&stems, &words(&stems, text))
            }),
            stems,
            vectors,
        }
    }

    /// Finds the questions that a text asks. Its last word may be unfinished.
    pub fn find(&self, typed: &str) -> Matches {
        let end = typed.char_indices().nth(MOST_LETTERS);
        let typed = typed[..end.map_or(typed.len(), |(end, _)| end)].trim_start();
        if typed.trim_end().chars().count() < FEWEST_LETTERS {
            return Matches::default();
        }
        let mut parts = self.parts(opening::question_of(typed));
        if let [whole] = parts.as_mut_slice() {
            typed.trim_end().clone_into(&mut whole.typed);
        }
        Matches { parts }
    }

    /// The parts of a text without its opening: the whole of it where it is no compound question.
    fn parts(&self, typed: &str) -> Vec<Part> {
        let whole = self.part(typed);
        let clauses = clauses(typed);
        let Some(mut parts) = self.split(typed, &clauses) else {
            return vec![whole];
        };
        let figures = figures_of_parts(&whole, &clauses, &parts);
        for (part, figures) in parts.iter_mut().zip(figures) {
            if let Some(figures) = figures {
                part.set_confidence(part_confidence::confidence(&figures));
            }
        }
        let mut asked = Vec::new();
        parts.retain(|part| part.question().is_none_or(|one| is_first(&mut asked, one)));
        let found = asked.len();
        let are_all = found > 1 && found == parts.len() && !compound::is_surer(&whole, &parts);
        // One question that names several things.
        let is_one = !are_all && whole.question().is_some() && compound::is_one(&whole, &clauses);
        let is_whole = found == 0 || is_one;
        if is_whole { vec![whole] } else { parts }
    }

    /// The parts that the clauses of a text make, each by itself; `None` where the text is no compound question.
    fn split(&self, typed: &str, clauses: &[Clause]) -> Option<Vec<Part>> {
        let is_simple = clauses.iter().all(|clause| clause.body == 0);
        let is_wording = || self.wordings.question(&split_words(typed)).is_some();
        if is_simple || clauses.len() > MOST_CLAUSES || is_wording() {
            return None;
        }
        let find = |clause: &str, before: Option<Before<'_>>| self.clause(clause, before);
        Some(compound::parts(typed, clauses, find, |clause| {
            self.asks(clause)
        }))
    }

    /// The questions of a clause. The clause before it may hold what it leaves out, or what it speaks of: `how many users and
    /// items`, `what runs today and how good is it`. What the clause before asks by itself, its subject alone would find again.
    fn clause(&self, clause: &str, before: Option<Before<'_>>) -> Part {
        let part = self.part(clause);
        let Some(before) = before.filter(|_| part.question().is_none()) else {
            return part;
        };
        let longer = self.part(&if before.refers {
            compound::referred(clause, &self.subject(before.typed))
        } else {
            format!("{} {clause}", self.lead(before.typed))
        });
        let question = longer.question();
        if question.is_none() || before.refers && question == before.question {
            return part;
        }
        Part {
            typed: part.typed,
            ..longer
        }
    }

    /// Whether a clause names a subject at all.
    fn asks(&self, clause: &str) -> bool {
        let words = words(&self.stems, clause);
        let words = self.matched(words, is_open(clause));
        words.iter().any(|matched| !matched.faint)
    }

    /// The words of a clause before its first subject, such as `how many`.
    fn lead(&self, clause: &str) -> String {
        let words = words(&self.stems, clause).into_iter();
        let lead = words.take_while(is_of_lead);
        lead.map(|word| word.written).collect::<Vec<_>>().join(" ")
    }

    /// The words of a clause from its first subject on.
    fn subject(&self, clause: &str) -> String {
        let words = words(&self.stems, clause).into_iter();
        let subject = words.skip_while(is_of_lead);
        subject
            .map(|word| word.written)
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn part(&self, typed: &str) -> Part {
        let split = split_words(typed);
        let words = self.stems.words_of(split.clone());
        let open = is_open(typed);
        let said = self.typed(&split, words.clone(), open);
        let mut candidates = rank::rank(&self.index, &said, MOST);
        let knows = |word: &str| self.index.term(&self.stems.of(word)).is_some();
        let is_general = general::is_general(&split, knows);
        if is_general {
            for one in &mut candidates {
                one.confidence = one.confidence.min(OF_GENERAL);
            }
        }
        let known = self.wordings.question(&split).map(QuestionMatch::certain);
        let nearly = || self.nearly(said.forms[form::ADVICE], words, open);
        let known = known.or_else(|| if is_general { None } else { nearly() });
        if let Some(known) = known {
            candidates.retain(|one| one.question != known.question);
            candidates.insert(0, known);
            candidates.truncate(MOST);
        }
        Part {
            typed: typed.trim_end().to_owned(),
            candidates,
        }
    }

    /// The question of which a text is a wording but for typos, an unfinished last word, or another opening.
    fn nearly(&self, is_advice: bool, mut words: Vec<Word>, open: bool) -> Option<QuestionMatch> {
        let last = words.len().checked_sub(1)?;
        for (index, word) in words.iter_mut().enumerate() {
            if let Some(meant) = match_terms::meant(&self.index, word, open && index == last) {
                meant.clone_into(&mut word.written);
            }
        }
        for word in &mut words {
            word.stem = self.stems.of(&word.written);
        }
        let of_bare = self.bare_wordings.question(&bare(&words));
        // How a candidate would do something is not asked of the same words without it: `how do I define fraud`.
        let of_core = || {
            let core = core(&self.stems, &words);
            self.core_wordings.question(&core).filter(|_| !is_advice)
        };
        let nearly = of_bare.map(|question| (question, NEARLY));
        let known = nearly.or_else(|| of_core().map(|question| (question, OF_SAME_CORE)));
        known.map(|(question, confidence)| QuestionMatch {
            confidence,
            ..QuestionMatch::certain(question)
        })
    }

    /// What a text says: its words that say something, which follow one another, how it asks and what it means.
    fn typed(&self, split: &[String], words: Vec<Word>, open: bool) -> Typed {
        let meaning = self.vectors.vector(&words);
        let known = words.iter().map(|word| self.index.term(&word.stem));
        let known: Vec<Option<usize>> = known.collect();
        let pairs = known
            .windows(2)
            .filter_map(|pair| Some((pair[0]?, pair[1]?)));
        Typed {
            pairs: pairs.collect(),
            frame: frame::frame(split),
            forms: form::forms(split),
            shares: self.vectors.shares(&meaning, &self.index.meanings),
            words: self.matched(words, open),
        }
    }

    /// What words say, each once; the last may be unfinished if the text is open.
    fn matched(&self, mut words: Vec<Word>, open: bool) -> Vec<MatchedWord> {
        for word in &mut words {
            if word.worth == Worth::Full && self.title.contains(&word.stem) {
                word.worth = Worth::Loose;
            }
        }
        let last = if open { words.pop() } else { None };
        words.sort_by(|one, other| one.stem.cmp(&other.stem));
        words.dedup_by(|one, other| one.stem == other.stem);
        let last = last.filter(|last| words.iter().all(|word| word.stem != last.stem));
        let whole = words.iter().map(|word| (word, false));
        let last = last.iter().map(|word| (word, true));
        let matched = whole.chain(last).filter_map(|(word, unfinished)| {
            match_terms(&self.index, &self.synonyms, word, unfinished)
        });
        matched.collect()
    }
}

/// What tells how surely each part of a text asks its likeliest question, by [`part_confidence::figures`].
fn figures_of_parts(whole: &Part, clauses: &[Clause], parts: &[Part]) -> Vec<Option<PartFigures>> {
    let whole = Whole {
        part: whole,
        words: split_words(&whole.typed).len(),
        questions: clauses.iter().filter(|clause| clause.is_question).count(),
    };
    part_confidence::figures(&whole, parts)
}

/// Whether a question is not yet among those that were asked; then it is from now on.
fn is_first(asked: &mut Vec<usize>, question: usize) -> bool {
    let is_first = !asked.contains(&question);
    if is_first {
        asked.push(question);
    }
    is_first
}

/// Whether a word names no subject.
fn is_of_lead(word: &Word) -> bool {
    matches!(word.worth, Worth::None | Worth::Faint)
}

/// The words of a text, short forms written out.
fn words(stems: &Stems, text: &str) -> Vec<Word> {
    stems.words_of(split_words(text))
}

/// Whether the last word of a text may be unfinished.
fn is_open(typed: &str) -> bool {
    typed.chars().next_back().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
