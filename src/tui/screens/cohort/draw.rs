//! Draws the grid with the selected candidate below, or the page of one candidate.

use std::cmp::Reverse;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::grid::{self, Grid, digits};
use super::{CohortScreen, ORDERS, newest_first};
use crate::domain::cohort::assigned::Assigned;
use crate::domain::cohort::{Attempt, Candidate, Cohort, SessionState};
use crate::tui::draw_context::DrawContext;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{below, charts, column, from_column, put_lines, put_styled, wrap};

/// The rows of the candidate below the grid, with the line above it.
const DETAILS: u16 = 8;
/// The fewest rows of the grid beside them.
const LEAST_ROWS: u16 = 8;
/// The columns of a stage's trend.
const TREND: usize = 16;
/// The most assignments below the sessions of a candidate.
const MOST_ASSIGNED: usize = 5;
/// The most sessions of a trend.
const SESSIONS: usize = 5;

impl CohortScreen {
    /// Draws the screen; the cursor is at the selected row or in the filter.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let filter = self.list().filter_line("filter").unwrap_or_default();
        let parts = ScreenFrame::new(frame.area(), &context.status(&filter), 1);
        let buf = frame.buffer_mut();
        let title = format!("Cohort   {}", headline(&self.cohort));
        let coach = format!("as {}", self.coach);
        parts.draw_title((&title, theme::STRONG), (&coach, theme::SECONDARY), buf);
        let (mut cursor, position) = if self.page.is_some() {
            self.draw_page(&parts, buf)
        } else {
            self.draw_grid(&parts, buf)
        };
        parts.draw_foot(&position, buf);
        let keys = context.keys.footer(self.context(), |_| true);
        parts.draw_keys(&keys, context.clicks, buf);
        if self.list().is_filtering() {
            cursor = from_column(parts.message_area(), filter.width() as u16).as_position();
        }
        frame.set_cursor_position(cursor);
    }

    /// Draws the grid; returns where the cursor is, and the position in the list.
    fn draw_grid(&mut self, parts: &ScreenFrame, buf: &mut Buffer) -> (Position, String) {
        let stages = self.cohort.stages.iter().map(|(_, short)| short.as_str());
        let order = format!("{} · in each cell: ", ORDERS[self.order].0);
        let fact = order + &stages.collect::<Vec<_>>().join(" ");
        parts.draw_head(&[Heading::new("My levels by week", true).with(fact)], buf);
        let area = parts.content(parts.body);
        if self.candidates.selected().is_none() {
            draw_empty(&self.cohort, parts.text(area), buf);
            return (area.as_position(), String::new());
        }
        let has_details = area.height >= LEAST_ROWS + DETAILS;
        let details = if has_details { DETAILS } else { 0 };
        let grid = Grid::of(
            &self.cohort,
            self.newer,
            area.width.saturating_sub(2).into(),
        );
        self.hidden = self.cohort.weeks.len() - grid.weeks.len();
        let table = Rect {
            height: area.height - details,
            ..area
        };
        put_styled(&[grid.heads(&self.cohort)], table, buf);
        // The means stand below a rule, as close to the candidates as they come.
        let rows = table.height.saturating_sub(3);
        let count = u16::try_from(self.candidates.count().0).unwrap_or(u16::MAX);
        let list = Rect {
            height: rows.min(count),
            ..below(table, 1)
        };
        let selected = self.candidates.selected();
        for (row, shown) in (0..list.height).zip(self.candidates.lay_out(list)) {
            if let ListRow::Entry(index) = *shown {
                let line = grid.row(&self.cohort.candidates[index], Some(index) == selected);
                put_styled(&[line], below(list, row), buf);
            }
        }
        self.candidates.draw_selection(buf);
        let under = below(table, 1 + list.height);
        frame::draw_rule(parts.text(under), buf);
        put_styled(&[grid.means(&self.cohort)], below(under, 1), buf);
        if let Some(candidate) = self.selected().filter(|_| has_details) {
            let area = below(area, table.height);
            self.draw_candidate(candidate, area, parts.text(below(area, 2)), buf);
        }
        (self.candidates.cursor(), self.candidates.position())
    }

    /// Draws the trends, the goal and what is stuck of a candidate below a line with the name.
    fn draw_candidate(&self, candidate: &Candidate, area: Rect, text: Rect, buf: &mut Buffer) {
        frame::draw_rule(area, buf);
        let next = candidate.sessions.iter();
        let mut next = next.filter(|attempt| attempt.state == SessionState::Unread);
        let count = candidate.sessions.len();
        let s = if count == 1 { "" } else { "s" };
        let fact = match next.next() {
            Some(attempt) => {
                let day = attempt.started.format("%Y-%m-%d");
                format!("{count} session{s} · next: score {day}")
            }
            None => format!("{count} session{s}"),
        };
        let heading = Heading::new(candidate.name.clone(), false).with(fact);
        frame::draw_heading(
            &heading,
            Rect {
                height: area.height.min(1),
                ..area
            },
            buf,
        );
        let mut lines = trends(&self.cohort, candidate, text.width.into());
        lines.push(Line::default());
        lines.extend(goal(candidate));
        lines.extend(stuck(&self.cohort, candidate));
        lines.extend(assigned(candidate));
        put_styled(&lines, text, buf);
    }

    /// Draws the sessions of the selected candidate, newest first.
    fn draw_page(&mut self, parts: &ScreenFrame, buf: &mut Buffer) -> (Position, String) {
        let area = parts.content(parts.body);
        let (Some(index), Some(list)) = (self.candidates.selected(), &mut self.page) else {
            return (area.as_position(), String::new());
        };
        let candidate = &self.cohort.candidates[index];
        parts.draw_head(
            &[Heading::new(candidate.name.clone(), true).with("newest first")],
            buf,
        );
        let design = usize::from(area.width)
            .saturating_sub(PAGE_FIXED)
            .clamp(8, 28);
        let cells = (self.cohort.stages.len() * 2 + 3).max(8);
        let heads = format!(
            "   {:<12}{}{}{}state",
            "date",
            column("design", design),
            column("mine", cells),
            column("candidate", cells.max(11))
        );
        put_styled(&[Line::styled(heads, theme::SECONDARY)], area, buf);
        let mut details: Vec<Line<'_>> = goal(candidate).into_iter().collect();
        details.extend(stuck(&self.cohort, candidate));
        details.extend(assigned_lines(candidate));
        let rows = area.height.saturating_sub(2 + details.len() as u16);
        let table = Rect {
            height: rows,
            ..below(area, 1)
        };
        let selected = list.selected();
        for (row, shown) in (0..table.height).zip(list.lay_out(table)) {
            if let ListRow::Entry(at) = *shown {
                let attempt = newest_first(candidate, at);
                let line = session_row(attempt, Some(at) == selected, design, cells);
                put_styled(&[line], below(table, row), buf);
            }
        }
        list.draw_selection(buf);
        put_styled(
            &details,
            parts.text(below(area, area.height - details.len() as u16)),
            buf,
        );
        (list.cursor(), list.position())
    }
}

/// The columns of a row of a candidate's page beside the design.
const PAGE_FIXED: usize = 3 + 12 + 13 + 13 + 12;

fn session_row(attempt: &Attempt, is_selected: bool, design: usize, cells: usize) -> Line<'static> {
    let dot = if attempt.state == SessionState::Unread {
        "•"
    } else {
        " "
    };
    let lead = if is_selected {
        marker(true).trim_end()
    } else {
        " "
    };
    let date = attempt.started.format("%Y-%m-%d").to_string();
    let text = format!("{lead}{dot} {date:<12}{}", column(&attempt.design, design));
    let mut row = vec![Span::styled(text, theme::entry(is_selected))];
    // Blind until the coach has scored; a point is a stage without a level.
    let is_blind = attempt.levels.iter().all(Option::is_none);
    let hidden = vec![Span::styled("hidden", theme::SECONDARY)];
    let candidate = if is_blind {
        hidden
    } else {
        digits(&attempt.self_levels)
    };
    for (spans, width) in [(digits(&attempt.levels), cells), (candidate, cells.max(11))] {
        let used: usize = spans.iter().map(Span::width).sum();
        row.extend(spans);
        row.push(Span::raw(" ".repeat(width.saturating_sub(used))));
    }
    let (word, style) = match attempt.state {
        SessionState::Running => ("running", theme::GOOD),
        SessionState::Unfinished => ("unfinished", theme::SECONDARY),
        SessionState::Unread => ("unread", theme::WARNING),
        SessionState::Read => ("", theme::PLAIN),
    };
    row.push(Span::styled(word, style));
    Line::from(row)
}

/// `12 candidates, 41 sessions, 5 weeks, 4 unread`.
fn headline(cohort: &Cohort) -> String {
    let count = |count: usize, noun: &str| {
        let s = if count == 1 { "" } else { "s" };
        format!("{count} {noun}{s}")
    };
    let (candidates, weeks) = (cohort.candidates.len(), cohort.weeks.len());
    format!(
        "{}, {}, {}, {} unread",
        count(candidates, "candidate"),
        count(cohort.sessions, "session"),
        count(weeks, "week"),
        cohort.unread()
    )
}

/// The levels of each stage over the last scored sessions: names above, blocks and digits below.
fn trends(cohort: &Cohort, candidate: &Candidate, width: usize) -> Vec<Line<'static>> {
    let scored = candidate
        .sessions
        .iter()
        .filter(|attempt| attempt.mean().is_some());
    let scored: Vec<&Attempt> = scored.collect();
    let last = &scored[scored.len().saturating_sub(SESSIONS)..];
    if last.is_empty() {
        let text = if candidate.sessions.is_empty() {
            "No session yet."
        } else {
            "No session is scored yet. Enter opens the candidate's sessions."
        };
        return vec![Line::styled(text, theme::SECONDARY)];
    }
    let room = (width / TREND).min(cohort.stages.len());
    let names = cohort.stages.iter().take(room);
    let names = names
        .map(|(_, short)| column(short, TREND))
        .collect::<String>();
    let mut levels = Vec::new();
    for stage in 0..room {
        let of_stage = last.iter().map(|attempt| attempt.levels[stage]);
        let of_stage: Vec<u8> = of_stage.flatten().collect();
        let blocks = of_stage.iter();
        levels.extend(blocks.map(|it| Span::styled(charts::level_block(*it), theme::level(*it))));
        let numbers: Vec<String> = of_stage.iter().map(u8::to_string).collect();
        let numbers = format!(" {}", numbers.join(" "));
        let blanks = TREND.saturating_sub(of_stage.len() + numbers.len());
        levels.push(Span::raw(format!("{numbers}{}", " ".repeat(blanks))));
    }
    vec![Line::styled(names, theme::STRONG), Line::from(levels)]
}

/// The last goal, when it was set, and what became of it.
fn goal(candidate: &Candidate) -> Option<Line<'static>> {
    let goal = candidate.goal.as_ref()?;
    let (word, style) = grid::goal_word(goal);
    let on = goal
        .outcome
        .map_or(String::new(), |(_, day)| format!(" {day}"));
    Some(Line::from(vec![
        Span::styled("Goal   ", theme::STRONG),
        Span::raw(format!("{}   set {}, ", goal.text, goal.set)),
        Span::styled(format!("{word}{on}"), style),
    ]))
}

/// The stages whose level did not move over the last sessions.
fn stuck(cohort: &Cohort, candidate: &Candidate) -> Option<Line<'static>> {
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
fn assigned(candidate: &Candidate) -> Option<Line<'static>> {
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
fn assigned_lines(candidate: &Candidate) -> Vec<Line<'static>> {
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

fn draw_empty(cohort: &Cohort, area: Rect, buf: &mut Buffer) {
    let text = if cohort.candidates.is_empty() {
        "No sessions here. forty unpack FILE adds one that came by mail; --sessions DIR shows another folder."
    } else {
        "No candidate matches the filter. Esc clears it."
    };
    put_lines(wrap(text, area.width.into()), theme::PLAIN, area, buf);
}
