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

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::symbols::{ellipsis, shown};
use super::theme;

/// The text cut to `width` columns, with an ellipsis if it is cut.
pub fn fit(text: &str, width: usize) -> String {
    let text = &*shown(text);
    if text.width() <= width {
        return text.to_owned();
    }
    let end = ellipsis(width);
    let mut used = end.width();
    let mut cut: String = if text.chars().all(is_one_column) {
        text.chars().take(width.saturating_sub(used)).collect()
    } else {
        let graphemes = text.graphemes(true).take_while(|grapheme| {
            used += grapheme.width();
            used <= width
        });
        graphemes.collect()
    };
    if width > 0 {
        // Three dots behind a dot would be four.
        let is_blank = |last| last == ' ' || end.starts_with(last);
        cut.truncate(cut.trim_end_matches(is_blank).len());
        cut.push_str(end);
    }
    cut
}

/// The text wrapped at words to lines of at most `width` columns: at least one line, and its empty lines.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let text = shown(text);
    let lines = textwrap::wrap(&text, width.max(1));
    lines.into_iter().map(Into::into).collect()
}

/// A command, or a text with commands in backquotes, wrapped only at blanks, so that no word is broken at a hyphen. A command
/// in backquotes is on one row where it fits into one.
pub fn wrap_command(text: &str, width: usize) -> Vec<String> {
    /// Stands for a blank of a command while the text is wrapped.
    const KEPT: char = '\u{e000}';
    let text = shown(text);
    let mut whole = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        whole.push_str(if index > 0 { "`" } else { "" });
        // Every second part is in backquotes; a comma may follow it.
        if index % 2 == 1 && part.width() + 3 <= width {
            whole.push_str(&part.replace(' ', &KEPT.to_string()));
        } else {
            whole.push_str(part);
        }
    }
    let options = textwrap::Options::new(width.max(1));
    let options = options.word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(&whole, options).into_iter();
    lines.map(|line| line.replace(KEPT, " ")).collect()
}

/// A path in rows of so many columns: it is broken behind a separator, and a name only where it is wider than a row.
pub fn wrap_path(path: &str, width: usize) -> Vec<String> {
    let path = shown(path);
    let mut rows = vec![String::new()];
    for name in path.split_inclusive('/') {
        let row = rows.last().map_or(0, |row| row.width());
        if row > 0 && row + name.width() > width {
            rows.push(String::new());
        }
        if name.width() > width {
            rows.pop();
            rows.extend(wrap_command(name, width));
        } else if let Some(row) = rows.last_mut() {
            row.push_str(name);
        }
    }
    rows
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
    use super::*;
    use crate::domain::symbols::Symbols;

    #[test]
    fn a_path_is_broken_behind_a_separator_and_a_name_only_where_it_is_wider_than_a_row() {
        let table = [
            ("~/sessions/20261123-a", 30, vec!["~/sessions/20261123-a"]),
            (
                "~/sessions/20261123-a",
                15,
                vec!["~/sessions/", "20261123-a"],
            ),
            ("/a b/c", 4, vec!["/", "a b/", "c"]),
            ("/abcdefgh/c", 6, vec!["/", "abcdef", "gh/c"]),
            ("", 6, vec![""]),
        ];
        for (path, width, rows) in table {
            assert_eq!(wrap_path(path, width), rows, "{path} in {width}");
        }
    }

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
        crate::tui::symbols::set_in_use(Symbols::Ascii);
        for (text, width, fitted) in [
            ("the notes", 9, "the notes"),
            ("the notes", 8, "the n..."),
            ("the notes", 7, "the..."),
            ("the notes", 5, "the."),
            ("日本語日本語", 8, "日本..."),
            ("half… said", 9, "half..."),
        ] {
            assert_eq!(fit(text, width), fitted);
            assert!(fitted.width() <= width);
        }
        crate::tui::symbols::set_in_use(Symbols::Unicode);
    }

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
    fn a_command_is_wrapped_only_at_its_blanks() {
        let command = "forty show --stage data-pipeline";
        let lines = ["forty show --stage", "data-pipeline"];
        assert_eq!(wrap_command(command, 24), lines);
    }

    #[test]
    fn a_command_in_backquotes_is_on_one_row_where_it_fits_into_one() {
        let text = "moved to the trash. `forty delete --undo` restores it";
        let table = [
            (
                30,
                vec![
                    "moved to the trash.",
                    "`forty delete --undo` restores",
                    "it",
                ],
            ),
            (
                23,
                vec![
                    "moved to the trash.",
                    "`forty delete --undo`",
                    "restores it",
                ],
            ),
            (
                20,
                vec![
                    "moved to the trash.",
                    "`forty delete",
                    "--undo` restores it",
                ],
            ),
        ];
        for (width, lines) in table {
            assert_eq!(wrap_command(text, width), lines, "in {width} columns");
        }
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
