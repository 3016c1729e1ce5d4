//! A cohort as CSV: a row for each session, and one for each assignment that a candidate has not begun.

use super::CohortSessionView;
use crate::domain::cohort::assigned::Assigned;
use crate::domain::cohort::{Candidate, Cohort};
use crate::report::csv;

/// The columns before those of the levels.
const COLUMNS: [&str; 8] = [
    "candidate",
    "session",
    "design",
    "started_at",
    "state",
    "assignment",
    "due",
    "assigned",
];

/// The table for a spreadsheet; one column for each stage's level by the coach, then by the candidate.
pub fn as_csv(cohort: &Cohort) -> String {
    let of = |prefix: &'static str| {
        let ids = cohort.stages.iter().map(|(id, _)| id);
        ids.map(move |id| format!("{prefix}:{id}"))
    };
    let heads = COLUMNS.map(str::to_owned).into_iter();
    let heads: Vec<String> = heads.chain(of("coach")).chain(of("self")).collect();
    let stages = cohort.stages.len();
    let rows = cohort.candidates.iter();
    let rows = rows.flat_map(|candidate| of_candidate(candidate, stages));
    csv::table([heads].into_iter().chain(rows))
}

fn of_candidate(candidate: &Candidate, stages: usize) -> Vec<Vec<String>> {
    let sessions = candidate.sessions.iter().map(|attempt| {
        let view = CohortSessionView::of(attempt);
        let assigned = candidate.assigned_as(view.assignment);
        let about = [
            &*candidate.name,
            view.id,
            view.design,
            &view.started_at,
            view.state,
            view.assignment.unwrap_or_default(),
        ];
        let about = about.map(str::to_owned).into_iter();
        let levels = view.levels.iter().chain(view.self_levels);
        let levels = levels.map(|level| level.map_or(String::new(), |it| it.to_string()));
        about
            .chain(due_and_outcome(assigned))
            .chain(levels)
            .collect()
    });
    let is_begun = |one: &&Assigned| {
        let mut sessions = candidate.sessions.iter();
        sessions.any(|attempt| attempt.assignment.as_ref() == Some(&one.id))
    };
    let others = candidate.assigned.iter().filter(|one| !is_begun(one));
    let others = others.map(|one| {
        let about = [&*candidate.name, "", &one.design, "", "", &one.id];
        let about = about.map(str::to_owned).into_iter();
        let levels = vec![String::new(); stages * 2];
        about
            .chain(due_and_outcome(Some(one)))
            .chain(levels)
            .collect()
    });
    sessions.chain(others).collect()
}

fn due_and_outcome(assigned: Option<&Assigned>) -> [String; 2] {
    assigned.map_or_else(Default::default, |one| {
        [one.due.to_string(), one.outcome.word().to_owned()]
    })
}
