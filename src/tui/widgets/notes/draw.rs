//! Draws the notes: a gutter with minutes, wrapped rows and the selection.

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Notes;
use super::glyphs::{Glyph, Glyphs};
use super::rows::RowIndex;
use crate::domain::calc::{LONGEST, sum_line};
use crate::domain::session::notes::line_slice;
use crate::domain::units;

/// The gutter is left out if fewer columns than this remain for the text.
const NARROW: u16 = 8;
/// A longer line is no sum, in characters.
const LONGEST_SUM: usize = 2 * LONGEST;

/// How the notes are drawn.
#[derive(Debug, Clone, Copy, Default)]
pub struct NotesLook<'a> {
    pub text: Style,
    pub minute: Style,
    /// The columns of the gutter with the blank before the text: 3 for minutes up to 99, 0 for no gutter.
    pub gutter: u16,
    /// When each line was last edited, in session time. A line that is missing here or has zero shows no minute.
    pub touched: &'a [Duration],
    /// Ranges of the text with a style that is patched over that of the text.
    pub marks: &'a [(Range<usize>, Style)],
    /// The style of the results of sum lines; without one they are as the rest.
    pub result: Option<Style>,
}

impl NotesLook<'_> {
    /// The minute to show beside a line; `None` if the line above has the same.
    fn minute_of(&self, line: usize) -> Option<u64> {
        let minute = |line: usize| {
            let touched = self.touched.get(line).filter(|at| !at.is_zero())?;
            Some(units::minute(*touched))
        };
        let above = line.checked_sub(1).and_then(minute);
        minute(line).filter(|own| above != Some(*own))
    }

    /// The style of the text at an offset.
    fn style_at(&self, at: usize) -> Style {
        let mark = self.marks.iter().find(|(range, _)| range.contains(&at));
        mark.map_or(self.text, |(_, style)| self.text.patch(*style))
    }
}

impl Notes {
    /// Draws the notes into the part of `area` that is inside the buffer, and returns the cell of the caret. It is
    /// `None` if that part is empty or the caret is not in view.
    pub fn render(
        &mut self,
        area: Rect,
        buf: &mut Buffer,
        look: &NotesLook<'_>,
    ) -> Option<Position> {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return None;
        }
        let roomy = area.width >= look.gutter.saturating_add(NARROW);
        let gutter = if roomy { look.gutter } else { 0 };
        let text = Rect {
            x: area.x + gutter,
            width: area.width - gutter,
            ..area
        };
        let top = self.lay_out(text);
        let caret = self.rows.index_of(&self.rope, self.cursor.offset);
        let mut index = top;
        let mut position = None;
        let mut has_more = true;
        for area in text.rows() {
            if gutter > 0 && index.row == 0 {
                let minute = Position::new(area.x - gutter, area.y);
                draw_minute(buf, minute, index.line, look);
            }
            self.draw_row(buf, area, index, look);
            if index == caret {
                let column = self
                    .column_of(self.cursor.offset)
                    .min(usize::from(text.width - 1));
                position = Some(Position::new(text.x + column as u16, area.y));
            }
            let (next, gone) = self.rows.step(&self.rope, index, 1);
            has_more = gone == 1;
            if !has_more {
                break;
            }
            index = next;
        }
        // Lines are counted that are in view whole. After the loop the index is that of the first hidden row below, or
        // of the last row.
        let first = top.line + usize::from(top.row > 0);
        let end = index.line + usize::from(!has_more);
        let is_part = has_more || top != RowIndex { line: 0, row: 0 };
        let whole = if first < end {
            first..end
        } else {
            top.line..top.line
        };
        self.view.set_shown(is_part.then_some(whole));
        let height = usize::from(text.height);
        let shown = top.line.saturating_sub(height)..index.line + height;
        self.rows.keep(&shown);
        position
    }

    fn draw_row(&mut self, buf: &mut Buffer, area: Rect, index: RowIndex, look: &NotesLook<'_>) {
        let Some(row) = self.rows.row(&self.rope, index) else {
            return;
        };
        let selected = self.selection().unwrap_or_default();
        let (start, text) = self.row_text(index.line, row);
        let result = look.result.zip(self.result_at(index.line));
        let mut end = (row.column, start);
        for glyph in Glyphs::new(&text, row.column) {
            let at = start + glyph.at;
            let own = look.style_at(at);
            let own = result.map_or(
                own,
                |(style, from)| if at < from { own } else { own.patch(style) },
            );
            let style = chosen(own, selected.contains(&at));
            draw_glyph(buf, area, &glyph, style);
            end = (glyph.end_column(), start + glyph.end());
        }
        // A selected line end is drawn as one blank, so that the selection shows on empty lines.
        let (column, at) = end;
        if row.last && selected.contains(&at) && column < usize::from(area.width) {
            let x = area.x + column as u16;
            buf.set_stringn(x, area.y, " ", 1, chosen(look.text, true));
        }
    }
}

impl Notes {
    /// Where the result of a line begins, if it is a sum with one.
    fn result_at(&self, line: usize) -> Option<usize> {
        let slice = line_slice(&self.rope, line);
        if slice.len_chars() > LONGEST_SUM {
            return None;
        }
        let text = Cow::from(slice);
        let arrow = text.rfind('→')?;
        sum_line(&text)?;
        let before = text[..arrow].chars().count();
        Some(self.rope.line_to_char(line) + before)
    }
}

fn chosen(style: Style, selected: bool) -> Style {
    if selected {
        style.add_modifier(Modifier::REVERSED)
    } else {
        style
    }
}

/// Draws one glyph. Blanks are cut at the end of the row, and a sign wider than the whole row becomes U+FFFD.
fn draw_glyph(buf: &mut Buffer, area: Rect, glyph: &Glyph<'_>, style: Style) {
    let room = usize::from(area.width).saturating_sub(glyph.column);
    if room == 0 {
        return;
    }
    let x = area.x + glyph.column as u16;
    let width = glyph.width.min(room);
    if glyph.shown.len() == 1 && glyph.width == 1 {
        // This is nearly every glyph, and faster than `set_stringn`.
        buf[(x, area.y)].set_symbol(&glyph.shown).set_style(style);
        return;
    }
    let shown = if glyph.is_blank() {
        Cow::from(" ".repeat(width))
    } else if width < glyph.width {
        Cow::from("\u{fffd}")
    } else {
        Cow::from(&*glyph.shown)
    };
    buf.set_stringn(x, area.y, shown, width, style);
}

/// Draws the minute of a line at the right end of the gutter, if it fits.
fn draw_minute(buf: &mut Buffer, gutter: Position, line: usize, look: &NotesLook<'_>) {
    let room = usize::from(look.gutter - 1);
    let Some(minute) = look.minute_of(line) else {
        return;
    };
    let label = format!("{minute:>room$}");
    if label.len() <= room {
        buf.set_stringn(gutter.x, gutter.y, label, room, look.minute);
    }
}
