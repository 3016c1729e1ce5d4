//! Draws the candidate's history: the sessions with the selected one's stages at the left, the progress at the right. Where
//! only one has room, the table stays as the coach's, and a key shows the progress in its place.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::columns::level_of;
use super::sort_order::ORDERS;
use super::{SessionsScreen, progress};
use crate::domain::overview::{SelfLevels, SessionRow};
use crate::domain::session::pace::{Pace, Times};
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{below, charts, column, put};

/// From this width in columns on, the progress is beside the sessions.
const BOTH: u16 = 110;
/// The columns of the progress, at least and at most.
const PROGRESS: (u16, u16) = (51, 72);
/// The columns of a row that have one width: slots, date, time, overrun, levels, and the right edge.
const FIXED: usize = 2 + 11 + 6 + 7 + 2 + LEVELS + 1;
const LEVELS: usize = 14;
/// The least rows that the list keeps above the selected session's stages.
const LEAST_ROWS: u16 = 5;
/// The columns of a stage's bar.
const BAR: u16 = 18;

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
        self.progress.as_ref()?;
        let width = parts.body.width;
        if !fits_both(width) && !self.at_progress {
            return None;
        }
        self.draw_title(parts, buf);
        let about = Heading::new("Progress", !fits_both(width));
        let about = about.with("oldest to newest, mean of last five");
        if !fits_both(width) {
            parts.draw_head(&[about], buf);
            let area = parts.text(parts.content(parts.body));
            self.draw_progress(area, buf);
            return Some(area.as_position());
        }
        let right = (width * 45 / 100).clamp(PROGRESS.0, PROGRESS.1);
        let panes = parts.panes([width - right - 1], buf);
        let sessions = Heading::new("Sessions", true).with(ORDERS[self.order].0);
        parts.draw_head(&[sessions, about], buf);
        self.draw_progress(parts.text(parts.content(panes[1])), buf);
        let left = parts.content(panes[0]);
        let selected = self.list.selected().map(|index| self.rows[index].clone());
        let below_list = selected
            .as_ref()
            .map_or(0, |row| stage_rows(row).saturating_add(3));
        let has_room = left.height > below_list + LEAST_ROWS;
        let list = Rect {
            height: left.height - if has_room { below_list } else { 0 },
            ..left
        };
        if let Some(row) = selected.filter(|_| has_room) {
            draw_selected(&row, parts, below(left, list.height), buf);
        }
        Some(self.draw_sessions(list, parts, buf))
    }

    fn draw_progress(&self, area: Rect, buf: &mut Buffer) {
        let Some(of) = &self.progress else {
            return;
        };
        let lines = progress::lines(of, area.width.into(), area.height.into());
        for (row, line) in (area.top()..area.bottom()).zip(&lines) {
            buf.set_line(area.x, row, line, area.width);
        }
    }

    /// Draws the heads and a line for each session in view.
    fn draw_sessions(&mut self, area: Rect, parts: &ScreenFrame, buf: &mut Buffer) -> Position {
        let design = usize::from(area.width).saturating_sub(FIXED);
        let heads = format!(
            "  {:<11}{}{:>6}{:>7}  levels",
            "date",
            column("design", design),
            "time",
            "worst"
        );
        put(&heads, theme::SECONDARY, 0, area, buf);
        let body = below(area, 1);
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
            let line = session_line(row, self.marked.contains(&row.id), is_selected, design);
            buf.set_line(body.x, y, &line, body.width);
        }
        self.list.draw_selection(buf);
        self.list.cursor()
    }
}

fn session_line(
    row: &SessionRow,
    is_marked: bool,
    is_selected: bool,
    design: usize,
) -> Line<'static> {
    let style = theme::entry(is_selected);
    let slots = match (is_selected, is_marked) {
        (true, true) => "▸=",
        (true, false) => "▸ ",
        (false, true) => " =",
        (false, false) => "  ",
    };
    let (over, over_style) = if row.worst.is_zero() {
        ("-".to_owned(), style)
    } else {
        (format!("+{}", clock(row.worst)), theme::OVER)
    };
    let date = row.date.get(..10).unwrap_or(&row.date);
    let start = format!(
        "{slots}{date:<11}{}{:>6}",
        column(&row.design, design),
        clock(row.elapsed)
    );
    let mut spans = vec![
        Span::styled(start, style),
        Span::styled(format!("{over:>7}"), over_style),
        Span::raw("  "),
    ];
    match (&row.self_levels, row.is_finished) {
        (_, false) if row.is_in_use => spans.push(Span::styled("running", theme::WARNING)),
        (_, false) => spans.push(Span::styled("unfinished", theme::WARNING)),
        (SelfLevels::Levels(levels), true) => {
            for (index, digit) in levels.chars().enumerate() {
                spans.extend((index > 0).then(|| Span::raw(" ")));
                spans.push(charts::level_in_row(level_of(digit)));
            }
        }
        (_, true) => spans.push(Span::styled("not scored yet", theme::SECONDARY)),
    }
    Line::from(spans)
}

fn stage_rows(row: &SessionRow) -> u16 {
    u16::try_from(row.stages.len()).unwrap_or(u16::MAX)
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
    let reviews = match (row.coaches.is_empty(), row.others) {
        (true, 0) => "No review yet".to_owned(),
        (true, 1) => "1 review: its levels appear after your debrief".to_owned(),
        (true, some) => format!("{some} reviews: their levels appear after your debrief"),
        (false, _) => format!("Coach levels  {}", row.coaches.join(", ")),
    };
    put(&reviews, theme::SECONDARY, stage_rows(row), text, buf);
}

/// A line for each stage: its time, a bar on one scale, how early or late it ended, and its level.
fn stage_lines(row: &SessionRow) -> Vec<Line<'static>> {
    let levels: Vec<char> = match &row.self_levels {
        SelfLevels::Levels(levels) => levels.chars().collect(),
        SelfLevels::None | SelfLevels::Hidden => Vec::new(),
    };
    let times = row.stages.iter();
    let pace = Pace::of_times(times.map(|(_, planned, spent)| (*planned, *spent)));
    let paces = pace.stages.iter().zip(pace.bars());
    let stages = row.stages.iter().zip(paces).enumerate();
    let lines = stages.map(|(index, ((short, ..), (pace, bar)))| {
        let start = format!("{}{:>5}  ", column(short, 8), clock(pace.times.spent));
        let mut spans = vec![Span::raw(start)];
        spans.extend(charts::time(&bar, BAR));
        let used: usize = spans.iter().map(|span| span.content.width()).sum();
        spans.push(Span::raw(" ".repeat(36_usize.saturating_sub(used))));
        spans.push(note(pace.times, row.is_finished));
        let level = levels.get(index).and_then(|digit| level_of(*digit));
        spans.extend(level.map(|level| charts::level_in_words(Some(level))));
        Line::from(spans)
    });
    lines.collect()
}

/// `+0:39 over`, or after the finish `0:37 early`.
fn note(times: Times, is_finished: bool) -> Span<'static> {
    let (note, style) = if !times.over.is_zero() {
        (format!("+{} over", clock(times.over)), theme::OVER)
    } else if !times.unspent.is_zero() && is_finished {
        (format!("{} early", clock(times.unspent)), theme::GOOD)
    } else {
        (String::new(), theme::PLAIN)
    };
    Span::styled(format!("{note:<12}"), style)
}
