//! The notes of one stage at one moment, with what just changed laid into them: what came stands out, what went
//! stands struck out between marks at its place.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ropey::Rope;

use super::words::on_one_line;
use crate::domain::session::StageState;
use crate::domain::session::replay::Change;
use crate::tui::theme;
use crate::tui::widgets::notes::{Look, Notes};

/// So many characters of what went are shown in the notes.
const MOST_STRUCK: usize = 200;
/// What stands around them.
const STRUCK: (&str, &str) = ("[-", "-]");

/// The view of the notes: an editor in which nobody types.
#[derive(Debug, Default)]
pub(super) struct ReplayNotes {
    notes: Notes,
    stage: usize,
}

impl ReplayNotes {
    /// Moves the view by rows, until something changes.
    pub fn scroll(&mut self, rows: isize) {
        self.notes.scroll(rows);
    }

    /// Rows of a page: one of the last stays in sight.
    pub fn page(&self) -> isize {
        self.notes.page().cast_signed()
    }

    /// Draws a stage's notes; where the cursor belongs: at the last change, if that was here. `fresh` tells that it is
    /// seen to happen.
    pub fn draw(
        &mut self,
        (stage, page): (usize, &StageState),
        change: Option<&Change>,
        fresh: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let change = change.filter(|change| change.stage == stage);
        let laid = Laid::new(page.notes.rope(), change, fresh);
        if stage != self.stage {
            *self = Self::default();
            self.stage = stage;
        }
        if *self.notes.rope() != laid.text {
            self.notes.show(laid.text, laid.caret);
        }
        let look = Look {
            text: theme::PLAIN,
            minute: theme::QUIET,
            gutter: 4,
            touched: page.notes.touched_times(),
            marks: &laid.marks,
        };
        let at = self.notes.render(area, buf, &look);
        at.unwrap_or(area.as_position())
    }
}

/// A text with a change laid into it.
struct Laid {
    text: Rope,
    caret: usize,
    marks: Vec<(Range<usize>, Style)>,
}

impl Laid {
    fn new(notes: &Rope, change: Option<&Change>, fresh: bool) -> Self {
        let mut laid = Self {
            text: notes.clone(),
            caret: notes.len_chars(),
            marks: Vec::new(),
        };
        let Some(change) = change else {
            return laid;
        };
        // A keyframe may have set other notes since.
        laid.caret = change.edit.at.min(laid.caret);
        let mut start = laid.caret;
        if fresh && !change.removed.is_empty() {
            let struck = on_one_line(&change.removed, MOST_STRUCK);
            let marked = format!("{}{struck}{}", STRUCK.0, STRUCK.1);
            laid.text.insert(start, &marked);
            let from = start + STRUCK.0.len();
            let to = from + struck.chars().count();
            laid.marks.push((from..to, theme::DELETED));
            start = to + STRUCK.1.len();
        }
        let end = start + change.edit.inserted.chars().count();
        let end = end.min(laid.text.len_chars());
        if start < end {
            laid.caret = end;
            if fresh {
                laid.marks.push((start..end, theme::INSERTED));
            }
        }
        laid
    }
}
