//! Parts of screens, and helpers to draw them. They take plain values and know no screen.

pub mod blocks;
pub mod countdown;
pub mod evidence;
pub mod footer;
pub mod help;
pub mod list;
pub mod markdown;
pub mod notes;
pub mod notes_view;
pub mod page;
pub mod panes;
pub mod prompts;
pub mod rubric;
pub mod scroll;
pub mod stages;
pub mod text_input;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme;

/// The text cut to `width` columns, with an ellipsis if it is cut.
pub fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let mut cut: String = text
        .graphemes(true)
        .take_while(|grapheme| {
            used += grapheme.width();
            used <= width
        })
        .collect();
    if width > 0 {
        cut.truncate(cut.trim_end().len());
        cut.push('…');
    }
    cut
}

/// The text wrapped at words to lines of at most `width` columns: at least one line, and its empty lines.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let lines = textwrap::wrap(text, width.max(1));
    lines.into_iter().map(Into::into).collect()
}

/// The text wrapped to at most `most` lines, with an ellipsis if the last is cut.
pub fn wrap_at_most(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, width);
    if lines.len() > most.max(1) {
        let rest = lines.split_off(most.max(1) - 1).join(" ");
        lines.push(fit(&rest, width));
    }
    lines
}

/// Writes a text on a row of an area, counted from 0, with an ellipsis if it is cut. Nothing is written outside.
pub fn put(text: &str, style: Style, row: u16, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if row < area.height && area.width > 0 {
        let width = usize::from(area.width);
        buf.set_stringn(area.x, area.y + row, fit(text, width), width, style);
    }
}

/// Writes lines from the first row of an area on, as many as fit.
pub fn put_lines<T: AsRef<str>>(
    lines: impl IntoIterator<Item = T>,
    style: Style,
    area: Rect,
    buf: &mut Buffer,
) {
    for (row, line) in (0..area.height).zip(lines) {
        put(line.as_ref(), style, row, area, buf);
    }
}

/// Writes a text at the right end of the first row of an area; returns the columns before it.
pub fn put_right(text: &str, style: Style, area: Rect, buf: &mut Buffer) -> u16 {
    let left = area.width.saturating_sub(text.width() as u16);
    put(text, style, 0, from_column(area, left), buf);
    left
}

/// In [`rows`], the height that the other rows leave.
pub const REST: u16 = u16::MAX;

/// Splits an area into rows of these heights, one of which is [`REST`].
pub fn rows<const N: usize>(area: Rect, heights: [u16; N]) -> [Rect; N] {
    let constraints = heights.map(|height| match height {
        REST => Constraint::Min(1),
        height => Constraint::Length(height),
    });
    Layout::vertical(constraints).areas(area)
}

/// Draws the first line of a screen: a title on the left and a text on the right.
pub fn draw_title(title: &str, right: (&str, Style), area: Rect, buf: &mut Buffer) {
    let area = inset(area);
    let width = put_right(right.0, right.1, area, buf);
    let left = Rect {
        width: width.saturating_sub(2),
        ..area
    };
    put(title, theme::STRONG, 0, left, buf);
}

/// The rows of an area below its first `rows`.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// The columns of an area from this one on.
pub fn from_column(area: Rect, column: u16) -> Rect {
    let column = column.min(area.width);
    Rect {
        x: area.x + column,
        width: area.width - column,
        ..area
    }
}

/// An area without its first and its last column.
pub fn inset(area: Rect) -> Rect {
    area.inner(Margin::new(1, 0))
}

/// Draws an empty box with a frame in the middle of an area; returns the area inside the frame.
pub fn draw_dialog(
    title: &str,
    style: Style,
    (width, height): (u16, u16),
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let dialog = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    Clear.render(dialog, buf);
    let title = fit(&format!(" {title} "), usize::from(width.saturating_sub(2)));
    let block = Block::bordered().title(title).border_style(style);
    let inner = block.inner(dialog);
    block.render(dialog, buf);
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_ends_in_an_ellipsis_and_fits() {
        let table = [
            ("notes", 5, "notes"),
            ("notes", 4, "not…"),
            ("日本語", 4, "日…"),
            ("ab cd", 4, "ab…"),
            ("a", 0, ""),
        ];
        for (text, width, fitted) in table {
            assert_eq!(fit(text, width), fitted);
            assert!(fitted.width() <= width);
        }
    }

    #[test]
    fn nothing_is_drawn_outside_an_area() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 2));
        put("abcdef", Style::new(), 0, Rect::new(1, 0, 2, 1), &mut buf);
        put("below", Style::new(), 1, Rect::new(1, 0, 2, 1), &mut buf);
        put("beside", Style::new(), 0, Rect::new(9, 9, 2, 1), &mut buf);
        assert_eq!(buf, Buffer::with_lines([" a… ", "    "]));
    }
}
