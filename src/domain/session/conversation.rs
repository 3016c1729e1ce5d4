//! What was said in an interview: the brief, the candidate's questions with their answers, and the interviewer's
//! follow-ups.

use std::collections::HashMap;
use std::time::Duration;

use super::timeline::clock;
use super::{Asked, Session};

/// The reply where no question of the design has to do with what was typed.
const NO_ANSWER: &str = "I have no answer to that. State an assumption and continue.";
/// The reply where questions of the design were offered, and none was chosen.
const NONE_CHOSEN: &str =
    "You chose none of the questions that I can answer. State an assumption and continue.";

/// A question and its answer, or a follow-up of the interviewer.
#[derive(Debug)]
pub struct SaidExchange<'a> {
    pub at: Duration,
    pub question: &'a str,
    pub kind: ExchangeContent<'a>,
}

#[derive(Debug)]
pub enum ExchangeContent<'a> {
    /// The candidate typed this and got this answer.
    Asked {
        typed: &'a str,
        answer: &'a str,
        /// Whether a question of the design was asked.
        is_matched: bool,
    },
    /// When the candidate marked the follow-up as answered.
    FollowUp { answered: Option<Duration> },
}

/// A line of the transcript, not sanitized.
#[derive(Debug, PartialEq, Eq)]
pub struct TranscriptLine {
    pub text: String,
    /// Whether it says who spoke and when.
    pub is_heading: bool,
}

/// Everything that was asked by either side, in order of time.
pub fn exchanges(session: &Session) -> Vec<SaidExchange<'_>> {
    let mut exchanges = Vec::new();
    for state in &session.stages {
        exchanges.extend(state.asked.iter().map(|asked| {
            let (question, answer) = said(asked);
            SaidExchange {
                at: asked.at,
                question,
                kind: ExchangeContent::Asked {
                    typed: &asked.typed,
                    answer,
                    is_matched: asked.reply.is_some(),
                },
            }
        }));
        exchanges.extend(state.follow_ups.iter().map(|asked| SaidExchange {
            at: asked.at,
            question: &asked.ask,
            kind: ExchangeContent::FollowUp {
                answered: asked.answered,
            },
        }));
    }
    exchanges.sort_by_key(|exchange| exchange.at);
    exchanges
}

/// The question that was asked, or else what was typed, and what the interviewer says to it.
pub fn said(asked: &Asked) -> (&str, &str) {
    match &asked.reply {
        Some((question, answer)) => (question, answer),
        None if asked.close.is_empty() => (&asked.typed, NO_ANSWER),
        None => (&asked.typed, NONE_CHOSEN),
    }
}

/// When each question of the design that was asked was first asked.
pub fn first_asked(session: &Session) -> HashMap<&str, Duration> {
    let mut first = HashMap::new();
    for asked in session.stages.iter().flat_map(|state| &state.asked) {
        if let Some((question, _)) = &asked.reply {
            let at = first.entry(question.as_str()).or_insert(asked.at);
            *at = asked.at.min(*at);
        }
    }
    first
}

/// The brief, then everything that was asked, in order of time, with an empty line before each.
pub fn transcript(session: &Session) -> Vec<TranscriptLine> {
    let mut lines = Vec::new();
    let mut add = |text: &str, is_heading: bool| {
        lines.push(TranscriptLine {
            text: text.to_owned(),
            is_heading,
        });
    };
    add("Brief", true);
    add(&session.head.plan.brief, false);
    for exchange in exchanges(session) {
        add("", false);
        let at = clock(exchange.at);
        match exchange.kind {
            ExchangeContent::Asked { typed, answer, .. } => {
                add(&format!("{at} You asked: {typed}"), true);
                if typed != exchange.question {
                    add(&format!("Matched question: {}", exchange.question), false);
                }
                add(answer, false);
            }
            ExchangeContent::FollowUp { answered } => {
                let state = match answered {
                    Some(answered) => format!("answered at {}", clock(answered)),
                    None => "unanswered".to_owned(),
                };
                add(&format!("{at} The interviewer asked ({state}):"), true);
                add(exchange.question, false);
            }
        }
    }
    lines
}
