//! What was said in an interview: the brief, the candidate's questions with their answers, and the interviewer's
//! follow-ups.

use std::time::Duration;

use super::Session;
use super::timeline::clock;

/// The answer where no question of the design matches.
pub const STATE_AN_ASSUMPTION: &str = "I have no answer to that. State an assumption and continue.";

/// A question and its answer, or a follow-up of the interviewer.
#[derive(Debug)]
pub struct Exchange<'a> {
    pub at: Duration,
    pub question: &'a str,
    pub kind: Kind<'a>,
}

#[derive(Debug)]
pub enum Kind<'a> {
    /// The candidate typed this and got this answer.
    Asked { typed: &'a str, answer: &'a str },
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
pub fn exchanges(session: &Session) -> Vec<Exchange<'_>> {
    let mut exchanges = Vec::new();
    for state in &session.stages {
        exchanges.extend(state.asked.iter().map(|asked| {
            let (question, answer) = match &asked.reply {
                Some((question, answer)) => (question.as_str(), answer.as_str()),
                None => (asked.typed.as_str(), STATE_AN_ASSUMPTION),
            };
            Exchange {
                at: asked.at,
                question,
                kind: Kind::Asked {
                    typed: &asked.typed,
                    answer,
                },
            }
        }));
        exchanges.extend(state.follow_ups.iter().map(|asked| Exchange {
            at: asked.at,
            question: &asked.ask,
            kind: Kind::FollowUp {
                answered: asked.answered,
            },
        }));
    }
    exchanges.sort_by_key(|exchange| exchange.at);
    exchanges
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
            Kind::Asked { typed, answer } => {
                add(&format!("{at} You asked: {typed}"), true);
                if typed != exchange.question {
                    add(&format!("Matched question: {}", exchange.question), false);
                }
                add(answer, false);
            }
            Kind::FollowUp { answered } => {
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
