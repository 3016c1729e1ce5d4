//! Draws the table of sessions: one line for each session in view.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::sort_order::ORDERS;
use super::{SessionsScreen, history};
use crate::domain::overview::{ReviewProgress, Role, SelfLevels, SessionRow};
use crate::domain::progress::Progress;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::Action;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{REST, fit, from_column, inset, put, put_lines, rows, wrap};

/// Columns before the table: selected, compared, unread.
const LEAD: usize = 4;
/// Width of the start's day, and of day and time, which are shown from `WIDE` columns on.
const DAY: usize = 10;
const DATE: usize = 16;
const WIDE: usize = 100;
/// Widths of the columns whose width is fixed.
const TIME: usize = 7;
const OVER: usize = 7;
const SELF_LEVELS: usize = 6;
const REVIEWS: usize = 9;

/// Widths of the columns whose width depends on the window's.
#[derive(Debug, Clone, Copy)]
struct ColumnWidths {
    candidate: usize,
    design: usize,
    date: usize,
    condition: usize,
}

impl ColumnWidths {
    fn of(width: usize) -> Self {
        let date = if width < WIDE { DAY } else { DATE };
        let fixed = LEAD + date + TIME + OVER + SELF_LEVELS + REVIEWS;
        let rest = width.saturating_sub(fixed + 4);
        let candidate = (rest / 3).clamp(6, 24);
        let condition = (rest / 3).clamp(6, 24);
        Self {
            candidate,
            date,
            condition,
            design: rest.saturating_sub(candidate + condition).max(4),
        }
    }
}

impl SessionsScreen {
    /// Draws the table with the selected row in view and the terminal's cursor at it, or in the filter.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let filter = self.list.filter_line("filter").unwrap_or_default();
        let mut parts = ScreenFrame::new(frame.area(), &context.status(&filter), 1);
        if let Some(cursor) = self.draw_history(&mut parts, frame.buffer_mut()) {
            return self.finish(&parts, &filter, (cursor, context), frame);
        }
        let [heads, body] = rows(parts.content(parts.body), [1, REST]);
        let buf = frame.buffer_mut();
        self.draw_top(&parts, buf);
        let widths = ColumnWidths::of(usize::from(body.width));
        draw_heads(widths, heads, buf);
        let selected = self.list.selected();
        if selected.is_none() {
            self.draw_empty(inset(body), buf);
        }
        let shown = self.list.lay_out(body).to_vec();
        for (down, shown) in (0..body.height).zip(shown) {
            let ListRow::Entry(index) = shown else {
                continue;
            };
            let is_selected = Some(index) == selected;
            let style = theme::entry(is_selected);
            let line = self.line(&self.rows[index], is_selected, widths);
            put(&line, style, down, body, buf);
        }
        self.list.draw_selection(buf);
        self.finish(&parts, &filter, (self.list.cursor(), context), frame);
    }

    /// Draws foot line and keys, with the terminal's cursor there or in the filter.
    fn finish(
        &self,
        parts: &ScreenFrame,
        filter: &str,
        (mut cursor, context): (Position, &DrawContext<'_>),
        frame: &mut Frame<'_>,
    ) {
        let is_narrow = !history::fits_both(parts.body.width);
        let buf = frame.buffer_mut();
        parts.draw_foot(&self.list.position(), buf);
        let keys = context.keys.footer(self.context(), |action| {
            *action != Action::OtherPane || is_narrow
        });
        parts.draw_keys(&keys, context.clicks, buf);
        if self.list.is_filtering() {
            cursor = from_column(parts.message_area(), filter.width() as u16).as_position();
        }
        frame.set_cursor_position(cursor);
    }

    /// Draws the title row: what is listed, and in the history the time practiced and the weakest stage.
    pub(super) fn draw_title(&self, parts: &ScreenFrame, buf: &mut Buffer) {
        let all = self.rows.len();
        let unread = self.rows.iter().filter(|row| row.is_unread).count();
        let shown = if self.list.filter().is_none() {
            let s = if all == 1 { "" } else { "s" };
            match self.role {
                Role::Coach => format!("{all} session{s}, {unread} unread"),
                Role::Candidate => format!("{all} session{s}"),
            }
        } else {
            format!("{} of {all} sessions", self.list.count().0)
        };
        let unreadable = match self.unreadable {
            0 => String::new(),
            some => format!(", {some} cannot be read: forty list tells why"),
        };
        let title = match self.role {
            Role::Coach => "Coach: sessions",
            Role::Candidate => "History",
        };
        let practiced = self.progress.as_ref();
        let practiced = practiced.filter(|progress| progress.sessions > 0);
        let practiced = practiced.map_or(String::new(), |progress| {
            format!(
                ", {} practiced, {}",
                progress.time_text(),
                progress.streak_text()
            )
        });
        let heading = format!("{title}   {shown}{practiced}{unreadable}");
        let weakest = self.progress.as_ref().and_then(Progress::weakest_text);
        let (right, style) = match &weakest {
            Some(weakest) => (weakest, theme::WARNING),
            None => (&self.folder, theme::SECONDARY),
        };
        parts.draw_title((&heading, theme::STRONG), (right, style), buf);
    }

    fn draw_top(&self, parts: &ScreenFrame, buf: &mut Buffer) {
        self.draw_title(parts, buf);
        let heading = Heading::new("Sessions", true).with(ORDERS[self.order].0);
        parts.draw_head(&[heading], buf);
    }

    pub(super) fn draw_empty(&self, area: Rect, buf: &mut Buffer) {
        let hint = match self.role {
            _ if !self.rows.is_empty() => "No session matches the filter: Esc clears it.",
            Role::Coach => {
                "No sessions here. forty unpack FILE adds one that came by mail; --sessions DIR shows another folder."
            }
            Role::Candidate => "No sessions yet. Enter at home starts one.",
        };
        let lines = wrap(hint, usize::from(area.width));
        put_lines(lines, theme::PLAIN, area, buf);
    }

    fn line(&self, row: &SessionRow, is_selected: bool, widths: ColumnWidths) -> String {
        let marker = marker(is_selected);
        let is_marked = self.marked.contains(&row.id);
        let compared = if is_marked { "=" } else { " " };
        let unread = if row.is_unread { "•" } else { " " };
        let over = if row.worst.is_zero() {
            String::new()
        } else {
            format!("+{}", clock(row.worst))
        };
        let condition = match (row.is_in_use, row.is_finished) {
            (true, _) => format!("running, {}", row.condition),
            (false, false) => format!("unfinished, {}", row.condition),
            (false, true) => row.condition.clone(),
        };
        let own = match &row.self_levels {
            SelfLevels::None => "-",
            SelfLevels::Hidden => "?",
            SelfLevels::Levels(levels) => levels,
        };
        format!(
            "{marker}{compared}{unread} {}{}{} {:>6} {:>6} {} {}{}",
            column(&row.candidate, widths.candidate),
            column(&row.design, widths.design),
            row.date.get(..widths.date).unwrap_or(&row.date),
            clock(row.elapsed),
            over,
            column(&condition, widths.condition),
            column(own, SELF_LEVELS),
            fit(&reviews(row), REVIEWS)
        )
    }
}

/// The text cut or padded to a column's width, with at least one blank at the end.
fn column(text: &str, width: usize) -> String {
    let text = fit(text, width.saturating_sub(1));
    let blanks = width.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}

fn reviews(row: &SessionRow) -> String {
    if let Some((first, more)) = row.coaches.split_first() {
        return match more.len() {
            0 => first.clone(),
            more => format!("{first} +{more}"),
        };
    }
    let mine = match row.own_review {
        ReviewProgress::None => "",
        ReviewProgress::Begun => "begun",
        ReviewProgress::Done => "yours",
    };
    match (mine, row.others) {
        ("", 0) => "-".to_owned(),
        ("", others) => others.to_string(),
        (mine, 0) => mine.to_owned(),
        (mine, others) => format!("{mine} +{others}"),
    }
}

fn draw_heads(widths: ColumnWidths, area: Rect, buf: &mut Buffer) {
    let date = widths.date;
    let heads = format!(
        "{}{}{}{:<date$} {:>6} {:>6} {} {}{}",
        " ".repeat(LEAD),
        column("candidate", widths.candidate),
        column("design", widths.design),
        "started",
        "time",
        "worst",
        column("condition", widths.condition),
        column("self", SELF_LEVELS),
        "reviews"
    );
    put(&heads, theme::SECONDARY, 0, area, buf);
}
