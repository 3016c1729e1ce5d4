//! Choosing a line of the notes by words that it contains.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::blocks::{Blocks, marker};
use super::super::list::ListState;
use super::super::text_input::TextInput;
use super::super::{REST, inset, put, rows};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::sanitize;
use crate::tui::input::Key;
use crate::tui::keys::Action;
use crate::tui::theme;

/// Longest search, in characters.
const LONGEST: usize = 200;
/// The most lines that are listed.
const MOST_LINES: usize = 100;

/// A search while it is typed, and the lines that match it.
#[derive(Debug)]
pub struct LineSearch {
    input: TextInput,
    /// In the order of the notes.
    found: Vec<LinePosition>,
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
    pub fn new(lines: &[Vec<String>]) -> Self {
        let mut search = Self {
            input: TextInput::new("", LONGEST),
            found: Vec::new(),
            list: ListState::default(),
        };
        search.find(lines);
        search
    }

    /// Handles a key; `lines` are those of every stage.
    pub fn on(
        &mut self,
        action: Option<&Action>,
        key: Key,
        lines: &[Vec<String>],
    ) -> SearchOutcome {
        match action {
            Some(Action::Back) => return SearchOutcome::Canceled,
            Some(Action::Accept) => {
                let selected = self.list.selected();
                return SearchOutcome::Chosen(selected.map(|index| self.found[index]));
            }
            Some(action) if self.list.act(action) => {}
            _ if self.input.on(action, key).is_change() => self.find(lines),
            _ => {}
        }
        SearchOutcome::Open
    }

    pub fn paste(&mut self, text: &str, lines: &[Vec<String>]) {
        self.input.paste(text);
        self.find(lines);
    }

    /// Finds the lines that contain every typed word, ignoring case; blank lines never match.
    fn find(&mut self, lines: &[Vec<String>]) {
        let typed = self.input.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let matches = |text: &String| {
            let text = text.to_lowercase();
            !text.trim().is_empty() && words.iter().all(|word| text.contains(word))
        };
        let stages = lines.iter().enumerate();
        let found = stages.flat_map(|(stage, texts)| {
            let texts = texts.iter().enumerate();
            let found = texts.filter(|(_, text)| matches(text));
            found.map(move |(line, _)| LinePosition { stage, line })
        });
        self.found = found.take(MOST_LINES).collect();
        self.list = ListState::of(self.found.len());
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
        let caret = self.input.draw(inset(input), theme::PLAIN, buf);
        if self.found.is_empty() {
            put(
                "no line has these words",
                theme::SECONDARY,
                0,
                inset(list),
                buf,
            );
        }
        let selected = self.list.selected();
        let mut blocks = Blocks::default();
        for (index, LinePosition { stage, line }) in self.found.iter().enumerate() {
            let is_selected = Some(index) == selected;
            let title = titles.get(*stage).map_or("", String::as_str);
            let lead = format!("{} {title} {}  ", marker(is_selected), line + 1);
            let text = sanitize::line(&lines[*stage][*line]);
            blocks.add(index, &lead, &text, usize::from(list.width), false);
        }
        blocks.draw(selected, list, buf);
        caret
    }
}
