//! Notes to read: the lines of one stage, or of all of them below headings, with their minutes and remarks, and a
//! selection of lines.

mod remark;

use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use remark::{Remark, Remarks};

use super::{from_column, mark_selected, put, put_right, wrap};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::sanitize;
use crate::domain::session::StageState;
use crate::domain::session::notes::Text;
use crate::domain::session::timeline::clock;
use crate::tui::theme;

/// Columns before the text: one for the marker or a digit, three for the minute, and two blanks.
const LEAD: usize = 6;
/// Columns up to the end of the minute.
const MINUTE: usize = 4;
/// Columns before the title of a stage.
const HEADING: u16 = 2;
/// What stands in place of empty notes.
const NOTHING: &str = "no notes here";

/// Columns of a time before a remark, which ends one column before the text.
const TIME: usize = 5;
/// Columns by which the later rows of a remark stand behind its first.
const HANG: usize = 2;

#[derive(Debug)]
pub struct NotesView {
    /// The notes of every stage.
    notes: Vec<Text>,
    above: Remarks,
    below: Remarks,
    /// The title and a fact of each stage, where the notes of all stages are shown below each other.
    headings: Vec<(String, String)>,
    /// The stage of the chosen line; where only one stage is shown, that stage.
    stage: usize,
    /// The chosen line.
    chosen: Option<usize>,
    /// The likeliest lines for a rubric item, best first; their digits stand in the gutter.
    likely: Vec<LinePosition>,
    /// The line where a selection of several lines began.
    mark: Option<usize>,
    /// The rows of the last drawing, and the first row in view.
    rows: Vec<NotesRow>,
    first: usize,
    /// A stage that is to be scrolled to at the next drawing.
    wanted: Option<usize>,
    area: Rect,
}

/// One row of the screen.
#[derive(Debug)]
struct NotesRow {
    /// The stage and the line to which it belongs.
    stage: usize,
    line: usize,
    kind: RowKind,
    text: String,
    /// The time of a remark on its first row.
    at: Option<Duration>,
    /// How many bytes of the text are the word of a remark.
    word: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// The first row of a line.
    Start,
    /// A later row of a line.
    Rest,
    /// A remark above or below a line.
    Remark,
    /// The title of a stage with its fact, or a blank above it.
    Heading,
}

impl NotesView {
    pub fn new(stages: &[StageState]) -> Self {
        Self {
            notes: stages.iter().map(|stage| stage.notes.clone()).collect(),
            above: Remarks::new(),
            below: Remarks::new(),
            headings: Vec::new(),
            stage: 0,
            chosen: None,
            likely: Vec::new(),
            mark: None,
            rows: Vec::new(),
            first: 0,
            wanted: None,
            area: Rect::default(),
        }
    }

    /// Shows the notes of all stages, each below its title and a fact.
    pub fn set_headings(&mut self, headings: Vec<(String, String)>) {
        self.headings = headings;
        self.rows.clear();
    }

    /// Which rows are in view if not all are: `lines 5 to 20 of 23`.
    pub fn position(&self) -> String {
        let (all, height) = (self.rows.len(), usize::from(self.area.height));
        if all <= height || height == 0 {
            return String::new();
        }
        let last = (self.first + height).min(all);
        format!("lines {} to {last} of {all}", self.first + 1)
    }

    /// Sets the remarks above and below lines. There may be one above the line after the last.
    pub fn annotate(&mut self, above: Remarks, below: Remarks) {
        (self.above, self.below) = (above, below);
        self.rows.clear();
    }

    /// Sets the lines that have a digit in the gutter, from 1.
    pub fn set_likely(&mut self, likely: Vec<LinePosition>) {
        self.likely = likely;
    }

    /// Begins a selection at the chosen line, or ends the one there is; returns whether there was one.
    pub fn toggle_mark(&mut self) -> bool {
        let had = self.mark.is_some();
        self.mark = if had { None } else { self.chosen };
        had
    }

    /// Ends a selection; returns whether there was one.
    pub fn clear_mark(&mut self) -> bool {
        self.mark.take().is_some()
    }

    /// Moves by lines and extends the selection.
    pub fn extend(&mut self, by: isize) {
        self.mark = self.mark.or(self.chosen);
        self.step(by);
    }

    /// The stage and the first and last line of the selection, all counted from 0.
    pub fn selected(&self) -> Option<(usize, usize, usize)> {
        let chosen = self.chosen?;
        let mark = self.mark.unwrap_or(chosen);
        Some((self.stage, chosen.min(mark), chosen.max(mark)))
    }

    /// The lines of every stage; a stage with empty notes has none.
    pub fn lines(&self) -> Vec<Vec<String>> {
        let lines = |notes: &Text| {
            let lines = 0..written(notes);
            lines.map(|line| notes.line(line).into_owned()).collect()
        };
        self.notes.iter().map(lines).collect()
    }

    /// The stage whose notes are shown.
    pub fn stage(&self) -> usize {
        self.stage
    }

    /// The chosen line.
    pub fn chosen(&self) -> Option<LinePosition> {
        let (stage, line) = (self.stage, self.chosen?);
        Some(LinePosition { stage, line })
    }

    /// The text of the chosen line, and the minute of its last edit.
    pub fn chosen_text(&self) -> Option<(String, u64)> {
        let line = self.chosen?;
        let notes = self.notes.get(self.stage)?;
        let minute = notes.touched(line).as_secs() / 60;
        Some((sanitize::line(&notes.line(line)), minute))
    }

    /// Shows the notes of a stage with this line chosen.
    pub fn show(&mut self, stage: usize, line: Option<usize>) {
        if self.stage != stage || line.is_none() {
            self.mark = None;
            self.wanted = Some(stage);
            if self.headings.is_empty() {
                self.first = 0;
                self.rows.clear();
            }
        }
        self.stage = stage;
        self.chosen = line.filter(|line| *line < self.count());
    }

    /// Shows the notes of the previous or next stage.
    pub fn turn(&mut self, by: isize) {
        let last = self.notes.len().saturating_sub(1);
        let to = self.stage.saturating_add_signed(by).min(last);
        if to != self.stage {
            self.show(to, None);
        }
    }

    /// Moves the selection by lines. If there is none yet, the first line in view is selected.
    pub fn step(&mut self, by: isize) {
        if !self.headings.is_empty() {
            return self.step_in_all(by);
        }
        let last = self.count().checked_sub(1);
        let (from, by) = match self.chosen {
            Some(line) => (line, by),
            None => (
                self.line_of(self.first).map_or(0, |(_, line)| line),
                by.max(1) - 1,
            ),
        };
        self.chosen = last.map(|last| from.saturating_add_signed(by).min(last));
    }

    /// Moves the selection by lines through the notes of all stages.
    fn step_in_all(&mut self, by: isize) {
        let stages = self.notes.iter().enumerate();
        let lines =
            stages.flat_map(|(stage, notes)| (0..written(notes)).map(move |line| (stage, line)));
        let lines: Vec<(usize, usize)> = lines.collect();
        let chosen = self.chosen.map(|line| (self.stage, line));
        let from = chosen.and_then(|chosen| lines.iter().position(|line| *line == chosen));
        let to = if let Some(from) = from {
            from.saturating_add_signed(by)
        } else {
            let first = lines.iter().position(|line| *line >= (self.stage, 0));
            first.unwrap_or(0).saturating_add_signed(by.max(1) - 1)
        };
        if let Some((stage, line)) = lines.get(to.min(lines.len().saturating_sub(1))) {
            (self.stage, self.chosen) = (*stage, Some(*line));
        }
    }

    /// Selects the line on a row of the screen.
    pub fn click(&mut self, row: u16) {
        let down = row.checked_sub(self.area.y).map(usize::from);
        let clicked = down.and_then(|down| self.line_of(self.first + down));
        if let Some((stage, line)) = clicked.filter(|(stage, line)| *line < self.count_of(*stage)) {
            (self.stage, self.chosen) = (stage, Some(line));
        }
    }

    /// The stage and the line to which a row belongs.
    fn line_of(&self, row: usize) -> Option<(usize, usize)> {
        self.rows.get(row).map(|row| (row.stage, row.line))
    }

    fn count_of(&self, stage: usize) -> usize {
        self.notes.get(stage).map_or(0, written)
    }

    fn count(&self) -> usize {
        self.count_of(self.stage)
    }

    /// Draws the lines with the selected one in view, reversed where the pane has the keys; returns the position of the
    /// terminal's cursor.
    pub fn draw(&mut self, area: Rect, has_keys: bool, buf: &mut Buffer) -> Position {
        // One blank before a divider, two at the right edge of the screen.
        let edge = if area.right() == buf.area.right() {
            2
        } else {
            1
        };
        let width = usize::from(area.width).saturating_sub(LEAD + edge);
        let width = width.max(1);
        if self.rows.is_empty() || self.area.width != area.width {
            self.rows = self.lay_out(width);
        }
        self.area = area;
        self.follow(usize::from(area.height).max(1));
        let mut cursor = area.as_position();
        let is_empty = self.headings.is_empty() && self.count() == 0;
        if is_empty && !area.is_empty() {
            let x = area.x + (LEAD as u16).min(area.width);
            buf.set_stringn(x, area.y, NOTHING, width, theme::SECONDARY);
        }
        let selected = self.selected().filter(|_| self.mark.is_some());
        let selected = selected.map_or(0..0, |(_, first, last)| first..last + 1);
        let rows = self.rows[self.first..].iter();
        for (row, area) in rows.zip(area.rows().skip(usize::from(is_empty))) {
            if self.draw_row(row, &selected, has_keys, area, buf) {
                cursor = area.as_position();
            }
        }
        cursor
    }

    /// Draws a row; returns whether the chosen line starts there.
    fn draw_row(
        &self,
        row: &NotesRow,
        selected: &Range<usize>,
        has_keys: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> bool {
        if row.kind == RowKind::Heading {
            draw_heading(&self.headings[row.stage], &row.text, area, buf);
            return false;
        }
        let is_text = row.kind != RowKind::Remark;
        let is_chosen = is_text && self.is_chosen(row);
        let is_selected = is_text && row.stage == self.stage && selected.contains(&row.line);
        let starts = row.kind == RowKind::Start;
        let room = usize::from(area.width);
        let digit = self.digit(row.stage, row.line).filter(|_| starts);
        let (slot, style) = match (is_chosen && starts, is_selected, digit) {
            (true, ..) => ("▸".to_owned(), theme::PLAIN),
            (false, true, _) => ("┃".to_owned(), theme::PLAIN),
            (false, false, Some(digit)) => (digit.to_string(), theme::WARNING_STRONG),
            (false, false, None) => (String::new(), theme::PLAIN),
        };
        buf.set_stringn(area.x, area.y, slot, room, style);
        let minute = self.minute(row).filter(|_| starts);
        if let Some(minute) = minute.filter(|_| !row.text.trim().is_empty()) {
            let minute = format!("{minute:>0$}", MINUTE - 1);
            let x = area.x + 1.min(area.width);
            let room = room.saturating_sub(1);
            buf.set_stringn(x, area.y, minute, room, theme::SECONDARY);
        }
        let style = if is_text {
            theme::PLAIN
        } else {
            theme::SECONDARY
        };
        if let Some(at) = row.at {
            let at = format!("{:>TIME$}", clock(at));
            buf.set_stringn(area.x, area.y, at, room, theme::SECONDARY);
        }
        let lead = LEAD.min(room);
        let x = area.x + lead as u16;
        buf.set_stringn(x, area.y, &row.text, room - lead, style);
        if row.at.is_some() || row.word > 1 {
            let word = &row.text[..row.word.min(row.text.len())];
            buf.set_stringn(x, area.y, word, room - lead, theme::ACCENT);
        }
        if is_chosen || is_selected {
            mark_selected(area, has_keys, buf);
        }
        is_chosen && row.kind == RowKind::Start
    }

    fn is_chosen(&self, row: &NotesRow) -> bool {
        row.stage == self.stage && self.chosen == Some(row.line)
    }

    /// The digit of a likely line.
    fn digit(&self, stage: usize, line: usize) -> Option<usize> {
        let index = (self.likely.iter()).position(|likely| *likely == LinePosition { stage, line });
        index.map(|index| index + 1)
    }

    /// The minute to show beside a line; `None` if the line above has the same, or if it would touch a digit.
    fn minute(&self, row: &NotesRow) -> Option<u64> {
        let notes = self.notes.get(row.stage)?;
        let minute = |line| notes.touched(line).as_secs() / 60;
        let above = row.line.checked_sub(1).map(minute);
        let has_room = |minute: u64| minute < 100 || self.digit(row.stage, row.line).is_none();
        Some(minute(row.line)).filter(|own| above != Some(*own) && has_room(*own))
    }

    /// All rows at a width.
    fn lay_out(&self, width: usize) -> Vec<NotesRow> {
        if self.headings.is_empty() {
            return self.rows_of(self.stage, width);
        }
        let mut rows = Vec::new();
        for stage in 0..self.notes.len().min(self.headings.len()) {
            let row = |kind, text: &str| NotesRow {
                stage,
                line: 0,
                kind,
                text: text.to_owned(),
                at: None,
                word: 0,
            };
            rows.extend((stage > 0).then(|| row(RowKind::Heading, "")));
            rows.push(row(RowKind::Heading, &self.headings[stage].0));
            let lines = self.rows_of(stage, width);
            rows.extend(lines.is_empty().then(|| row(RowKind::Remark, NOTHING)));
            rows.extend(lines);
        }
        rows
    }

    /// The rows of a stage at a width.
    fn rows_of(&self, stage: usize, width: usize) -> Vec<NotesRow> {
        let mut rows = Vec::new();
        for line in 0..self.count_of(stage) {
            rows.extend(Self::remarks(&self.above, (stage, line), width));
            let text = sanitize::line(&self.notes[stage].line(line));
            let kinds = std::iter::once(RowKind::Start).chain(std::iter::repeat(RowKind::Rest));
            let texts = wrap(&text, width).into_iter().zip(kinds);
            rows.extend(texts.map(|(text, kind)| NotesRow {
                stage,
                line,
                kind,
                text,
                at: None,
                word: 0,
            }));
            rows.extend(Self::remarks(&self.below, (stage, line), width));
        }
        // A remark above the line after the last is shown too.
        rows.extend(Self::remarks(
            &self.above,
            (stage, self.count_of(stage)),
            width,
        ));
        rows
    }

    /// The rows of the remarks on a line.
    fn remarks(
        remarks: &Remarks,
        (stage, line): (usize, usize),
        width: usize,
    ) -> impl Iterator<Item = NotesRow> {
        let remarks = remarks.get(&(stage, line)).into_iter().flatten();
        remarks.flat_map(move |remark| {
            let text = sanitize::line(&format!("{} {}", remark.word, remark.text));
            let rows = wrap(text.trim(), width.saturating_sub(HANG));
            rows.into_iter().enumerate().map(move |(index, row)| {
                let is_first = index == 0;
                let blanks = if is_first { 0 } else { HANG };
                NotesRow {
                    stage,
                    line,
                    kind: RowKind::Remark,
                    text: " ".repeat(blanks) + &row,
                    at: remark.at.filter(|_| is_first),
                    word: if is_first { remark.word.len() } else { 0 },
                }
            })
        })
    }

    /// Scrolls so that the chosen line is in view with its remarks. If they do not all fit, the start of the line does.
    fn follow(&mut self, height: usize) {
        let rows = &self.rows;
        if let Some(stage) = self.wanted.take().filter(|_| !self.headings.is_empty()) {
            let heading = |row: &NotesRow| row.stage == stage && !row.text.is_empty();
            let last = rows.len().saturating_sub(height);
            self.first = rows.iter().position(heading).unwrap_or(0).min(last);
        }
        let own = |row: &NotesRow| self.is_chosen(row) && !matches!(row.kind, RowKind::Heading);
        let Some(start) = rows.iter().position(own) else {
            self.first = self.first.min(rows.len().saturating_sub(1));
            return;
        };
        let own_rows = rows[start..].iter().take_while(|row| own(row));
        let words = own_rows.clone().position(|row| row.kind == RowKind::Start);
        let end = start + own_rows.count();
        let lowest = end.saturating_sub(height).min(start + words.unwrap_or(0));
        self.first = self.first.min(start).max(lowest);
    }
}

/// Draws the title of a stage, and its fact at the right end.
fn draw_heading((title, fact): &(String, String), text: &str, area: Rect, buf: &mut Buffer) {
    if text.is_empty() {
        return;
    }
    let area = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    let area = from_column(area, HEADING);
    let room = put_right(fact, theme::SECONDARY, area, buf);
    let area = Rect {
        width: room.saturating_sub(1),
        ..area
    };
    put(title, theme::STRONG, 0, area, buf);
}

/// The number of lines to show; 0 for empty notes.
fn written(notes: &Text) -> usize {
    if notes.is_empty() {
        0
    } else {
        notes.line_count()
    }
}

#[cfg(test)]
mod tests;
