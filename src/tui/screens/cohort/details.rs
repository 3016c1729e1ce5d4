//! What is said of one candidate below the grid, or below the candidate's sessions: trends, the goal, what is stuck, and
//! the assignments.

use std::cmp::Reverse;

use ratatui::text::{Line, Span};

use super::grid;
use crate::domain::cohort::assigned::Assigned;
use crate::domain::cohort::{Candidate, CandidateSession, Cohort};
use crate::tui::theme;
use crate::tui::widgets::hanging::hang;
use crate::tui::widgets::{charts, column, wrap};

/// The columns of a stage's trend, at least and at most: of each session a block, a digit and a blank, then two blanks.
const TREND: (usize, usize) = (3 * LEAST_SESSIONS + 2, 3 * SESSIONS + 2);
/// The most assignments below the sessions of a candidate.
const MOST_ASSIGNED: usize = 5;
/// The fewest sessions of a trend beside those of the other stages, and the most.
const LEAST_SESSIONS: usize = 3;
const SESSIONS: usize = 5;

/// A line behind its first words: whole where it fits, else its text hangs under its own first letter.
pub(super) fn wrapped(line: Line<'static>, width: usize) -> Vec<Line<'static>> {
    if line.width() <= width {
        return vec![line];
    }
    let mut spans = line.spans.into_iter();
    let lead: Vec<Span<'static>> = spans.next().into_iter().collect();
    let text: String = spans.map(|span| span.content.into_owned()).collect();
    let mut lines = Vec::new();
    hang(&mut lines, lead, &text, theme::PLAIN, width);
    lines
}

/// The levels of each stage over the last scored sessions: names above, blocks and digits below.
pub(super) fn trends(cohort: &Cohort, candidate: &Candidate, width: usize) -> Vec<Line<'static>> {
    let scored = candidate.sessions.iter().filter(|attempt| attempt.counts());
    let scored: Vec<&CandidateSession> = scored.collect();
    if scored.is_empty() {
        let text = if candidate.sessions.is_empty() {
            "No session yet."
        } else {
            "No finished session is scored yet. Enter opens the candidate's sessions."
        };
        let lines = wrap(text, width).into_iter();
        return lines
            .map(|line| Line::styled(line, theme::SECONDARY))
            .collect();
    }
    // All stages on one row say more than an older session.
    let count = cohort.stages.len().max(1);
    let columns = ((width + 2) / count).clamp(TREND.0, TREND.1);
    let sessions = (columns - 2) / 3;
    let last = &scored[scored.len().saturating_sub(sessions)..];
    let room = ((width + 2) / columns).clamp(1, count);
    let stages: Vec<usize> = (0..cohort.stages.len()).collect();
    let rows = stages
        .chunks(room)
        .flat_map(|some| trend_rows(cohort, last, some, columns));
    rows.collect()
}

/// The names of some stages, and below them their levels in these sessions.
fn trend_rows(
    cohort: &Cohort,
    last: &[&CandidateSession],
    stages: &[usize],
    columns: usize,
) -> [Line<'static>; 2] {
    let names = stages.iter().map(|stage| &cohort.stages[*stage].1);
    let names: String = names.map(|short| column(short, columns)).collect();
    let mut levels = Vec::new();
    for stage in stages {
        let of_stage = last.iter().map(|attempt| attempt.levels[*stage]);
        let of_stage: Vec<u8> = of_stage.flatten().collect();
        let blocks = of_stage.iter();
        levels.extend(blocks.map(|it| Span::styled(charts::level_step(*it), theme::level(*it))));
        let numbers: Vec<String> = of_stage.iter().map(u8::to_string).collect();
        let numbers = format!(" {}", numbers.join(" "));
        let blanks = columns.saturating_sub(of_stage.len() + numbers.len());
        levels.push(Span::raw(format!("{numbers}{}", " ".repeat(blanks))));
    }
    [Line::styled(names, theme::STRONG), Line::from(levels)]
}

/// The last goal, the session of which it was set, and what became of it.
pub(super) fn goal(candidate: &Candidate) -> Option<Line<'static>> {
    let goal = candidate.goal.as_ref()?;
    let (word, style) = grid::goal_word(goal);
    let on = goal
        .outcome
        .map_or(String::new(), |(_, day)| format!(" {day}"));
    Some(Line::from(vec![
        Span::styled("Goal   ", theme::STRONG),
        Span::raw(format!(
            "{}   from the session of {}, ",
            goal.text, goal.set
        )),
        Span::styled(format!("{word}{on}"), style),
    ]))
}

/// The stages whose level did not move over the last sessions.
pub(super) fn stuck(cohort: &Cohort, candidate: &Candidate) -> Option<Line<'static>> {
    let stuck = candidate.stuck();
    let words = stuck.iter().map(|(stage, level)| {
        let (_, short) = &cohort.stages[*stage];
        format!("{short} has stayed at {level} for three sessions")
    });
    let text = words.collect::<Vec<_>>().join(", ");
    let spans = vec![Span::styled("Open   ", theme::STRONG), Span::raw(text)];
    (!stuck.is_empty()).then(|| Line::from(spans))
}

/// The candidate's assignments on one line, what is missing first.
pub(super) fn assigned(candidate: &Candidate) -> Option<Line<'static>> {
    let mut assigned: Vec<&Assigned> = candidate.assigned.iter().collect();
    assigned.sort_by_key(|one| Reverse(one.outcome));
    let mut spans = vec![Span::styled("Assigned  ", theme::STRONG)];
    for (index, one) in assigned.iter().enumerate() {
        let blank = if index == 0 { "" } else { " · " };
        spans.push(Span::raw(format!("{blank}{} ", one.design)));
        spans.extend(outcome(one));
    }
    (!assigned.is_empty()).then(|| Line::from(spans))
}

/// The candidate's assignments, a line for each.
pub(super) fn assigned_lines(candidate: &Candidate) -> Vec<Line<'static>> {
    let lines = candidate.assigned.iter().map(|one| {
        let lead = Span::styled("Assigned  ", theme::STRONG);
        let design = Span::raw(format!("{}   by {}   ", one.design, one.coach));
        let [word, day] = outcome(one);
        Line::from(vec![lead, design, word, day])
    });
    lines.take(MOST_ASSIGNED).collect()
}

/// `done 2026-12-03`, `missing, due 2026-12-05`.
fn outcome(one: &Assigned) -> [Span<'static>; 2] {
    let word = Span::styled(one.outcome.word(), grid::outcome_style(one.outcome));
    let day = match &one.finished {
        Some((_, day)) => format!(" {day}"),
        None => format!(", due {}", one.due),
    };
    [word, Span::raw(day)]
}
