//! What became of each assignment: which candidates finished it in time, late, or not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Candidate, Cell, Cohort, CohortSession};
use crate::domain::assignment::{Assignment, Outcome};
use crate::domain::names;
use crate::domain::sanitize;

/// An assignment of one candidate. Its texts are sanitized.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned {
    /// The assignment's id.
    pub id: String,
    /// The design's title.
    pub design: String,
    pub coach: String,
    pub due: NaiveDate,
    pub outcome: Outcome,
    /// The session that was finished first, and on which day.
    pub finished: Option<(String, NaiveDate)>,
}

/// The assignments of the sessions that answer them, by assignment and candidate.
type Finishes<'a> = BTreeMap<(&'a str, String), Vec<(NaiveDate, &'a str)>>;

/// Each candidate's assignments on this day, by the key of the name; the names that are not those of a session too.
pub fn assigned(
    assignments: &[Assignment],
    sessions: &[CohortSession],
    today: NaiveDate,
) -> BTreeMap<String, (String, Vec<Assigned>)> {
    let mut finishes = Finishes::new();
    for session in sessions {
        if let (Some(id), Some(day)) = (&session.assignment, session.finished) {
            let key = (id.as_str(), names::key(&session.candidate));
            finishes.entry(key).or_default().push((day, &session.id));
        }
    }
    let mut by_name = BTreeMap::<String, (String, Vec<Assigned>)>::new();
    for assignment in assignments {
        let mut seen = BTreeSet::new();
        for name in &assignment.candidates {
            let key = names::key(name);
            if !seen.insert(key.clone()) {
                continue;
            }
            let finished = finishes.get(&(assignment.id.as_str(), key.clone()));
            let row = one(assignment, finished.map_or(&[][..], Vec::as_slice), today);
            let of_name = || (sanitize::line(name), Vec::new());
            by_name.entry(key).or_insert_with(of_name).1.push(row);
        }
    }
    by_name
}

fn one(assignment: &Assignment, finished: &[(NaiveDate, &str)], today: NaiveDate) -> Assigned {
    Assigned {
        id: sanitize::line(&assignment.id),
        design: sanitize::line(&assignment.design.title),
        coach: sanitize::line(&assignment.coach),
        due: assignment.due,
        outcome: assignment.outcome(finished.iter().map(|(day, _)| *day), today),
        finished: finished
            .iter()
            .min()
            .map(|(day, id)| ((*id).to_owned(), *day)),
    }
}

impl Cohort {
    /// Adds the assignments of [`assigned`]; a candidate without a session gets a row without one.
    #[must_use]
    pub fn with_assigned(
        mut self,
        mut assigned: BTreeMap<String, (String, Vec<Assigned>)>,
    ) -> Self {
        for candidate in &mut self.candidates {
            if let Some((_, of_candidate)) = assigned.remove(&names::key(&candidate.name)) {
                candidate.assigned = of_candidate;
            }
        }
        let weeks = self.weeks.len();
        let without = assigned.into_values().map(|(name, assigned)| Candidate {
            name,
            cells: vec![Cell::Empty; weeks],
            sessions: Vec::new(),
            goal: None,
            gap: None,
            unread: 0,
            assigned,
        });
        self.candidates.extend(without);
        self.candidates
            .sort_by_key(|candidate| names::key(&candidate.name));
        self
    }

    /// Whether anything is assigned to a candidate.
    pub fn has_assigned(&self) -> bool {
        self.candidates.iter().any(|it| !it.assigned.is_empty())
    }

    /// The assignments with the indexes of their candidates, the first due first.
    pub fn by_assignment(&self) -> Vec<Vec<(usize, &Assigned)>> {
        let mut by_id = BTreeMap::<(NaiveDate, &str), Vec<(usize, &Assigned)>>::new();
        for (index, candidate) in self.candidates.iter().enumerate() {
            for one in &candidate.assigned {
                let key = (one.due, one.id.as_str());
                by_id.entry(key).or_default().push((index, one));
            }
        }
        by_id.into_values().collect()
    }
}

impl Candidate {
    /// The assignment that a session answers, if it is the candidate's.
    pub fn assigned_as(&self, assignment: Option<&str>) -> Option<&Assigned> {
        self.assigned
            .iter()
            .find(|one| Some(one.id.as_str()) == assignment)
    }

    /// What a coach should know first of the candidate's assignments: `1 missing`, `2 late`, `1 open`, `3 done`, or `-`.
    pub fn assigned_text(&self) -> String {
        let outcomes = self.assigned.iter().map(|one| one.outcome);
        let most_pressing = outcomes.clone().max();
        most_pressing.map_or("-".to_owned(), |most| {
            counts_text(outcomes.filter(|one| *one == most))
        })
    }
}

/// `1 done, 2 late, 1 missing`, without what there is none of.
pub fn counts_text(outcomes: impl Iterator<Item = Outcome>) -> String {
    let outcomes: Vec<Outcome> = outcomes.collect();
    let count = |outcome: &Outcome| outcomes.iter().filter(|one| *one == outcome).count();
    let counts = Outcome::ALL.iter().map(|outcome| (count(outcome), outcome));
    let counts = counts.filter(|(count, _)| *count > 0);
    let counts = counts.map(|(count, outcome)| format!("{count} {}", outcome.word()));
    counts.collect::<Vec<_>>().join(", ")
}
