//! Which part of the text the area shows, and which place of the text lies under a cell. It draws nothing.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::Notes;
use super::pieces::Pieces;
use super::rows::Place;
use super::wrap::Row;
use crate::domain::session::notes::line_slice;

/// The part of the text that is shown.
#[derive(Debug, Clone)]
pub(super) struct View {
    /// Where the text was last drawn, without the gutter.
    area: Rect,
    /// The first shown row is the one that holds this place: a line and an offset in it, which outlasts a change of width.
    line: usize,
    offset: usize,
    /// The view keeps the caret in sight; not so after the wheel, until the next act.
    follows: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            area: Rect::new(0, 0, 80, 24),
            line: 0,
            offset: 0,
            follows: true,
        }
    }
}

impl View {
    pub fn follow(&mut self) {
        self.follows = true;
    }

    /// How many rows a page moves by.
    pub fn page(&self) -> usize {
        usize::from(self.area.height).saturating_sub(1).max(1)
    }
}

impl Notes {
    /// Moves the view by the wheel: up for negative rows, down for positive. The caret stays where it is and may be
    /// out of sight until the next act.
    pub fn scroll(&mut self, rows: isize) {
        self.move_view(rows);
        self.view.follows = false;
    }

    /// How many rows a page moves by.
    pub fn page(&self) -> usize {
        self.view.page()
    }

    /// Puts the caret under a cell of the screen, where the text was last drawn; with `select` the selection grows to it.
    /// A cell outside counts as the nearest one inside.
    pub fn place_caret(&mut self, column: u16, row: u16, select: bool) {
        let area = self.view.area;
        let row = row.clamp(area.top(), area.bottom().saturating_sub(1).max(area.top()));
        let down = usize::from(row - area.top());
        let top = self.top();
        let (place, gone) = self.rows.step(&self.rope, top, down.cast_signed());
        let at = if gone < down {
            self.rope.len_chars()
        } else {
            self.at_column(place, usize::from(column.saturating_sub(area.left())))
        };
        self.set_caret(at, select);
    }

    /// Takes `area` for the text and makes the view fit it: the caret in sight if it is followed, and no empty rows
    /// below the text while there are rows above. Gives the first row.
    pub(super) fn lay_out(&mut self, area: Rect) -> Place {
        self.view.area = area;
        // The last column is kept for the caret behind a full row, and for a blank that hangs.
        self.rows
            .set_width(usize::from(area.width).saturating_sub(1).max(1));
        let below = usize::from(area.height).saturating_sub(1).cast_signed();
        let mut top = self.top();
        if self.view.follows {
            let caret = self.rows.place_of(&self.rope, self.span.caret);
            let (earliest, _) = self.rows.step(&self.rope, caret, -below);
            top = top.clamp(earliest, caret);
        }
        let (bottom, gone) = self.rows.step(&self.rope, top, below);
        if gone.cast_signed() < below {
            (top, _) = self.rows.step(&self.rope, bottom, -below);
        }
        self.set_top(top);
        top
    }

    /// The first shown row.
    pub(super) fn top(&mut self) -> Place {
        let line = self.view.line.min(self.rope.len_lines() - 1);
        let length = line_slice(&self.rope, line).len_chars();
        let at = self.rope.line_to_char(line) + self.view.offset.min(length);
        self.rows.place_of(&self.rope, at)
    }

    fn set_top(&mut self, top: Place) {
        self.view.line = top.line;
        self.view.offset = self.rows.row(&self.rope, top).map_or(0, |row| row.start);
    }

    pub(super) fn move_view(&mut self, rows: isize) {
        let top = self.top();
        let (to, _) = self.rows.step(&self.rope, top, rows);
        self.set_top(to);
    }

    /// The column of a caret at `at`, in columns of the text.
    pub(super) fn column_of(&mut self, at: usize) -> usize {
        let place = self.rows.place_of(&self.rope, at);
        let Some(row) = self.rows.row(&self.rope, place) else {
            return 0;
        };
        let offset = at - self.rope.line_to_char(place.line) - row.start;
        let text = self.row_text(place.line, row);
        let before = Pieces::new(&text, row.column).take_while(|piece| piece.end() <= offset);
        before.last().map_or(row.column, |piece| piece.end_column())
    }

    /// The place in a row at or before a column; at the row's end, one that still belongs to the row.
    pub(super) fn at_column(&mut self, place: Place, column: usize) -> usize {
        let Some(row) = self.rows.row(&self.rope, place) else {
            return self.rope.len_chars();
        };
        let text = self.row_text(place.line, row);
        let mut at = 0;
        for piece in Pieces::new(&text, row.column) {
            at = piece.at;
            if column < piece.end_column() {
                break;
            }
            if row.last {
                at = piece.end();
            }
        }
        self.rope.line_to_char(place.line) + row.start + at
    }

    /// The words of a row.
    pub(super) fn row_text(&self, line: usize, row: Row) -> Cow<'_, str> {
        Cow::from(line_slice(&self.rope, line).slice(row.start..row.end))
    }
}
