//! Draws the notes of one stage at one time of the interview. A recent change is shown in them: inserted text is
//! highlighted, removed text is struck out between marks.

use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ropey::Rope;

use super::describe::on_one_line;
use crate::domain::session::StageState;
use crate::domain::session::replay::Change;
use crate::tui::theme;
use crate::tui::widgets::notes::{Notes, NotesLook};

/// Columns of the minutes before the text.
pub(super) const GUTTER: u16 = 4;
/// Longest removed text shown in the notes, in characters.
const MOST_STRUCK: usize = 200;
/// The marks around removed text.
const STRUCK: (&str, &str) = ("[-", "-]");

/// The view of the notes: an editor that takes no keys.
#[derive(Debug, Default)]
pub(super) struct ReplayNotes {
    notes: Notes,
    stage: usize,
}

impl ReplayNotes {
    /// Scrolls the view by rows, until the notes change.
    pub fn scroll(&mut self, rows: isize) {
        self.notes.scroll(rows);
    }

    /// How many rows a page scrolls.
    pub fn page(&self) -> isize {
        self.notes.page().cast_signed()
    }

    /// Draws the notes of a stage below those of the stages before it, which are dim; a title stands between two stages.
    /// Returns where the cursor belongs: at the last change, if that was in this stage; and how many rows the text takes.
    /// `is_recent` says whether the change is highlighted.
    pub fn draw(
        &mut self,
        (stage, stages): (usize, &[StageState]),
        title: impl Fn(usize) -> String,
        change: Option<&Change>,
        is_recent: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> (Position, u16) {
        let Some(shown) = stages.get(stage) else {
            return (area.as_position(), 0);
        };
        let change = change.filter(|change| change.stage == stage);
        let mut marked = MarkedText::new(shown.notes.rope(), change, is_recent);
        let mut touched = marked.put_below((stage, stages), title);
        touched.extend_from_slice(shown.notes.touched_times());
        if stage != self.stage {
            *self = Self::default();
            self.stage = stage;
        }
        if *self.notes.rope() != marked.text {
            self.notes.show(marked.text, marked.caret);
        }
        let look = NotesLook {
            result: Some(theme::ACCENT),
            text: theme::PLAIN,
            minute: theme::SECONDARY,
            gutter: GUTTER,
            touched: &touched,
            marks: &marked.marks,
        };
        let at = self.notes.render(area, buf, &look);
        (at.unwrap_or(area.as_position()), self.rows(area))
    }

    /// How many rows of an area the text takes.
    fn rows(&self, area: Rect) -> u16 {
        let most = area.height;
        if self.notes.is_empty() || self.notes.rope().len_lines() >= most.into() {
            return if self.notes.is_empty() { 0 } else { most };
        }
        let rows = self.notes.rows_of_lines(area.width.saturating_sub(GUTTER));
        rows.into_iter().fold(0, u16::saturating_add).min(most)
    }
}

/// A text in which a change is shown.
struct MarkedText {
    text: Rope,
    caret: usize,
    marks: Vec<(Range<usize>, Style)>,
}

impl MarkedText {
    fn new(notes: &Rope, change: Option<&Change>, is_recent: bool) -> Self {
        let mut result = Self {
            text: notes.clone(),
            caret: notes.len_chars(),
            marks: Vec::new(),
        };
        let Some(change) = change else {
            return result;
        };
        // A later keyframe may have set other notes.
        result.caret = change.edit.at.min(result.caret);
        let mut start = result.caret;
        if is_recent && !change.removed.is_empty() {
            let struck = on_one_line(&change.removed, MOST_STRUCK);
            let marked = format!("{}{struck}{}", STRUCK.0, STRUCK.1);
            result.text.insert(start, &marked);
            let from = start + STRUCK.0.len();
            let to = from + struck.chars().count();
            result.marks.push((from..to, theme::DELETED));
            start = to + STRUCK.1.len();
        }
        let end = start + change.edit.inserted.chars().count();
        let end = end.min(result.text.len_chars());
        if start < end {
            result.caret = end;
            if is_recent {
                result.marks.push((start..end, theme::INSERTED));
            }
        }
        result
    }

    /// Puts the notes of the stages before this one above the text, dim and each above the title of the next. Returns when
    /// each of their lines was last edited.
    fn put_below(
        &mut self,
        (stage, stages): (usize, &[StageState]),
        title: impl Fn(usize) -> String,
    ) -> Vec<Duration> {
        let (mut above, mut touched) = (String::new(), Vec::new());
        let mut titles: Vec<Range<usize>> = Vec::new();
        let has_notes = |index: &usize| !stages[*index].notes.is_empty();
        for index in (0..stage).filter(has_notes).chain([stage]) {
            if !above.is_empty() {
                let start = above.chars().count();
                let title = title(index);
                above.push_str(&title);
                above.push('\n');
                titles.push(start..start + title.chars().count());
                touched.push(Duration::ZERO);
            }
            if index == stage {
                break;
            }
            let notes = &stages[index].notes;
            let text = notes.to_string();
            let lines = text.trim_end_matches('\n');
            touched.extend(notes.touched_times().iter().take(lines.split('\n').count()));
            above.push_str(lines);
            above.push('\n');
        }
        let columns = above.chars().count();
        if columns > 0 {
            self.text.insert(0, &above);
            self.caret += columns;
            for (range, _) in &mut self.marks {
                *range = range.start + columns..range.end + columns;
            }
            // The first mark of a character has its style.
            let titles = titles.into_iter().map(|range| (range, theme::STRONG));
            self.marks.extend(titles);
            self.marks.push((0..columns, theme::SECONDARY));
        }
        touched
    }
}
