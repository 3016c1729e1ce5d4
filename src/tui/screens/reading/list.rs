//! A list to choose from: entries under their groups, searched by their words. Opens nothing itself.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{Entry, typed};
use crate::tui::input::Key;
use crate::tui::theme;
use crate::tui::widgets::fit;

/// Most columns of a title; what it is about stands behind.
const TITLES: usize = 30;

#[derive(Debug)]
pub struct List {
    pub title: String,
    entries: Vec<Entry>,
    /// A place among the entries that the search leaves.
    chosen: usize,
    search: String,
    pub filtering: bool,
    /// Whether the chosen entry was asked for once and said that it is sealed.
    pub asked: bool,
    /// The first row shown, and where the rows last were.
    first: usize,
    seen: Rect,
}

/// A row of the list: a group, or an entry by its place among those shown.
#[derive(Debug, Clone, Copy)]
enum Row<'a> {
    Group(&'a str),
    Entry(usize, &'a Entry),
}

impl List {
    pub fn new(title: String, entries: Vec<Entry>) -> Self {
        Self {
            title,
            entries,
            chosen: 0,
            search: String::new(),
            filtering: false,
            asked: false,
            first: 0,
            seen: Rect::new(0, 0, 1, 1),
        }
    }

    /// The chosen entry, if the search leaves any.
    pub fn chosen(&self) -> Option<&Entry> {
        self.shown().get(self.chosen).copied()
    }

    /// How many rows a page has.
    pub fn rows(&self) -> isize {
        self.seen.height.max(1).cast_signed().into()
    }

    /// What is searched for, in words, while there is a search.
    pub fn search(&self) -> Option<String> {
        (self.filtering || !self.search.is_empty()).then(|| format!("search: {}", self.search))
    }

    /// How many entries there are and how many the search leaves.
    pub fn how_much(&self) -> String {
        if self.search.is_empty() {
            String::new()
        } else {
            format!("{} of {}", self.shown().len(), self.entries.len())
        }
    }

    /// Ends the search; whether there was one.
    pub fn clear(&mut self) -> bool {
        let searched = self.search().is_some();
        if searched {
            // What was found stays chosen among all.
            let found = self.chosen().cloned();
            self.search.clear();
            self.filtering = false;
            let place = |found| self.entries.iter().position(|entry| *entry == found);
            self.chosen = found.and_then(place).unwrap_or(0);
        }
        searched
    }

    /// Whether the key belonged to the search line.
    pub fn type_filter(&mut self, key: Key) -> bool {
        if !self.filtering {
            return false;
        }
        match key.code {
            KeyCode::Esc => return self.clear(),
            KeyCode::Enter => {
                self.filtering = false;
                return false;
            }
            _ => {}
        }
        let changed = typed(&mut self.search, key);
        if changed {
            self.chosen = 0;
            self.asked = false;
        }
        changed
    }

    pub fn step(&mut self, by: isize) {
        self.asked = false;
        let last = self.shown().len().saturating_sub(1);
        self.chosen = self.chosen.min(last).saturating_add_signed(by).min(last);
    }

    /// Goes on to the next entry that fits, before or after; whether there is one.
    pub fn step_to(&mut self, by: isize, fits: impl Fn(&Entry) -> bool) -> bool {
        let shown = self.shown();
        let mut place = self.chosen;
        loop {
            let next = place.saturating_add_signed(by);
            match shown.get(next).filter(|_| next != place) {
                Some(entry) if fits(entry) => {
                    self.chosen = next;
                    return true;
                }
                Some(_) => place = next,
                None => return false,
            }
        }
    }

    /// Chooses what stands on a row of the screen; whether it was chosen before, and so is to be opened.
    pub fn click(&mut self, row: u16) -> bool {
        if row < self.seen.y || row >= self.seen.bottom() {
            return false;
        }
        let place = self.first + usize::from(row - self.seen.y);
        let clicked = match self.lines().get(place) {
            Some(Row::Entry(clicked, _)) => *clicked,
            _ => return false,
        };
        let was = clicked == self.chosen;
        self.asked &= was;
        self.chosen = clicked;
        was
    }

    fn shown(&self) -> Vec<&Entry> {
        let needle = self.search.to_lowercase();
        let matches = |entry: &&Entry| {
            [&entry.title, &entry.group, &entry.about]
                .into_iter()
                .any(|words| words.to_lowercase().contains(&needle))
        };
        self.entries.iter().filter(matches).collect()
    }

    /// The entries shown, each group above its first.
    fn lines(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        let mut group = "";
        for (place, entry) in self.shown().into_iter().enumerate() {
            if entry.group != group {
                rows.push(Row::Group(&entry.group));
                group = &entry.group;
            }
            rows.push(Row::Entry(place, entry));
        }
        rows
    }

    /// Draws the rows around the chosen one; where the cursor belongs.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        self.seen = area;
        let height = usize::from(area.height).max(1);
        let rows = self.lines();
        let is_chosen =
            |row: &Row<'_>| matches!(row, Row::Entry(place, _) if *place == self.chosen);
        let at = rows.iter().position(is_chosen).unwrap_or(0);
        // The group above an entry is shown with it.
        let above = at - usize::from(at > 0 && matches!(rows.get(at - 1), Some(Row::Group(_))));
        let last = rows.len().saturating_sub(height);
        let first = self
            .first
            .min(above)
            .max((at + 1).saturating_sub(height))
            .min(last);
        if rows.is_empty() {
            let words = "nothing has these letters: Esc clears the search";
            buf.set_stringn(
                area.x + 2,
                area.y,
                words,
                usize::from(area.width),
                theme::PLAIN,
            );
        }
        let titles = rows.iter().map(|row| match row {
            Row::Entry(_, entry) => entry.title.width(),
            Row::Group(_) => 0,
        });
        let most = TITLES.min(usize::from(area.width) * 2 / 5);
        let titles = titles.max().unwrap_or(0).min(most);
        for (line, row) in rows.iter().skip(first).take(height).enumerate() {
            let y = area.y + line as u16;
            draw_row(
                row,
                first + line == at,
                titles,
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                buf,
            );
        }
        self.first = first;
        Position::new(area.x, area.y + (at - first) as u16)
    }
}

fn draw_row(row: &Row<'_>, chosen: bool, titles: usize, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let room = |used: usize| width.saturating_sub(used);
    match row {
        Row::Group(name) => {
            buf.set_stringn(
                area.x + 1,
                area.y,
                fit(name, room(2)),
                room(1),
                theme::STRONG,
            );
        }
        Row::Entry(_, entry) => {
            let style = if chosen { theme::CHOSEN } else { theme::PLAIN };
            let marker = if chosen { "▸" } else { " " };
            let title = fit(&entry.title, titles.min(room(3)));
            let start = format!("{marker} {title}");
            buf.set_stringn(area.x, area.y, &start, width, style);
            let about = titles + 4;
            if room(about) > 1 {
                let words = fit(&entry.about, room(about + 1));
                buf.set_stringn(
                    area.x + about as u16,
                    area.y,
                    words,
                    room(about),
                    theme::PLAIN,
                );
            }
        }
    }
}
