//! A cohort as text for the terminal, as JSON, as CSV and as one HTML page.

mod table;

use std::fmt::Write;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::{json, template};
use crate::domain::cohort::assigned::{Assigned, counts_text};
use crate::domain::cohort::{Candidate, CandidateSession, Cell, Cohort, SessionState};
use crate::domain::progress::gap_text;
use crate::domain::sanitize;
use crate::domain::session::status_text;
use crate::domain::units::rfc3339;

pub use table::as_csv;

const TEMPLATE: &str = include_str!("templates/cohort.html");
const STYLE: &str = include_str!("html/page.css");
/// The most weeks in a table for the terminal: more do not fit beside each other.
const WEEKS: usize = 5;

#[derive(Serialize)]
struct CohortView<'a> {
    sessions: usize,
    unread: usize,
    stages: Vec<StageName<'a>>,
    /// The Mondays of the weeks.
    weeks: Vec<String>,
    goals: usize,
    goals_met: usize,
    candidates: Vec<CandidateView<'a>>,
}

#[derive(Serialize)]
struct StageName<'a> {
    id: &'a str,
    short: &'a str,
}

#[derive(Serialize)]
struct CandidateView<'a> {
    name: &'a str,
    unread: usize,
    /// The mean of the coach's levels in the last finished session that is scored whole.
    mean: Option<f64>,
    /// The mean of self-scored minus coach's levels.
    gap: Option<f64>,
    last_at: Option<String>,
    goal: Option<GoalView<'a>>,
    sessions: Vec<CohortSessionView<'a>>,
    /// The cells of the table, as text.
    #[serde(skip)]
    cells: Vec<String>,
    gap_text: String,
    assigned: Vec<AssignedView<'a>>,
}

/// An assignment of a candidate.
#[derive(Serialize)]
pub(super) struct AssignedView<'a> {
    id: &'a str,
    design: &'a str,
    coach: &'a str,
    due: String,
    /// `done`, `late`, `missing`, `open` or `withdrawn`.
    outcome: &'static str,
    /// The day of the first finish, and its session.
    finished: Option<String>,
    session: Option<&'a str>,
}

#[derive(Serialize)]
struct GoalView<'a> {
    text: &'a str,
    set: String,
    /// `open`, `met` or `missed`.
    outcome: &'static str,
    /// The day of the session that showed it.
    on: Option<String>,
}

#[derive(Serialize)]
struct CohortSessionView<'a> {
    id: &'a str,
    design: &'a str,
    started_at: String,
    /// `running`, `unfinished`, `unread`, `read` or `published`.
    state: &'static str,
    /// One for each stage, the coach's and the candidate's.
    levels: &'a [Option<u8>],
    self_levels: &'a [Option<u8>],
    /// The id of the assignment that it answers.
    assignment: Option<&'a str>,
}

/// The word for the state of a session.
pub fn state_word(state: SessionState) -> &'static str {
    match state {
        SessionState::Running => "running",
        SessionState::Unfinished => status_text(false),
        SessionState::Unread => "unread",
        SessionState::Read => "read",
        SessionState::Published => "published",
    }
}

/// A cell as text: `3 1 2 2 2`, `unread`, `running`, or `-`.
pub fn cell_text(cell: &Cell, candidate: &Candidate) -> String {
    match cell {
        Cell::Empty => "-".into(),
        Cell::Open(_, SessionState::Read | SessionState::Published) => "not scored".into(),
        Cell::Open(_, state) => state_word(*state).into(),
        Cell::Scored(index) => level_digits(&candidate.sessions[*index].levels),
    }
}

fn level_digits(levels: &[Option<u8>]) -> String {
    let digits = levels.iter();
    let digits: Vec<String> = digits
        .map(|level| level.map_or("·".to_owned(), |level| level.to_string()))
        .collect();
    digits.join(" ")
}

impl<'a> CohortView<'a> {
    fn of(cohort: &'a Cohort) -> Self {
        let stages = cohort.stages.iter();
        let (goals_met, goals) = cohort.goals_met();
        Self {
            sessions: cohort.sessions,
            unread: cohort.unread(),
            stages: stages.map(|(id, short)| StageName { id, short }).collect(),
            weeks: cohort.weeks.iter().map(ToString::to_string).collect(),
            goals,
            goals_met,
            candidates: cohort.candidates.iter().map(CandidateView::of).collect(),
        }
    }
}

impl<'a> CandidateView<'a> {
    fn of(candidate: &'a Candidate) -> Self {
        let last = candidate.sessions.last();
        let goal = candidate.goal.as_ref();
        let cells = candidate.cells.iter();
        Self {
            name: &candidate.name,
            unread: candidate.unread,
            mean: candidate.last_mean(),
            gap: candidate.gap,
            last_at: last.map(|attempt| rfc3339(attempt.started)),
            goal: goal.map(|goal| GoalView {
                text: &goal.text,
                set: goal.set.to_string(),
                outcome: goal.word(),
                on: goal.outcome.map(|(_, day)| day.to_string()),
            }),
            sessions: candidate
                .sessions
                .iter()
                .map(CohortSessionView::of)
                .collect(),
            cells: cells.map(|cell| cell_text(cell, candidate)).collect(),
            gap_text: candidate.gap_text(),
            assigned: candidate.assigned.iter().map(AssignedView::of).collect(),
        }
    }
}

impl<'a> AssignedView<'a> {
    pub fn of(one: &'a Assigned) -> Self {
        let finished = one.finished.as_ref();
        Self {
            id: &one.id,
            design: &one.design,
            coach: &one.coach,
            due: one.due.to_string(),
            outcome: one.outcome.word(),
            finished: finished.map(|(_, day)| day.to_string()),
            session: finished.map(|(session, _)| session.as_str()),
        }
    }
}

impl<'a> CohortSessionView<'a> {
    fn of(attempt: &'a CandidateSession) -> Self {
        Self {
            id: &attempt.id,
            design: &attempt.design,
            started_at: rfc3339(attempt.started),
            state: state_word(attempt.state),
            levels: &attempt.levels,
            self_levels: &attempt.self_levels,
            assignment: attempt.assignment.as_deref(),
        }
    }
}

/// The cohort as `forty cohort --json` prints it.
pub fn as_json(cohort: &Cohort) -> String {
    json::versioned(&CohortView::of(cohort))
}

/// One HTML page that loads nothing.
pub fn as_html(cohort: &Cohort) -> String {
    let view = CohortView::of(cohort);
    let cells = view
        .candidates
        .iter()
        .map(|candidate| candidate.cells.clone());
    let texts = cohort.candidates.iter().map(Candidate::assigned_text);
    let values = context! {
        assignments => Serde(assignment_sections(cohort)),
        texts => Serde(texts.collect::<Vec<_>>()),
        style => Value::from_safe_string(STYLE.to_owned()),
        cells => Serde(cells.collect::<Vec<_>>()),
        view => Serde(view),
    };
    template::fill("cohort.html", TEMPLATE, values)
}

/// An assignment on the page.
#[derive(Serialize)]
struct AssignmentSection<'a> {
    design: &'a str,
    coach: &'a str,
    due: String,
    counts: String,
    rows: Vec<AssignmentRow<'a>>,
}

#[derive(Serialize)]
struct AssignmentRow<'a> {
    /// The number of the candidate on the page, from 1.
    candidate: usize,
    name: &'a str,
    #[serde(flatten)]
    assigned: AssignedView<'a>,
}

fn assignment_sections(cohort: &Cohort) -> Vec<AssignmentSection<'_>> {
    let sections = cohort.by_assignment().into_iter();
    let sections = sections.filter_map(|rows| {
        let (_, first) = rows.first()?;
        Some(AssignmentSection {
            design: &first.design,
            coach: &first.coach,
            due: first.due.to_string(),
            counts: counts_text(rows.iter().map(|(_, one)| one.outcome)),
            rows: (rows.iter())
                .map(|(index, one)| AssignmentRow {
                    candidate: index + 1,
                    name: &cohort.candidates[*index].name,
                    assigned: AssignedView::of(one),
                })
                .collect(),
        })
    });
    sections.collect()
}

/// `12 candidates, 41 sessions, 5 weeks, 4 unread`.
pub fn headline(cohort: &Cohort) -> String {
    let count = |count: usize, noun: &str| {
        let s = if count == 1 { "" } else { "s" };
        format!("{count} {noun}{s}")
    };
    format!(
        "{}, {}, {}, {} unread",
        count(cohort.candidates.len(), "candidate"),
        count(cohort.sessions, "session"),
        count(cohort.weeks.len(), "week"),
        cohort.unread()
    )
}

/// The cohort as `forty cohort` prints it: the last weeks in columns.
pub fn as_text(cohort: &Cohort) -> String {
    let mut text = headline(cohort) + "\n";
    if cohort.candidates.is_empty() {
        return text;
    }
    let shorts: Vec<&str> = cohort
        .stages
        .iter()
        .map(|(_, short)| short.as_str())
        .collect();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "in each cell: {}; gap: self levels minus yours\n",
        shorts.join(" ")
    );
    let first = cohort.weeks.len().saturating_sub(WEEKS);
    let heads = cohort.weeks[first..]
        .iter()
        .map(|week| week.format("%-d %b").to_string());
    let mut rows = vec![row("candidate", heads, ["mean", "gap", "last", "goal"])];
    for candidate in &cohort.candidates {
        let cells = candidate.cells[first..].iter();
        let last = candidate.sessions.last();
        let last = last.map_or(String::new(), |it| {
            it.started.format("%Y-%m-%d").to_string()
        });
        let goal = candidate.goal.as_ref().map_or("-", |goal| goal.word());
        let mean = mean_text(candidate.last_mean());
        let numbers = [&*mean, &candidate.gap_text(), &last, goal];
        let cells = cells.map(|cell| cell_text(cell, candidate));
        rows.push(row(&candidate.name, cells, numbers));
    }
    let (mean, gap) = cohort.means();
    let (met, goals) = cohort.goals_met();
    let weeks = cohort
        .week_means()
        .split_off(first)
        .into_iter()
        .map(mean_text);
    let gap = gap.map_or("-".to_owned(), gap_text);
    let goals = format!("{met} of {goals} met");
    let count = cohort.mean_count();
    let count = count.map_or(String::new(), |count| format!(" ({count})"));
    let mean = mean_text(mean) + &count;
    rows.push(row("Mean", weeks, [&*mean, &gap, "", &goals]));
    text + &columns(&rows) + &assigned_text(cohort)
}

/// Each assignment with its candidates, a line for each.
fn assigned_text(cohort: &Cohort) -> String {
    let mut text = String::new();
    for candidates in cohort.by_assignment() {
        let Some((_, one)) = candidates.first() else {
            continue;
        };
        let counts = counts_text(candidates.iter().map(|(_, one)| one.outcome));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "\n{}, assigned by {}, due {}: {counts}",
            one.design, one.coach, one.due
        );
        let rows = candidates.iter().map(|(candidate, one)| {
            let day = one.finished.as_ref().map(|(_, day)| day.to_string());
            let word = one.outcome.word().to_owned();
            let name = &cohort.candidates[*candidate].name;
            vec![format!("  {name}"), word, day.unwrap_or_default()]
        });
        text += &columns(&rows.collect::<Vec<_>>());
    }
    text
}

/// A mean as it is shown, or `-`.
pub fn mean_text(mean: Option<f64>) -> String {
    mean.map_or("-".to_owned(), |mean| format!("{mean:.1}"))
}

fn row(name: &str, cells: impl Iterator<Item = String>, rest: [&str; 4]) -> Vec<String> {
    let rest = rest.into_iter().map(str::to_owned);
    [name.to_owned()]
        .into_iter()
        .chain(cells)
        .chain(rest)
        .collect()
}

/// Rows of one length as a table, each column as wide as its widest cell.
fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.first().map_or(0, Vec::len);
    let widest = |column: usize| rows.iter().map(|row| sanitize::columns(&row[column])).max();
    let widths: Vec<usize> = (0..count)
        .map(|column| widest(column).unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line += cell;
            line += &" ".repeat(width - sanitize::columns(cell) + 2);
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
