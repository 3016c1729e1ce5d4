//! The target of each caret move.

use super::graphemes::{after, before, floor, word_left, word_right};
use super::{Cursor, EditOutcome, Move, Notes};

impl Notes {
    pub(super) fn go(&mut self, to: Move, select: bool) -> EditOutcome {
        let select = select || self.marking;
        let vertical = matches!(to, Move::Up | Move::Down | Move::PageUp | Move::PageDown);
        let goal = vertical.then(|| match self.goal {
            Some(goal) => goal,
            None => self.column_of(self.cursor.offset),
        });
        self.goal = goal;
        let caret = match (to, self.selection()) {
            (Move::Left, Some(selected)) if !select => selected.start,
            (Move::Right, Some(selected)) if !select => selected.end,
            _ => self.target(to),
        };
        self.set_caret(caret, select);
        self.goal = goal;
        EditOutcome::Same
    }

    /// Moves the caret to the start of the grapheme at `at`, with nothing selected.
    pub fn go_to(&mut self, at: usize) {
        let at = floor(&self.rope, at);
        self.set_caret(at, false);
    }

    /// Moves the caret. With `select` the selection is extended from the old position, else there is none.
    pub(super) fn set_caret(&mut self, caret: usize, select: bool) {
        let anchor = self.cursor.anchor.unwrap_or(self.cursor.offset);
        self.cursor = Cursor {
            anchor: select.then_some(anchor),
            offset: caret,
        };
        self.marking &= select;
        self.goal = None;
        self.history.close();
        self.view.follow();
    }

    /// Where a move would take the caret.
    pub(super) fn target(&mut self, to: Move) -> usize {
        let caret = self.cursor.offset;
        match to {
            Move::Left => before(&self.rope, caret),
            Move::Right => after(&self.rope, caret),
            Move::Up => self.rows_away(-1),
            Move::Down => self.rows_away(1),
            Move::PageUp => self.pages_away(-1),
            Move::PageDown => self.pages_away(1),
            Move::LineStart => self.line_range().start,
            Move::LineEnd => self.line_range().end,
            Move::WordLeft => word_left(&self.rope, caret),
            Move::WordRight => word_right(&self.rope, caret),
            Move::TextStart => 0,
            Move::TextEnd => self.rope.len_chars(),
        }
    }

    /// The offset in the goal column so many rows below, or above if negative. Past the last row it is the end of the
    /// text, past the first row its start.
    fn rows_away(&mut self, rows: isize) -> usize {
        let from = self.rows.index_of(&self.rope, self.cursor.offset);
        match self.rows.step(&self.rope, from, rows) {
            (_, 0) if rows < 0 => 0,
            (_, 0) => self.rope.len_chars(),
            (to, _) => self.at_column(to, self.goal.unwrap_or_default()),
        }
    }

    fn pages_away(&mut self, pages: isize) -> usize {
        let rows = pages * self.view.page().cast_signed();
        self.move_view(rows);
        self.rows_away(rows)
    }
}
