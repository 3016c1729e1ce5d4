//! The state of a list: its filter, the selected entry and the rows in view.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::mark_selected;
use super::scroll::lines_of;
use super::text_input::TextInput;
use crate::tui::input::Key;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Availability, Context, FooterKey};
use crate::tui::theme;

/// An entry of a list.
#[derive(Debug, Clone, Default)]
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
    /// The rows that match the filter.
    rows: Vec<ListRow>,
    /// The index of the selected row, which is an entry if there is any.
    selected: usize,
    /// The first row in view, and the area of the last drawing.
    first: usize,
    area: Rect,
}

impl ListState {
    pub fn new(items: Vec<ListItem>) -> Self {
        let mut list = Self::default();
        list.set_items(items, None);
        list
    }

    /// A list of so many entries that is filtered elsewhere, if at all, with the first one selected.
    pub fn of(count: usize) -> Self {
        Self::new(vec![ListItem::default(); count])
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
        self.rows.clear();
        let mut group = "";
        for (index, item) in self.items.iter().enumerate() {
            if !words.iter().all(|word| item.text.contains(word)) {
                continue;
            }
            if item.group != group {
                self.rows.push(ListRow::Heading(index));
                group = &item.group;
            }
            self.rows.push(ListRow::Entry(index));
        }
        self.first = 0;
        self.selected = 0;
        if !selected.is_some_and(|index| self.select(index)) {
            self.by(0);
        }
    }

    /// The index of the selected entry; `None` if no entry matches the filter.
    pub fn selected(&self) -> Option<usize> {
        match self.rows.get(self.selected) {
            Some(ListRow::Entry(index)) => Some(*index),
            _ => None,
        }
    }

    /// Selects an entry; returns whether it matches the filter.
    pub fn select(&mut self, index: usize) -> bool {
        let row = self
            .rows
            .iter()
            .position(|row| *row == ListRow::Entry(index));
        self.selected = row.unwrap_or(self.selected);
        row.is_some()
    }

    /// The indexes of the entries that match the filter.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.rows.iter().filter_map(|row| match row {
            ListRow::Entry(index) => Some(*index),
            ListRow::Heading(_) => None,
        })
    }

    /// Moves the selection by so many shown entries.
    pub fn by(&mut self, entries: isize) {
        let shown: Vec<usize> = self.shown().collect();
        let here = self.selected();
        let at = shown.iter().position(|index| Some(*index) == here);
        let last = shown.len().saturating_sub(1);
        let to = at.unwrap_or(0).saturating_add_signed(entries).min(last);
        if let Some(index) = shown.get(to) {
            self.select(*index);
        }
    }

    /// Does an action that moves the selection or opens the filter; returns whether it was one.
    pub fn act(&mut self, action: &Action) -> bool {
        let page = usize::from(self.area.height).max(1).cast_signed();
        match lines_of(action, page) {
            Some(entries) => self.by(entries),
            None if *action == Action::Filter => self.is_filtering = true,
            None if *action == Action::ClearFilter => _ = self.clear_filter(),
            None => return false,
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

    /// The keys for the footer while the filter is typed. Esc also closes an empty one.
    pub fn filter_keys(&self, own: &KeyMap) -> Vec<FooterKey> {
        let mut keys = own.footer(Context::Filter, |it| self.availability(it).is_ok());
        let is_empty = self.filter.text().is_empty();
        for key in keys
            .iter_mut()
            .filter(|key| key.action == Action::Back && is_empty)
        {
            key.word = "close".into();
        }
        keys
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
        let inside = (self.area.top()..self.area.bottom()).contains(&y);
        let Some(down) = y.checked_sub(self.area.y).filter(|_| inside) else {
            return false;
        };
        let row = self.first + usize::from(down);
        let is_entry = matches!(self.rows.get(row), Some(ListRow::Entry(_)));
        let was_selected = is_entry && row == self.selected;
        if is_entry {
            self.selected = row;
        }
        was_selected
    }

    /// Sets the area; returns the rows in view, which include the selected one and the heading above it.
    pub fn lay_out(&mut self, area: Rect) -> &[ListRow] {
        self.area = area;
        let height = usize::from(area.height).max(1);
        let above = self.selected.checked_sub(1);
        let heading = above.filter(|row| matches!(self.rows.get(*row), Some(ListRow::Heading(_))));
        let top = heading.unwrap_or(self.selected);
        let last = self.rows.len().saturating_sub(height);
        let earliest = (self.selected + 1).saturating_sub(height);
        self.first = self.first.min(top).max(earliest).min(last);
        let end = (self.first + height).min(self.rows.len());
        &self.rows[self.first..end]
    }

    /// The position of the selected row.
    pub fn cursor(&self) -> Position {
        let down = self.selected.saturating_sub(self.first) as u16;
        Position::new(self.area.x, self.area.y + down)
    }

    /// Reverses the selected row up to the edges of the list, if it is in view.
    pub fn draw_selection(&self, buf: &mut Buffer) {
        let row = Rect {
            y: self.cursor().y,
            height: 1,
            ..self.area
        };
        if self.selected().is_some() {
            mark_selected(row.intersection(self.area), true, buf);
        }
    }

    /// Which of the matching entries are in view, such as `1 to 29 of 41`; empty if all are.
    pub fn position(&self) -> String {
        let end = (self.first + usize::from(self.area.height).max(1)).min(self.rows.len());
        if self.first == 0 && end == self.rows.len() {
            return String::new();
        }
        let entries = |rows: &[ListRow]| {
            let entries = rows.iter().filter(|row| matches!(row, ListRow::Entry(_)));
            entries.count()
        };
        let (before, until) = (
            entries(&self.rows[..self.first]),
            entries(&self.rows[..end]),
        );
        format!("{} to {until} of {}", before + 1, entries(&self.rows))
    }

    /// How many entries match the filter, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        (self.shown().count(), self.items.len())
    }

    /// How many rows the matching entries take with their headings.
    pub fn row_count(&self) -> usize {
        self.rows.len()
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
