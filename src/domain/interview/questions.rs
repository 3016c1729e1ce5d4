//! Which clarifying questions of a design were typed. Wordings of the design and of the framework's topics are compared
//! with the typed words; answers are not, because a question must not be found by what it would give away.

mod compound;
mod fit;
mod form;
mod frame;
mod general;
mod index;
mod match_terms;
mod opening;
mod rank;
mod split;
mod vocabulary;
mod wordings;

use std::collections::HashSet;

use crate::domain::content::design::Design;
use crate::domain::content::framework::Topic;
use crate::domain::stems::{Stems, Word, Worth};
use index::Index;
use match_terms::{Synonyms, Typed, match_terms};
pub use rank::{Candidate, MATCH};
use split::clauses;
use vocabulary::split as split_words;
use wordings::Wordings;

/// Most questions found for one part.
pub const MOST: usize = 5;
/// The confidence from which a question may have been meant, and most of them.
const PLAUSIBLE: f64 = 0.25;
const MOST_PLAUSIBLE: usize = 3;
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

/// Words that open a question and change nothing in what it asks: `what latency`, `is there a latency budget`.
const OPENING: &str = "what whats which s is are the a an of there any about our your we do have and so ok please \
     hello hi could you tell me";

/// Words that change nothing in what a question asks where the rest of it is the same: `how many searches do you get`.
const EMPTY: &str = "a about actually all an and any are around at be been being by come comes coming currently did do does \
     exactly expect expected expecting for get gets getting give given going got had handle handled handling has have having \
     here i in is it its just me my of on our ours per please really receive roughly see serve served serving seeing so some \
     that the their them there these they thing this those to us use used using was we were what whats which will with would you your \
     every each going";

/// Words for how often, with the period that each names.
const PERIODS: [(&str, &str); 6] = [
    ("hourly", "hour"),
    ("daily", "day"),
    ("weekly", "week"),
    ("monthly", "month"),
    ("yearly", "year"),
    ("annually", "year"),
];

/// The confidence in a question of which a wording has the same words beside the empty ones.
const OF_SAME_CORE: f64 = 0.9;
/// Fewest words that are left without the empty ones; one of them must name a subject.
const FEWEST_CORE_WORDS: usize = 2;

/// What every design is about, beside its title.
const SUBJECT: &str = "ml ai scope";

/// How well a typed text or a part of it is understood, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The first question is the one that was typed.
    Match,
    /// The questions have to do with the text, and none is surely meant.
    Closest,
    /// No question has to do with the text.
    None,
}

impl Verdict {
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
    pub candidates: Vec<Candidate>,
}

impl Part {
    pub fn verdict(&self) -> Verdict {
        match self.candidates.first() {
            Some(first) if first.confidence >= MATCH => Verdict::Match,
            Some(_) => Verdict::Closest,
            None => Verdict::None,
        }
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
        (self.verdict() == Verdict::Match).then_some(first.question)
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
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.parts.iter().map(Part::verdict);
        verdicts.min().unwrap_or(Verdict::None)
    }
}

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

/// The clarifying questions of one design, ready to be found.
#[derive(Debug)]
pub struct Questions {
    stems: Stems,
    /// Stems of the design's title and such: the subject of every question, so they tell none apart.
    title: Vec<String>,
    synonyms: Synonyms,
    index: Index,
    /// By the words of the wordings.
    wordings: Wordings,
    /// The same by the stems of the words that are not [`OPENING`].
    bare_wordings: Wordings,
    /// The same by the stems of the words that are not [`EMPTY`].
    core_wordings: Wordings,
}

impl Questions {
    /// The questions of a design and the topics of the framework that it runs in.
    pub fn new(design: &Design, topics: &[Topic]) -> Self {
        let stems = Stems::default();
        let title = words(&stems, &format!("{} {SUBJECT}", design.title));
        Self {
            title: title.into_iter().map(|word| word.stem).collect(),
            synonyms: Synonyms::of(&stems),
            index: Index::new(&stems, &design.clarify, topics),
            wordings: Wordings::new(&design.clarify, topics, split_words),
            bare_wordings: Wordings::new(&design.clarify, topics, |text| {
                bare(&words(&stems, text))
            }),
            core_wordings: Wordings::new(&design.clarify, topics, |text| {
                core(&stems, &words(&stems, text))
            }),
            stems,
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
        let is_simple = clauses.iter().all(|clause| clause.body == 0);
        let is_wording = self.wordings.question(&split_words(typed)).is_some();
        if is_simple || is_wording || clauses.len() > MOST_CLAUSES {
            return vec![whole];
        }
        let find = |clause: &str, before: Option<&str>| self.clause(clause, before);
        let parts = compound::parts(typed, &clauses, find, |clause| self.asks(clause));
        let questions = parts.iter().filter_map(Part::question);
        let found = questions.count();
        let is_whole = whole.question().is_some();
        // One question that names several things, or several that each are surer by themselves?
        let are_all = found == parts.len() && found > 1 && !compound::is_surer(&whole, &parts);
        let is_one =
            is_whole && (parts.len() == 1 || !are_all && compound::is_one(&whole, &clauses));
        if found == 0 || is_one {
            return vec![whole];
        }
        parts
    }

    /// The questions of a clause. The clause before it may hold what it leaves out: `how many users and items`.
    fn clause(&self, clause: &str, before: Option<&str>) -> Part {
        let part = self.part(clause);
        let Some(before) = before.filter(|_| part.question().is_none()) else {
            return part;
        };
        let longer = self.part(&format!("{} {clause}", self.lead(before)));
        match longer.question() {
            Some(_) => Part {
                typed: part.typed,
                ..longer
            },
            None => part,
        }
    }

    /// Whether a clause names a subject at all.
    fn asks(&self, clause: &str) -> bool {
        self.typed(clause)
            .words
            .iter()
            .any(|matched| !matched.faint)
    }

    /// The words of a clause before its first subject, such as `how many`.
    fn lead(&self, clause: &str) -> String {
        let words = words(&self.stems, clause).into_iter();
        let lead = words.take_while(|word| matches!(word.worth, Worth::None | Worth::Faint));
        lead.map(|word| word.written).collect::<Vec<_>>().join(" ")
    }

    fn part(&self, typed: &str) -> Part {
        let mut candidates = rank::rank(&self.index, &self.typed(typed), MOST);
        if self.is_general(typed) {
            for one in &mut candidates {
                one.confidence = one.confidence.min(OF_GENERAL);
            }
        }
        if let Some(known) = self.known(typed) {
            candidates.retain(|one| one.question != known.question);
            candidates.insert(0, known);
            candidates.truncate(MOST);
        }
        Part {
            typed: typed.trim_end().to_owned(),
            candidates,
        }
    }

    /// Whether a text asks for general knowledge or advice.
    fn is_general(&self, typed: &str) -> bool {
        let knows = |word: &str| self.index.term(&self.stems.of(word)).is_some();
        general::is_general(&split_words(typed), knows)
    }

    /// The question of which a text is a wording, perhaps with typos, an unfinished last word, or another opening.
    fn known(&self, typed: &str) -> Option<Candidate> {
        if let Some(question) = self.wordings.question(&split_words(typed)) {
            return Some(Candidate::certain(question));
        }
        if self.is_general(typed) {
            return None;
        }
        let mut words = words(&self.stems, typed);
        let last = words.len().checked_sub(1)?;
        let open = is_open(typed);
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
        let is_fact = !form::asks_advice(&split_words(typed));
        let of_core =
            || is_fact.then(|| self.core_wordings.question(&core(&self.stems, &words)))?;
        let nearly = of_bare.map(|question| (question, NEARLY));
        let known = nearly.or_else(|| of_core().map(|question| (question, OF_SAME_CORE)));
        known.map(|(question, confidence)| Candidate {
            confidence,
            ..Candidate::certain(question)
        })
    }

    /// The figures of every target and of "no question" for a text: what the weights of the confidence are fitted to. For a
    /// text of the content, the wordings with its words are left out of them, and always those for whose indexes in the
    /// content `hides` holds.
    pub fn figures(&self, text: &str, is_content: bool, hides: impl Fn(usize) -> bool) -> Figures {
        let text = opening::question_of(text);
        let words = words(&self.stems, text).into_iter();
        let words = words.filter(|word| word.worth != Worth::None);
        let mut terms: Vec<usize> = Vec::new();
        for term in words.filter_map(|word| self.index.term(&word.stem)) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        let same: Vec<usize> = if is_content {
            self.index.same(&terms).collect()
        } else {
            Vec::new()
        };
        let is_hidden = |index: &usize| hides(*index) || same.contains(index);
        let hidden: HashSet<usize> = (0..self.index.wordings.len()).filter(is_hidden).collect();
        let mut typed = self.typed(text);
        for matched in &mut typed.words {
            let found = |term: usize| self.index.terms[term].found.iter();
            matched.terms.retain(|(term, _)| {
                found(*term).any(|wording| !hidden.contains(&(*wording as usize)))
            });
        }
        Figures {
            targets: (fit::fits(&self.index, &typed, &hidden).iter())
                .map(fit::Fit::figures)
                .collect(),
            none: rank::none_figures(&typed),
        }
    }

    /// The likeliest topics of a text that no question has, as the figures number them.
    pub fn likeliest_topics(&self, text: &str, most: usize) -> Vec<usize> {
        let figures = self.figures(text, false, |_| false);
        let mut topics: Vec<usize> = (self.index.questions..self.index.targets).collect();
        topics.sort_by(|one, other| figures.rough(*other).total_cmp(&figures.rough(*one)));
        topics.truncate(most);
        topics
    }

    /// Whether the wording at this index of the content asks one of these targets.
    pub fn asks_any(&self, index: usize, targets: &[usize]) -> bool {
        let asked = &self.index.wordings[index].targets;
        asked
            .iter()
            .any(|target| targets.contains(&(*target as usize)))
    }

    /// The typed words that say something, each once, and which follow one another.
    fn typed(&self, typed: &str) -> Typed {
        let mut words = words(&self.stems, typed);
        let known = words.iter().map(|word| self.index.term(&word.stem));
        let known: Vec<Option<usize>> = known.collect();
        let pairs = known
            .windows(2)
            .filter_map(|pair| Some((pair[0]?, pair[1]?)));
        let pairs = pairs.collect();
        for word in &mut words {
            if word.worth == Worth::Full && self.title.contains(&word.stem) {
                word.worth = Worth::Loose;
            }
        }
        let open = is_open(typed);
        let last = if open { words.pop() } else { None };
        words.sort_by(|one, other| one.stem.cmp(&other.stem));
        words.dedup_by(|one, other| one.stem == other.stem);
        let whole = words.iter().map(|word| (word, false));
        let last = last.iter().map(|word| (word, true));
        let matched = whole.chain(last).filter_map(|(word, unfinished)| {
            match_terms(&self.index, &self.synonyms, word, unfinished)
        });
        Typed {
            words: matched.collect(),
            pairs,
            frame: frame::frame(&split_words(typed)),
            forms: form::forms(&split_words(typed)),
        }
    }
}

/// The words of a text, short forms written out.
fn words(stems: &Stems, text: &str) -> Vec<Word> {
    stems.words_of(split_words(text))
}

/// The stems of the words that are not [`OPENING`].
fn bare(words: &[Word]) -> Vec<String> {
    let is_opening = |word: &Word| {
        word.worth == Worth::None && OPENING.split(' ').any(|opening| opening == word.written)
    };
    let rest = words.iter().filter(|word| !is_opening(word));
    rest.map(|word| word.stem.clone()).collect()
}

/// The stems of the words that are not [`EMPTY`], none where too few are left.
fn core(stems: &Stems, words: &[Word]) -> Vec<String> {
    let is_empty = |word: &&Word| EMPTY.split_whitespace().any(|empty| empty == word.written);
    let rest: Vec<&Word> = words.iter().filter(|word| !is_empty(word)).collect();
    let has_subject = rest
        .iter()
        .any(|word| matches!(word.worth, Worth::Full | Worth::Loose));
    if !has_subject || rest.len() < FEWEST_CORE_WORDS {
        return Vec::new();
    }
    let rest = rest.into_iter().map(|word| {
        let period = PERIODS.iter().find(|(period, _)| *period == word.written);
        period.map_or_else(|| word.stem.clone(), |(_, unit)| stems.of(unit))
    });
    rest.collect()
}

/// Whether the last word of a text may be unfinished.
fn is_open(typed: &str) -> bool {
    typed.chars().next_back().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
