//! How the desk looks: one line a session, only those in view drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::DeskScreen;
use super::row::{Mine, Own, Row, Whose};
use crate::domain::session::timeline::clock;
use crate::tui::keys::{self, Context};
use crate::tui::theme;
use crate::tui::widgets::{fit, footer};

/// Columns before the table: chosen, compared, unread.
const LEAD: usize = 4;
/// The day alone, and with the time where there is room.
const DAY: usize = 10;
const DATE: usize = 16;
/// From this many columns on there is.
const WIDE: usize = 100;
/// Widths of the columns that keep theirs: time, over, own, reviews.
const TIME: usize = 7;
const OVER: usize = 7;
const OWN: usize = 6;
const REVIEWS: usize = 9;

/// Widths that follow the window's: candidate, design, date, condition.
#[derive(Debug, Clone, Copy)]
struct Widths {
    candidate: usize,
    design: usize,
    date: usize,
    condition: usize,
}

impl Widths {
    fn of(width: usize) -> Self {
        let date = if width < WIDE { DAY } else { DATE };
        let fixed = LEAD + date + TIME + OVER + OWN + REVIEWS;
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

impl DeskScreen {
    /// Draws the table with the chosen row in view and the real cursor at it.
    pub fn draw(&mut self, frame: &mut Frame<'_>, message: Option<&str>) {
        let [top, heads, body, foot] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        let buf = frame.buffer_mut();
        self.draw_top(top, buf);
        let widths = Widths::of(usize::from(body.width));
        draw_heads(widths, heads, buf);
        self.follow(body);
        if self.shown.is_empty() {
            self.draw_empty(body, buf);
        }
        for (down, place) in self
            .shown
            .iter()
            .skip(self.first)
            .take(self.height)
            .enumerate()
        {
            let row = &self.rows[*place];
            let is_chosen = self.first + down == self.chosen;
            let line = self.line(row, is_chosen, widths);
            let style = if is_chosen {
                theme::CHOSEN
            } else {
                theme::PLAIN
            };
            let y = body.y + down as u16;
            buf.set_stringn(body.x, y, line, usize::from(body.width), style);
        }
        let keys = keys::footer(Context::Desk).map(|row| (row.name.to_owned(), row.short));
        let keys: Vec<_> = keys.collect();
        let filter = format!("filter: {}", self.filter);
        let said = match message {
            Some(words) => words,
            None if self.filtering || !self.filter.is_empty() => &filter,
            None => "",
        };
        footer::draw(
            (said, theme::PLAIN),
            &keys,
            footer::First::Message,
            foot,
            buf,
        );
        let cursor = if self.filtering {
            Position::new(
                foot.x + 1 + (filter.width() as u16).min(foot.width.saturating_sub(2)),
                foot.y,
            )
        } else {
            Position::new(
                body.x,
                body.y + (self.chosen - self.first.min(self.chosen)) as u16,
            )
        };
        match &mut self.help {
            Some(open) => open.draw(frame),
            None => frame.set_cursor_position(cursor),
        }
    }

    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let all = self.rows.len();
        let unread = self.rows.iter().filter(|row| row.is_unread).count();
        let shown = if self.filter.is_empty() {
            let s = if all == 1 { "" } else { "s" };
            match self.whose {
                Whose::Coach => format!("{all} session{s}, {unread} unread"),
                Whose::Own => format!("{all} session{s}"),
            }
        } else {
            format!("{} of {all} sessions", self.shown.len())
        };
        let unreadable = match self.unreadable {
            0 => String::new(),
            some => format!(", {some} cannot be read: forty list tells why"),
        };
        let width = usize::from(area.width).saturating_sub(2);
        let sort = self.sort.words();
        let room = width.saturating_sub(sort.width() + 2);
        let title = match self.whose {
            Whose::Coach => "Desk",
            Whose::Own => "History",
        };
        let words = format!("{title} · {shown}{unreadable} · {}", self.folder);
        buf.set_stringn(area.x + 1, area.y, fit(&words, room), room, theme::STRONG);
        let x = area.x + 1 + width.saturating_sub(sort.width()) as u16;
        buf.set_stringn(x, area.y, sort, width, theme::PLAIN);
    }

    fn draw_empty(&self, area: Rect, buf: &mut Buffer) {
        let words = if self.rows.is_empty() {
            match self.whose {
                Whose::Coach => {
                    "No sessions here. forty unpack FILE adds one that came by mail; --sessions DIR shows another folder."
                }
                Whose::Own => "No sessions yet. Enter at home starts one.",
            }
        } else {
            "No session is like that: Esc clears the filter."
        };
        let width = usize::from(area.width).saturating_sub(4);
        for (row, words) in crate::tui::widgets::wrap(words, width).iter().enumerate() {
            if (row as u16) < area.height {
                buf.set_stringn(area.x + 2, area.y + row as u16, words, width, Style::new());
            }
        }
    }

    fn line(&self, row: &Row, is_chosen: bool, widths: Widths) -> String {
        let marker = if is_chosen { "▸" } else { " " };
        let compared = if self.marked.contains(&row.id) {
            "="
        } else {
            " "
        };
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
        let own = match &row.own {
            Own::None => "-",
            Own::Hidden => "?",
            Own::Levels(levels) => levels,
        };
        format!(
            "{marker}{compared}{unread} {}{}{} {:>6} {:>6} {} {}{}",
            column(&row.candidate, widths.candidate),
            column(&row.design, widths.design),
            row.date.get(..widths.date).unwrap_or(&row.date),
            clock(row.elapsed),
            over,
            column(&condition, widths.condition),
            column(own, OWN),
            fit(&reviews(row), REVIEWS)
        )
    }

    /// Keeps the chosen row in view.
    fn follow(&mut self, body: Rect) {
        self.height = usize::from(body.height).max(1);
        self.top = body.y;
        let last = self.shown.len().saturating_sub(self.height);
        let earliest = (self.chosen + 1).saturating_sub(self.height);
        self.first = self.first.clamp(earliest, self.chosen).min(last);
    }
}

/// A text in a column of its width, a blank behind it.
fn column(text: &str, width: usize) -> String {
    let text = fit(text, width.saturating_sub(1));
    let blanks = width.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}

fn reviews(row: &Row) -> String {
    if let Some((first, more)) = row.coaches.split_first() {
        return match more.len() {
            0 => first.clone(),
            more => format!("{first} +{more}"),
        };
    }
    let mine = match row.mine {
        Mine::None => "",
        Mine::Begun => "begun",
        Mine::Done => "yours",
    };
    match (mine, row.others) {
        ("", 0) => "-".to_owned(),
        ("", others) => others.to_string(),
        (mine, 0) => mine.to_owned(),
        (mine, others) => format!("{mine} +{others}"),
    }
}

fn draw_heads(widths: Widths, area: Rect, buf: &mut Buffer) {
    let date = widths.date;
    let words = format!(
        "{}{}{}{:<date$} {:>6} {:>6} {} {}{}",
        " ".repeat(LEAD),
        column("candidate", widths.candidate),
        column("design", widths.design),
        "started",
        "time",
        "worst",
        column("condition", widths.condition),
        column("own", OWN),
        "reviews"
    );
    buf.set_stringn(area.x, area.y, words, usize::from(area.width), theme::QUIET);
}
