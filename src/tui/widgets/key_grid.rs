//! All keys of a context in columns, from top to bottom: the commands of the interview.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::footer::KeyArea;
use super::frame::LEAD;
use super::{below, from_column};
use crate::tui::theme;

/// Blank columns between two columns of keys.
const GAP: u16 = 3;
const MOST_ROWS: u16 = 6;

/// The fewest rows in which all keys fit.
pub fn rows(keys: &[(String, &str)], width: u16) -> u16 {
    let fits = |rows: &u16| {
        let columns = columns(keys, *rows);
        let used: u16 = columns.iter().map(|column| column + GAP).sum();
        used.saturating_sub(GAP) + 2 * LEAD <= width
    };
    (2..MOST_ROWS).find(fits).unwrap_or(MOST_ROWS)
}

/// Draws the keys in the rows of an area; returns where each was drawn.
pub fn draw(keys: &[(String, &str)], area: Rect, buf: &mut Buffer) -> Vec<KeyArea> {
    let rows = area.height.max(1);
    let columns = columns(keys, rows);
    let mut drawn = Vec::new();
    let mut start = LEAD;
    for (column, width) in columns.iter().enumerate() {
        let first = column * usize::from(rows);
        for (row, (index, (key, word))) in (0..rows).zip(keys.iter().enumerate().skip(first)) {
            let line = Line::from_iter([
                Span::styled(key, theme::ACCENT_STRONG),
                Span::styled(format!(" {word}"), theme::SECONDARY),
            ]);
            let place = Rect {
                height: 1,
                width: line.width() as u16,
                ..below(from_column(area, start), row)
            };
            let place = place.intersection(area);
            line.render(place, buf);
            drawn.push((place, index));
        }
        start += width + GAP;
    }
    drawn
}

/// The widths of the columns when the keys are put into so many rows.
fn columns(keys: &[(String, &str)], rows: u16) -> Vec<u16> {
    let columns = keys.chunks(usize::from(rows.max(1))).map(|keys| {
        let widths = keys
            .iter()
            .map(|(key, word)| key.width() + 1 + word.width());
        widths.max().unwrap_or(0) as u16
    });
    columns.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_in_columns_and_each_has_the_place_where_it_stands() {
        let keys = [("n", "next"), ("g", "back"), ("a", "ask"), ("?", "help")];
        let keys = keys.map(|(key, word)| (key.to_owned(), word));
        assert_eq!(rows(&keys, 22), 2);
        assert_eq!(rows(&keys, 12), 4);
        let area = Rect::new(0, 0, 22, 2);
        let mut buf = Buffer::empty(area);
        let drawn = draw(&keys, area, &mut buf);
        buf.set_style(area, ratatui::style::Style::reset());
        let mut expected = Buffer::with_lines(["  n next   a ask      ", "  g back   ? help     "]);
        expected.set_style(area, ratatui::style::Style::reset());
        assert_eq!(buf, expected);
        assert_eq!(drawn[3], (Rect::new(11, 1, 6, 1), 3));
    }
}
