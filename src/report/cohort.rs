//! A cohort as text for the terminal, as JSON, as CSV and as one HTML page.

use std::fmt::Write;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::{csv, json, template};
use crate::domain::cohort::{Attempt, Candidate, Cell, Cohort, SessionState};
use crate::domain::progress::gap_text;
use crate::domain::sanitize;
use crate::domain::units::rfc3339;

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
    /// The mean of the coach's levels in the last scored session.
    mean: Option<f64>,
    /// The mean of self-scored minus coach's levels.
    gap: Option<f64>,
    last_at: Option<String>,
    goal: Option<GoalView<'a>>,
    sessions: Vec<SessionView<'a>>,
    /// The cells of the table, as text.
    #[serde(skip)]
    cells: Vec<String>,
    gap_text: String,
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
struct SessionView<'a> {
    id: &'a str,
    design: &'a str,
    started_at: String,
    /// `running`, `unfinished`, `unread` or `read`.
    state: &'static str,
    /// One for each stage, the coach's and the candidate's.
    levels: &'a [Option<u8>],
    self_levels: &'a [Option<u8>],
}

/// The word for the state of a session.
pub fn state_word(state: SessionState) -> &'static str {
    match state {
        SessionState::Running => "running",
        SessionState::Unfinished => "unfinished",
        SessionState::Unread => "unread",
        SessionState::Read => "read",
    }
}

/// A cell as text: `3 1 2 2 2`, `unread`, `running`, or `-`.
pub fn cell_text(cell: &Cell, candidate: &Candidate) -> String {
    match cell {
        Cell::Empty => "-".into(),
        Cell::Open(_, SessionState::Read) => "not scored".into(),
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
            mean: candidate.last_scored().and_then(Attempt::mean),
            gap: candidate.gap,
            last_at: last.map(|attempt| rfc3339(attempt.started)),
            goal: goal.map(|goal| GoalView {
                text: &goal.text,
                set: goal.set.to_string(),
                outcome: goal.word(),
                on: goal.outcome.map(|(_, day)| day.to_string()),
            }),
            sessions: candidate.sessions.iter().map(SessionView::of).collect(),
            cells: cells.map(|cell| cell_text(cell, candidate)).collect(),
            gap_text: candidate.gap_text(),
        }
    }
}

impl<'a> SessionView<'a> {
    fn of(attempt: &'a Attempt) -> Self {
        Self {
            id: &attempt.id,
            design: &attempt.design,
            started_at: rfc3339(attempt.started),
            state: state_word(attempt.state),
            levels: &attempt.levels,
            self_levels: &attempt.self_levels,
        }
    }
}

/// The cohort as `forty cohort --json` prints it.
pub fn as_json(cohort: &Cohort) -> String {
    json::versioned(&CohortView::of(cohort))
}

/// A row for each session, for a spreadsheet; one column for each stage's level by the coach, then by the candidate.
pub fn as_csv(cohort: &Cohort) -> String {
    let heads = ["candidate", "session", "design", "started_at", "state"].map(str::to_owned);
    let of = |prefix: &'static str| {
        let ids = cohort.stages.iter().map(|(id, _)| id);
        ids.map(move |id| format!("{prefix}:{id}"))
    };
    let heads: Vec<String> = heads
        .into_iter()
        .chain(of("coach"))
        .chain(of("self"))
        .collect();
    let rows = cohort.candidates.iter().flat_map(|candidate| {
        candidate.sessions.iter().map(|attempt| {
            let view = SessionView::of(attempt);
            let about = [
                &*candidate.name,
                view.id,
                view.design,
                &view.started_at,
                view.state,
            ];
            let about = about.map(str::to_owned).into_iter();
            let levels = view.levels.iter().chain(view.self_levels);
            let levels = levels.map(|level| level.map_or(String::new(), |it| it.to_string()));
            about.chain(levels).collect()
        })
    });
    csv::table([heads].into_iter().chain(rows))
}

/// One HTML page that loads nothing.
pub fn as_html(cohort: &Cohort) -> String {
    let view = CohortView::of(cohort);
    let cells = view
        .candidates
        .iter()
        .map(|candidate| candidate.cells.clone());
    let values = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        cells => Serde(cells.collect::<Vec<_>>()),
        view => Serde(view),
    };
    template::fill("cohort.html", TEMPLATE, values)
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
    let _ = writeln!(text, "in each cell: {}\n", shorts.join(" "));
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
        let mean = mean_text(candidate.last_scored().and_then(Attempt::mean));
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
    rows.push(row("Mean", weeks, [&*mean_text(mean), &gap, "", &goals]));
    text + &columns(&rows)
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
