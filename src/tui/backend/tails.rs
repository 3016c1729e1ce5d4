//! Signs that a terminal may keep in several cells. A vowel sign of Devanagari has a column of its own, so that `कि` has
//! two: a terminal that draws each character in its own cell keeps the second one when only the first is overwritten, and
//! one that draws both in one cell leaves there what was before. ratatui takes both for one wide sign, as of Chinese,
//! whose halves vanish together.

use std::collections::BTreeMap;

use ratatui::buffer::{Cell, CellWidth};

/// The cells behind the first one of each such sign on the screen.
#[derive(Debug, Default)]
pub(super) struct Tails {
    /// The column of the first cell, by row and column.
    heads: BTreeMap<(u16, u16), u16>,
}

/// The columns of a cell's sign, and whether a terminal may keep it in several cells.
pub(super) fn extent(cell: &Cell) -> (u16, bool) {
    let symbol = cell.symbol();
    if symbol.len() == 1 {
        return (1, false);
    }
    let width = cell.cell_width().max(1);
    (width, symbol.chars().nth(1).is_some())
}

impl Tails {
    /// Notes that a sign of so many columns is drawn. Returns the columns behind it that show what is left of another sign.
    pub fn draw(&mut self, (x, y): (u16, u16), (width, is_joined): (u16, bool)) -> Vec<u16> {
        let end = x.saturating_add(width);
        let mut left = Vec::new();
        if !self.heads.is_empty() {
            let row = self.heads.range((y, x)..=(y, u16::MAX));
            let gone = row.filter(|((_, column), head)| *column < end || (x..end).contains(*head));
            let gone: Vec<u16> = gone.map(|((_, column), _)| *column).collect();
            for column in gone {
                self.heads.remove(&(y, column));
                left.extend((column >= end).then_some(column));
            }
        }
        if is_joined {
            self.heads
                .extend((x + 1..end).map(|column| ((y, column), x)));
        }
        left
    }

    /// Notes that the screen is empty.
    pub fn clear(&mut self) {
        self.heads.clear();
    }
}
