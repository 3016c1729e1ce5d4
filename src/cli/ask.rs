//! `forty ask DESIGN QUESTION`: which of a design's clarifying questions a question is.

use std::fmt::Write as _;
use std::process::ExitCode;

use serde::Serialize;

use super::args::AskArgs;
use super::{print, print_page, say};
use crate::app::context::library;
use crate::app::failure::Failure;
use crate::content::library::DesignError;
use crate::content::render_all;
use crate::domain::content::design::Design;
use crate::domain::interview::questions::{MatchVerdict, Matches, Part, QuestionMatch, Questions};
use crate::domain::sanitize;
use crate::report::json::versioned;
use crate::store::Paths;

/// A question that is less likely is not listed for people.
const LEAST_SHOWN: f64 = 0.05;

#[derive(Serialize)]
struct Answered<'a> {
    verdict: &'static str,
    /// For a match one question for each part that has one, else the closest ones.
    questions: Vec<FoundQuestion<'a>>,
    /// The parts of a compound question that no question matches.
    unmatched: Vec<&'a str>,
}

#[derive(Serialize)]
struct FoundQuestion<'a> {
    ask: &'a str,
    confidence: f64,
    /// The part of what was typed that it matches; the whole if nothing matches.
    typed: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'a str>,
}

pub fn run(paths: &Paths, args: &AskArgs) -> Result<ExitCode, Failure> {
    let library = library(paths)?;
    let opened = library.open(&args.design).map_err(|error| {
        if let DesignError::Wrong(file, text, mistakes) = &error {
            say(render_all(mistakes, file, text).trim_end());
        }
        Failure::of_design(&library, &args.design, error)
    })?;
    let questions = Questions::new(&opened.design, &library.framework().topics);
    let typed = args.question.join(" ");
    let found = questions.find(&typed);
    let answered = answered(&opened.design, &found, args.answers);
    if args.json {
        return print(&versioned(&answered));
    }
    print_page(&text(&answered, found.verdict()))
}

fn answered<'a>(design: &'a Design, found: &'a Matches, answers: bool) -> Answered<'a> {
    let verdict = found.verdict();
    let is_match = verdict == MatchVerdict::Match;
    let question = |part: &'a Part, candidate: &'a QuestionMatch| {
        let clarify = design.clarify.get(candidate.question)?;
        Some(FoundQuestion {
            ask: &clarify.ask,
            confidence: (candidate.confidence * 1000.0).round() / 1000.0,
            typed: &part.typed,
            answer: (answers && is_match).then_some(clarify.answer.as_str()),
        })
    };
    let shown = |part: &'a Part| {
        let most = match (is_match, part.question()) {
            (true, None) => 0,
            (true, Some(_)) => 1,
            (false, _) => part.candidates.len(),
        };
        let candidates = part.candidates.iter().take(most);
        candidates.filter_map(move |candidate| question(part, candidate))
    };
    let unmatched = found
        .parts
        .iter()
        .filter(|part| is_match && part.question().is_none());
    Answered {
        verdict: verdict.word(),
        questions: found.parts.iter().flat_map(shown).collect(),
        unmatched: unmatched.map(|part| part.typed.as_str()).collect(),
    }
}

fn text(answered: &Answered<'_>, verdict: MatchVerdict) -> String {
    let mut text = match verdict {
        MatchVerdict::Match => String::new(),
        MatchVerdict::Closest => "No question matches well. Closest questions:\n".to_owned(),
        MatchVerdict::None => "No question matches: state an assumption.\n".to_owned(),
    };
    let likely = answered.questions.iter();
    for question in likely.filter(|question| question.confidence >= LEAST_SHOWN) {
        let percent = question.confidence * 100.0;
        // Writing to a string does not fail.
        let _ = writeln!(text, "{percent:3.0} %  {}", sanitize::line(question.ask));
        if let Some(answer) = question.answer {
            let _ = writeln!(text, "       {}", sanitize::line(answer));
        }
    }
    for part in &answered.unmatched {
        let _ = writeln!(
            text,
            "No question matches “{}”: state an assumption.",
            sanitize::line(part)
        );
    }
    text
}
