//! Notes to be read: one stage's lines with their minutes, one of them chosen or several, and what is said between
//! them. They never change.

use std::collections::BTreeMap;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::wrap;
use crate::domain::sanitize;
use crate::domain::session::Page;
use crate::tui::theme;

/// Columns before the words: the minute, a blank and the marker.
const LEAD: usize = 5;

#[derive(Debug)]
pub struct Sheet {
    /// Every stage's lines, and when each was last touched.
    lines: Vec<Vec<String>>,
    touched: Vec<Vec<Duration>>,
    /// What stands above and below lines and is no part of them, by stage and line; above the line after the last
    /// too.
    above: BTreeMap<(usize, usize), Vec<String>>,
    below: BTreeMap<(usize, usize), Vec<String>>,
    stage: usize,
    chosen: Option<usize>,
    /// Where a selection began.
    mark: Option<usize>,
    /// The first line shown.
    first: usize,
    /// Where the lines were drawn, and which stands on each row.
    area: Rect,
    rows: Vec<usize>,
}

impl Sheet {
    pub fn new(pages: &[Page]) -> Self {
        let written = |page: &Page| {
            let is_empty = page.notes.is_empty();
            0..if is_empty { 0 } else { page.notes.line_count() }
        };
        let lines = pages.iter().map(|page| {
            let line = |line| page.notes.line(line).into_owned();
            written(page).map(line).collect()
        });
        let touched = pages.iter().map(|page| {
            let touched = |line| page.notes.touched(line);
            written(page).map(touched).collect()
        });
        Self {
            lines: lines.collect(),
            touched: touched.collect(),
            above: BTreeMap::new(),
            below: BTreeMap::new(),
            stage: 0,
            chosen: None,
            mark: None,
            first: 0,
            area: Rect::default(),
            rows: Vec::new(),
        }
    }

    /// Sets what stands above and below lines, by stage and line.
    pub fn annotate(
        &mut self,
        above: BTreeMap<(usize, usize), Vec<String>>,
        below: BTreeMap<(usize, usize), Vec<String>>,
    ) {
        (self.above, self.below) = (above, below);
    }

    /// Begins a selection at the chosen line; where there is one, ends it. Whether there was one.
    pub fn toggle_mark(&mut self) -> bool {
        let had = self.mark.is_some();
        self.mark = if had { None } else { self.chosen };
        had
    }

    /// Ends a selection; whether there was one.
    pub fn clear_mark(&mut self) -> bool {
        self.mark.take().is_some()
    }

    /// Chooses another line, all between selected.
    pub fn extend(&mut self, by: isize) {
        self.mark = self.mark.or(self.chosen);
        self.step(by);
    }

    /// The stage and the first and last selected line, from 0; the chosen line alone where nothing is selected.
    pub fn selected(&self) -> Option<(usize, usize, usize)> {
        let chosen = self.chosen?;
        let mark = self.mark.unwrap_or(chosen);
        Some((self.stage, chosen.min(mark), chosen.max(mark)))
    }

    /// Every stage's lines.
    pub fn lines(&self) -> &[Vec<String>] {
        &self.lines
    }

    /// The stage whose notes are shown.
    pub fn stage(&self) -> usize {
        self.stage
    }

    /// The chosen line, stage and line from 0.
    pub fn chosen(&self) -> Option<(usize, usize)> {
        Some((self.stage, self.chosen?))
    }

    /// The words of the chosen line, and the minute in which it was last touched.
    pub fn chosen_words(&self) -> Option<(String, u64)> {
        let line = self.chosen?;
        let words = self.lines.get(self.stage)?.get(line)?;
        let touched = self.touched[self.stage].get(line)?;
        Some((sanitize::line(words), touched.as_secs() / 60))
    }

    /// Shows a stage's notes with this line chosen.
    pub fn show(&mut self, stage: usize, line: Option<usize>) {
        if self.stage != stage || line.is_none() {
            self.first = 0;
            self.mark = None;
        }
        self.stage = stage;
        self.chosen = line.filter(|line| *line < self.count());
    }

    /// Shows the notes of the stage before or after.
    pub fn turn(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(1);
        let to = self.stage.saturating_add_signed(by).min(last);
        if to != self.stage {
            self.show(to, None);
        }
    }

    /// Chooses another line; where none is chosen yet, the first one in view is the next.
    pub fn step(&mut self, by: isize) {
        let last = self.count().checked_sub(1);
        let (from, by) = match self.chosen {
            Some(line) => (line, by),
            None => (self.first, by.max(1) - 1),
        };
        self.chosen = last.map(|last| from.saturating_add_signed(by).min(last));
    }

    /// Chooses the line that stands on a row of the screen.
    pub fn click(&mut self, row: u16) {
        let down = row.checked_sub(self.area.y).map(usize::from);
        let line = down.and_then(|down| self.rows.get(down));
        self.chosen = line
            .copied()
            .filter(|line| *line < self.count())
            .or(self.chosen);
    }

    fn count(&self) -> usize {
        self.lines.get(self.stage).map_or(0, Vec::len)
    }

    /// The rows of a line with what stands above and below it: lead, words and style of each.
    fn block(&self, line: usize, width: usize) -> Vec<(String, String, Style)> {
        let between = |notes: &BTreeMap<(usize, usize), Vec<String>>| {
            let notes = notes.get(&(self.stage, line)).into_iter().flatten();
            let rows =
                notes.flat_map(|words| wrap(&sanitize::line(words), width.saturating_sub(2)));
            let rows = rows.map(|row| (" ".repeat(LEAD), format!("· {row}"), theme::QUIET));
            rows.collect::<Vec<_>>()
        };
        let mut rows = between(&self.above);
        let Some(words) = self.lines.get(self.stage).and_then(|lines| lines.get(line)) else {
            return rows;
        };
        let is_chosen = self.chosen == Some(line);
        let is_selected = self.mark.is_some()
            && self
                .selected()
                .is_some_and(|(_, first, last)| (first..=last).contains(&line));
        let style = if is_chosen || is_selected {
            theme::CHOSEN
        } else {
            theme::PLAIN
        };
        for (row, words) in wrap(&sanitize::line(words), width).into_iter().enumerate() {
            let minute = self.minute(line).filter(|_| row == 0);
            let minute = minute.map_or(String::new(), |minute| minute.to_string());
            let marker = match (is_chosen && row == 0, is_selected) {
                (true, _) => "▸",
                (false, true) => "┃",
                (false, false) => " ",
            };
            rows.push((format!("{minute:>3} {marker}"), words, style));
        }
        rows.extend(between(&self.below));
        rows
    }

    /// Draws the lines with the chosen one in view; where the cursor belongs.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        self.area = area;
        self.rows.clear();
        let width = usize::from(area.width).saturating_sub(LEAD).max(1);
        let height = usize::from(area.height).max(1);
        self.follow(width, height);
        let mut cursor = area.as_position();
        if area.is_empty() {
            return cursor;
        }
        let mut y = area.y;
        if self.count() == 0 {
            let x = area.x + (LEAD as u16).min(area.width);
            buf.set_stringn(x, y, "no notes here", width, theme::QUIET);
            y += 1;
        }
        let mut hidden = self.hidden(width, height);
        // What stands above the line after the last is shown too.
        for line in self.first..=self.count() {
            for (lead, words, style) in self.block(line, width).into_iter().skip(hidden) {
                if y >= area.bottom() {
                    return cursor;
                }
                if lead.ends_with('▸') {
                    cursor = Position::new(area.x + LEAD as u16 - 1, y);
                }
                let room = usize::from(area.width);
                let (minute, marker) = lead.split_at(lead.len().min(4));
                buf.set_stringn(area.x, y, minute, room, theme::QUIET);
                let x = area.x + 4.min(area.width);
                let words = format!("{marker}{words}");
                buf.set_stringn(x, y, words, room.saturating_sub(4), style);
                self.rows.push(line);
                y += 1;
            }
            hidden = 0;
        }
        cursor
    }

    /// How many rows above the chosen line's own words give way to them where there is not room for all.
    fn hidden(&self, width: usize, height: usize) -> usize {
        if self.chosen != Some(self.first) {
            return 0;
        }
        let rows = self.block(self.first, width);
        let above = rows.iter().position(|(_, _, style)| *style != theme::QUIET);
        rows.len().saturating_sub(height).min(above.unwrap_or(0))
    }

    /// The minute beside a line: only where it differs from that of the line above.
    fn minute(&self, line: usize) -> Option<u64> {
        let touched = self.touched.get(self.stage)?;
        let minute = |line: usize| touched.get(line).map(|at| at.as_secs() / 60);
        let above = line.checked_sub(1).and_then(minute);
        let is_blank = self.lines[self.stage][line].trim().is_empty();
        minute(line).filter(|own| above != Some(*own) && !is_blank)
    }

    /// Moves the first line so that the chosen one is whole in view, as far as there is room.
    fn follow(&mut self, width: usize, height: usize) {
        let Some(chosen) = self.chosen else {
            self.first = self.first.min(self.count().saturating_sub(1));
            return;
        };
        // Every line takes a row at least: nothing further up can be in view with it.
        let earliest = (chosen + 1).saturating_sub(height);
        let mut first = self.first.clamp(earliest, chosen);
        let rows = |line| self.block(line, width).len();
        let mut used: usize = (first..=chosen).map(rows).sum();
        while used > height && first < chosen {
            used -= rows(first);
            first += 1;
        }
        self.first = first;
    }
}

#[cfg(test)]
mod tests;
