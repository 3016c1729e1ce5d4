//! Two attempts side by side as text for the terminal, as Markdown for a screen, and as JSON.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::json::versioned;
use super::template;
use crate::domain::compare::{Both, Comparison, MarkSource};
use crate::domain::session::pace::Times;
use crate::domain::session::timeline::clock;

const PLAIN: &str = include_str!("templates/compare.txt");
const PAGE: &str = include_str!("templates/compare.md");

/// Separates the parts of the Markdown. No other text contains it, because every text is cleaned.
const SEPARATOR: char = '\u{1}';

/// A row of the pace table.
#[derive(Serialize)]
struct ComparedPaceRow {
    name: String,
    attempts: Both<AttemptPace>,
}

/// The times of one attempt in a row: planned, spent and over.
#[derive(Serialize)]
#[serde(untagged)]
enum AttemptPace {
    Times([String; 3]),
    /// The attempt does not have the stage, in these words.
    Absent(String),
}

/// The comparison as `forty compare --json` prints it.
pub fn json(comparison: &Comparison) -> String {
    versioned(comparison)
}

/// The comparison as `forty compare` prints it.
pub fn plain(comparison: &Comparison) -> String {
    template::fill("compare.txt", PLAIN, values(comparison))
}

/// What changed in the prompts and marks of each stage, as Markdown.
pub fn changes(comparison: &Comparison) -> Vec<String> {
    let page = template::fill("compare.md", PAGE, values(comparison));
    let parts = page.split(SEPARATOR).skip(1);
    parts
        .map(|part| part.trim_matches('\n').to_owned())
        .collect()
}

fn values(comparison: &Comparison) -> Value {
    let sources = comparison
        .stages
        .first()
        .map_or(&[][..], |stage| &stage.marks);
    let labels = sources.iter().map(|marks| match &marks.by {
        MarkSource::Candidate => "self marks".to_owned(),
        MarkSource::Coach(name) => format!("marks by {name}"),
    });
    context! {
        both => Serde(comparison),
        hidden => comparison.hidden,
        pace => Serde(pace_rows(comparison)),
        absences => comparison.stages.iter().map(|stage| stage.absence.clone()).collect::<Vec<_>>(),
        labels => labels.collect::<Vec<_>>(),
        part => Value::from_safe_string(SEPARATOR.to_string()),
    }
}

/// A row for each stage, then one for all stages together.
fn pace_rows(comparison: &Comparison) -> Vec<ComparedPaceRow> {
    let over = |times: Times| clock(times.over);
    let stages = comparison.stages.iter().zip(1..);
    let stages = stages.map(|(stage, number)| ComparedPaceRow {
        name: format!("{number}. {}", stage.title),
        attempts: stage.pace.map(|pace| match pace {
            None => AttemptPace::Absent(stage.absence.clone().unwrap_or_default()),
            Some(pace) => {
                let over = Some(over(pace.shown)).filter(|_| pace.is_run());
                let over = over.unwrap_or_else(|| "-".to_owned());
                AttemptPace::Times([clock(pace.shown.planned), pace.spent_text(), over])
            }
        }),
    });
    let total = ComparedPaceRow {
        name: "Total".to_owned(),
        attempts: comparison.pace.map(|pace| {
            let Times { planned, spent, .. } = pace.shown;
            AttemptPace::Times([clock(planned), clock(spent), over(pace.shown)])
        }),
    };
    stages.chain([total]).collect()
}

#[cfg(test)]
mod tests;
