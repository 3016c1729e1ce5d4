//! Draws home: the unfinished session, the designs, a summary of the selected design, the last line.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::HomeScreen;
use crate::domain::overview::DesignCard;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{self, Action};
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::{
    REST, below, fit, footer, from_column, inset, put, put_lines, rows, wrap, wrap_at_most,
};

/// Widest title in columns.
const TITLES: usize = 28;

impl HomeScreen {
    /// Draws the screen; the cursor is at the selected design, in the filter, or in the options.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let [top, offer, list, about, foot] = rows(frame.area(), [2, 2, REST, 6, 1]);
        let buf = frame.buffer_mut();
        put("Forty", theme::STRONG, 0, inset(top), buf);
        let line = "the machine-learning system design interview, against the clock";
        put(line, theme::PLAIN, 0, from_column(inset(top), 8), buf);
        self.draw_offer(inset(offer), buf);
        let mut cursor = self.draw_list(list, buf);
        self.draw_about(below(inset(about), 1), buf);
        let typing = self.draw_foot(foot, buf, context);
        if self.list.is_filtering() {
            cursor = typing;
        }
        if self.shows_options {
            let title = self.card().map_or(String::new(), |card| card.title.clone());
            cursor = self.options.draw(&title, frame);
        }
        frame.set_cursor_position(cursor);
    }

    /// Draws the last line; returns where the cursor is in it while the filter is typed.
    fn draw_foot(&self, foot: Rect, buf: &mut Buffer, context: &DrawContext<'_>) -> Position {
        let keys = keys::footer(self.context(), |action| {
            *action != Action::Resume || self.data.unfinished.is_some()
        });
        let options = || Some(format!("options kept: {}", self.options.changes()?));
        let line = self.list.filter_line("filter").or_else(options);
        let line = line.filter(|_| !self.shows_options).unwrap_or_default();
        let status = context.status(&line);
        footer::draw(&status, &keys, foot, buf);
        Position::new(foot.x + 1 + line.width() as u16, foot.y)
    }

    fn draw_offer(&self, area: Rect, buf: &mut Buffer) {
        let Some(session) = &self.data.unfinished else {
            return;
        };
        let more = if self.data.more_unfinished {
            ", and more"
        } else {
            ""
        };
        let line = format!("unfinished: {}{more}", session.description);
        let line = fit(&line, usize::from(area.width).saturating_sub(12));
        put(&line, theme::STRONG, 0, area, buf);
        let rest = from_column(area, line.width() as u16 + 2);
        put("r resume", theme::KEY, 0, rest, buf);
    }

    fn draw_list(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let designs = &self.data.designs;
        let titles = self.list.shown().map(|index| designs[index].title.width());
        let titles = titles.max().unwrap_or(0).min(TITLES);
        let selected = self.list.selected();
        if selected.is_none() {
            let words = "no design has these letters: Esc clears the filter";
            put(words, theme::PLAIN, 0, from_column(area, 2), buf);
        }
        for (row, shown) in (0..area.height).zip(self.list.lay_out(area)) {
            let ListRow::Entry(index) = *shown else {
                continue;
            };
            let is_selected = Some(index) == selected;
            let style = theme::entry(is_selected);
            let line = line(&designs[index], is_selected, titles);
            put(&line, style, row, area, buf);
        }
        self.list.cursor()
    }

    fn draw_about(&self, area: Rect, buf: &mut Buffer) {
        let Some(card) = self.card() else {
            return;
        };
        let width = usize::from(area.width);
        let mut lines = wrap(card.problem.as_deref().unwrap_or(&card.summary), width);
        lines.truncate(2);
        let room = usize::from(area.height).saturating_sub(1 + lines.len());
        if !card.concepts.is_empty() && room > 0 {
            let concepts = format!("concepts: {}", card.concepts.join(", "));
            lines.extend(wrap_at_most(&concepts, width, room));
        }
        put_lines(lines, theme::PLAIN, area, buf);
    }
}

/// One line for a design, its title padded to `titles` columns.
fn line(card: &DesignCard, is_selected: bool, titles: usize) -> String {
    let title = fit(&card.title, titles);
    let blanks = " ".repeat(titles.saturating_sub(title.width()));
    let rest = match &card.problem {
        Some(why) => format!("! {why}"),
        None => format!(
            "{:<11}  {:<5}  {} min  {}",
            card.difficulty,
            "*".repeat(usize::from(card.stars)),
            card.minutes,
            card.last
        ),
    };
    format!("{} {title}{blanks}  {rest}", marker(is_selected))
}
