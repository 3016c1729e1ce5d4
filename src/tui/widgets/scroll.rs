//! Which lines of a longer text are in view.

use std::ops::Range;

use crate::tui::keys::{Action, Availability};

/// How many lines the wheel moves.
pub const WHEEL: isize = 3;

/// The first line in view, how many lines there are, and how many fit.
#[derive(Debug, Clone, Default)]
pub struct Scroll {
    first: usize,
    count: usize,
    room: usize,
}

impl Scroll {
    /// Sets how many lines there are and how many fit; returns the lines in view.
    pub fn lay_out(&mut self, count: usize, room: usize) -> Range<usize> {
        (self.count, self.room) = (count, room.max(1));
        self.first = self.first.min(self.last());
        self.first..(self.first + self.room).min(count)
    }

    /// The first line of the last page.
    fn last(&self) -> usize {
        self.count.saturating_sub(self.room)
    }

    pub fn by(&mut self, lines: isize) {
        self.first = self.first.saturating_add_signed(lines).min(self.last());
    }

    /// The first line in view.
    pub fn first(&self) -> usize {
        self.first
    }

    /// Begins the view at a line, or at the last page from which it is seen.
    pub fn begin_at(&mut self, line: usize) {
        self.first = line;
    }

    pub fn wheel(&mut self, up: bool) {
        self.by(if up { -WHEEL } else { WHEEL });
    }

    /// Does an action of [`crate::tui::keys::Context::Scroll`]; returns whether it was one.
    pub fn act(&mut self, action: &Action) -> bool {
        // One line of the last page stays in view.
        let page = self.room.saturating_sub(1).max(1).cast_signed();
        let Some(lines) = lines_of(action, page) else {
            return false;
        };
        self.by(lines);
        true
    }

    /// Stays at the same part of the text when a new width changes the number of lines.
    pub fn rescale(&mut self, count: usize) {
        self.first = self.first * count / self.count.max(1);
        self.count = count;
    }

    /// Whether not all lines are in view.
    pub fn scrolls(&self) -> bool {
        self.count > self.room
    }

    /// Whether a screen that does nothing but scroll can act.
    pub fn availability(&self, action: &Action) -> Availability {
        if *action == Action::PageDown && !self.scrolls() {
            return Err("all of it is in view".to_owned());
        }
        Ok(String::new())
    }

    /// Which lines are in view, such as `1 to 21 of 148`; empty if all are.
    pub fn position(&self) -> String {
        if !self.scrolls() {
            return String::new();
        }
        let end = (self.first + self.room).min(self.count);
        format!("{} to {end} of {}", self.first + 1, self.count)
    }
}

/// By how many lines an action moves, with the lines of a page; `None` if it does not move.
pub fn lines_of(action: &Action, page: isize) -> Option<isize> {
    Some(match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -page,
        Action::PageDown => page,
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        _ => return None,
    })
}

/// The index `by` steps away among `count`, no further than the ends.
pub fn stepped(index: usize, by: isize, count: usize) -> usize {
    index.saturating_add_signed(by).min(count.saturating_sub(1))
}

/// The index `by` steps away among `count`, wrapping around at the ends.
pub fn around(index: usize, by: isize, count: usize) -> usize {
    let to = index.cast_signed() + by;
    to.rem_euclid(count.max(1).cast_signed()).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_moves_by_lines_and_pages_to_its_ends_and_no_further() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.lay_out(20, 5), 0..5);
        let table = [
            (Action::Down, 1..6),
            (Action::PageDown, 5..10),
            (Action::Last, 15..20),
            (Action::PageDown, 15..20),
            (Action::Up, 14..19),
            (Action::PageUp, 10..15),
            (Action::First, 0..5),
            (Action::Up, 0..5),
        ];
        for (action, shown) in table {
            assert!(scroll.act(&action));
            assert_eq!(scroll.lay_out(20, 5), shown, "{action:?}");
        }
        assert!(!scroll.act(&Action::Help));
        assert_eq!(scroll.position(), "1 to 5 of 20");
        scroll.act(&Action::Last);
        assert_eq!(scroll.lay_out(3, 5), 0..3, "fewer lines than before");
    }

    #[test]
    fn a_view_that_begins_at_a_line_shows_it_also_where_too_few_lines_follow() {
        for (line, shown) in [(7, 7..12), (18, 15..20)] {
            let mut scroll = Scroll::default();
            scroll.begin_at(line);
            assert_eq!(scroll.lay_out(20, 5), shown);
            assert_eq!(scroll.first(), shown.start);
        }
    }

    #[test]
    fn another_width_stays_at_the_same_part() {
        let mut scroll = Scroll::default();
        scroll.lay_out(100, 10);
        scroll.by(50);
        scroll.rescale(200);
        assert_eq!(scroll.lay_out(200, 10), 100..110);
    }
}
