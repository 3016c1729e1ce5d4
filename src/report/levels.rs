//! Everybody's levels beside each other, a row a stage: the candidate's own, each coach's, and how far apart they are.

use super::facts::Facts;
use super::words;
use crate::domain::judging::review::Review;

/// A table in the plan's order. Columns hold names from outside, cells do not.
pub struct Levels {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Levels {
    /// None before anybody has a level or a review to show.
    pub fn of(facts: &Facts<'_>) -> Option<Self> {
        let stages = 0..facts.stages();
        let own = facts.report.sight.own;
        let is_anything = !facts.reviews.is_empty()
            || stages
                .clone()
                .any(|stage| facts.report.own_level(stage).is_some());
        if !is_anything {
            return None;
        }
        // A column in which nothing can be compared says nothing.
        let is_compared = |review: &Review| {
            own && stages
                .clone()
                .any(|stage| facts.report.level(review, stage).is_some())
        };
        let mut columns = Vec::new();
        columns.extend(own.then(|| "own".to_owned()));
        for (coach, review) in &facts.reviews {
            columns.push(coach.clone());
            columns.extend(is_compared(review).then(|| format!("own beside {coach}")));
        }
        let row = |stage: usize| {
            let level = facts.report.own_level(stage);
            let mut cells = Vec::new();
            cells.extend(own.then(|| words::level(level)));
            for (_, review) in &facts.reviews {
                let theirs = facts.report.level(review, stage);
                cells.push(words::level(theirs));
                cells.extend(is_compared(review).then(|| words::gap_of_levels(level, theirs)));
            }
            cells
        };
        let rows = stages.clone().map(row).collect();
        Some(Self { columns, rows })
    }
}
