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

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::clicks::Clicks;
use super::footer;
use super::shorten::{names_a_file, shorten};
use super::{REST, below, fit, from_column, put, put_right, rows, wrap_at_most};
use crate::tui::keys::FooterKey;
use crate::tui::theme;

/// Columns before the text of a pane: one for a marker and a blank.
pub const LEAD: u16 = 2;
/// Blank columns at the right edge of the screen.
const EDGE: u16 = 2;
/// From this height of the screen in rows, a blank row follows the head line.
const TALL: u16 = 30;
/// The most rows of a message.
const MESSAGE_ROWS: usize = 3;

/// What the head line says of a pane.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    pub title: String,
    /// Whether the pane has the keys.
    pub is_focused: bool,
    /// One fact at the right end, and its style.
    pub fact: (String, Style),
}

impl Heading {
    /// The heading of a pane without a fact.
    pub fn new(title: impl Into<String>, is_focused: bool) -> Self {
        let title = title.into();
        Self {
            title,
            is_focused,
            fact: (String::new(), theme::SECONDARY),
        }
    }

    /// The heading with a fact in secondary style.
    #[must_use]
    pub fn with(self, fact: impl Into<String>) -> Self {
        let fact = (fact.into(), theme::SECONDARY);
        Self { fact, ..self }
    }
}

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
    /// Divides a screen, with room for this message and so many rows of keys. A message has one line, and is shortened
    /// where it does not fit; an error and what names a file have as many as they need, up to three.
    pub fn new(area: Rect, message: &(String, Style), key_rows: u16) -> Self {
        let room = message_columns(area);
        let lines = if message.1 == theme::ERROR || names_a_file(&message.0) {
            wrap_at_most(&message.0, room, MESSAGE_ROWS)
        } else {
            vec![shorten(&message.0, room)]
        };
        Self::with_lines(area, (lines, message.1), key_rows)
    }

    /// Divides a screen, with the lines of a message and so many rows of keys.
    pub fn with_lines(area: Rect, (lines, style): (Vec<String>, Style), key_rows: u16) -> Self {
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
        let line = Rect {
            height: strip.height.min(1),
            ..strip
        };
        draw_rule(line, buf);
        draw_heading(heading, line, buf);
        for x in self.dividers.drain(..) {
            put_line("┴", x, line, buf);
        }
        below(strip, 1)
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
        if lines.iter().skip(1).any(|line| !line.is_empty()) {
            // No line hangs open beside a message that goes on below it.
            let rest = from_column(self.foot, 1);
            let row = Rect {
                height: rest.height.min(1),
                ..rest
            };
            Clear.render(row.intersection(buf.area), buf);
        }
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

/// Draws a heading on a line: its title from the left, its fact at the right.
pub fn draw_heading(heading: &Heading, line: Rect, buf: &mut Buffer) {
    let style = if heading.is_focused {
        theme::ACCENT_STRONG
    } else {
        theme::STRONG
    };
    let inner = Rect {
        width: line.width.saturating_sub(2),
        ..from_column(line, 1)
    };
    let mut room = usize::from(inner.width);
    let (fact, fact_style) = &heading.fact;
    let fact_width = fact.width() + 2;
    // The title is cut to make room for the fact, and down to eight columns the fact stays.
    if !fact.is_empty() && fact_width + 8 <= room {
        let end = put_at_end(fact, *fact_style, inner, buf);
        room = usize::from(end);
    }
    // A piece of the line stays between both.
    let title = fit(&heading.title, room.saturating_sub(3));
    if !title.is_empty() {
        let room = Rect {
            width: title.width() as u16 + 2,
            height: 1,
            ..inner
        };
        Clear.render(room.intersection(buf.area), buf);
        put(&format!(" {title} "), style, 0, inner, buf);
    }
}

/// Draws a text with a blank on both sides at the end of a line; returns the columns before it.
fn put_at_end(text: &str, style: Style, line: Rect, buf: &mut Buffer) -> u16 {
    let left = line.width.saturating_sub(text.width() as u16 + 2);
    let end = from_column(line, left);
    Clear.render(end.intersection(buf.area), buf);
    put(text, style, 0, from_column(end, 1), buf);
    left
}

/// Draws a dim line over the first row of an area.
pub fn draw_rule(area: Rect, buf: &mut Buffer) {
    let line = "─".repeat(area.width.into());
    put(&line, theme::SECONDARY, 0, area, buf);
}

/// Joins a line over the first row of a pane to the divider at its left.
pub fn join_left(area: Rect, buf: &mut Buffer) {
    if let Some(x) = area.x.checked_sub(1).filter(|_| area.height > 0) {
        let cell = Rect {
            x,
            width: 1,
            height: 1,
            ..area
        };
        put_line("├", x, cell, buf);
    }
}

/// Draws a dim line down a column of the screen, from the line over the first row of an area on.
pub fn draw_split(area: Rect, x: u16, buf: &mut Buffer) {
    let line = Rect {
        x,
        width: 1,
        ..area
    };
    draw_divider(below(line, 1), buf);
    put_line(
        "┬",
        x,
        Rect {
            height: area.height.min(1),
            ..area
        },
        buf,
    );
}

/// Draws a dim line down the first column of an area.
pub fn draw_divider(area: Rect, buf: &mut Buffer) {
    for row in 0..area.height {
        put("│", theme::SECONDARY, row, Rect { width: 1, ..area }, buf);
    }
}

fn put_line(symbol: &str, x: u16, line: Rect, buf: &mut Buffer) {
    let cell = Rect {
        x,
        width: 1,
        ..line
    };
    put(symbol, theme::SECONDARY, 0, cell.intersection(line), buf);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: u16, message: &str, headings: &[Heading], position: &str) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 6));
        let is_error = message.starts_with("cannot");
        let style = if is_error { theme::ERROR } else { theme::PLAIN };
        let message = (message.to_owned(), style);
        let mut frame = ScreenFrame::new(buf.area, &message, 1);
        if headings.len() > 1 {
            frame.panes([12], &mut buf);
        }
        frame.draw_title(
            ("Title", theme::STRONG),
            ("fact", theme::SECONDARY),
            &mut buf,
        );
        frame.draw_head(headings, &mut buf);
        frame.draw_foot(position, &mut buf);
        buf.set_style(buf.area, Style::reset());
        buf
    }

    #[test]
    fn a_divider_is_joined_with_the_head_line_and_the_foot_line() {
        let headings = [
            Heading::new("One", false),
            Heading::new("Two", true).with("3 of 4"),
        ];
        let expected = Buffer::with_lines([
            "  Title                   fact  ",
            "─ One ──────┬─ Two ──── 3 of 4 ─",
            "            │                   ",
            "            │                   ",
            "────────────┴───────────────────",
            "                                ",
        ]);
        let mut expected = expected;
        expected.set_style(expected.area, Style::reset());
        assert_eq!(drawn(32, "", &headings, ""), expected);
    }

    fn foot(width: u16, message: &str, position: &str) -> Vec<String> {
        let buf = drawn(width, message, &[Heading::new("One", false)], position);
        let symbol = |x, y| buf[(x, y)].symbol().to_owned();
        let row = |y| (0..width).map(|x| symbol(x, y)).collect();
        (2..5).map(row).collect()
    }

    #[test]
    fn the_foot_line_has_a_message_and_a_position_and_only_an_error_takes_more_rows() {
        assert_eq!(
            foot(30, "saved", "1 to 9 of 41")[2],
            "─ saved ─────── 1 to 9 of 41 ─"
        );
        assert_eq!(foot(20, "saved", "1 to 9 of 41")[2], "─ saved ────────────");
        assert_eq!(
            foot(20, "cannot save the notes", "")[1..],
            ["─ cannot save the   ", "  notes             "]
        );
        assert_eq!(
            foot(20, "deleted; z undoes it", "")[2],
            "─ deleted ──────────"
        );
    }

    #[test]
    fn a_title_is_cut_before_the_fact_of_its_pane() {
        let heading = Heading::new("A long title", false).with("saved");
        let buf = drawn(22, "", &[heading], "");
        let line: String = (0..22).map(|x| buf[(x, 1)].symbol()).collect();
        assert_eq!(line, "─ A long ti… ─ saved ─");
    }
}
