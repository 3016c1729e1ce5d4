//! Choosing a line of the notes by words that it contains.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::blocks::marker;
use super::super::list::{ListItem, ListRow, ListState};
use super::super::{REST, fit, inset, put, rows};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::sanitize;
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::theme;

/// A search while it is typed: the lines that contain every word, ignoring case.
#[derive(Debug)]
pub struct LineSearch {
    /// The lines that are not blank, in the order of the notes.
    positions: Vec<LinePosition>,
    /// An entry for each of them.
    list: ListState,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchOutcome {
    Open,
    Canceled,
    /// The selected line, if any line matches.
    Chosen(Option<LinePosition>),
}

impl LineSearch {
    /// Lists the lines of every stage.
    pub fn new(lines: &[Vec<String>]) -> Self {
        let stages = lines.iter().enumerate();
        let found = stages.flat_map(|(stage, texts)| {
            let texts = texts.iter().enumerate();
            let texts = texts.filter(|(_, text)| !text.trim().is_empty());
            texts.map(move |(line, text)| (LinePosition { stage, line }, ListItem::new([&**text])))
        });
        let (positions, items) = found.unzip();
        let mut list = ListState::new(items);
        list.act(&Action::Filter);
        Self { positions, list }
    }

    /// Handles a key.
    pub fn on(&mut self, action: Option<&Action>, key: Key) -> SearchOutcome {
        match action {
            Some(Action::Back) => return SearchOutcome::Canceled,
            Some(Action::Accept) => {
                let selected = self.list.selected();
                return SearchOutcome::Chosen(selected.map(|index| self.positions[index]));
            }
            _ => _ = self.list.filter_key(action, key),
        }
        SearchOutcome::Open
    }

    pub fn paste(&mut self, text: &str) {
        self.list.paste(text);
    }

    /// Draws the typed words and the lines that match, each behind the short title of its stage; returns the position of
    /// the caret.
    pub fn draw(
        &mut self,
        lines: &[Vec<String>],
        titles: &[String],
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let [head, input, list] = rows(area, [1, 1, REST]);
        put("Lines that contain:", theme::STRONG, 0, inset(head), buf);
        let selected = self.list.selected();
        if selected.is_none() {
            let words = "no line has these words";
            put(words, theme::SECONDARY, 0, inset(list), buf);
        }
        for (row, shown) in (0..).zip(self.list.lay_out(list)) {
            let ListRow::Entry(index) = shown else {
                continue;
            };
            let LinePosition { stage, line } = self.positions[*index];
            let title = titles.get(stage).map_or("", String::as_str);
            let marker = marker(selected == Some(*index));
            let text = sanitize::line(&lines[stage][line]);
            let text = format!("{marker} {title} {}  {text}", line + 1);
            put(&fit(&text, list.width.into()), theme::PLAIN, row, list, buf);
        }
        self.list.draw_selection(buf);
        self.list.draw_filter(inset(input), buf)
    }
}
