//! Two attempts side by side as text for the terminal, as Markdown for a screen, and as JSON.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::json::versioned;
use super::template;
use crate::domain::compare::{Both, Comparison, MarkSource};
use crate::domain::session::pace::Times;

const PLAIN: &str = include_str!("templates/compare.txt");
const PAGE: &str = include_str!("templates/compare.md");

/// Separates the parts of the Markdown. No other text contains it, because every text is cleaned.
const SEPARATOR: char = '\u{1}';

/// A row of the pace table; times in whole seconds, written as milliseconds.
#[derive(Serialize)]
struct ComparedPaceRow {
    name: String,
    /// `None` for an attempt that lacks the stage.
    times: Both<Option<Times>>,
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
        labels => labels.collect::<Vec<_>>(),
        part => Value::from_safe_string(SEPARATOR.to_string()),
    }
}

/// A row for each stage, then one for all stages together.
fn pace_rows(comparison: &Comparison) -> Vec<ComparedPaceRow> {
    let stages = comparison.stages.iter().zip(1..);
    let stages = stages.map(|(stage, number)| (format!("{number}. {}", stage.title), stage.pace));
    let total = ("Total".to_owned(), comparison.pace.map(Some));
    let rows = stages.chain([total]).map(|(name, pace)| ComparedPaceRow {
        name,
        times: pace.map(|figures| figures.map(|figures| figures.shown)),
    });
    rows.collect()
}

#[cfg(test)]
mod tests;
