//! Where keys are drawn on the screen, so that a click on one of them presses it.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use super::footer::KeyArea;
use crate::tui::input::Key;
use crate::tui::keys::FooterKey;

/// The keys of one frame. Screens add to it while they draw.
#[derive(Debug, Default)]
pub struct Clicks(RefCell<Vec<(Rect, Key)>>);

impl Clicks {
    /// Adds keys where they were drawn.
    pub fn add(&self, keys: &[FooterKey], drawn: Vec<KeyArea>) {
        let drawn = drawn
            .into_iter()
            .filter_map(|(area, index)| Some((area, keys.get(index)?.key)));
        self.0.borrow_mut().extend(drawn);
    }

    /// Forgets all keys, since what is drawn next covers them.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// The key at a column and a row.
    pub fn at(&self, column: u16, row: u16) -> Option<Key> {
        let keys = self.0.borrow();
        let at = Position::new(column, row);
        let mut under = keys.iter().filter(|(area, _)| area.contains(at));
        under.next().map(|(_, key)| *key)
    }
}
