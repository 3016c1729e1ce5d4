//! Indents and unindents whole lines. Both ends of the selection stay on their characters.

use std::ops::Range;

use ropey::RopeSlice;

use super::{Cursor, EditOutcome, Notes};
use crate::domain::session::notes::line_slice;

/// What one indent inserts before a line.
const INDENT: &str = "  ";

/// At `start`, the start of a line, `cut` characters are replaced by `added`.
struct Shift {
    start: usize,
    cut: usize,
    added: &'static str,
}

impl Notes {
    pub(super) fn indent(&mut self) -> EditOutcome {
        let several = self.selected_lines().len() > 1;
        self.shift_lines(|line| {
            let empty = line.len_chars() == 0;
            (0, if several && empty { "" } else { INDENT })
        })
    }

    pub(super) fn unindent(&mut self) -> EditOutcome {
        self.shift_lines(|line| {
            let blanks = line.chars().take(INDENT.len());
            let cut = match line.get_char(0) {
                Some('\t') => 1,
                _ => blanks.take_while(|blank| *blank == ' ').count(),
            };
            (cut, "")
        })
    }

    /// The line of the caret, or every line that the selection reaches into.
    fn selected_lines(&self) -> Range<usize> {
        let range = self.selection_or_caret();
        let first = self.rope.char_to_line(range.start);
        let last = self.rope.char_to_line(range.end);
        let barely = last > first && self.rope.line_to_char(last) == range.end;
        first..last + usize::from(!barely)
    }

    /// Indents the selected lines as one splice. `shift` returns how many characters to cut from the start of a line and
    /// what to add there.
    fn shift_lines(
        &mut self,
        shift: impl Fn(RopeSlice<'_>) -> (usize, &'static str),
    ) -> EditOutcome {
        let lines = self.selected_lines();
        let shifts: Vec<Shift> = lines
            .map(|line| {
                let (cut, added) = shift(line_slice(&self.rope, line));
                let start = self.rope.line_to_char(line);
                Shift { start, cut, added }
            })
            .filter(|shift| shift.cut > 0 || !shift.added.is_empty())
            .collect();
        let Some(start) = shifts.first().map(|first| first.start) else {
            return EditOutcome::Same;
        };
        let mut end = start;
        let mut text = String::new();
        for shift in &shifts {
            text.extend(self.rope.slice(end..shift.start).chunks());
            text.push_str(shift.added);
            end = shift.start + shift.cut;
        }
        let after = Cursor {
            anchor: self.cursor.anchor.map(|anchor| shifted(anchor, &shifts)),
            offset: shifted(self.cursor.offset, &shifts),
        };
        self.put(start..end, text, after, None)
    }
}

/// An offset after the lines were indented.
fn shifted(at: usize, shifts: &[Shift]) -> usize {
    let before = shifts.iter().take_while(|shift| shift.start <= at);
    before.fold(at, |moved, shift| {
        let cut = shift.cut.min(at - shift.start);
        moved - cut + shift.added.len()
    })
}
