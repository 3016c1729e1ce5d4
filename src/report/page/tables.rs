//! The tables of a page: the pace of each stage, and everybody's levels.

use serde::Serialize;

use super::short;
use crate::domain::judging::facts::SessionFacts;
use crate::domain::judging::rubric::{level_gap, level_text};
use crate::domain::session::event::millis;
use crate::domain::session::pace::{Bar, Times};

/// Whole seconds, as milliseconds.
#[derive(Serialize)]
pub(super) struct ShownTimes {
    planned: u64,
    spent: u64,
    over: u64,
    unspent: u64,
}

#[derive(Serialize)]
pub(super) struct PaceRow<'a> {
    title: &'a str,
    #[serde(flatten)]
    times: ShownTimes,
    /// What paid for the overrun.
    paid: Option<String>,
    covered: usize,
    prompts: usize,
    /// Per cent of the longest bar.
    planned_width: f64,
    within_width: f64,
    over_width: f64,
}

impl ShownTimes {
    pub(super) fn of(times: Times) -> Self {
        Self {
            planned: millis::whole(times.planned),
            spent: millis::whole(times.spent),
            over: millis::whole(times.over),
            unspent: millis::whole(times.unspent),
        }
    }
}

pub(super) fn pace<'a>(facts: &SessionFacts<'a>) -> Vec<PaceRow<'a>> {
    let paces = facts.pace.stages.iter().zip(facts.pace.bars());
    let rows = facts.stages().zip(paces);
    let rows = rows.map(|((plan, page), (pace, bar))| {
        let percent = |part: f64| (part * 1000.0).round() / 10.0;
        let Bar {
            planned,
            within,
            over,
        } = bar;
        PaceRow {
            title: &plan.title,
            times: ShownTimes::of(pace.times),
            paid: pace.paid_by(|stage| short(facts, stage)),
            covered: page.covered.len(),
            prompts: plan.prompts.len(),
            planned_width: percent(planned),
            within_width: percent(within),
            over_width: percent(over),
        }
    });
    rows.collect()
}

/// Everybody's levels, a row a stage.
#[derive(Serialize)]
pub(super) struct Levels {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// None before anybody has a level or a review to show. Where own levels and a coach's can be compared, a column says
/// how far they are apart.
pub(super) fn levels(facts: &SessionFacts<'_>) -> Option<Levels> {
    let stages = 0..facts.report.session.stages.len();
    let rows: Vec<_> = stages.map(|stage| facts.levels(stage)).collect();
    if facts.reviews.is_empty() && rows.iter().all(|(own, _)| own.is_none()) {
        return None;
    }
    let is_own = facts.report.visibility.self_marks;
    let is_compared =
        |review: usize| is_own && rows.iter().any(|(_, theirs)| theirs[review].is_some());
    let mut columns: Vec<String> = is_own.then(|| "Self".to_owned()).into_iter().collect();
    for (review, (coach, _)) in facts.reviews.iter().enumerate() {
        columns.push(coach.clone());
        columns.extend(is_compared(review).then(|| format!("Gap to {coach}")));
    }
    let cells = |(own, theirs): &(Option<u8>, Vec<Option<u8>>)| {
        let mut cells: Vec<String> = is_own.then(|| level_text(*own)).into_iter().collect();
        for (review, level) in theirs.iter().enumerate() {
            cells.push(level_text(*level));
            cells.extend(is_compared(review).then(|| level_gap(*own, *level)));
        }
        cells
    };
    Some(Levels {
        columns,
        rows: rows.iter().map(cells).collect(),
    })
}
