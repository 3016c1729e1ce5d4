//! How the debrief looks: two halves side by side where there is room, else one of them. Reads the state; changes
//! only where things were drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::{DebriefScreen, Half, Step};
use crate::domain::sanitize;
use crate::tui::keys::{self, Action};
use crate::tui::theme;
use crate::tui::widgets::notes::Look;
use crate::tui::widgets::{fit, footer, rubric, stages, wrap};

/// From this many columns on, both halves stand side by side.
const WIDE: u16 = 100;
/// Rows below the rubric for the line that the chosen item is held against.
const PROPOSAL: u16 = 4;

/// Where things were last drawn.
#[derive(Debug, Default)]
pub(super) struct Places {
    notes: Rect,
    right: Rect,
    items: Vec<usize>,
}

impl Places {
    pub fn is_in_notes(&self, column: u16) -> bool {
        (self.notes.left()..self.notes.right()).contains(&column)
    }

    pub fn right_at(&self, column: u16) -> Option<Half> {
        let is_in = (self.right.left()..self.right.right()).contains(&column);
        is_in.then_some(Half::Right)
    }

    /// The rubric item on a row of the screen.
    pub fn item_at(&self, row: u16) -> Option<usize> {
        let down = row.checked_sub(self.right.y)?;
        self.items.get(usize::from(down)).copied()
    }
}

impl DebriefScreen {
    /// Draws the screen, with the real cursor at what is chosen or typed; `saved` tells whether all is on disk.
    pub fn draw(&mut self, frame: &mut Frame<'_>, message: Option<&str>, saved: bool) {
        let [top, heads, body, foot] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        self.places = Places::default();
        let buf = frame.buffer_mut();
        self.draw_top(top, buf);
        let cursor = match self.step {
            Step::Mark(stage) | Step::Compare(stage) => self.draw_halves(stage, heads, body, buf),
            Step::Summary(page) => {
                draw_titles(self.titles(), page, heads, buf);
                self.page.draw(body, buf)
            }
            Step::NextTime => {
                draw_titles(self.titles(), self.titles().len(), heads, buf);
                self.draw_line(body, buf)
            }
        };
        self.draw_foot(message, saved, foot, buf);
        match &mut self.help {
            Some(open) => open.draw(frame),
            None => frame.set_cursor_position(cursor),
        }
    }

    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let head = &self.debrief.session().head;
        let title = format!("Debrief · {}", sanitize::line(&head.design.title));
        let shorts: Vec<String> = head.plan.stages.iter().map(short).collect();
        let shorts: Vec<&str> = shorts.iter().map(String::as_str).collect();
        match self.step {
            Step::Mark(stage) | Step::Compare(stage) => {
                stages::draw(&title, &shorts, stage, "", area, buf);
            }
            Step::Summary(_) | Step::NextTime => {
                let width = usize::from(area.width).saturating_sub(2);
                buf.set_stringn(area.x + 1, area.y, fit(&title, width), width, theme::STRONG);
            }
        }
    }

    /// Both halves, or the one that has the arrows; then what stands above them, which tells how much is shown.
    fn draw_halves(&mut self, stage: usize, heads: Rect, body: Rect, buf: &mut Buffer) -> Position {
        if body.width < WIDE {
            let cursor = match self.half {
                Half::Notes => self.draw_notes(body, buf),
                Half::Right => self.draw_right(stage, body, buf),
            };
            self.draw_tabs(stage, heads, buf);
            return cursor;
        }
        let middle = body.width / 2;
        let split = |area: Rect| {
            let left = Rect {
                width: middle - 1,
                ..area
            };
            let right = Rect {
                x: area.x + middle + 1,
                width: area.width - middle - 1,
                ..area
            };
            (left, right)
        };
        let (left, right) = split(body);
        let at_notes = self.draw_notes(left, buf);
        let at_right = self.draw_right(stage, right, buf);
        for y in body.rows().map(|row| row.y) {
            buf.set_stringn(body.x + middle, y, "│", 1, theme::QUIET);
        }
        let (left, right) = split(heads);
        for (half, area, words) in [
            (Half::Notes, left, self.notes_heading(stage)),
            (Half::Right, right, self.right_heading(stage)),
        ] {
            let room = usize::from(area.width);
            draw_heading(&words, self.half == half, (area.x, area.y), room, buf);
        }
        match self.half {
            Half::Notes => at_notes,
            Half::Right => at_right,
        }
    }

    fn draw_tabs(&self, stage: usize, area: Rect, buf: &mut Buffer) {
        let mut x = area.x;
        for (half, words) in [
            (Half::Right, self.right_heading(stage)),
            (Half::Notes, self.notes_heading(stage)),
        ] {
            let room = usize::from(area.right().saturating_sub(x));
            draw_heading(&words, self.half == half, (x, area.y), room, buf);
            x = area.right().min(x + words.width() as u16 + 4);
        }
    }

    fn notes_heading(&self, stage: usize) -> String {
        let shown = self.sheet.stage();
        let short = (self.session().head.plan.stages.get(shown)).map_or(String::new(), short);
        let other = if shown == stage {
            ""
        } else {
            " (another stage)"
        };
        format!("Notes · {short}{other}")
    }

    fn right_heading(&self, stage: usize) -> String {
        if matches!(self.step, Step::Mark(_)) {
            let late = self.session().pages[stage].reference_opened;
            let late = if late { ", after the reference" } else { "" };
            let (marked, all) = (self.marked(stage), self.rubric(stage).len());
            return format!("Rubric · {marked} of {all} marked{late}");
        }
        let how_much = self.page.how_much();
        let gap = if how_much.is_empty() { "" } else { " · " };
        format!("{}{gap}{how_much}", self.page.title())
    }

    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        self.places.notes = area;
        self.sheet.draw(area, buf)
    }

    fn draw_right(&mut self, stage: usize, area: Rect, buf: &mut Buffer) -> Position {
        self.places.right = area;
        if !matches!(self.step, Step::Mark(_)) {
            return self.page.draw(area, buf);
        }
        let [list, below] =
            Layout::vertical([Constraint::Min(1), Constraint::Length(PROPOSAL)]).areas(area);
        let page = &self.session().pages[stage];
        let marks = (0..self.rubric(stage).len()).map(|item| mark(page, item));
        let marks: Vec<&str> = marks.collect();
        let drawn = rubric::draw(self.rubric(stage), &marks, self.item, list, buf);
        self.draw_proposal(stage, below, buf);
        self.places.items = drawn.rows;
        Position::new(area.x, area.y + drawn.chosen)
    }

    /// The line that Space would take for the chosen item.
    fn draw_proposal(&self, stage: usize, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width).saturating_sub(2);
        let put = |row: u16, words: &str, style: Style, buf: &mut Buffer| {
            if row < area.height {
                buf.set_stringn(area.x + 1, area.y + row, words, width, style);
            }
        };
        let (Some((words, minute)), Some((shown, line))) =
            (self.sheet.chosen_words(), self.sheet.chosen())
        else {
            let words = "No line chosen: J and K choose one, - says it is not shown.";
            for (row, line) in wrap(words, width).iter().enumerate() {
                put(1 + row as u16, line, theme::PLAIN, buf);
            }
            return;
        };
        let marked = self.session().pages[stage].evidence.get(&self.item);
        let is_marked = marked.is_some_and(|at| (at.in_stage, at.line) == (shown, line));
        let verb = if is_marked { "Shown by" } else { "Shown by?" };
        let short = (self.session().head.plan.stages.get(shown)).map_or(String::new(), short);
        let head = format!("{verb} {short}, line {}, minute {minute}:", line + 1);
        put(1, &head, theme::STRONG, buf);
        let rows = wrap(words.trim(), width);
        let cut = rows.len() > 2;
        for (row, line) in rows.iter().take(2).enumerate() {
            let line = if cut && row == 1 {
                fit(&format!("{line} …"), width)
            } else {
                line.clone()
            };
            put(2 + row as u16, &line, theme::PLAIN, buf);
        }
    }

    fn draw_line(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let width = area.width.saturating_sub(2);
        let lead = "Next time I will …";
        buf.set_stringn(
            area.x + 1,
            area.y + 1.min(area.height - 1),
            lead,
            width.into(),
            theme::STRONG,
        );
        let field = Rect {
            x: area.x + 1,
            y: area.y + 3.min(area.height - 1),
            width,
            height: area.height.saturating_sub(3).max(1),
        };
        let look = Look {
            text: theme::PLAIN,
            minute: theme::QUIET,
            gutter: 0,
            touched: &[],
            ..Look::default()
        };
        let caret = self.next_time.render(field, buf, &look);
        caret.unwrap_or(field.as_position())
    }

    fn draw_foot(&self, message: Option<&str>, saved: bool, area: Rect, buf: &mut Buffer) {
        let scrolls = self.page.scrolls();
        let is_summary = matches!(self.step, Step::Summary(_));
        let fits = |action: &Action| match action {
            Action::PageDown => scrolls,
            Action::OtherHalf | Action::MarkAgain => !is_summary,
            _ => true,
        };
        let keys: Vec<_> = keys::footer(self.context())
            .filter(|row| fits(&row.action))
            .map(|row| (row.name.to_owned(), row.short))
            .collect();
        let (said, style) = if saved {
            (message.unwrap_or(""), theme::PLAIN)
        } else {
            let words = "NOT SAVED: the disk does not take it; trying each second";
            (words, theme::WRONG)
        };
        footer::draw((said, style), &keys, footer::First::Message, area, buf);
    }
}

/// The mark of an item.
fn mark(page: &crate::domain::session::Page, item: usize) -> &'static str {
    if page.evidence.contains_key(&item) {
        "[x]"
    } else if page.not_shown.contains(&item) {
        "[-]"
    } else {
        "[ ]"
    }
}

fn short(stage: &crate::domain::session::plan::PlannedStage) -> String {
    sanitize::line(&stage.short)
}

fn draw_heading(words: &str, here: bool, at: (u16, u16), room: usize, buf: &mut Buffer) {
    let (marker, style) = if here {
        ("▸", theme::STRONG)
    } else {
        (" ", theme::PLAIN)
    };
    let words = fit(&format!("{marker}{words}"), room);
    buf.set_stringn(at.0, at.1, words, room, style);
}

/// The pages of the summary, and the line for next time behind them.
fn draw_titles(titles: &[&str], open: usize, area: Rect, buf: &mut Buffer) {
    let mut x = area.x;
    for (place, title) in titles.iter().chain([&"Next time"]).enumerate() {
        let room = usize::from(area.right().saturating_sub(x));
        draw_heading(title, place == open, (x, area.y), room, buf);
        x = area.right().min(x + title.width() as u16 + 3);
    }
}
