//! Items drawn as blocks of lines, with the selected one in view.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{fit, mark_selected, put, row_of, wrap};
use crate::tui::theme;

/// Lines of text, each with the item that it belongs to.
#[derive(Debug, Default)]
pub struct Blocks(Vec<(usize, String)>);

/// Where the items were drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    pub area: Rect,
    /// Which item each row shows.
    rows: Vec<usize>,
    /// The first cell of the selected item.
    pub cursor: Position,
    /// Which items are in view, from 1, and how many there are; `None` if all are.
    part: Option<(usize, usize, usize)>,
}

impl Drawn {
    /// Nothing yet, in an area.
    pub fn new(area: Rect) -> Self {
        Self {
            area,
            rows: Vec::new(),
            cursor: area.as_position(),
            part: None,
        }
    }

    /// Adds a row that shows an item.
    pub fn add(&mut self, item: usize, is_selected: bool) {
        if is_selected && !self.rows.contains(&item) {
            self.cursor.y = self.area.y + self.rows.len() as u16;
        }
        self.rows.push(item);
    }

    /// Notes which items are in view: those whose last row is. `rows` has the item of every row, `first` is the first row
    /// in view.
    pub fn set_part(&mut self, rows: &[usize], first: usize) {
        let ends = rows.iter().enumerate();
        let ends = ends.filter(|(row, item)| rows.get(row + 1) != Some(*item));
        let ends: Vec<usize> = ends.map(|(row, _)| row).collect();
        let view = first..first + usize::from(self.area.height);
        let mut seen = (1..)
            .zip(&ends)
            .filter(|(_, end)| view.contains(end))
            .map(|(number, _)| number);
        let Some(from) = seen.next() else {
            return;
        };
        let to = seen.last().unwrap_or(from);
        self.part = Some((from, to, ends.len())).filter(|_| to + 1 - from < ends.len());
    }

    /// Which items are in view, such as `1 to 7 of 8`; empty if all are.
    pub fn position(&self) -> String {
        self.part.map_or_else(String::new, |(from, to, all)| {
            format!("{from} to {to} of {all}")
        })
    }

    /// The item at a cell of the screen.
    pub fn item_at(&self, column: u16, row: u16) -> Option<usize> {
        let inside = self.area.contains(Position::new(column, row));
        let down = row.checked_sub(self.area.y).filter(|_| inside)?;
        self.rows.get(usize::from(down)).copied()
    }
}

impl Blocks {
    /// How many rows all lines take.
    pub fn rows(&self) -> usize {
        self.0.len()
    }

    /// Whether all lines fit in so many rows.
    pub fn fits(&self, rows: u16) -> bool {
        self.0.len() <= usize::from(rows)
    }

    /// Adds an item: `lead`, then its text, wrapped to `width` columns in all if `is_whole`, else cut to one line.
    pub fn add(&mut self, item: usize, lead: &str, text: &str, width: usize, is_whole: bool) {
        let lead_width = lead.width();
        let room = width.saturating_sub(lead_width);
        let lines = if is_whole {
            wrap(text, room)
        } else {
            vec![fit(text, room)]
        };
        for (row, line) in lines.into_iter().enumerate() {
            let line = if row == 0 {
                format!("{lead}{line}")
            } else {
                " ".repeat(lead_width) + &line
            };
            self.0.push((item, line));
        }
    }

    /// Draws the lines with the last one of the selected item in view, in a pane with the keys.
    pub fn draw(&self, selected: Option<usize>, area: Rect, buf: &mut Buffer) -> Drawn {
        self.draw_in(selected, true, area, buf)
    }

    /// Like [`Self::draw`]; `has_keys` is whether the pane has the keys.
    pub fn draw_in(
        &self,
        selected: Option<usize>,
        has_keys: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Drawn {
        let height = usize::from(area.height);
        let is_selected = |item: usize| Some(item) == selected;
        let end = self.0.iter().rposition(|(item, _)| is_selected(*item));
        let first = (end.unwrap_or(0) + 1).saturating_sub(height);
        let mut drawn = Drawn::new(area);
        let items: Vec<usize> = self.0.iter().map(|(item, _)| *item).collect();
        drawn.set_part(&items, first);
        for (row, (item, line)) in (0..area.height).zip(self.0.iter().skip(first)) {
            put(line, theme::PLAIN, row, area, buf);
            if is_selected(*item) {
                mark_selected(row_of(area, row), has_keys, buf);
            }
            drawn.add(*item, is_selected(*item));
        }
        drawn
    }
}

/// The marker before a selected item, or a blank.
pub fn marker(is_selected: bool) -> &'static str {
    if is_selected { "▸" } else { " " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_out_of_view_are_counted_and_a_heading_is_not_its_item() {
        // Rows of three items: two, one and three, the first of which is a heading.
        let rows = [0, 0, 1, 2, 2, 2];
        for (first, height, position) in [
            (0, 6, ""),
            (0, 9, ""),
            (0, 5, "1 to 2 of 3"),
            (0, 2, "1 to 1 of 3"),
            (1, 5, ""),
            (2, 4, "2 to 3 of 3"),
            (0, 1, ""),
        ] {
            let mut drawn = Drawn::new(Rect::new(0, 0, 20, height));
            drawn.set_part(&rows, first);
            assert_eq!(drawn.position(), position, "{height} rows from {first}");
        }
    }
}
