//! The notes of a debrief: one stage's lines with their minutes and one of them chosen. They never change.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::clean;
use crate::domain::session::Page;
use crate::tui::theme;
use crate::tui::widgets::wrap;

/// Columns before the words: the minute, a blank and the marker.
const LEAD: usize = 5;

#[derive(Debug)]
pub struct Sheet {
    /// Every stage's lines, and when each was last touched.
    lines: Vec<Vec<String>>,
    touched: Vec<Vec<Duration>>,
    stage: usize,
    chosen: Option<usize>,
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
            stage: 0,
            chosen: None,
            first: 0,
            area: Rect::default(),
            rows: Vec::new(),
        }
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
        Some((clean::line(words), touched.as_secs() / 60))
    }

    /// Shows a stage's notes with this line chosen.
    pub fn show(&mut self, stage: usize, line: Option<usize>) {
        if self.stage != stage || line.is_none() {
            self.first = 0;
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

    /// Chooses another line; the first where none is chosen yet.
    pub fn step(&mut self, by: isize) {
        let last = self.count().checked_sub(1);
        self.chosen = last.map(|last| match self.chosen {
            Some(line) => line.saturating_add_signed(by).min(last),
            None => self.first.min(last),
        });
    }

    /// Chooses the line that stands on a row of the screen.
    pub fn click(&mut self, row: u16) {
        let down = row.checked_sub(self.area.y).map(usize::from);
        let line = down.and_then(|down| self.rows.get(down));
        self.chosen = line.copied().or(self.chosen);
    }

    fn count(&self) -> usize {
        self.lines.get(self.stage).map_or(0, Vec::len)
    }

    fn wrapped(&self, line: usize, width: usize) -> Vec<String> {
        let words = self.lines.get(self.stage).and_then(|lines| lines.get(line));
        wrap(&clean::line(words.map_or("", String::as_str)), width)
    }

    /// Draws the lines with the chosen one in view; where the cursor belongs.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        self.area = area;
        self.rows.clear();
        let width = usize::from(area.width).saturating_sub(LEAD).max(1);
        let height = usize::from(area.height).max(1);
        self.follow(width, height);
        let mut cursor = area.as_position();
        if self.count() == 0 {
            let room = usize::from(area.width).saturating_sub(LEAD);
            let x = area.x + LEAD as u16;
            buf.set_stringn(x, area.y, "no notes here", room, theme::QUIET);
        }
        let mut y = area.y;
        for line in self.first..self.count() {
            let chosen = self.chosen == Some(line);
            if chosen {
                cursor = Position::new(area.x + LEAD as u16 - 1, y);
            }
            for (row, words) in self.wrapped(line, width).iter().enumerate() {
                if y >= area.bottom() {
                    return cursor;
                }
                let minute = self.minute(line).filter(|_| row == 0);
                let minute = minute.map_or(String::new(), |minute| minute.to_string());
                let marker = if chosen && row == 0 { "▸" } else { " " };
                let style = if chosen { theme::CHOSEN } else { theme::PLAIN };
                let room = usize::from(area.width);
                buf.set_stringn(area.x, y, format!("{minute:>3}"), room, theme::QUIET);
                let x = area.x + 4.min(area.width);
                let room = room.saturating_sub(4);
                buf.set_stringn(x, y, format!("{marker}{words}"), room, style);
                self.rows.push(line);
                y += 1;
            }
        }
        cursor
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
        let rows = |line| self.wrapped(line, width).len();
        let mut used: usize = (first..=chosen).map(rows).sum();
        while used > height && first < chosen {
            used -= rows(first);
            first += 1;
        }
        self.first = first;
    }
}
