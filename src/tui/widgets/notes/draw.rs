//! Draws the notes: a gutter with minutes, wrapped rows, the selection. It chooses no colors and changes no text.

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Notes;
use super::pieces::{Piece, Pieces};
use super::rows::Place;

/// Below this many columns of text the gutter is left out.
const NARROW: u16 = 8;

/// How the notes are to look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look<'a> {
    pub text: Style,
    pub minute: Style,
    /// How many columns the gutter takes, the blank before the text among them: 3 for minutes up to 99, 0 for no gutter.
    pub gutter: u16,
    /// When each line was last touched, from the first line on. A line never touched (zero) or left out has no minute.
    pub touched: &'a [Duration],
    /// What stands out: ranges of the text, each with a style over that of the text.
    pub marks: &'a [(Range<usize>, Style)],
}

impl Look<'_> {
    /// The minute that stands beside a line: only where it differs from that of the line above.
    fn minute_of(&self, line: usize) -> Option<u64> {
        let minute = |line: usize| {
            let touched = self.touched.get(line).filter(|at| !at.is_zero())?;
            Some(touched.as_secs() / 60)
        };
        let above = line.checked_sub(1).and_then(minute);
        minute(line).filter(|own| above != Some(*own))
    }

    /// The style of the text at a place.
    fn style_at(&self, at: usize) -> Style {
        let mark = self.marks.iter().find(|(range, _)| range.contains(&at));
        mark.map_or(self.text, |(_, style)| self.text.patch(*style))
    }
}

impl Notes {
    /// Draws the notes into the part of `area` that lies in the buffer. Gives the cell of the caret, which lies in that
    /// part; none where the part is empty, or where the wheel took the caret out of sight.
    pub fn render(&mut self, area: Rect, buf: &mut Buffer, look: &Look<'_>) -> Option<Position> {
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
        let caret = self.rows.place_of(&self.rope, self.span.caret);
        let mut place = top;
        let mut position = None;
        for area in text.rows() {
            if gutter > 0 && place.row == 0 {
                draw_minute(
                    buf,
                    Position::new(area.x - gutter, area.y),
                    place.line,
                    look,
                );
            }
            self.draw_row(buf, area, place, look);
            if place == caret {
                let column = self
                    .column_of(self.span.caret)
                    .min(usize::from(text.width - 1));
                position = Some(Position::new(text.x + column as u16, area.y));
            }
            place = match self.rows.step(&self.rope, place, 1) {
                (next, 1) => next,
                _ => break,
            };
        }
        let height = usize::from(text.height);
        let shown = top.line.saturating_sub(height)..place.line + height;
        self.rows.keep(&shown);
        position
    }

    fn draw_row(&mut self, buf: &mut Buffer, area: Rect, place: Place, look: &Look<'_>) {
        let Some(row) = self.rows.row(&self.rope, place) else {
            return;
        };
        let selected = self.selection().unwrap_or_default();
        let start = self.rope.line_to_char(place.line) + row.start;
        let text = self.row_text(place.line, row);
        let mut end = (row.column, start);
        for piece in Pieces::new(&text, row.column) {
            let at = start + piece.at;
            let style = chosen(look.style_at(at), selected.contains(&at));
            draw_piece(buf, area, &piece, style);
            end = (piece.end_column(), start + piece.end());
        }
        // A selected line's end shows as one blank, so that empty lines are seen to be selected.
        let (column, at) = end;
        if row.last && selected.contains(&at) && column < usize::from(area.width) {
            let x = area.x + column as u16;
            buf.set_stringn(x, area.y, " ", 1, chosen(look.text, true));
        }
    }
}

fn chosen(style: Style, selected: bool) -> Style {
    if selected {
        style.add_modifier(Modifier::REVERSED)
    } else {
        style
    }
}

/// Draws one grapheme, or what of its blanks lies in the area; a sign that is wider than the whole row is drawn as a mark.
fn draw_piece(buf: &mut Buffer, area: Rect, piece: &Piece<'_>, style: Style) {
    let room = usize::from(area.width).saturating_sub(piece.column);
    if room == 0 {
        return;
    }
    let x = area.x + piece.column as u16;
    let width = piece.width.min(room);
    if piece.shown.len() == 1 && piece.width == 1 {
        // Nearly every piece: not worth being taken apart and measured once more.
        buf[(x, area.y)].set_symbol(&piece.shown).set_style(style);
        return;
    }
    let shown = if piece.is_blank() {
        Cow::from(" ".repeat(width))
    } else if width < piece.width {
        Cow::from("\u{fffd}")
    } else {
        Cow::from(&*piece.shown)
    };
    buf.set_stringn(x, area.y, shown, width, style);
}

/// The minute of a line, at the right of the gutter with a blank behind it; nothing where it does not fit.
fn draw_minute(buf: &mut Buffer, gutter: Position, line: usize, look: &Look<'_>) {
    let room = usize::from(look.gutter - 1);
    let Some(minute) = look.minute_of(line) else {
        return;
    };
    let label = format!("{minute:>room$}");
    if label.len() <= room {
        buf.set_stringn(gutter.x, gutter.y, label, room, look.minute);
    }
}
