//! Two attempts side by side for the terminal, for the page of a screen, and for other programs. Values in, text out.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::json::versioned;
use super::template;
use crate::domain::compare::{Both, Comparison, Figures, MarkSource};
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;

const PLAIN: &str = include_str!("templates/compare.txt");
const PAGE: &str = include_str!("templates/compare.md");

/// Parts the page; no text from outside holds it, since every text is cleaned.
const PART: char = '\u{1}';

/// A row of the pace table.
#[derive(Serialize)]
struct ComparedPaceRow {
    name: String,
    /// Planned, spent and over of the earlier attempt, then of the later one.
    cells: Vec<String>,
}

/// The comparison as `forty compare --json` prints it.
pub fn json(comparison: &Comparison) -> String {
    versioned(comparison)
}

/// The comparison as `forty compare` prints it.
pub fn plain(comparison: &Comparison) -> String {
    template::fill("compare.txt", PLAIN, values(comparison))
}

/// A name for the page.
pub fn title(comparison: &Comparison) -> String {
    format!("{}: two attempts", sanitize::line(&comparison.design.title))
}

/// The page as Markdown, in parts that are read apart: runs and pace, then each stage with its changed lines, the words
/// that changed in bold.
pub fn parts(comparison: &Comparison) -> Vec<String> {
    let page = template::fill("compare.md", PAGE, values(comparison));
    page.split(PART)
        .map(|part| part.trim_start_matches('\n').to_owned())
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
        pace => Serde(pace(comparison)),
        labels => labels.collect::<Vec<_>>(),
        part => Value::from_safe_string(PART.to_string()),
    }
}

/// A row a stage, then all together.
fn pace(comparison: &Comparison) -> Vec<ComparedPaceRow> {
    let stages = comparison.stages.iter().zip(1..);
    let stages = stages.map(|(stage, number)| (format!("{number}. {}", stage.title), stage.pace));
    let total = ("in all".to_owned(), comparison.pace.map(Some));
    let rows = stages.chain([total]);
    rows.map(|(name, pace)| ComparedPaceRow {
        name,
        cells: cells(pace),
    })
    .collect()
}

fn cells(pace: Both<Option<Figures>>) -> Vec<String> {
    let cells = pace.into_iter().flat_map(|figures| {
        let times = figures.map(|figures| figures.shown);
        let cells = [
            times.map(|times| times.planned),
            times.map(|times| times.spent),
            times.map(|times| times.over),
        ];
        cells.map(|time| time.map_or("-".to_owned(), clock))
    });
    cells.collect()
}

#[cfg(test)]
mod tests;
