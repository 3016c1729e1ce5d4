//! The grid of candidates and weeks: which columns have room, and its rows.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::assignment::Outcome;
use crate::domain::cohort::{Candidate, Cell, Cohort, Goal, SessionState};
use crate::domain::judging::message::GoalOutcome;
use crate::domain::progress::gap_text;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::{charts, column};

/// The columns of the marker, the unread dot and a blank.
const LEAD: usize = 3;
/// The widest name, in columns.
const NAMES: usize = 24;
/// The columns of a cell that holds a word.
const WORD: usize = 10;
/// The columns of the sparkline, of the mean, of the gap, of the day and of the goal, with the blanks before them.
const SPARK: usize = 8;
const MEAN: usize = 5;
const GAP: usize = 7;
const LAST: usize = 13;
const GOAL: usize = 9;
/// The columns of what became of the assignments: `2 missing`.
const ASSIGNED: usize = 12;
/// The fewest weeks that stay in view.
const LEAST_WEEKS: usize = 2;
/// From this gap on, a candidate scores far easier or harder than the coach.
const WIDE_GAP: f64 = 0.8;

/// The columns that have room.
pub(super) struct Grid {
    name: usize,
    cell: usize,
    /// The weeks in view.
    pub weeks: std::ops::Range<usize>,
    has_last: bool,
    /// The columns of the assignments; none where nothing is assigned or they have no room.
    assigned: usize,
    /// The columns of the sparkline; none where it has no room.
    spark: usize,
}

impl Grid {
    /// The grid in so many columns, with so many of the newest weeks out of view.
    pub fn of(cohort: &Cohort, newer: usize, width: usize) -> Self {
        let names = cohort
            .candidates
            .iter()
            .map(|candidate| candidate.name.width());
        let name = names.max().unwrap_or(0).clamp("candidate".len(), NAMES) + 2;
        let cell = (cohort.stages.len() * 2).saturating_sub(1).max(WORD) + 2;
        let fixed = LEAD + name + MEAN + GAP + GOAL;
        let fitting = |fixed: usize| width.saturating_sub(fixed) / cell;
        // What is missing says more than the form of the levels.
        let has_room = cohort.has_assigned() && fitting(fixed + ASSIGNED) >= 1;
        let assigned = if has_room { ASSIGNED } else { 0 };
        let fixed = fixed + assigned;
        let has_last = fitting(fixed + SPARK + LAST) >= LEAST_WEEKS;
        let spark = if fitting(fixed + SPARK) >= LEAST_WEEKS {
            SPARK
        } else {
            0
        };
        let room = fitting(fixed + spark + if has_last { LAST } else { 0 });
        let count = cohort.weeks.len();
        let shown = room.max(1).min(count);
        let end = count.saturating_sub(newer).max(shown);
        Self {
            name,
            cell,
            weeks: end - shown..end,
            has_last,
            assigned,
            spark,
        }
    }

    pub fn heads(&self, cohort: &Cohort) -> Line<'static> {
        let weeks = cohort.weeks[self.weeks.clone()].iter();
        let weeks = weeks.map(|week| column(&week.format("%-d %b").to_string(), self.cell));
        let last = if self.has_last { "  last       " } else { "" };
        let (mean, columns) = (self.spark + MEAN, self.assigned);
        let assigned = if columns > 0 { "assigned" } else { "" };
        let text = format!(
            "{:LEAD$}{}{}{:>mean$}{:>GAP$}{last}{:>GOAL$}{assigned:>columns$}",
            "",
            column("candidate", self.name),
            weeks.collect::<String>(),
            "mean",
            "gap",
            "goal"
        );
        Line::styled(text, theme::SECONDARY)
    }

    pub fn row(&self, candidate: &Candidate, is_selected: bool) -> Line<'static> {
        let dot = if candidate.unread > 0 { "•" } else { " " };
        let name = column(&candidate.name, self.name);
        let mut row = vec![Span::styled(
            format!("{}{dot} {name}", marker(is_selected).trim_end()),
            theme::entry(is_selected),
        )];
        if !is_selected {
            row[0] = Span::raw(format!(" {dot} {name}"));
        }
        for cell in &candidate.cells[self.weeks.clone()] {
            row.extend(self.cell(cell, candidate));
        }
        row.extend(self.numbers(candidate));
        Line::from(row)
    }

    fn cell(&self, cell: &Cell, candidate: &Candidate) -> Vec<Span<'static>> {
        let word = |word: &str, style: Style| vec![Span::styled(column(word, self.cell), style)];
        match cell {
            Cell::Empty => word("-", theme::SECONDARY),
            Cell::Open(_, SessionState::Running) => word("running", theme::GOOD),
            Cell::Open(_, SessionState::Unread) => word("unread", theme::WARNING),
            Cell::Open(_, SessionState::Unfinished) => word("unfinished", theme::SECONDARY),
            Cell::Open(_, SessionState::Read | SessionState::Published) => {
                word("not scored", theme::SECONDARY)
            }
            Cell::Scored(index) => {
                let mut spans = digits(&candidate.sessions[*index].levels);
                let used: usize = spans.iter().map(Span::width).sum();
                spans.push(Span::raw(" ".repeat(self.cell.saturating_sub(used))));
                spans
            }
        }
    }

    /// The means over the scored sessions, the last one, the gap, the day of the last session, and the goal.
    fn numbers(&self, candidate: &Candidate) -> Vec<Span<'static>> {
        let means: Vec<f64> = candidate.means().collect();
        let shown = self.spark.saturating_sub(2);
        let spark = charts::means(&means[means.len().saturating_sub(shown)..]);
        let mean = candidate
            .last_mean()
            .map_or("-".to_owned(), |mean| format!("{mean:.1}"));
        let gap_style = match candidate.gap {
            Some(gap) if gap.abs() >= WIDE_GAP => theme::WARNING,
            _ => theme::PLAIN,
        };
        let mut spans = vec![
            Span::styled(format!("{spark:>0$}", self.spark), theme::ACCENT),
            Span::raw(format!("{mean:>MEAN$}")),
            Span::styled(format!("{:>GAP$}", candidate.gap_text()), gap_style),
        ];
        if self.has_last {
            let last = candidate.sessions.last();
            let day = last.map(|it| it.started.format("  %Y-%m-%d ").to_string());
            spans.push(Span::raw(day.unwrap_or_default()));
        }
        let (word, style) = candidate
            .goal
            .as_ref()
            .map_or(("-", theme::SECONDARY), goal_word);
        spans.push(Span::styled(format!("{word:>GOAL$}"), style));
        if self.assigned > 0 {
            let style = assigned_style(candidate);
            let text = format!("{:>1$}", candidate.assigned_text(), self.assigned);
            spans.push(Span::styled(text, style));
        }
        spans
    }

    /// The means of the weeks and over all candidates.
    pub fn means(&self, cohort: &Cohort) -> Line<'static> {
        let text = |mean: Option<f64>| mean.map_or("-".to_owned(), |mean| format!("{mean:.1}"));
        let weeks = cohort.week_means();
        let weeks = weeks[self.weeks.clone()].iter();
        let weeks: String = weeks.map(|mean| column(&text(*mean), self.cell)).collect();
        let (mean, gap) = cohort.means();
        let (met, goals) = cohort.goals_met();
        let gap = gap.map_or("-".to_owned(), gap_text);
        let rest = GOAL + if self.has_last { LAST } else { 0 };
        // The number of candidates stands where the others have their trend: it is that of this mean alone.
        let count = cohort
            .mean_count()
            .filter(|count| count.len() <= self.spark);
        let (count, columns) = (count.unwrap_or_default(), self.spark);
        let goals = if self.has_last {
            format!("{met} of {goals} met")
        } else {
            format!("{met} of {goals}")
        };
        Line::styled(
            format!(
                "{:LEAD$}{}{weeks}{count:>columns$}{:>MEAN$}{gap:>GAP$}{goals:>rest$}",
                "",
                column("Mean", self.name),
                text(mean),
            ),
            theme::STRONG,
        )
    }
}

/// Levels as digits, one for each stage; `·` is not scored.
pub(super) fn digits(levels: &[Option<u8>]) -> Vec<Span<'static>> {
    let spans = levels.iter().enumerate().flat_map(|(index, level)| {
        let blank = if index == 0 { "" } else { " " };
        let digit = match level {
            Some(level) => Span::styled(level.to_string(), theme::level(*level)),
            None => Span::styled("·", theme::SECONDARY),
        };
        [Span::raw(blank), digit]
    });
    spans.collect()
}

/// What became of a goal, in its style.
pub(super) fn goal_word(goal: &Goal) -> (&'static str, Style) {
    let style = match goal.outcome {
        Some((GoalOutcome::Met, _)) => theme::GOOD,
        Some((GoalOutcome::Missed, _)) => theme::OVER,
        None => theme::PLAIN,
    };
    (goal.word(), style)
}

/// The style of what became of a candidate's assignments, by the most pressing.
fn assigned_style(candidate: &Candidate) -> Style {
    let outcomes = candidate.assigned.iter().map(|one| one.outcome);
    outcomes.max().map_or(theme::SECONDARY, outcome_style)
}

pub(super) fn outcome_style(outcome: Outcome) -> Style {
    match outcome {
        Outcome::Missing => theme::OVER,
        Outcome::Late => theme::WARNING,
        Outcome::Done => theme::GOOD,
        Outcome::Open => theme::PLAIN,
        Outcome::Withdrawn => theme::SECONDARY,
    }
}
