//! Where each move takes the caret. It knows rows and columns of the text, and changes nothing of it.

use super::graphemes::{after, before, floor, line_slice, word_left, word_right};
use super::rows::Place;
use super::{Move, Notes, Outcome, Span};

impl Notes {
    pub(super) fn go(&mut self, to: Move, select: bool) -> Outcome {
        let select = select || self.marking;
        let vertical = matches!(to, Move::Up | Move::Down | Move::PageUp | Move::PageDown);
        let goal = vertical.then(|| match self.goal {
            Some(goal) => goal,
            None => self.column_of(self.span.caret),
        });
        self.goal = goal;
        let caret = match (to, self.selection()) {
            (Move::Left, Some(selected)) if !select => selected.start,
            (Move::Right, Some(selected)) if !select => selected.end,
            _ => self.target(to),
        };
        self.set_caret(caret, select);
        self.goal = goal;
        Outcome::Same
    }

    /// Puts the caret at the start of the grapheme at `at`, with nothing selected.
    pub fn go_to(&mut self, at: usize) {
        let at = floor(&self.rope, at);
        self.set_caret(at, false);
    }

    /// Moves the caret, selecting from where it stood or not at all.
    pub(super) fn set_caret(&mut self, caret: usize, select: bool) {
        let anchor = self.span.anchor.unwrap_or(self.span.caret);
        self.span = Span {
            anchor: select.then_some(anchor),
            caret,
        };
        self.marking &= select;
        self.goal = None;
        self.history.close();
        self.view.follow();
    }

    /// Where a move would take the caret.
    pub(super) fn target(&mut self, to: Move) -> usize {
        let caret = self.span.caret;
        let line = self.rope.char_to_line(caret);
        match to {
            Move::Left => before(&self.rope, caret),
            Move::Right => after(&self.rope, caret),
            Move::Up => self.row_up(1),
            Move::Down => self.row_down(1),
            Move::PageUp => self.page_up(),
            Move::PageDown => self.page_down(),
            Move::LineStart => self.rope.line_to_char(line),
            Move::LineEnd => {
                let length = line_slice(&self.rope, line).len_chars();
                self.rope.line_to_char(line) + length
            }
            Move::WordLeft => word_left(&self.rope, caret),
            Move::WordRight => word_right(&self.rope, caret),
            Move::TextStart => 0,
            Move::TextEnd => self.rope.len_chars(),
        }
    }

    fn row_up(&mut self, rows: usize) -> usize {
        let from = self.rows.place_of(&self.rope, self.span.caret);
        let (to, gone) = self.rows.up(&self.rope, from, rows);
        if gone == 0 { 0 } else { self.at_goal(to) }
    }

    fn row_down(&mut self, rows: usize) -> usize {
        let from = self.rows.place_of(&self.rope, self.span.caret);
        let (to, gone) = self.rows.down(&self.rope, from, rows);
        if gone == 0 {
            self.rope.len_chars()
        } else {
            self.at_goal(to)
        }
    }

    fn page_up(&mut self) -> usize {
        let rows = self.view.page();
        self.scroll_up(rows);
        self.row_up(rows)
    }

    fn page_down(&mut self) -> usize {
        let rows = self.view.page();
        self.scroll_down(rows);
        self.row_down(rows)
    }

    fn at_goal(&mut self, place: Place) -> usize {
        let goal = self.goal.unwrap_or_default();
        self.at_column(place, goal)
    }
}
