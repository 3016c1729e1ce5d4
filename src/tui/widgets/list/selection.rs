//! Which row of a list is selected, and which rows are in view.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::mark_selected;
use super::super::scroll::{lines_of, stepped};
use super::ListRow;
use crate::tui::keys::Action;

/// The rows of a list and the selected one. What the rows are, and a filter of them, is the business of its owner.
#[derive(Debug, Default)]
pub struct Selection {
    rows: Vec<ListRow>,
    /// The index of the selected row, which is an entry if there is any.
    selected: usize,
    /// The first row in view, and the area of the last drawing.
    first: usize,
    area: Rect,
    /// How many entries a page has.
    page: usize,
}

impl Selection {
    /// A list of so many entries, with the first one selected.
    pub fn of(count: usize) -> Self {
        let mut selection = Self::default();
        selection.set_rows((0..count).map(ListRow::Entry).collect(), None);
        selection
    }

    /// Replaces the rows and selects this entry, or the first one.
    pub fn set_rows(&mut self, rows: Vec<ListRow>, selected: Option<usize>) {
        self.rows = rows;
        self.first = 0;
        self.selected = 0;
        if !selected.is_some_and(|index| self.select(index)) {
            self.by(0);
        }
    }

    /// The index of the selected entry; `None` where there is none.
    pub fn selected(&self) -> Option<usize> {
        match self.rows.get(self.selected) {
            Some(ListRow::Entry(index)) => Some(*index),
            _ => None,
        }
    }

    /// Selects an entry; returns whether it is shown.
    pub fn select(&mut self, index: usize) -> bool {
        let row = self
            .rows
            .iter()
            .position(|row| *row == ListRow::Entry(index));
        self.selected = row.unwrap_or(self.selected);
        row.is_some()
    }

    /// The indexes of the entries that are shown.
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
        let to = stepped(at.unwrap_or(0), entries, shown.len());
        if let Some(index) = shown.get(to) {
            self.select(*index);
        }
    }

    /// Does an action that moves the selection; returns whether it was one.
    pub fn act(&mut self, action: &Action) -> bool {
        let entries = lines_of(action, self.page.max(1).cast_signed());
        if let Some(entries) = entries {
            self.by(entries);
        }
        entries.is_some()
    }

    /// Sets how many entries a page has, for an owner that lays out the rows itself.
    pub fn set_page(&mut self, entries: usize) {
        self.page = entries;
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
        self.page = area.height.into();
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

    /// Which of the shown entries are in view, such as `1 to 29 of 41`; empty if all are.
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

    /// How many rows the shown entries take with their headings.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }
}
