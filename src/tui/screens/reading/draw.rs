//! Draws the lists and pages to study; changes only which rows are in view.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{OpenList, ReadingScreen};
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::{REST, draw_title, fit, footer, from_column, put, rows};

/// Widest title in columns; the summary is drawn to the right of it.
const TITLES: usize = 30;

impl ReadingScreen {
    /// Draws the screen. The cursor is at the selected entry, in the search, or at the start of the page.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let [top, body, foot] = rows(frame.area(), [2, REST, 1]);
        let buf = frame.buffer_mut();
        let cursor = match &mut self.page {
            Some(page) => page.draw(body, buf),
            None => self.list.draw(body, buf),
        };
        self.draw_top(top, buf);
        let typed = self.draw_foot(context, foot, buf);
        frame.set_cursor_position(typed.unwrap_or(cursor));
    }

    /// Draws the path of titles, and at the right the lines in view or the number of matches.
    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let lists = self.outer.iter().chain([&self.list]);
        let titles = lists.map(|list| list.title.as_str());
        let titles: Vec<&str> = titles.chain(self.page.as_ref().map(Page::title)).collect();
        let position = match (
            &self.page,
            self.list.state.filter(),
            self.list.state.count(),
        ) {
            (Some(page), ..) => page.scroll.position(),
            (None, Some(filter), (shown, all)) if !filter.is_empty() => format!("{shown} of {all}"),
            _ => String::new(),
        };
        let room = usize::from(area.width).saturating_sub(position.width() + 4);
        let mut path = titles.join(" · ");
        if path.width() > room {
            path = (titles.last()).map_or(String::new(), |last| format!("… · {last}"));
        }
        draw_title(&path, (&position, theme::QUIET), area, buf);
    }

    /// Draws the last line; returns where the cursor is in it while a search is typed.
    fn draw_foot(
        &self,
        context: &DrawContext<'_>,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let is_list = self.page.is_none();
        let search = self.list.state.filter_line("search").filter(|_| is_list);
        let status = context.status(search.as_deref().unwrap_or_default());
        let scrolls = self.page.as_ref().is_none_or(|page| page.scroll.scrolls());
        let keys = keys::footer(self.context(), |action| {
            *action != Action::PageDown || scrolls
        });
        footer::draw(&status, &keys, area, buf);
        let is_typed = self.context() == Context::Filter;
        let column = (status.0.width() as u16 + 1).min(area.width.saturating_sub(1));
        is_typed.then(|| from_column(area, column).as_position())
    }
}

impl OpenList {
    /// Draws the rows around the selected one; returns where the cursor belongs.
    pub(super) fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let topics = &self.topics;
        let titles = self.state.shown().map(|index| topics[index].title.width());
        let most = TITLES.min(usize::from(area.width) * 2 / 5);
        let titles = titles.max().unwrap_or(0).min(most);
        let selected = self.state.selected();
        if selected.is_none() {
            let words = "nothing has these letters: Esc clears the search";
            put(words, theme::PLAIN, 0, from_column(area, 2), buf);
        }
        // Only the marked title may use the last column.
        let inner = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        let (group, about) = (from_column(inner, 1), from_column(inner, titles as u16 + 4));
        for (row, shown) in (0..area.height).zip(self.state.lay_out(area)) {
            match *shown {
                ListRow::Heading(index) => {
                    put(&topics[index].group, theme::STRONG, row, group, buf);
                }
                ListRow::Entry(index) => {
                    let is_selected = Some(index) == selected;
                    let style = theme::entry(is_selected);
                    let title = fit(&topics[index].title, titles);
                    let title = format!("{} {title}", marker(is_selected));
                    put(&title, style, row, area, buf);
                    put(&topics[index].about, theme::PLAIN, row, about, buf);
                }
            }
        }
        self.state.cursor()
    }
}
