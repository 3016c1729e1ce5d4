//! The parts of a compound question, such as `how many users and what latency?`. Must not know how questions are found.

use super::Part;
use super::split::{Clause, begins_question};
use super::vocabulary::split as split_words;

/// The least confidence of two neighbors together in the question that one of them matches alone.
const LIKELY: f64 = 0.4;

/// A match covers the whole of a text from this part of its words by weight.
const WHOLE: f64 = 0.8;

/// What examples stand behind, and how many words at the end of a clause are looked at.
const EXAMPLES: [&str; 6] = [
    " like ",
    " such as ",
    " e.g. ",
    " - ",
    " for example ",
    " for instance ",
];
const LAST_WORDS: usize = 4;

/// Words that stand for what the clause before names.
const REFERRING: [&str; 5] = ["it", "its", "they", "them", "their"];

/// Words that begin what a candidate thinks, words of thinking, and words with which one asks for something all the same.
const HEDGES: [&str; 4] = ["maybe", "perhaps", "probably", "because"];
const THINKING: [&str; 8] = [
    "guess", "suspect", "assume", "think", "expect", "bet", "believe", "suppose",
];
const ASKING: [&str; 7] = [
    "know",
    "ask",
    "need",
    "want",
    "wonder",
    "hear",
    "understand",
];

/// The part before a clause, which may hold what the clause leaves out.
pub struct Before<'a> {
    pub typed: &'a str,
    /// What it asks by itself.
    pub question: Option<usize>,
    /// Whether the clause speaks of what it names.
    pub refers: bool,
}

/// Splits a text of several clauses into parts; `find` finds the questions of a text. A clause that does not begin as a
/// question does is a part of its own only if it asks something else than the clause before it. What asks for nothing, by
/// `asks`, is no part, and each question is found once.
pub fn parts(
    typed: &str,
    clauses: &[Clause],
    find: impl Fn(&str, Option<Before<'_>>) -> Part,
    asks: impl Fn(&str) -> bool,
) -> Vec<Part> {
    let mut pieces: Vec<(Clause, Part)> = Vec::new();
    for clause in clauses {
        let refers = refers(clause.of(typed));
        let before = pieces.last().filter(|_| !clause.is_question || refers);
        let before = before.map(|(before, part)| Before {
            typed: before.of(typed),
            question: part.question(),
            refers,
        });
        let part = Part {
            typed: clause.of(typed).to_owned(),
            ..find(clause.without_condition(typed), before)
        };
        match pieces.last_mut() {
            Some((before, last))
                if last.question().is_some()
                    && is_sentence(before.of(typed))
                    && is_remark(clause, typed, &part) =>
            {
                // The next clause is one behind the question, too.
                typed[before.start..clause.end].clone_into(&mut last.typed);
            }
            Some((before, last))
                if !clause.is_question
                    && (!asks_other(last, &part)
                        || is_example(before.of(typed), clause.of(typed))) =>
            {
                before.end = clause.end;
                let joined = find(before.of(typed), None);
                *last = better(joined, std::mem::take(last), part);
            }
            Some((before, last)) if continues(before.of(typed), last, &part, refers) => {
                before.end = clause.end;
                let joined = find(before.of(typed), None);
                // What a matched question is asked of further, the whole of its answer has to tell.
                if last.question().is_none() {
                    *last = better(joined, std::mem::take(last), part);
                } else {
                    last.typed = joined.typed;
                }
            }
            _ => pieces.push((*clause, part)),
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for (clause, part) in pieces {
        let question = part.question();
        let is_known = question.is_some() && parts.iter().any(|part| part.question() == question);
        if !is_known && (question.is_some() || asks(clause.of(typed))) {
            parts.push(part);
        }
    }
    parts
}

/// Whether a clause is a whole question by its mark.
fn is_sentence(clause: &str) -> bool {
    clause.trim_end().ends_with('?')
}

/// Whether a clause behind a whole question only remarks on it: `are labels noisy? I suspect that some fraud is never seen`.
fn is_remark(clause: &Clause, typed: &str, part: &Part) -> bool {
    let words = split_words(clause.of(typed));
    let is_thought = || {
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let is_hedged = words
            .first()
            .is_some_and(|first| HEDGES.contains(&first.as_str()));
        is_hedged || has(&THINKING) && !has(&ASKING)
    };
    let is_statement = !clause.is_question && !is_sentence(clause.of(typed));
    is_statement && (part.question().is_none() || is_thought())
}

/// Whether a clause of a word or two only continues the examples at the end of the clause before it: `filters like size`
/// and `price`.
fn is_example(before: &str, clause: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    let last = words[words.len().saturating_sub(LAST_WORDS)..].join(" ");
    let text = format!(" {last} ").to_lowercase();
    split_words(clause).len() <= 2 && EXAMPLES.iter().any(|mark| text.contains(mark))
}

/// Whether a clause speaks of what the one before it names.
fn refers(clause: &str) -> bool {
    split_words(clause)
        .iter()
        .any(|word| REFERRING.contains(&word.as_str()))
}

/// A clause with what the one before it names in place of the words that stand for it: `how good is it` behind `the current
/// approach`.
pub fn referred(clause: &str, subject: &str) -> String {
    let words = split_words(clause).into_iter().map(|word| {
        if REFERRING.contains(&word.as_str()) {
            subject.to_owned()
        } else {
            word
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a clause that begins as a question does is one question with the clause before it: that one is no question and
/// matches none, or this one speaks of what that one names, and that one tells what this one asks.
fn continues(before: &str, last: &Part, part: &Part, refers: bool) -> bool {
    let is_fragment = !is_sentence(before) && !begins_question(before);
    match (last.question(), part.question()) {
        (None, _) => is_fragment || refers,
        // What else it may ask, nobody answers unless it is a part of its own.
        (Some(matched), None) => refers && is_told_by(part, matched),
        (Some(_), Some(_)) => false,
    }
}

/// Whether the question that the neighbor of a part matches names all that the part asks for: in `how many GPUs and what do
/// they cost` a question for GPUs and their cost, not another one for cost, and not one for users in `how many users? do they
/// share passwords?`.
fn is_told_by(part: &Part, matched: usize) -> bool {
    let candidate = part.candidate(matched);
    candidate.is_some_and(|one| one.covered >= WHOLE)
}

/// Whether two neighbors match different questions.
fn asks_other(one: &Part, other: &Part) -> bool {
    match (one.question(), other.question()) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}

/// Two neighbors as one part: what they match together. The question that one of them matches alone stands only while it
/// is the likeliest of both together: in `how do we version models and datasets` the last word alone asks something else.
fn better(joined: Part, one: Part, other: Part) -> Part {
    let first = joined.candidates.first();
    let Some(first) = first.filter(|first| first.confidence >= LIKELY) else {
        return joined;
    };
    let first = first.question;
    let likeliest = |part: &Part| part.question() == Some(first);
    let candidates = if joined.question().is_some() {
        joined.candidates
    } else if likeliest(&one) {
        one.candidates
    } else if likeliest(&other) {
        other.candidates
    } else {
        joined.candidates
    };
    Part {
        typed: joined.typed,
        candidates,
    }
}

/// Whether a match of several clauses is surer than each of the parts.
pub fn is_surer(whole: &Part, parts: &[Part]) -> bool {
    let sure = |part: &Part| part.likeliest().map_or(0.0, |(_, sure)| sure);
    parts.iter().all(|part| sure(part) < sure(whole))
}

/// Whether a match of several clauses is one question: the later clauses only continue the first.
pub fn is_one(whole: &Part, clauses: &[Clause]) -> bool {
    let goes_on = clauses.iter().skip(1).all(|clause| !clause.is_question);
    let first = whole.candidates.first();
    goes_on && first.is_some_and(|first| first.covered >= WHOLE)
}
