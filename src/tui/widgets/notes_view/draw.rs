//! Draws notes to read, and scrolls them so that the chosen line is in view.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::super::{from_column, mark_selected, put, put_right};
use super::NotesView;
use super::rows::{Annotated, DIGIT, HANG, NOTHING, RowKind, ScreenRow};
use crate::domain::judging::anchor::LinePosition;
use crate::domain::session::timeline::clock;
use crate::domain::units;
use crate::tui::theme;

/// Columns before the text: one for the marker, three for the minute, and two blanks.
pub(super) const LEAD: usize = 6;
/// Columns up to the end of the minute.
const MINUTE: usize = 4;
/// Columns before the title of a stage.
const HEADING: u16 = 2;
/// What stands before each row of a comment.
const BAR: &str = "┃";
/// Columns of a time before a remark, which ends one column before the text.
const TIME: usize = 5;

impl NotesView {
    /// Draws the lines with the selected one in view, reversed where the pane has the keys; returns the position of the
    /// terminal's cursor.
    pub fn draw(&mut self, area: Rect, has_keys: bool, buf: &mut Buffer) -> Position {
        let width = text_width(area, buf);
        if self.rows.is_empty() || self.area.width != area.width {
            self.rows = self.lay_out(width);
        }
        self.area = area;
        self.follow(usize::from(area.height).max(1));
        let mut cursor = area.as_position();
        let is_empty = self.headings.is_empty() && self.count() == 0;
        if is_empty && !area.is_empty() {
            let x = area.x + (LEAD as u16).min(area.width);
            buf.set_stringn(x, area.y, NOTHING, width + DIGIT, theme::SECONDARY);
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

    /// All rows at a width.
    fn lay_out(&self, width: usize) -> Vec<ScreenRow> {
        let notes = Annotated {
            stages: &self.notes,
            above: &self.above,
            below: &self.below,
        };
        if self.headings.is_empty() {
            notes.rows_of(self.stage, width)
        } else {
            notes.all_rows(&self.headings, width)
        }
    }

    /// Draws a row; returns whether the chosen line starts there.
    fn draw_row(
        &self,
        row: &ScreenRow,
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
        let slot = match (is_chosen && starts, is_selected) {
            (true, _) => "▸",
            (false, true) => "┃",
            (false, false) => "",
        };
        buf.set_stringn(area.x, area.y, slot, room, theme::PLAIN);
        let minute = self.minute(row).filter(|_| starts);
        if let Some(minute) = minute.filter(|_| !row.text.trim().is_empty()) {
            let minute = format!("{minute:>0$}", MINUTE - 1);
            let x = area.x + 1.min(area.width);
            let room = room.saturating_sub(1);
            buf.set_stringn(x, area.y, minute, room, theme::SECONDARY);
        }
        if let Some(at) = row.at {
            let at = format!("{:>TIME$}", clock(at));
            buf.set_stringn(area.x, area.y, at, room, theme::SECONDARY);
        }
        draw_text(row, area, buf);
        if is_selected || is_chosen && (has_keys || self.proposed.is_none()) {
            mark_selected(area, has_keys, buf);
        } else if is_chosen && starts {
            // Only the marker: the bold line is the proposed one.
            mark_selected(Rect { width: 1, ..area }, false, buf);
        }
        if is_text && self.is_proposed(row) && !has_keys {
            buf.set_style(area, theme::CHOSEN);
        }
        let digit = self.digit(row.stage, row.line).filter(|_| starts);
        if let Some(digit) = digit {
            let column = LEAD + text_width(area, buf) + 1;
            let at = from_column(area, column as u16);
            put(&format!("[{digit}]"), theme::WARNING_STRONG, 0, at, buf);
        }
        is_chosen && starts
    }

    fn is_proposed(&self, row: &ScreenRow) -> bool {
        let at = LinePosition {
            stage: row.stage,
            line: row.line,
        };
        self.proposed == Some(at)
    }

    fn is_chosen(&self, row: &ScreenRow) -> bool {
        row.stage == self.stage && self.chosen == Some(row.line)
    }

    /// The digit of a likely line.
    fn digit(&self, stage: usize, line: usize) -> Option<usize> {
        let index = (self.likely.iter()).position(|likely| *likely == LinePosition { stage, line });
        index.map(|index| index + 1)
    }

    /// The minute to show beside a line; `None` if the line above has the same.
    fn minute(&self, row: &ScreenRow) -> Option<u64> {
        let notes = self.notes.get(row.stage)?;
        let minute = |line| units::minute(notes.touched(line));
        let above = row.line.checked_sub(1).map(minute);
        Some(minute(row.line)).filter(|own| above != Some(*own))
    }

    /// Scrolls so that the proposed line, or else the chosen one, is in view with its remarks. If they do not all fit, the
    /// start of the line does.
    fn follow(&mut self, height: usize) {
        let rows = &self.rows;
        if let Some(stage) = self.wanted.take().filter(|_| !self.headings.is_empty()) {
            let heading = |row: &ScreenRow| row.stage == stage && !row.text.is_empty();
            let last = rows.len().saturating_sub(height);
            self.first = rows.iter().position(heading).unwrap_or(0).min(last);
        }
        let is_wanted = |row: &ScreenRow| match self.proposed {
            Some(_) => self.is_proposed(row),
            None => self.is_chosen(row),
        };
        let own = |row: &ScreenRow| is_wanted(row) && !matches!(row.kind, RowKind::Heading);
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

/// The columns of the text of a line in a pane.
fn text_width(area: Rect, buf: &Buffer) -> usize {
    // One blank before a divider, two at the right edge of the screen.
    let edge = if area.right() == buf.area.right() {
        2
    } else {
        1
    };
    let width = usize::from(area.width).saturating_sub(LEAD + DIGIT + edge);
    width.max(1)
}

/// Draws the text of a row behind the columns before it. Comments are what the reader came for, so they are not dim as
/// events are.
fn draw_text(row: &ScreenRow, area: Rect, buf: &mut Buffer) {
    let area = from_column(area, LEAD as u16);
    let text = if row.is_comment {
        put(BAR, theme::ACCENT, 0, area, buf);
        from_column(area, HANG as u16)
    } else {
        area
    };
    let is_event = row.kind == RowKind::Remark && !row.is_comment;
    let style = if is_event {
        theme::SECONDARY
    } else {
        theme::PLAIN
    };
    put(&row.text, style, 0, text, buf);
    if let Some((word, style)) = &row.word {
        let before = row.text[..word.start].width();
        let at = from_column(text, before as u16);
        put(&row.text[word.clone()], *style, 0, at, buf);
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
