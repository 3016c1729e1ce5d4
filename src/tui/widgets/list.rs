//! The state of a list: its filter, the selected entry and the rows in view.

mod selection;

pub use selection::Selection;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::from_column;
use super::text_input::TextInput;
use crate::tui::input::Key;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Availability, Context, FooterKey};
use crate::tui::theme;

/// An entry of a list.
#[derive(Debug, Clone)]
pub struct ListItem {
    /// The text that the filter searches, in lower case.
    text: String,
    /// The heading above it, which neighbors may share; empty for none.
    group: String,
}

impl ListItem {
    /// An entry that the filter finds by these texts.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: Vec<&str> = texts.into_iter().collect();
        Self {
            text: texts.join("\n").to_lowercase(),
            group: String::new(),
        }
    }

    /// The entry under a heading.
    #[must_use]
    pub fn under(self, group: &str) -> Self {
        let group = group.to_owned();
        Self { group, ..self }
    }
}

/// A row of the list: an entry, or the heading above an entry, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListRow {
    Heading(usize),
    Entry(usize),
}

#[derive(Debug, Default)]
pub struct ListState {
    items: Vec<ListItem>,
    filter: TextInput,
    is_filtering: bool,
    /// The rows that match the filter, and the selected one.
    shown: Selection,
}

impl ListState {
    pub fn new(items: Vec<ListItem>) -> Self {
        let mut list = Self::default();
        list.set_items(items, None);
        list
    }

    /// Replaces the entries and selects one of them, or the first that matches the filter.
    pub fn set_items(&mut self, items: Vec<ListItem>, selected: Option<usize>) {
        self.items = items;
        self.arrange(selected);
    }

    /// Applies the filter and selects an entry.
    fn arrange(&mut self, selected: Option<usize>) {
        let filter = self.filter.text().to_lowercase();
        let words: Vec<&str> = filter.split_whitespace().collect();
        let mut rows = Vec::new();
        let mut group = "";
        for (index, item) in self.items.iter().enumerate() {
            if !words.iter().all(|word| item.text.contains(word)) {
                continue;
            }
            if item.group != group {
                rows.push(ListRow::Heading(index));
                group = &item.group;
            }
            rows.push(ListRow::Entry(index));
        }
        self.shown.set_rows(rows, selected);
    }

    /// The index of the selected entry; `None` if no entry matches the filter.
    pub fn selected(&self) -> Option<usize> {
        self.shown.selected()
    }

    /// Selects an entry; returns whether it matches the filter.
    pub fn select(&mut self, index: usize) -> bool {
        self.shown.select(index)
    }

    /// The indexes of the entries that match the filter.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.shown.shown()
    }

    /// Moves the selection by so many shown entries.
    pub fn by(&mut self, entries: isize) {
        self.shown.by(entries);
    }

    /// Does an action that moves the selection or opens the filter; returns whether it was one.
    pub fn act(&mut self, action: &Action) -> bool {
        match action {
            Action::Filter => self.is_filtering = true,
            Action::ClearFilter => _ = self.clear_filter(),
            _ => return self.shown.act(action),
        }
        true
    }

    /// Whether keys are typed into the filter.
    pub fn is_filtering(&self) -> bool {
        self.is_filtering
    }

    /// The filter, if there is one or it is being typed.
    pub fn filter(&self) -> Option<String> {
        let filter = self.filter.text();
        (self.is_filtering || !filter.is_empty()).then_some(filter)
    }

    /// Handles a key while the filter is typed; returns whether it was for the filter.
    pub fn filter_key(&mut self, action: Option<&Action>, key: Key) -> bool {
        match action {
            Some(Action::Back) => return self.clear_filter(),
            Some(Action::Accept) => {
                self.is_filtering = false;
                return false;
            }
            Some(action) if self.act(action) => return true,
            _ => {}
        }
        if self.filter.on(action, key).is_change() {
            self.arrange(None);
        }
        true
    }

    /// Whether an action is possible while the filter is typed.
    pub fn availability(&self, action: &Action) -> Availability {
        let why = match action {
            Action::Clear if self.filter.text().is_empty() => "there is no filter",
            Action::Up | Action::Down if self.shown().nth(1).is_none() => "there is no other entry",
            _ => return Ok(String::new()),
        };
        Err(why.to_owned())
    }

    /// The keys for the footer of a context and what they do, if their action `works` now. While the filter is typed, Esc
    /// also closes an empty one.
    pub fn footer(
        &self,
        own: &KeyMap,
        context: Context,
        works: impl Fn(&Action) -> bool,
    ) -> Vec<FooterKey> {
        let mut keys = own.screen_keys(context, works);
        let closes = context == Context::Filter && self.filter.text().is_empty();
        for key in &mut keys {
            if closes && key.action == Action::Back {
                key.word = "close".into();
            }
        }
        keys
    }

    /// Where the caret is while the filter is typed behind its label in an area; `None` at other times.
    pub fn caret(&self, label: &str, area: Rect) -> Option<Position> {
        let line = self.filter_line(label).filter(|_| self.is_filtering)?;
        Some(from_column(area, line.width() as u16).as_position())
    }

    pub fn paste(&mut self, text: &str) {
        if self.is_filtering && self.filter.paste(text.trim()).is_change() {
            self.arrange(None);
        }
    }

    /// Clears the filter and keeps the selection; returns whether there was a filter.
    pub fn clear_filter(&mut self) -> bool {
        let had = self.filter().is_some();
        if had {
            let selected = self.selected();
            self.filter.set("");
            self.is_filtering = false;
            self.arrange(selected);
        }
        had
    }

    /// Selects the entry on a row of the screen; returns whether it was selected before, so that it should be opened.
    pub fn click(&mut self, y: u16) -> bool {
        self.shown.click(y)
    }

    /// Sets the area; returns the rows in view, which include the selected one and the heading above it.
    pub fn lay_out(&mut self, area: Rect) -> &[ListRow] {
        self.shown.lay_out(area)
    }

    /// The position of the selected row.
    pub fn cursor(&self) -> Position {
        self.shown.cursor()
    }

    /// Reverses the selected row up to the edges of the list, if it is in view.
    pub fn draw_selection(&self, buf: &mut Buffer) {
        self.shown.draw_selection(buf);
    }

    /// Which of the matching entries are in view, such as `1 to 29 of 41`; empty if all are.
    pub fn position(&self) -> String {
        self.shown.position()
    }

    /// How many rows the matching entries take with their headings.
    pub fn row_count(&self) -> usize {
        self.shown.row_count()
    }

    /// How many entries match the filter, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        (self.shown().count(), self.items.len())
    }

    /// Draws the filter while it is typed; returns where the caret is.
    pub fn draw_filter(&mut self, field: Rect, buf: &mut Buffer) -> Position {
        self.filter.draw(field, theme::PLAIN, buf)
    }

    /// The line for the footer while there is a filter.
    pub fn filter_line(&self, label: &str) -> Option<String> {
        self.filter().map(|filter| format!("{label}: {filter}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::{self, Context};

    fn list() -> ListState {
        let entries = [
            ("fish", "cod"),
            ("fish", "eel"),
            ("birds", "owl"),
            ("birds", "eagle owl"),
        ];
        let items = entries.map(|(group, name)| ListItem::new([name, group]).under(group));
        let mut list = ListState::new(items.to_vec());
        list.lay_out(Rect::new(0, 1, 20, 3));
        list
    }

    fn press(list: &mut ListState, keys: &str) {
        for key in keys.chars().map(Key::char) {
            let action = keys::action(Context::Filter, key);
            list.filter_key(action.as_ref(), key);
        }
    }

    #[test]
    fn moving_goes_from_entry_to_entry_and_stops_at_the_ends() {
        let mut list = list();
        assert_eq!(list.selected(), Some(0));
        for (action, selected) in [
            (Action::Down, 1),
            (Action::Down, 2),
            (Action::Last, 3),
            (Action::Down, 3),
            (Action::Up, 2),
            (Action::First, 0),
            (Action::PageDown, 3),
        ] {
            assert!(list.act(&action));
            assert_eq!(list.selected(), Some(selected), "{action:?}");
        }
    }

    #[test]
    fn a_filter_shows_entries_with_every_word_and_clearing_it_keeps_the_selection() {
        let mut list = list();
        list.act(&Action::Filter);
        press(&mut list, "OWL eag");
        assert_eq!((list.selected(), list.count()), (Some(3), (1, 4)));
        press(&mut list, "!");
        assert_eq!((list.selected(), list.count()), (None, (0, 4)));
        assert!(list.clear_filter() && !list.clear_filter());
        list.act(&Action::Filter);
        press(&mut list, "eel");
        assert!(list.clear_filter());
        assert_eq!((list.selected(), list.count()), (Some(1), (4, 4)));
    }

    #[test]
    fn the_selected_row_is_in_view_with_its_heading() {
        let mut list = list();
        list.act(&Action::Last);
        let area = Rect::new(0, 1, 20, 3);
        assert_eq!(list.lay_out(area).last(), Some(&ListRow::Entry(3)));
        list.act(&Action::First);
        assert_eq!(list.lay_out(area)[0], ListRow::Heading(0));
        assert_eq!(list.cursor(), Position::new(0, 2));
    }

    #[test]
    fn a_click_selects_and_a_second_one_opens() {
        let mut list = list();
        assert!(!list.click(3) && list.selected() == Some(1));
        assert!(list.click(3));
        assert!(!list.click(1), "a heading");
        assert!(!list.click(9), "below the list");
    }
}
