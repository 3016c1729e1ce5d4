//! Draws the grid with the selected candidate below, or the page of one candidate.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::details::{assigned, assigned_lines, goal, stuck, trends, wrapped};
use super::grid::{Grid, digits};
use super::{CohortScreen, ORDERS, newest_first};
use crate::domain::cohort::{Candidate, CandidateSession, Cohort, SessionState};
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::Action;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::hanging::section;
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::session_preview;
use crate::tui::widgets::{below, column, put_lines, put_styled, row_of, wrap};

/// The rows of the candidate below the grid, with the line above it.
const DETAILS: u16 = 8;
/// The fewest rows of the first lines of a session.
const LEAST_LINES: usize = 3;
/// The fewest rows of the grid beside them.
const LEAST_ROWS: u16 = 8;

impl CohortScreen {
    /// Draws the screen; the cursor is at the selected row or in the filter.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let filter = self.list().filter_line("filter").unwrap_or_default();
        let parts = ScreenFrame::new(frame.area(), &context.status(&filter), 1);
        let buf = frame.buffer_mut();
        let coach = format!("as {}", self.coach);
        let room = usize::from(parts.title_text().width).saturating_sub(coach.width() + 2);
        let titles = [true, false].map(|has_weeks| {
            let headline = headline(&self.cohort, has_weeks);
            format!("Cohort   {headline}")
        });
        let [whole, short] = titles;
        let title = if whole.width() <= room { whole } else { short };
        parts.draw_title((&title, theme::STRONG), (&coach, theme::SECONDARY), buf);
        let (mut cursor, position) = if self.page.is_some() {
            self.draw_page(&parts, buf)
        } else {
            self.draw_grid(&parts, buf)
        };
        parts.draw_foot(&position, buf);
        let works = |action: &Action| self.availability(action).is_ok();
        let keys = self.list().footer(context.keys, self.context(), works);
        parts.draw_keys(&keys, context.clicks, buf);
        cursor = (self.list().caret("filter", parts.message_area())).unwrap_or(cursor);
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
            // Right below the means, after a blank row.
            let area = below(area, list.height + 4);
            self.draw_candidate(candidate, area, parts.text(below(area, 2)), buf);
        }
        (self.candidates.cursor(), self.candidates.position())
    }

    /// Draws the trends, the goal and what is stuck of a candidate below a line with the name.
    fn draw_candidate(&self, candidate: &Candidate, area: Rect, text: Rect, buf: &mut Buffer) {
        frame::draw_rule(area, buf);
        let next = candidate.sessions.iter();
        let mut next = next.filter(|attempt| attempt.is_unread);
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
        frame::draw_heading(&heading, row_of(area, 0), buf);
        let width = usize::from(text.width);
        let mut lines = trends(&self.cohort, candidate, width);
        let mut facts: Vec<Line<'_>> = goal(candidate).into_iter().collect();
        facts.extend(stuck(&self.cohort, candidate));
        facts.extend(assigned(candidate));
        lines.extend((!facts.is_empty()).then(Line::default));
        lines.extend(facts.into_iter().flat_map(|line| wrapped(line, width)));
        let room = usize::from(text.height).saturating_sub(lines.len() + 2);
        lines.extend(self.session_lines(candidate, width, room));
        let room = usize::from(text.height).saturating_sub(lines.len());
        lines.extend(self.preview_lines(width, room));
        put_styled(&lines, text, buf);
    }

    /// What is written in the session that is shown, below a blank row and its name, in the rows that are left.
    fn preview_lines(&self, width: usize, rows: usize) -> Vec<Line<'static>> {
        let Some(attempt) = self.shown() else {
            return Vec::new();
        };
        let preview = self.preview.as_ref();
        let Some(preview) = preview.filter(|preview| preview.id == attempt.id) else {
            return Vec::new();
        };
        let day = attempt.started.format("%Y-%m-%d");
        let mut lines = Vec::new();
        section(&mut lines, &attempt.design, &day.to_string());
        lines.insert(0, Line::default());
        lines.extend(session_preview::review(preview, width));
        let room = rows.saturating_sub(lines.len() + 1);
        if room < LEAST_LINES {
            return Vec::new();
        }
        let first = session_preview::first_lines(preview, width, room);
        // What the coach wrote is apart from what the candidate wrote.
        lines.extend((lines.len() > 2).then(Line::default));
        lines.extend(first);
        lines
    }

    /// The sessions of a candidate in the rows that are left, newest first below their heads.
    fn session_lines(
        &self,
        candidate: &Candidate,
        width: usize,
        rows: usize,
    ) -> Vec<Line<'static>> {
        if rows == 0 || candidate.sessions.is_empty() {
            return Vec::new();
        }
        // The slots are left out.
        let columns = PageColumns::of(&self.cohort, candidate, width + LEAD);
        let heads = Line::styled(columns.heads().split_off(LEAD), theme::SECONDARY);
        let sessions = candidate.sessions.iter().rev().take(rows);
        let sessions = sessions.map(|attempt| {
            let mut line = columns.row(attempt, false);
            if let Some(first) = line.spans.first_mut() {
                *first = Span::raw(first.content.chars().skip(LEAD).collect::<String>());
            }
            line
        });
        [Line::default(), heads]
            .into_iter()
            .chain(sessions)
            .collect()
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
        let columns = PageColumns::of(&self.cohort, candidate, area.width.into());
        put_styled(
            &[Line::styled(columns.heads(), theme::SECONDARY)],
            area,
            buf,
        );
        let mut details: Vec<Line<'_>> = goal(candidate).into_iter().collect();
        details.extend(stuck(&self.cohort, candidate));
        details.extend(assigned_lines(candidate));
        let text = usize::from(parts.text(area).width);
        let details = details.into_iter().flat_map(|line| wrapped(line, text));
        let details: Vec<Line<'_>> = details.collect();
        let rows = area.height.saturating_sub(2 + details.len() as u16);
        // The details stand right below the sessions.
        let rows = rows.min(u16::try_from(list.row_count()).unwrap_or(u16::MAX));
        let table = Rect {
            height: rows,
            ..below(area, 1)
        };
        let selected = list.selected();
        for (row, shown) in (0..table.height).zip(list.lay_out(table)) {
            if let ListRow::Entry(at) = *shown {
                let attempt = newest_first(candidate, at);
                let line = columns.row(attempt, Some(at) == selected);
                put_styled(&[line], below(table, row), buf);
            }
        }
        list.draw_selection(buf);
        let at = (list.cursor(), list.position());
        let text = parts.text(below(area, rows + 2));
        let room = usize::from(text.height).saturating_sub(details.len());
        let blank = usize::from(details.is_empty());
        let preview = self.preview_lines(text.width.into(), room + blank);
        let preview = preview.into_iter().skip(blank);
        put_styled(
            &details.into_iter().chain(preview).collect::<Vec<_>>(),
            text,
            buf,
        );
        at
    }
}

/// The slots before the date, the date, and the longest word for how far a session is.
const LEAD: usize = 3;
const DATE: usize = 12;
const STATE: usize = "unfinished".len();
/// The head over the candidate's own levels.
const CANDIDATE: usize = "candidate".len() + 2;
/// The narrowest and the widest design.
const DESIGN: (usize, usize) = (8, 40);

/// The widths of the columns of a candidate's sessions.
struct PageColumns {
    design: usize,
    cells: usize,
}

impl PageColumns {
    /// The columns for the sessions of a candidate in so many, of which designs have what they need and there is.
    fn of(cohort: &Cohort, candidate: &Candidate, width: usize) -> Self {
        let cells = (cohort.stages.len() * 2 + 3).max(8);
        let fixed = LEAD + DATE + cells + cells.max(CANDIDATE) + STATE;
        let designs = candidate.sessions.iter().map(|it| it.design.width() + 2);
        let longest = designs.max().unwrap_or(0).clamp(DESIGN.0, DESIGN.1);
        Self {
            design: longest.min(width.saturating_sub(fixed)).max(DESIGN.0),
            cells,
        }
    }

    fn heads(&self) -> String {
        format!(
            "{:LEAD$}{:<DATE$}{}{}{}state",
            "",
            "date",
            column("design", self.design),
            column("mine", self.cells),
            column("candidate", self.cells.max(CANDIDATE))
        )
    }

    fn row(&self, attempt: &CandidateSession, is_selected: bool) -> Line<'static> {
        session_row(attempt, is_selected, self.design, self.cells)
    }
}

fn session_row(
    attempt: &CandidateSession,
    is_selected: bool,
    design: usize,
    cells: usize,
) -> Line<'static> {
    let dot = if attempt.is_unread { "•" } else { " " };
    let lead = if is_selected {
        marker(true).trim_end()
    } else {
        " "
    };
    let date = attempt.started.format("%Y-%m-%d").to_string();
    let text = format!(
        "{lead}{dot} {date:<DATE$}{}",
        column(&attempt.design, design)
    );
    let mut row = vec![Span::styled(text, theme::entry(is_selected))];
    // Blind until the coach has scored; a point is a stage without a level.
    let is_blind = attempt.levels.iter().all(Option::is_none);
    let hidden = vec![Span::styled("hidden", theme::SECONDARY)];
    let candidate = if is_blind {
        hidden
    } else {
        digits(&attempt.self_levels)
    };
    for (spans, width) in [
        (digits(&attempt.levels), cells),
        (candidate, cells.max(CANDIDATE)),
    ] {
        let used: usize = spans.iter().map(Span::width).sum();
        row.extend(spans);
        row.push(Span::raw(" ".repeat(width.saturating_sub(used))));
    }
    let (word, style) = match attempt.state {
        SessionState::Running => ("running", theme::GOOD),
        SessionState::Unfinished => ("unfinished", theme::SECONDARY),
        SessionState::Unread => ("unread", theme::WARNING),
        SessionState::Read if attempt.mean().is_some() => ("scored", theme::PLAIN),
        SessionState::Read => ("read", theme::PLAIN),
        SessionState::Published => ("published", theme::GOOD),
    };
    row.push(Span::styled(word, style));
    Line::from(row)
}

/// `12 candidates, 41 sessions, 5 weeks, 4 unread`; in a narrow window without the weeks.
fn headline(cohort: &Cohort, has_weeks: bool) -> String {
    let count = |count: usize, noun: &str| {
        let s = if count == 1 { "" } else { "s" };
        format!("{count} {noun}{s}")
    };
    let mut parts = vec![
        count(cohort.candidates.len(), "candidate"),
        count(cohort.sessions, "session"),
    ];
    parts.extend(has_weeks.then(|| count(cohort.weeks.len(), "week")));
    parts.push(format!("{} unread", cohort.unread()));
    parts.join(", ")
}

fn draw_empty(cohort: &Cohort, area: Rect, buf: &mut Buffer) {
    let text = if cohort.candidates.is_empty() {
        "No sessions here. forty unpack FILE adds one that came by mail; --sessions DIR shows another folder."
    } else {
        "No candidate matches the filter. Esc clears it."
    };
    put_lines(wrap(text, area.width.into()), theme::PLAIN, area, buf);
}
