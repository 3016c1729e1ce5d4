//! Draws the lists and pages to study; changes only which rows are in view.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{OpenList, ReadingScreen, preview};
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::Action;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::frame::{self, Heading, LEAD, ScreenFrame};
use crate::tui::widgets::list::ListRow;
use crate::tui::widgets::page::Page;
use crate::tui::widgets::shorten::shorten;
use crate::tui::widgets::{below, fit, from_column, panes, put};

/// The least rows of a list above what is behind the selected entry.
const LEAST_ROWS: u16 = 5;
/// The narrowest and the widest titles beside what is behind the selected entry.
const LEAST: usize = 24;
const MOST: usize = 44;

impl ReadingScreen {
    /// Draws the screen. The cursor is at the selected entry, in the search, or at the start of the page.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let is_list = self.page.is_none();
        let search = self.list.state.filter_line("search").filter(|_| is_list);
        let status = context.status(search.as_deref().unwrap_or_default());
        let mut parts = ScreenFrame::new(frame.area(), &status, 1);
        let body = parts.content(parts.body);
        let buf = frame.buffer_mut();
        let has_preview = is_list && panes::fit_side_by_side(parts.body);
        let mut headings = Vec::new();
        let mut cursor = match &mut self.page {
            Some(page) => page.draw(body, buf),
            None if has_preview => {
                let panes = parts.panes([self.list.columns()], buf);
                let cursor = self.list.draw(parts.content(panes[0]), false, buf);
                if let Some(topic) = self.list.selected() {
                    let area = parts.text(parts.content(panes[1]));
                    preview::draw(topic, area, buf);
                    headings.push(Heading::new(topic.title.clone(), false));
                }
                cursor
            }
            None => self.list.draw_above(&parts, body, buf),
        };
        let titles: Vec<&str> = self.titles().collect();
        let open = titles.last().copied().unwrap_or_default();
        let path = titles.join(" · ");
        parts.draw_title((&path, theme::STRONG), ("", theme::PLAIN), buf);
        headings.insert(0, Heading::new(open, true).with(self.count()));
        parts.draw_head(&headings, buf);
        let works = |action: &Action| self.availability(action).is_ok();
        let keys = self.list.state.footer(context.keys, self.context(), works);
        let position = match &self.page {
            Some(page) => page.scroll.position(),
            None => self.list.state.position(),
        };
        parts.draw_foot(&position, buf);
        parts.draw_keys(&keys, context.clicks, buf);
        if is_list {
            let caret = self.list.state.caret("search", parts.message_area());
            cursor = caret.unwrap_or(cursor);
        }
        frame.set_cursor_position(cursor);
    }

    /// The titles of the lists that lead to the open one, and of the open page.
    fn titles(&self) -> impl Iterator<Item = &str> {
        let lists = self.outer.iter().chain([&self.list]);
        let titles = lists.map(|list| list.title.as_str());
        titles.chain(self.page.as_ref().map(Page::title))
    }

    /// How many entries match the search, while there is one.
    fn count(&self) -> String {
        let state = &self.list.state;
        let is_searched = state.filter().is_some_and(|filter| !filter.is_empty());
        if self.page.is_some() || !is_searched {
            return String::new();
        }
        let (shown, all) = state.count();
        format!("{shown} of {all}")
    }
}

impl OpenList {
    /// Draws the list, and below it what is behind the selected entry; returns where the cursor belongs.
    fn draw_above(&mut self, parts: &ScreenFrame, area: Rect, buf: &mut Buffer) -> Position {
        let Some(topic) = self.selected() else {
            return self.draw(area, true, buf);
        };
        let wanted = preview::rows(topic, parts.text(area).width);
        let list = u16::try_from(self.state.row_count()).unwrap_or(u16::MAX);
        let spare = area.height.saturating_sub(list.saturating_add(1));
        let most = area.height.saturating_sub(LEAST_ROWS + 1);
        let height = wanted.min(spare.max(area.height / 2)).min(most);
        let rule = below(area, area.height.saturating_sub(height + 1));
        if height > 0 {
            frame::draw_rule(rule, buf);
            let line = Rect { height: 1, ..rule };
            frame::draw_heading(&Heading::new(topic.title.clone(), false), line, buf);
            preview::draw(topic, parts.text(below(rule, 1)), buf);
        }
        let area = Rect {
            height: area.height - height - u16::from(height > 0),
            ..area
        };
        self.draw(area, true, buf)
    }

    /// The columns behind titles of so many columns, where most entries have room for what they are about.
    fn about_columns(&self, titles: usize, width: u16) -> usize {
        let room = usize::from(width).saturating_sub(titles + 5);
        let fits = |index: &usize| self.topics[*index].about.width() <= room;
        let (count, fitting) = (self.state.shown().count(), self.state.shown().filter(fits));
        if fitting.count() * 2 >= count {
            room
        } else {
            0
        }
    }

    /// The columns of the list where what is behind the selected entry is beside it.
    fn columns(&self) -> u16 {
        let titles = self.topics.iter().map(|topic| topic.title.width());
        let titles = titles.max().unwrap_or(0).clamp(LEAST, MOST) as u16;
        titles + LEAD + 2
    }

    /// Draws the rows around the selected one, with what each is about if there is room for it; returns where the cursor
    /// belongs.
    pub(super) fn draw(&mut self, area: Rect, has_about: bool, buf: &mut Buffer) -> Position {
        let topics = &self.topics;
        let titles = self.state.shown().map(|index| topics[index].title.width());
        let titles = titles.max().unwrap_or(0);
        let titles = titles.min(usize::from(area.width.saturating_sub(LEAD + 1)));
        let about_columns = if has_about {
            self.about_columns(titles, area.width)
        } else {
            0
        };
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
        let (group, about) = (
            from_column(inner, LEAD),
            from_column(inner, titles as u16 + 4),
        );
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
                    let text = shorten(&topics[index].about, about_columns);
                    put(&text, theme::PLAIN, row, about, buf);
                }
            }
        }
        self.state.draw_selection(buf);
        self.state.cursor()
    }
}
