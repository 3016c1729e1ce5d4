//! The last rows of a screen: the keys that work now. `? help` is shown even where no other key fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::{below, from_column};
use crate::tui::theme;

/// Columns between two keys.
const GAP: u16 = 3;
/// Blank columns at both ends of a row.
const EDGE: u16 = 2;

/// Where a key is drawn, and its index in the list of keys.
pub type KeyArea = (Rect, usize);

/// How many rows all keys need at a width, at most `most`.
pub fn rows_of_keys(keys: &[(String, &str)], width: u16, most: u16) -> u16 {
    let needed = (1..most).find(|rows| place(keys, width, *rows).len() == keys.len());
    needed.unwrap_or(most)
}

/// Draws keys alone, from the left in their order, and the last one, which should be help, at the right end of the last
/// row. Keys at the end of the list that do not fit are left out, except the very last. Returns where each was drawn.
pub fn draw_keys(keys: &[(String, &str)], area: Rect, buf: &mut Buffer) -> Vec<KeyArea> {
    let placed = place(keys, area.width, area.height);
    let last = placed.len().saturating_sub(1);
    let placed = placed
        .into_iter()
        .enumerate()
        .map(|(index, (row, column))| {
            let index = if index == last { keys.len() - 1 } else { index };
            let (key, word) = &keys[index];
            let line = Line::from_iter([
                Span::styled(key, theme::ACCENT_STRONG),
                Span::styled(format!(" {word}"), theme::SECONDARY),
            ]);
            let place = Rect {
                height: 1,
                width: line.width() as u16,
                ..below(from_column(area, column), row)
            };
            line.render(place.intersection(area), buf);
            (place, index)
        });
    placed.collect()
}

/// The column of the last key at the right end of a row.
fn help_column(keys: &[(String, &str)], width: u16) -> u16 {
    let help = keys.last().map_or(0, |key| words(key).width() as u16);
    width.saturating_sub(help + EDGE)
}

/// The row and column of each key that fits, in order; the last place is that of the last key.
fn place(keys: &[(String, &str)], width: u16, rows: u16) -> Vec<(u16, u16)> {
    let Some((_, others)) = keys.split_last() else {
        return Vec::new();
    };
    let help = (rows.saturating_sub(1), help_column(keys, width));
    let (mut row, mut column) = (0, EDGE);
    let mut placed = Vec::new();
    for key in others {
        let end = |row: u16, column: u16| {
            let limit = if row == help.0 {
                help.1.saturating_sub(GAP)
            } else {
                width.saturating_sub(EDGE)
            };
            let end = column + words(key).width() as u16;
            (end <= limit).then_some(end + GAP)
        };
        if end(row, column).is_none() && row < help.0 {
            (row, column) = (row + 1, EDGE);
        }
        let Some(next) = end(row, column) else {
            break;
        };
        placed.push((row, column));
        column = next;
    }
    placed.push(help);
    placed
}

fn words((key, word): &(String, &str)) -> String {
    format!("{key} {word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> [(String, &'static str); 3] {
        [("n", "next"), ("p", "pause"), ("?", "help")].map(|(key, word)| (key.to_owned(), word))
    }

    fn text(buf: &Buffer) -> Vec<String> {
        let symbol = |x, y| buf[(x, y)].symbol().to_owned();
        let row = |y| (0..buf.area.width).map(|x| symbol(x, y)).collect();
        (0..buf.area.height).map(row).collect()
    }

    fn alone(width: u16, height: u16) -> (Vec<String>, Vec<KeyArea>) {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        let placed = draw_keys(&keys(), area, &mut buf);
        (text(&buf), placed)
    }

    #[test]
    fn help_is_shown_at_every_width() {
        for width in 7..40 {
            assert!(alone(width, 1).0[0].contains('?'), "at {width} columns");
        }
    }

    #[test]
    fn keys_alone_stand_on_the_left_and_help_on_the_right() {
        assert_eq!(alone(30, 1).0, ["  n next   p pause    ? help  "]);
        assert_eq!(alone(21, 1).0, ["  n next     ? help  "]);
        assert_eq!(
            alone(20, 2).0,
            ["  n next   p pause  ", "            ? help  "]
        );
        assert_eq!(rows_of_keys(&keys(), 30, 3), 1);
        assert_eq!(rows_of_keys(&keys(), 20, 3), 2);
    }

    #[test]
    fn every_drawn_key_has_the_place_where_it_stands() {
        for width in 7..40 {
            for (area, index) in alone(width, 1).1 {
                let row = &alone(width, 1).0[0];
                let drawn: String = row
                    .chars()
                    .skip(area.x.into())
                    .take(area.width.into())
                    .collect();
                let (key, word) = &keys()[index];
                assert_eq!(drawn, format!("{key} {word}"), "at {width} columns");
            }
        }
    }
}
