//! The assignments of a machine, with what became of them, as text and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::cohort::AssignedView;
use super::json;
use crate::domain::assignment::Assignment;
use crate::domain::cohort::Cohort;
use crate::domain::cohort::assigned::{Assigned, counts_text};
use crate::domain::sanitize;
use crate::domain::session::event::millis;
use crate::domain::session::plan::Minutes;
use crate::domain::units::rfc3339;

#[derive(Serialize)]
struct AssignmentView<'a> {
    id: &'a str,
    design: AssignedDesignView<'a>,
    coach: &'a str,
    changed_at: String,
    due: String,
    message: &'a str,
    seed: u32,
    withdrawn: bool,
    /// The time of all stages together and that of each; null where it is the framework's.
    total_ms: Option<u64>,
    stages_ms: Option<Vec<u64>>,
    candidates: Vec<CandidateView<'a>>,
}

#[derive(Serialize)]
struct AssignedDesignView<'a> {
    id: &'a str,
    title: &'a str,
    crc: u32,
}

#[derive(Serialize)]
struct CandidateView<'a> {
    name: &'a str,
    #[serde(flatten)]
    assigned: AssignedView<'a>,
}

/// The candidates of each assignment, by its id.
fn by_id(cohort: &Cohort) -> BTreeMap<&str, Vec<(&str, &Assigned)>> {
    let mut by_id = BTreeMap::<&str, Vec<(&str, &Assigned)>>::new();
    for candidate in &cohort.candidates {
        for one in &candidate.assigned {
            by_id
                .entry(&one.id)
                .or_default()
                .push((&candidate.name, one));
        }
    }
    by_id
}

/// The assignments as `forty assign --list --json` prints them; the cohort has what became of them.
pub fn as_json(assignments: &[Assignment], cohort: &Cohort) -> String {
    let by_id = by_id(cohort);
    let views = assignments.iter().map(|assignment| {
        let candidates = by_id.get(&*assignment.id).into_iter().flatten();
        let (total, stages) = match &assignment.minutes {
            Minutes::AsFramework => (None, None),
            Minutes::Total(time) => (Some(millis::whole(*time)), None),
            Minutes::Each(times) => {
                let each = times.iter().map(|time| millis::whole(*time));
                (Some(each.clone().sum()), Some(each.collect()))
            }
        };
        AssignmentView {
            id: &assignment.id,
            design: AssignedDesignView {
                id: &assignment.design.id,
                title: &assignment.design.title,
                crc: assignment.design.crc,
            },
            coach: &assignment.coach,
            changed_at: rfc3339(assignment.changed),
            due: assignment.due.to_string(),
            message: &assignment.message,
            seed: assignment.seed,
            withdrawn: assignment.is_withdrawn,
            total_ms: total,
            stages_ms: stages,
            candidates: candidates
                .map(|(name, one)| CandidateView {
                    name,
                    assigned: AssignedView::of(one),
                })
                .collect(),
        }
    });
    let views: Vec<AssignmentView<'_>> = views.collect();
    json::versioned(&BTreeMap::from([("assignments", views)]))
}

/// A line for each assignment, the first due first.
pub fn as_text(assignments: &[Assignment], cohort: &Cohort) -> String {
    let by_id = by_id(cohort);
    let mut text = String::new();
    for assignment in assignments {
        let candidates = by_id.get(&*assignment.id).into_iter().flatten();
        let counts = counts_text(candidates.map(|(_, one)| one.outcome));
        let (title, coach) = (&assignment.design.title, &assignment.coach);
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{}  due {}  {counts}  {}, by {}",
            sanitize::line(&assignment.id),
            assignment.due,
            sanitize::line(title),
            sanitize::line(coach)
        );
    }
    text
}
