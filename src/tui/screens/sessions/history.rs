//! Draws the candidate's history: the sessions with the selected one's stages at the left, the progress at the right. Where
//! only one has room, the table stays as the coach's, and a key shows the progress in its place.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::columns::{coaches, level_of, no_scores, push};
use super::sort_order::order;
use super::{SessionsScreen, progress};
use crate::domain::overview::{SelfLevels, SessionRow};
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{
    below, charts, column, pace, push_padded, put, put_styled, session_preview,
};

/// From this width in columns on, the progress is beside the sessions.
const BOTH: u16 = 110;
/// The columns of the progress: at least, where the sessions leave so many, and at most.
const PROGRESS: (u16, u16, u16) = (41, 51, 72);
/// What the numbers of the progress are, and in little room.
const ABOUT: &str = "oldest to newest, mean of last five";
const ABOUT_SHORT: &str = "mean of last five";
/// The columns of a row that have one width: slots, date, time, overrun, levels, and the right edge.
const FIXED: usize = 2 + DATE + 6 + 7 + 2 + LEVELS + 1;
/// The columns of the date, and of `2026-` in it.
const DATE: usize = 11;
const YEAR: usize = 5;
const LEVELS: usize = 14;
/// The columns of a coach's levels and of the condition, which come where there is room.
const COACH: usize = 2 + 13;
const CONDITION: usize = 2 + 10;
/// The columns of the name of a coach below the stages.
const NAME: usize = 13;
/// The least columns of a design's title.
const DESIGN: usize = 12;
/// The least rows that the list keeps above the selected session's stages.
const LEAST_ROWS: u16 = 5;
/// The columns of a stage's short title, of its bar, of the bar with what may go beyond it, and of how the stage differs from
/// its plan.
const STAGE: usize = 8;
const BAR: u16 = 18;
const IN_BAR: usize = BAR as usize + 3;
const DIFFERENCE: usize = 12;

/// Whether sessions and progress fit side by side.
pub fn fits_both(width: u16) -> bool {
    width >= BOTH
}

impl SessionsScreen {
    /// Draws the history where the progress is part of it; returns where the cursor is. `None` leaves the table to the
    /// caller.
    pub(super) fn draw_history(
        &mut self,
        parts: &mut ScreenFrame,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let width = parts.body.width;
        self.progress_alone = self.progress.is_some() && self.at_progress && !fits_both(width);
        self.progress.as_ref()?;
        if !fits_both(width) && !self.at_progress {
            return None;
        }
        self.draw_title(parts, buf);
        let about = Heading::new("Progress", !fits_both(width));
        if !fits_both(width) {
            parts.draw_head(&[about.with(ABOUT)], buf);
            let area = parts.text(parts.content(parts.body));
            self.draw_progress(area, buf);
            return Some(area.as_position());
        }
        // The sessions are whole before the progress has columns to spare.
        let wanted = (width * 42 / 100).clamp(PROGRESS.1, PROGRESS.2);
        let sessions = Columns::needed(&self.rows);
        let left = u16::try_from(sessions).unwrap_or(u16::MAX);
        let rest = width.saturating_sub(left.saturating_add(1));
        let right = rest.clamp(PROGRESS.0, wanted);
        let panes = parts.panes([width - right - 1], buf);
        let sessions = Heading::new("Sessions", true).with(order(self.role, self.order).0);
        parts.draw_head(&[sessions, about.with(ABOUT).or_fact(ABOUT_SHORT)], buf);
        self.draw_progress(parts.text(parts.content(panes[1])), buf);
        let left = parts.content(panes[0]);
        let selected = self.list.selected().map(|index| self.rows[index].clone());
        let below_list = selected.as_ref().map_or(0, rows_below);
        let has_room = left.height > below_list + LEAST_ROWS;
        // The stages stand right below the sessions, not at the lower edge.
        let needed = u16::try_from(self.list.row_count()).unwrap_or(u16::MAX);
        let needed = needed.max(1).saturating_add(2);
        let list = if has_room && selected.is_some() {
            Rect {
                height: needed.min(left.height - below_list),
                ..left
            }
        } else {
            left
        };
        self.drawn.shows_notes = false;
        if let Some(row) = selected.filter(|_| has_room) {
            let area = below(left, list.height);
            draw_selected(&row, parts, area, buf);
            self.draw_notes(&row, parts.text(below(area, rows_below(&row) + 1)), buf);
        }
        Some(self.draw_sessions(list, parts, buf))
    }

    /// Draws the first lines of the selected session's notes, as far as there is room.
    fn draw_notes(&mut self, row: &SessionRow, area: Rect, buf: &mut Buffer) {
        self.drawn.shows_notes = area.height > 1;
        let preview = self.preview.as_ref().filter(|it| it.id == row.id);
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        if let Some(preview) = preview.filter(|_| self.drawn.shows_notes) {
            let lines = session_preview::first_lines(preview, width, height);
            put_styled(&lines, area, buf);
        }
    }

    /// Draws the progress: all of it where it scrolls, else the parts that have room.
    fn draw_progress(&mut self, area: Rect, buf: &mut Buffer) {
        let Some(of) = &self.progress else {
            return;
        };
        let (width, height) = (area.width.into(), area.height.into());
        let room = (!self.progress_alone).then_some(height);
        let lines = progress::lines(of, width, room);
        let shown = if self.progress_alone {
            self.progress_scroll.lay_out(lines.len(), height)
        } else {
            0..lines.len().min(height)
        };
        put_styled(&lines[shown], area, buf);
    }

    /// Draws the heads and a line for each session in view.
    fn draw_sessions(&mut self, area: Rect, parts: &ScreenFrame, buf: &mut Buffer) -> Position {
        let columns = Columns::of(&self.rows, self.drawn.needs_year, area.width.into());
        // Heads of no rows say nothing.
        let heads = u16::from(!self.rows.is_empty());
        if heads > 0 {
            put(&columns.heads(), theme::SECONDARY, 0, area, buf);
        }
        let body = below(area, heads);
        let selected = self.list.selected();
        if selected.is_none() {
            self.draw_empty(parts.text(body), buf);
        }
        let shown = self.list.lay_out(body).to_vec();
        for (y, shown) in (body.top()..body.bottom()).zip(shown) {
            let ListRow::Entry(index) = shown else {
                continue;
            };
            let (row, is_selected) = (&self.rows[index], Some(index) == selected);
            let line = columns.row(row, self.marked.contains(&row.id), is_selected);
            buf.set_line(body.x, y, &line, body.width);
        }
        self.list.draw_selection(buf);
        self.list.cursor()
    }
}

/// The columns of the levels of coaches, where any session has a review.
fn coach_columns(rows: &[SessionRow]) -> Option<usize> {
    let reviewed = rows.iter();
    let reviewed = reviewed.filter(|row| row.others > 0 || !row.coaches.is_empty());
    let widths = reviewed.map(|row| coaches(row).iter().map(Span::width).sum());
    let widest = widths.max();
    widest.map(|width: usize| 2 + width.max("coach".len()))
}

/// The widths of the columns beside those that have one width; zero leaves one out.
struct Columns {
    date: usize,
    design: usize,
    coach: usize,
    condition: usize,
}

impl Columns {
    /// The columns of these rows with whole dates and designs and the levels of coaches.
    fn needed(rows: &[SessionRow]) -> usize {
        let designs = rows.iter().map(|row| row.design.width());
        let design = (designs.max().unwrap_or(0) + 1).max(DESIGN);
        FIXED + design + coach_columns(rows).unwrap_or(0)
    }

    /// The columns in so much width, with dates whose year must be shown or not.
    fn of(rows: &[SessionRow], needs_year: bool, width: usize) -> Self {
        let mut room = width.saturating_sub(FIXED);
        let longest = |text: fn(&SessionRow) -> &str| {
            let widths = rows.iter().map(|row| text(row).width());
            widths.max().unwrap_or(0)
        };
        let mut design = (longest(|row| &row.design) + 1).max(DESIGN).min(room);
        // A coach's levels say more than the year, and than the end of a long title.
        let coach = coach_columns(rows);
        let year = if needs_year { 0 } else { YEAR };
        let narrow = coach.filter(|coach| room < design + coach && room + year >= DESIGN + coach);
        if let Some(coach) = narrow {
            design = design.min(room + year - coach);
            return Self {
                date: DATE - year,
                design,
                coach,
                condition: 0,
            };
        }
        room -= design;
        let mut has = |columns: usize| {
            let fits = columns <= room;
            room -= if fits { columns } else { 0 };
            if fits { columns } else { 0 }
        };
        Self {
            date: DATE,
            design,
            coach: has(coach.unwrap_or(COACH)),
            condition: has((longest(|row| &row.condition) + 2).max(CONDITION)),
        }
    }

    fn heads(&self) -> String {
        let extra = [(self.coach, "coach"), (self.condition, "condition")];
        let extra = extra.into_iter().filter(|(columns, _)| *columns > 0);
        let extra = extra.map(|(columns, head)| format!("  {}", column(head, columns - 2)));
        format!(
            "  {:<width$}{}{:>6}{:>7}  {}{}",
            "date",
            column("design", self.design),
            "time",
            "over",
            column("levels", LEVELS),
            extra.collect::<String>(),
            width = self.date
        )
    }

    fn row(&self, row: &SessionRow, is_marked: bool, is_selected: bool) -> Line<'static> {
        let style = theme::entry(is_selected);
        let slots = match (is_selected, is_marked) {
            (true, true) => "▸=",
            (true, false) => "▸ ",
            (false, true) => " =",
            (false, false) => "  ",
        };
        let (over, over_style) = if row.over.is_zero() {
            ("-".to_owned(), style)
        } else {
            (format!("+{}", clock(row.over)), theme::OVER)
        };
        let date = row.date.get(DATE - self.date..10).unwrap_or(&row.date);
        let start = format!(
            "{slots}{date:<width$}{}{:>6}",
            column(&row.design, self.design),
            clock(row.elapsed),
            width = self.date
        );
        let mut spans = vec![
            Span::styled(start, style),
            Span::styled(format!("{over:>7}"), over_style),
        ];
        push(own_levels(row), 2 + LEVELS, &mut spans);
        push(coaches(row), self.coach, &mut spans);
        let condition = vec![Span::raw(row.condition.clone())];
        push(condition, self.condition, &mut spans);
        Line::from(spans)
    }
}

/// The candidate's own levels, or why there are none.
fn own_levels(row: &SessionRow) -> Vec<Span<'static>> {
    let levels = || match &row.self_levels {
        SelfLevels::Levels(levels) => levels_in_row(levels),
        SelfLevels::None | SelfLevels::Hidden => Vec::new(),
    };
    no_scores(row).unwrap_or_else(levels)
}

/// `▆3 ▄2 ▂1`, from one digit for each stage.
fn levels_in_row(levels: &str) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for (index, digit) in levels.chars().enumerate() {
        spans.extend((index > 0).then(|| Span::raw(" ")));
        spans.push(charts::level_in_row(level_of(digit)));
    }
    spans
}

/// The rows of the selected session below the list: a rule, a blank, its stages, and its coaches or a line about reviews.
fn rows_below(row: &SessionRow) -> u16 {
    let rows = 2 + row.stages.len() + row.coaches.len().max(1);
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Draws the selected session: its stages with their times and levels, and the coaches' levels.
fn draw_selected(row: &SessionRow, parts: &ScreenFrame, area: Rect, buf: &mut Buffer) {
    let rule = Rect { height: 1, ..area };
    frame::draw_rule(rule, buf);
    let unfinished = if row.is_finished { "" } else { ", unfinished" };
    let heading = Heading::new(&row.design, false);
    let heading = heading.with(format!("{} · {}{unfinished}", row.date, row.condition));
    frame::draw_heading(&heading, rule, buf);
    let joint = Rect {
        x: area.right(),
        width: 1,
        ..rule
    };
    put("┤", theme::SECONDARY, 0, joint, buf);
    let text = parts.text(below(area, 2));
    for (line, y) in stage_lines(row).iter().zip(text.top()..text.bottom()) {
        buf.set_line(text.x, y, line, text.width);
    }
    let reviews = below(text, u16::try_from(row.stages.len()).unwrap_or(u16::MAX));
    let lines = review_lines(row);
    for (line, y) in lines.iter().zip(reviews.top()..reviews.bottom()) {
        buf.set_line(reviews.x, y, line, reviews.width);
    }
}

/// The levels of each coach behind the name, or how many reviews there are.
fn review_lines(row: &SessionRow) -> Vec<Line<'static>> {
    let text = match row.others {
        0 => "No review yet".to_owned(),
        1 => "1 review: its levels appear after your debrief".to_owned(),
        some => format!("{some} reviews: their levels appear after your debrief"),
    };
    if row.coaches.is_empty() {
        return vec![Line::styled(text, theme::SECONDARY)];
    }
    let lines = row.coaches.iter().map(|(name, levels)| {
        let mut spans = vec![
            Span::styled("Review by ", theme::SECONDARY),
            Span::raw(column(name, NAME)),
        ];
        spans.extend(levels_in_row(levels));
        Line::from(spans)
    });
    lines.collect()
}

/// A line for each stage: its time, a bar on one scale, how early or late it ended, and its level.
fn stage_lines(row: &SessionRow) -> Vec<Line<'static>> {
    let levels: Vec<char> = match &row.self_levels {
        SelfLevels::Levels(levels) => levels.chars().collect(),
        SelfLevels::None | SelfLevels::Hidden => Vec::new(),
    };
    let times = row.time_table();
    let lines = times.rows.iter().enumerate().map(|(index, stage)| {
        let spent = stage.spent_text();
        let start = format!("{}{spent:>5}  ", column(&stage.short, STAGE));
        let mut spans = vec![Span::raw(start)];
        spans.extend(charts::time_in(&stage.bar, BAR, IN_BAR));
        push_padded(
            &mut spans,
            stage.difference.map(pace::difference),
            DIFFERENCE,
        );
        let level = levels.get(index).and_then(|digit| level_of(*digit));
        spans.extend(level.map(|level| charts::level_in_words(Some(level))));
        Line::from(spans)
    });
    lines.collect()
}
