//! Splits what was typed into the clauses that may each be a question. Must not know which questions there are.

use crate::domain::stems;

/// Words that begin a question.
const STARTERS: &str = "what whats which who whom whose when where why how is are was were do does did can could may \
    might shall should will would must any has have had am";

/// Words that begin a condition, which belongs to the question behind it.
const CONDITIONS: [&str; 8] = [
    "if", "given", "assuming", "since", "because", "suppose", "so", "as",
];

/// Words that join two clauses.
const JOINERS: [&str; 7] = ["and", "plus", "also", "&", "+", "/", "then"];

/// A part of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// Its bytes in the text.
    pub start: usize,
    /// Where it begins without a condition such as `if we grow,`.
    pub body: usize,
    pub end: usize,
    /// Whether it begins as a question does, and can so stand alone.
    pub is_question: bool,
    /// Whether it begins as a condition does.
    is_condition: bool,
}

impl Clause {
    /// The clause in its text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }

    /// The clause in its text, without its condition.
    pub fn without_condition<'a>(&self, text: &'a str) -> &'a str {
        &text[self.body..self.end]
    }
}

/// The clauses of a text, in order. A clause ends with a sentence, a comma, or a word such as `and`.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let (mut start, mut end) = (0, 0);
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let word_start = end;
        end += piece.len();
        if JOINERS.contains(&word.to_lowercase().as_str()) {
            clauses.extend(clause(text, start, word_start));
            start = end;
        } else if ends_clause(word) {
            clauses.extend(clause(text, start, end));
            start = end;
        }
    }
    clauses.extend(clause(text, start, text.len()));
    join_conditions(clauses)
}

/// Joins each condition with the clause behind it.
fn join_conditions(clauses: Vec<Clause>) -> Vec<Clause> {
    let mut joined: Vec<Clause> = Vec::new();
    for clause in clauses {
        match joined.last_mut().filter(|last| last.is_condition) {
            Some(last) => {
                *last = Clause {
                    start: last.start,
                    ..clause
                }
            }
            None => joined.push(clause),
        }
    }
    joined
}

/// Whether a text begins as a question does.
pub fn begins_question(text: &str) -> bool {
    let first = stems::split(text).into_iter().next();
    first.is_some_and(|first| is_starter(&first))
}

fn is_starter(word: &str) -> bool {
    STARTERS.split_whitespace().any(|starter| starter == word)
}

fn ends_clause(word: &str) -> bool {
    let is_short = ["e.g.", "i.e.", "etc.", "vs."].contains(&word);
    word.ends_with(['?', '!', ';', ',', ':']) || word.ends_with('.') && !is_short
}

/// The clause between two bytes of a text, without blanks and commas around it; `None` if it has no word.
fn clause(text: &str, start: usize, end: usize) -> Option<Clause> {
    let outer = |c: char| c.is_whitespace() || [',', ';', ':'].contains(&c);
    let piece = &text[start..end];
    let start = start + piece.len() - piece.trim_start_matches(outer).len();
    let piece = piece.trim_matches(outer);
    let words = stems::split(piece);
    let first = words.first()?;
    let is_condition = CONDITIONS.contains(&first.as_str());
    Some(Clause {
        start,
        body: start,
        end: start + piece.len(),
        is_question: is_starter(first),
        is_condition,
    })
}
