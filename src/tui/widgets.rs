//! Parts of screens, and helpers to draw them. They take plain values and know no screen.

pub mod answer;
pub mod bars;
pub mod blocks;
pub mod boxes;
pub mod charts;
pub mod clicks;
pub mod command_box;
pub mod countdown;
pub mod evidence;
pub mod footer;
pub mod frame;
pub mod hanging;
pub mod key_grid;
pub mod list;
pub mod markdown;
pub mod notes;
pub mod notes_view;
pub mod pace;
pub mod page;
pub mod panes;
pub mod prompts;
pub mod rubric;
pub mod scroll;
pub mod session_preview;
pub mod shorten;
pub mod tabs;
pub mod text_input;
pub mod timeline;
mod wrapping;

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::symbols::shown;
use super::theme;
pub use wrapping::{BETWEEN_NAMES, fit, wrap, wrap_at_most, wrap_command, wrap_names, wrap_path};

/// Writes a text on a row of an area, counted from 0, with an ellipsis if it is cut. Nothing is written outside.
pub fn put(text: &str, style: Style, row: u16, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if row >= area.height || area.width == 0 {
        return;
    }
    let (y, width) = (area.y + row, usize::from(area.width));
    let text = &*shown(text);
    if put_plain(text, style, (area.x, y), width, buf).is_none() {
        buf.set_stringn(area.x, y, fit(text, width), width, style);
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

/// A text cut and padded to a column's width, with at least one blank behind it; nothing in a column of no width.
pub fn column(text: &str, width: usize) -> String {
    let text = fit(text, width.saturating_sub(1));
    let blanks = width.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}

/// Writes lines of styled text from the first row of an area on, as many as fit.
pub fn put_styled<'a>(lines: impl IntoIterator<Item = &'a Line<'a>>, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for (row, line) in (area.top()..area.bottom()).zip(lines) {
        put_spans(line, (area.x, row), area.width, buf);
    }
}

/// Writes a line of styled text from a place on, at most `width` columns of it.
pub fn put_spans(line: &Line<'_>, from: (u16, u16), width: u16, buf: &mut Buffer) {
    let ((mut x, y), mut left) = (from, width);
    for span in &line.spans {
        let style = line.style.patch(span.style);
        let text = &*shown(&span.content);
        let end = put_plain(text, style, (x, y), left.into(), buf)
            .unwrap_or_else(|| buf.set_stringn(x, y, text, left.into(), style).0);
        (x, left) = (end, left.saturating_sub(end - x));
    }
}

/// Writes a text of which each character has one column, if it has room: nearly every text, which then needs no search
/// for graphemes. Returns the column behind it.
fn put_plain(
    text: &str,
    style: Style,
    from: (u16, u16),
    width: usize,
    buf: &mut Buffer,
) -> Option<u16> {
    let columns = text.chars().try_fold(0, |columns, character| {
        is_one_column(character).then_some(columns + 1)
    });
    columns.filter(|columns| *columns <= width)?;
    let mut x = from.0;
    for character in text.chars() {
        buf[(x, from.1)].set_char(character).set_style(style);
        x += 1;
    }
    Some(x)
}

/// Whether a character has one column and joins none beside it: ASCII, and the lines, bars, dots and marks of the screens.
fn is_one_column(character: char) -> bool {
    matches!(character, ' '..='~' | '·' | '×' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '\u{2500}'..='\u{259f}')
        || matches!(character, '▸' | '▹' | '▾' | '✓' | '←' | '↑' | '→' | '↓')
}

/// Adds a cell of a table, with blanks up to so many columns.
pub fn push_padded(
    spans: &mut Vec<Span<'static>>,
    cell: impl IntoIterator<Item = Span<'static>>,
    columns: usize,
) {
    let first = spans.len();
    spans.extend(cell);
    let used: usize = spans[first..].iter().map(Span::width).sum();
    spans.push(Span::raw(" ".repeat(columns.saturating_sub(used))));
}

/// Draws a text wrapped to an area, below its edge.
pub fn put_wrapped(text: &str, area: Rect, buf: &mut Buffer) {
    let area = inset(area);
    put_lines(wrap(text, area.width.into()), theme::PLAIN, area, buf);
}

/// Writes a text at the right end of the first row of an area; returns the columns before it.
pub fn put_right(text: &str, style: Style, area: Rect, buf: &mut Buffer) -> u16 {
    let text = &*shown(text);
    let left = area.width.saturating_sub(text.width() as u16);
    put(text, style, 0, from_column(area, left), buf);
    left
}

/// In [`rows`], the height that the other rows leave.
pub const REST: u16 = u16::MAX;

/// Splits an area into rows of these heights, one of which is [`REST`]. In a low area the last rows are cut.
pub fn rows<const N: usize>(area: Rect, heights: [u16; N]) -> [Rect; N] {
    let fixed = heights.iter().filter(|height| **height != REST).sum();
    let rest = area.height.saturating_sub(fixed).max(1);
    let mut left = area;
    heights.map(|height| {
        let height = if height == REST { rest } else { height };
        let row = Rect {
            height: height.min(left.height),
            ..left
        };
        left = below(left, height);
        row
    })
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

/// One row of an area, counted from 0.
pub fn row_of(area: Rect, row: u16) -> Rect {
    let area = below(area, row);
    Rect {
        height: area.height.min(1),
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

/// The columns for text in a pane that ends at the right edge of the screen, which has two blank columns.
pub fn inset(area: Rect) -> Rect {
    area.inner(Margin::new(frame::LEAD, 0))
}

/// Marks rows of a pane as selected: bold, and reversed up to the pane's edges where the pane has the keys; in another pane
/// the marker is hollow, so that the two differ without any color. Every list, rubric and text in which something is
/// selected calls this, so that a selection looks the same everywhere.
pub fn mark_selected(rows: Rect, has_keys: bool, buf: &mut Buffer) {
    let rows = rows.intersection(buf.area);
    let style = if has_keys {
        theme::SELECTION
    } else {
        theme::CHOSEN
    };
    buf.set_style(rows, style);
    if !has_keys && !rows.is_empty() && buf[rows.as_position()].symbol() == MARKER {
        buf[rows.as_position()].set_symbol(ASLEEP);
    }
}

/// The marker of what is selected, and the one in a pane without the keys.
const MARKER: &str = "▸";
const ASLEEP: &str = "▹";

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    #[test]
    fn a_character_taken_for_one_column_has_one_and_joins_none() {
        let taken: Vec<char> = ('\0'..=char::MAX)
            .filter(|&own| is_one_column(own))
            .collect();
        let text: String = taken.iter().collect();
        assert_eq!(text.width(), taken.len());
        assert!(text.graphemes(true).eq(taken.iter().map(char::to_string)));
    }

    #[test]
    fn rows_share_the_height_and_the_last_are_cut_in_a_low_area() {
        let table = [
            (9, [2, REST, 1], [2, 6, 1]),
            (4, [2, REST, 1], [2, 1, 1]),
            (3, [2, REST, 1], [2, 1, 0]),
            (0, [2, REST, 1], [0, 0, 0]),
            (9, [REST, 1, 2], [6, 1, 2]),
        ];
        for (height, heights, expected) in table {
            let area = Rect::new(3, 5, 7, height);
            let split = rows(area, heights);
            assert_eq!(split.map(|row| row.height), expected);
            let mut y = area.y;
            for row in split {
                assert_eq!((row.x, row.y, row.width), (3, y, 7));
                y += row.height;
            }
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
