//! The tables of a page: the pace of each stage, and the levels that the candidate and the coaches gave.

use serde::Serialize;

use super::short_title;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::rubric::{level_gap, level_text};
use crate::domain::session::pace::{Bar, Times};
use crate::domain::session::time_table::TimeTable;

/// What every table says of the pace of a stage; times in whole seconds, written as milliseconds.
#[derive(Clone, Serialize)]
pub(super) struct PaceRow<'a> {
    title: &'a str,
    #[serde(flatten)]
    times: Times,
    /// The time spent, as text.
    spent_text: String,
    /// How the stage differs from its plan, as text; empty where it was met.
    difference: String,
    /// What paid for the overrun.
    paid: Option<String>,
    covered: usize,
    prompts: usize,
    bar: Bar,
}

pub(super) fn pace_rows<'a>(facts: &SessionFacts<'a>, times: &TimeTable) -> Vec<PaceRow<'a>> {
    let paces = facts.pace.stages.iter().zip(&times.rows);
    let rows = facts.stages().zip(paces);
    let rows = rows.map(|((plan, state), (pace, row))| PaceRow {
        title: &plan.title,
        times: row.times,
        spent_text: row.spent_text(),
        difference: row.difference_text(),
        paid: pace.paid_by(|stage| short_title(facts, stage)),
        covered: state.covered.len(),
        prompts: plan.prompts.len(),
        bar: row.bar,
    });
    rows.collect()
}

/// The levels of the candidate and of each coach, with a row for each stage.
#[derive(Serialize)]
pub(super) struct LevelTable {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// `None` where there is neither a self level nor a review to show. Where self levels and a coach's can be compared, a
/// column gives the gap between them.
pub(super) fn level_table(facts: &SessionFacts<'_>) -> Option<LevelTable> {
    let stages = 0..facts.report.session.stages.len();
    let rows: Vec<_> = stages.map(|stage| facts.levels(stage)).collect();
    if facts.reviews.is_empty() && rows.iter().all(|(self_level, _)| self_level.is_none()) {
        return None;
    }
    let shows_self = facts.report.visibility.self_marks;
    let is_compared = |review: usize| {
        shows_self
            && rows
                .iter()
                .any(|(_, coach_levels)| coach_levels[review].is_some())
    };
    let mut columns: Vec<String> = shows_self.then(|| "Self".to_owned()).into_iter().collect();
    for (review, (coach, _)) in facts.reviews.iter().enumerate() {
        columns.push(coach.clone());
        columns.extend(is_compared(review).then(|| format!("Gap to {coach}")));
    }
    let cells = |(self_level, coach_levels): &(Option<u8>, Vec<Option<u8>>)| {
        let mut cells: Vec<String> = shows_self
            .then(|| level_text(*self_level))
            .into_iter()
            .collect();
        for (review, level) in coach_levels.iter().enumerate() {
            cells.push(level_text(*level));
            cells.extend(is_compared(review).then(|| level_gap(*self_level, *level)));
        }
        cells
    };
    Some(LevelTable {
        columns,
        rows: rows.iter().map(cells).collect(),
    })
}
