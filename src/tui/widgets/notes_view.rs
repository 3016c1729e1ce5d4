//! Notes to read: the lines of one stage, or of all of them below headings, with their minutes and remarks, and a
//! selection of lines.

mod draw;
mod remark;
mod rows;

use ratatui::layout::Rect;

pub use remark::{Remark, Remarks};

use self::rows::{ScreenRow, written};
use super::scroll::stepped;
use crate::domain::judging::anchor::LinePosition;
use crate::domain::sanitize;
use crate::domain::session::StageState;
use crate::domain::session::notes::Text;
use crate::domain::units;

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
    /// The likeliest lines for a rubric item, best first; their digits stand at the end of their rows.
    likely: Vec<LinePosition>,
    /// A line that is shown and drawn bold beside the chosen one.
    proposed: Option<LinePosition>,
    /// The line where a selection of several lines began.
    mark: Option<usize>,
    /// The rows of the last drawing, and the first row in view.
    rows: Vec<ScreenRow>,
    first: usize,
    /// A stage that is to be scrolled to at the next drawing.
    wanted: Option<usize>,
    area: Rect,
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
            proposed: None,
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

    /// Sets the lines that have a digit at the end of their row, from 1.
    pub fn set_likely(&mut self, likely: Vec<LinePosition>) {
        self.likely = likely;
    }

    /// Sets a line that is kept in view and drawn bold in place of the chosen one, which keeps its marker.
    pub fn set_proposed(&mut self, proposed: Option<LinePosition>) {
        self.proposed = proposed;
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
        let minute = units::minute(notes.touched(line));
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
        let to = stepped(self.stage, by, self.notes.len());
        if to != self.stage {
            self.show(to, None);
        }
    }

    /// Moves the selection by lines. If there is none yet, the first line in view is selected.
    pub fn step(&mut self, by: isize) {
        if !self.headings.is_empty() {
            return self.step_in_all(by);
        }
        let count = self.count();
        let (from, by) = match self.chosen {
            Some(line) => (line, by),
            None => (
                self.line_of(self.first).map_or(0, |(_, line)| line),
                by.max(1) - 1,
            ),
        };
        self.chosen = (count > 0).then(|| stepped(from, by, count));
    }

    /// Moves the selection by lines through the notes of all stages.
    fn step_in_all(&mut self, by: isize) {
        let stages = self.notes.iter().enumerate();
        let lines =
            stages.flat_map(|(stage, notes)| (0..written(notes)).map(move |line| (stage, line)));
        let lines: Vec<(usize, usize)> = lines.collect();
        let chosen = self.chosen.map(|line| (self.stage, line));
        let from = chosen.and_then(|chosen| lines.iter().position(|line| *line == chosen));
        let (from, by) = if let Some(from) = from {
            (from, by)
        } else {
            let first = lines.iter().position(|line| *line >= (self.stage, 0));
            (first.unwrap_or(0), by.max(1) - 1)
        };
        if let Some((stage, line)) = lines.get(stepped(from, by, lines.len())) {
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
}

#[cfg(test)]
mod tests;
