//! The frame that all screens share: a title row, a head line with the titles of the panes, the panes, a foot line with
//! a message and a position, and a footer with the keys. There is no outer border.
//!
//! ```text
//!   Title of the screen                                       one fact
//! ─ Title ─────────────────── fact ─┬─ Title ────────────────── fact ─
//!   a pane: a column for a marker,  │  a blank, and the text
//! ─ message ────────────────────────┴──────────────── 1 to 29 of 41 ─
//!   n next   p pause                                         ? help
//! ```

mod lines;
#[cfg(test)]
mod tests;

pub use lines::{Heading, draw_divider, draw_heading, draw_rule, draw_split, join_left};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use self::lines::put_line;
use super::clicks::Clicks;
use super::footer;
use super::shorten::{ends_in_command, message_rows, names_a_file, shortened_rows};
use super::{REST, below, from_column, put, put_right, row_of, rows, wrap_at_most};
use crate::tui::keys::FooterKey;
use crate::tui::theme;

/// Columns before the text of a pane: one for a marker and a blank.
pub const LEAD: u16 = 2;
/// Blank columns at the right edge of the screen.
const EDGE: u16 = 2;
/// From this height of the screen in rows, a blank row follows the head line.
const TALL: u16 = 30;
/// The most rows of a message, and the rows of the screen for each of them.
const MESSAGE_ROWS: usize = 3;
/// The most rows of one that names a file and ends with a command, which is of no use where it is cut.
const COMMAND_ROWS: usize = 6;
const ROWS_FOR_ONE: u16 = 8;

/// The parts of a screen.
#[derive(Debug, Clone)]
pub struct ScreenFrame {
    pub title: Rect,
    head: Rect,
    /// The panes with the columns between them.
    pub body: Rect,
    foot: Rect,
    pub keys: Rect,
    /// The lines of the message, the first of which is in the foot line.
    message: (Vec<String>, Style),
    /// The columns of the dividers.
    dividers: Vec<u16>,
}

impl ScreenFrame {
    /// Divides a screen, with room for this message and so many rows of keys. A message has as many rows as it needs, up to
    /// three, or six where it names a file and ends with a command: in a low window one, unless it is an error or names a
    /// file. What does not fit is shortened.
    pub fn new(area: Rect, message: &(String, Style), key_rows: u16) -> Self {
        let room = message_columns(area);
        let lines = if names_a_file(&message.0) {
            let most = if ends_in_command(&message.0) {
                COMMAND_ROWS
            } else {
                MESSAGE_ROWS
            };
            message_rows(&message.0, room, most)
        } else if message.1 == theme::ERROR {
            wrap_at_most(&message.0, room, MESSAGE_ROWS)
        } else {
            let most = usize::from(area.height / ROWS_FOR_ONE).clamp(1, MESSAGE_ROWS);
            shortened_rows(&message.0, room, most)
        };
        Self::with_lines(area, (lines, message.1), key_rows)
    }

    /// Divides a screen, with the lines of a message and so many rows of keys.
    fn with_lines(area: Rect, (lines, style): (Vec<String>, Style), key_rows: u16) -> Self {
        let [title, head, body, foot, keys] =
            rows(area, [1, 1, REST, lines.len() as u16, key_rows]);
        Self {
            title,
            head,
            body,
            foot,
            keys,
            message: (lines, style),
            dividers: Vec::new(),
        }
    }

    /// The frame with more rows above the head line, which are part of the title.
    #[must_use]
    pub fn with_title_rows(mut self, more: u16) -> Self {
        let more = more.min(self.body.height.saturating_sub(1));
        self.title.height += more;
        self.head.y += more;
        self.body = below(self.body, more);
        self
    }

    /// Divides the body into panes: the first have these widths, the last has the rest. Draws the lines between them.
    pub fn panes<const N: usize>(&mut self, widths: [u16; N], buf: &mut Buffer) -> Vec<Rect> {
        let mut rest = self.body;
        let mut panes = Vec::with_capacity(N + 1);
        for width in widths {
            let width = width.min(rest.width.saturating_sub(1));
            panes.push(Rect { width, ..rest });
            let divider = from_column(rest, width);
            self.dividers.push(divider.x);
            draw_divider(divider, buf);
            rest = from_column(divider, 1);
        }
        panes.push(rest);
        panes
    }

    /// Takes so many rows from the end of the body for a strip over the whole width, whose first row is a line.
    pub fn take_strip(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.body.height.saturating_sub(1));
        self.body.height -= rows;
        Rect {
            y: self.body.bottom(),
            height: rows,
            ..self.body
        }
    }

    /// Draws the line above a strip, in which the dividers end, with its heading; returns the area below it.
    pub fn draw_strip(&mut self, heading: &Heading, strip: Rect, buf: &mut Buffer) -> Rect {
        let line = row_of(strip, 0);
        draw_rule(line, buf);
        draw_heading(heading, line, buf);
        for x in self.dividers.drain(..) {
            put_line("┴", x, line, buf);
        }
        below(strip, 1)
    }

    /// Ends the lines between the panes above the foot line, for a part over the whole width without a line of its own.
    pub fn end_dividers(&mut self) {
        self.dividers.clear();
    }

    /// A pane without the blank row below the head line that a high screen has.
    pub fn content(&self, pane: Rect) -> Rect {
        let height = self.keys.bottom().saturating_sub(self.title.y);
        below(pane, u16::from(height >= TALL))
    }

    /// The columns for the text of a pane.
    pub fn text(&self, pane: Rect) -> Rect {
        let is_last = pane.right() >= self.body.right();
        let edge = if is_last { EDGE } else { 1 };
        let text = from_column(pane, LEAD);
        Rect {
            width: text.width.saturating_sub(edge),
            ..text
        }
    }

    /// Draws the first row: a title, and a text at the right end.
    pub fn draw_title(&self, title: (&str, Style), right: (&str, Style), buf: &mut Buffer) {
        let area = self.title_text();
        let left = if right.0.is_empty() {
            area.width
        } else {
            put_right(right.0, right.1, area, buf).saturating_sub(2)
        };
        let area = Rect {
            width: left,
            ..area
        };
        put(title.0, title.1, 0, area, buf);
    }

    /// All rows below the title.
    pub fn below_title(&self) -> Rect {
        let height = self.keys.bottom().saturating_sub(self.head.y);
        Rect {
            height,
            ..self.head
        }
    }

    /// The columns of the title row that may be written.
    pub fn title_text(&self) -> Rect {
        let area = from_column(self.title, LEAD);
        Rect {
            width: area.width.saturating_sub(EDGE),
            ..area
        }
    }

    /// Draws the head line with one heading for each pane.
    pub fn draw_head(&self, headings: &[Heading], buf: &mut Buffer) {
        draw_rule(self.head, buf);
        let mut start = self.head.x;
        let ends = self.dividers.iter().copied().chain([self.head.right()]);
        for (heading, end) in headings.iter().zip(ends) {
            let part = Rect {
                x: start,
                width: end.saturating_sub(start),
                ..self.head
            };
            draw_heading(heading, part, buf);
            start = end + 1;
        }
        for x in &self.dividers {
            put_line("┬", *x, self.head, buf);
        }
    }

    /// Draws the foot line with the message, and at its right end a position such as `1 to 29 of 41`.
    pub fn draw_foot(&self, position: &str, buf: &mut Buffer) {
        draw_rule(self.foot, buf);
        for x in &self.dividers {
            put_line("┴", *x, self.foot, buf);
        }
        let (lines, style) = &self.message;
        let first = lines.first().map_or("", String::as_str);
        if !first.is_empty() {
            let room = Rect {
                width: (first.width() as u16 + 2).min(self.foot.width.saturating_sub(1)),
                height: self.foot.height.min(1),
                ..from_column(self.foot, 1)
            };
            Clear.render(room.intersection(buf.area), buf);
            put(
                &format!(" {first} "),
                *style,
                0,
                from_column(self.foot, 1),
                buf,
            );
        }
        for (row, line) in (1..).zip(lines.iter().skip(1)) {
            put(line, *style, row, from_column(self.foot, LEAD), buf);
        }
        let end = Rect {
            width: self.foot.width.saturating_sub(1),
            ..self.foot
        };
        let used = first.width() + usize::from(LEAD) + 2;
        if !position.is_empty() && used + position.width() < usize::from(end.width) {
            put_right(&format!(" {position} "), theme::SECONDARY, end, buf);
        }
    }

    /// Joins a line that was drawn down this column to the foot line.
    pub fn join_foot(&self, x: u16, buf: &mut Buffer) {
        put_line("┴", x, self.foot, buf);
    }

    /// Empties the foot line for a line that is typed in its place; returns where its text begins.
    pub fn clear_message(&self, buf: &mut Buffer) -> Rect {
        let line = Rect {
            height: self.foot.height.min(1),
            width: self.foot.width.saturating_sub(2),
            ..from_column(self.foot, 1)
        };
        Clear.render(line.intersection(buf.area), buf);
        self.message_area()
    }

    /// Where the text of the message begins.
    pub fn message_area(&self) -> Rect {
        let line = from_column(self.foot, LEAD);
        Rect {
            height: line.height.min(1),
            width: line.width.saturating_sub(EDGE),
            ..line
        }
    }

    /// Draws the keys, and adds them to those that can be clicked.
    pub fn draw_keys(&self, keys: &[FooterKey], clicks: &Clicks, buf: &mut Buffer) {
        clicks.add(keys, footer::draw_keys(keys, self.keys, buf));
    }
}

/// The columns for the text of a message on a screen of this area.
pub fn message_columns(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2 * EDGE + 1)).max(1)
}
