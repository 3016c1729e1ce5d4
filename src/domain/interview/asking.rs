//! A question to the interviewer before it is asked: the typed text, the questions of the design that it may be, and
//! which of them are asked. It knows no answer.

use super::questions::{MOST, MatchVerdict, Matches, Part, Questions};
use crate::domain::content::design::Clarify;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::conversation::first_asked;
use crate::domain::session::timeline::clock;

/// The choice to ask none of the questions.
pub const ASSUME: &str = "None of these: I will state an assumption";

/// What nearly everybody asks first, in words that give no question of a design away.
const EXAMPLES: [&str; 3] = [
    "how many users?",
    "what latency?",
    "how many requests a second?",
];

/// A question that this design surely answers, for help: one that nearly everybody asks, else the first of the design's own.
pub fn example(questions: &Questions, clarify: &[Clarify]) -> String {
    let is_answered = |typed: &&str| {
        let asking = Asking::new(typed, questions);
        let first = asking.rows().first();
        first.is_some_and(|row| row.is_marked && row.question.is_some())
    };
    let general = EXAMPLES.into_iter().find(is_answered);
    let own = || clarify.first().map(|question| question.ask.as_str());
    general.or_else(own).unwrap_or(EXAMPLES[0]).to_owned()
}

/// The typed text and its matches.
#[derive(Debug, Default)]
pub struct Asking {
    typed: String,
    found: Matches,
    rows: Vec<AskRow>,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
pub struct AskRow {
    /// Index of the question; `None` is the choice to ask none of them.
    pub question: Option<usize>,
    /// Index of the part of the text that matches it.
    pub part: Option<usize>,
    /// Whether Enter asks it.
    pub is_marked: bool,
}

/// What Enter asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What was typed, or the part of it that is this question.
    pub typed: String,
    /// Index of the question that it stands for; `None` if it stands for none.
    pub question: Option<usize>,
    /// Indexes of the questions that it may have been, best first, where it stands for none.
    pub close: Vec<usize>,
}

/// A question of the design as a row of the list, with the time at which it was asked before; `None` is the choice to ask
/// none.
pub fn row_text(clarify: Option<&Clarify>, session: &Session) -> String {
    let Some(clarify) = clarify else {
        return ASSUME.to_owned();
    };
    match first_asked(session).get(clarify.ask.as_str()) {
        Some(at) => format!("{} (asked at {})", clarify.ask, clock(*at)),
        None => clarify.ask.clone(),
    }
}

impl Asking {
    /// Matches a text with the questions of a design.
    pub fn new(typed: &str, questions: &Questions) -> Self {
        let found = questions.find(typed);
        Self {
            typed: typed.to_owned(),
            rows: rows_of(&found),
            found,
        }
    }

    pub fn rows(&self) -> &[AskRow] {
        &self.rows
    }

    /// Marks these rows and no other.
    pub fn mark_only(&mut self, marked: &[usize]) {
        for index in 0..self.rows.len() {
            if self.rows[index].is_marked != marked.contains(&index) {
                self.toggle(index);
            }
        }
    }

    /// What Enter asks now: each marked question, and each part of a compound question that none matches. Empty if
    /// nothing was typed.
    pub fn asks(&self) -> Vec<Ask> {
        let whole = self.typed.trim().to_owned();
        if whole.is_empty() {
            return Vec::new();
        }
        let parts = &self.found.parts;
        let marked = self.rows.iter().filter(|row| row.is_marked);
        let mut asks: Vec<Ask> = marked
            .filter_map(|row| {
                let part = row.part.and_then(|part| parts.get(part));
                let typed = part.filter(|_| parts.len() > 1);
                let typed = typed.map_or(&whole, |part| &part.typed);
                Some(Ask {
                    typed: typed.clone(),
                    question: Some(row.question?),
                    close: Vec::new(),
                })
            })
            .collect();
        if asks.is_empty() {
            return vec![refused(whole, parts)];
        }
        let unmatched = self.unmatched();
        asks.extend(
            unmatched.map(|(_, part)| refused(part.typed.clone(), std::slice::from_ref(part))),
        );
        asks
    }

    /// Marks a row, or not. A question that is marked for a part that matched none stands for that part.
    pub fn toggle(&mut self, index: usize) {
        let Some(row) = self.rows.get(index) else {
            return;
        };
        let (question, is_marked) = (row.question, !row.is_marked);
        let may_be = |part: &Part| question.is_some_and(|one| part.candidate(one).is_some());
        let part = match row.part {
            None if is_marked => self
                .unmatched()
                .find(|(_, part)| may_be(part))
                .map(|(at, _)| at),
            Some(at) if self.found.parts[at].question() != question => None,
            part => part,
        };
        let row = &mut self.rows[index];
        (row.is_marked, row.part) = (is_marked, part);
    }

    /// Whether several parts were typed, so that several questions can be marked.
    pub fn is_compound(&self) -> bool {
        self.found.parts.len() > 1
    }

    /// The parts of a compound question that no row of the list stands for.
    fn unmatched(&self) -> impl Iterator<Item = (usize, &Part)> {
        let parts = self.found.parts.iter().enumerate();
        let has_row = |index| self.rows.iter().any(|row| row.part == Some(index));
        parts.filter(move |(index, _)| self.is_compound() && !has_row(*index))
    }

    /// The first row below those that match that is only close to the typed text; `None` where nothing matches, since the
    /// heading says then what the rows are.
    pub fn first_close(&self) -> Option<usize> {
        let is_close = |row: &AskRow| row.part.is_none();
        let has_match = !self.rows.iter().all(is_close);
        self.rows.iter().position(is_close).filter(|_| has_match)
    }

    /// What stands above the list, and whether it is a warning.
    pub fn heading(&self) -> (String, bool) {
        let matched = self.rows.iter().filter(|row| row.part.is_some()).count();
        let unmatched = self.unmatched().map(|(_, part)| part.typed.as_str());
        let unmatched: Vec<&str> = unmatched.collect();
        let text = match self.found.verdict() {
            _ if self.rows.is_empty() => "Type a question in your own words.".to_owned(),
            MatchVerdict::Closest => {
                let text = "No question matches well. Closest questions:".to_owned();
                return (text, true);
            }
            MatchVerdict::None => "No question matches.".to_owned(),
            MatchVerdict::Match if matched > 1 => {
                format!("{matched} questions match, one for each part")
            }
            MatchVerdict::Match => "1 question matches".to_owned(),
        };
        if unmatched.is_empty() {
            return (text, false);
        }
        let unmatched = sanitize::line(&unmatched.join("”, “"));
        let text = format!(
            "{text}. Not understood: “{unmatched}”. It gets no answer: write your assumption."
        );
        (text, true)
    }
}

/// A text that stands for no question, and the questions that its parts may have been.
fn refused(typed: String, parts: &[Part]) -> Ask {
    let mut close = Vec::new();
    for question in parts.iter().flat_map(Part::plausible) {
        if !close.contains(&question) {
            close.push(question);
        }
    }
    close.truncate(MOST);
    Ask {
        typed,
        question: None,
        close,
    }
}

/// The rows of the list: what Enter asks first, then other questions that the text may mean. Where nothing matches, the
/// first row asks nothing.
fn rows_of(found: &Matches) -> Vec<AskRow> {
    let parts = found.parts.iter().enumerate();
    let mut rows: Vec<AskRow> = parts
        .filter_map(|(index, part)| {
            let question = Some(part.question()?);
            Some(AskRow {
                question,
                part: Some(index),
                is_marked: true,
            })
        })
        .collect();
    if rows.is_empty() && !found.parts.is_empty() {
        rows.push(AskRow {
            question: None,
            part: None,
            is_marked: true,
        });
    }
    let mut others: Vec<_> = found
        .parts
        .iter()
        .flat_map(|part| &part.candidates)
        .collect();
    others.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    for candidate in others {
        let question = Some(candidate.question);
        let questions = rows.iter().filter(|row| row.question.is_some()).count();
        if questions < MOST && rows.iter().all(|row| row.question != question) {
            rows.push(AskRow {
                question,
                part: None,
                is_marked: false,
            });
        }
    }
    rows
}
