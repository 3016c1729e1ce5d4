//! Home as it is seen: the offer, the designs, what the chosen one is about, the last line. It changes nothing but what
//! a page of the list is.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::Home;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::{fit, footer, wrap};

impl Home {
    /// Draws the screen; the cursor stands at the chosen design.
    pub fn draw(&mut self, frame: &mut Frame<'_>, message: Option<&str>) {
        let [top, offer, list, about, foot] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Length(2),
            Constraint::Min(3),
            Constraint::Length(6),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        let buf = frame.buffer_mut();
        let width = usize::from(top.width);
        buf.set_stringn(top.x + 1, top.y, "Forty", width, theme::STRONG);
        let line = "the machine-learning system design interview, against the clock";
        buf.set_stringn(
            top.x + 9,
            top.y,
            fit(line, width.saturating_sub(10)),
            width,
            theme::PLAIN,
        );
        self.draw_offer(offer, buf);
        let cursor = self.draw_list(list, buf);
        self.draw_about(about, buf);
        let typing = self.draw_foot(foot, buf, message);
        let cursor = if self.opting {
            let shown = self.shown();
            let title = shown.get(self.chosen).map_or("", |card| &card.title);
            Some(self.options.draw(title, frame))
        } else {
            typing.or(cursor)
        };
        if let Some(open) = &mut self.help {
            open.draw(frame);
        } else if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }

    /// The last line; where the cursor stands in it, if it does.
    fn draw_foot(&self, foot: Rect, buf: &mut Buffer, message: Option<&str>) -> Option<Position> {
        let context = if self.opting {
            Context::Options
        } else {
            Context::Home
        };
        let mut footer_keys: Vec<_> = keys::footer(context)
            .filter(|row| row.action != Action::Resume || self.shelf.unfinished.is_some())
            .map(|row| (row.name.to_owned(), row.short))
            .collect();
        let kept = self.options.words();
        let mut said = match kept {
            Some(words) if !self.opting => format!("options kept: {words}"),
            _ => String::new(),
        };
        if !self.opting && (self.filtering || !self.filter.is_empty()) {
            footer_keys = vec![("Esc".into(), "clear"), ("Enter".into(), "start")];
            said = format!("filter: {}", self.filter);
        }
        let typing = foot.x + 1 + said.width() as u16;
        let said = (message.unwrap_or(&said), theme::PLAIN);
        footer::draw(said, &footer_keys, footer::First::Message, foot, buf);
        self.filtering.then(|| Position::new(typing, foot.y))
    }

    fn draw_offer(&self, area: Rect, buf: &mut Buffer) {
        let Some(session) = &self.shelf.unfinished else {
            return;
        };
        let more = if self.shelf.more_unfinished {
            ", and more"
        } else {
            ""
        };
        let words = format!("unfinished: {}{more}", session.words);
        let room = usize::from(area.width).saturating_sub(14);
        let words = fit(&words, room);
        buf.set_stringn(area.x + 1, area.y, &words, room, theme::STRONG);
        let key = area.x + 3 + words.width() as u16;
        buf.set_stringn(key, area.y, "r resume", 8, theme::KEY);
    }

    fn draw_list(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.rows = area.height;
        let shown = self.shown();
        let chosen = self.chosen.min(shown.len().saturating_sub(1));
        let first = (chosen + 1).saturating_sub(usize::from(area.height));
        let title_width = shown
            .iter()
            .map(|card| card.title.width())
            .max()
            .unwrap_or(0)
            .min(28);
        for (row, card) in shown
            .iter()
            .skip(first)
            .take(usize::from(area.height))
            .enumerate()
        {
            let here = first + row == chosen;
            let style = if here { theme::CHOSEN } else { theme::PLAIN };
            let marker = if here { "▸" } else { " " };
            let title = fit(&card.title, title_width);
            let pad = title_width.saturating_sub(title.width());
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
            let line = format!("{marker} {title}{}  {rest}", " ".repeat(pad));
            let line = fit(&line, usize::from(area.width));
            buf.set_stringn(
                area.x,
                area.y + row as u16,
                line,
                usize::from(area.width),
                style,
            );
        }
        if shown.is_empty() {
            let line = "no design has these letters: Esc clears the filter";
            buf.set_stringn(
                area.x + 2,
                area.y,
                line,
                usize::from(area.width),
                Style::new(),
            );
        }
        let row = chosen - first;
        (!shown.is_empty()).then(|| Position::new(area.x, area.y + row as u16))
    }

    fn draw_about(&self, area: Rect, buf: &mut Buffer) {
        let shown = self.shown();
        let Some(card) = shown.get(self.chosen.min(shown.len().saturating_sub(1))) else {
            return;
        };
        let width = usize::from(area.width).saturating_sub(2);
        let mut lines = wrap(card.problem.as_deref().unwrap_or(&card.summary), width);
        lines.truncate(2);
        if !card.concepts.is_empty() {
            lines.extend(wrap(
                &format!("concepts: {}", card.concepts.join(", ")),
                width,
            ));
        }
        let room = usize::from(area.height).saturating_sub(2);
        if lines.len() > room {
            let rest = lines.split_off(room.max(1) - 1).join(" ");
            lines.push(fit(&rest, width));
        }
        for (row, line) in lines.iter().take(room).enumerate() {
            buf.set_stringn(
                area.x + 1,
                area.y + 1 + row as u16,
                line,
                width,
                theme::PLAIN,
            );
        }
    }
}
