//! All keys of a context in columns, from top to bottom: the commands of the interview.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::footer::{KeyArea, draw_key, key_width};
use super::frame::LEAD;
use super::{below, from_column};
use crate::tui::keys::FooterKey;
use crate::tui::theme;

/// Blank columns between two columns of keys.
const GAP: u16 = 3;
const MOST_ROWS: u16 = 6;

/// The fewest rows in which all keys fit.
pub fn rows(keys: &[FooterKey], width: u16) -> u16 {
    let fits = |rows: &u16| {
        let columns = columns(keys, *rows);
        let used: u16 = columns.iter().map(|column| column + GAP).sum();
        used.saturating_sub(GAP) + 2 * LEAD <= width
    };
    (2..MOST_ROWS).find(fits).unwrap_or(MOST_ROWS)
}

/// Draws the keys in the rows of an area, those dim for which `is_possible` does not hold; returns where each of the others
/// was drawn.
pub fn draw(
    keys: &[FooterKey],
    is_possible: impl Fn(&FooterKey) -> bool,
    area: Rect,
    buf: &mut Buffer,
) -> Vec<KeyArea> {
    let rows = area.height.max(1);
    let columns = columns(keys, rows);
    let mut drawn = Vec::new();
    let mut start = LEAD;
    for (column, width) in columns.iter().enumerate() {
        let first = column * usize::from(rows);
        for (row, (index, key)) in (0..rows).zip(keys.iter().enumerate().skip(first)) {
            let place = below(from_column(area, start), row);
            let place = draw_key(key, place, buf);
            if is_possible(key) {
                drawn.push((place, index));
            } else {
                buf.set_style(place, theme::IMPOSSIBLE);
            }
        }
        start += width + GAP;
    }
    drawn
}

/// The widths of the columns when the keys are put into so many rows.
fn columns(keys: &[FooterKey], rows: u16) -> Vec<u16> {
    let columns = keys
        .chunks(usize::from(rows.max(1)))
        .map(|keys| keys.iter().map(key_width).max().unwrap_or(0));
    columns.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::input::Key;
    use crate::tui::keys::Action;

    #[test]
    fn the_keys_are_in_columns_and_each_has_the_place_where_it_stands() {
        let keys = [("n", "next"), ("g", "back"), ("a", "ask"), ("?", "help")];
        let keys = keys.map(|(label, word)| FooterKey {
            label: label.to_owned(),
            word: word.into(),
            action: Action::Help,
            key: Key::char('?'),
        });
        assert_eq!(rows(&keys, 22), 2);
        assert_eq!(rows(&keys, 12), 4);
        let area = Rect::new(0, 0, 22, 2);
        let mut buf = Buffer::empty(area);
        let drawn = draw(&keys, |_| true, area, &mut buf);
        buf.set_style(area, ratatui::style::Style::reset());
        let mut expected = Buffer::with_lines(["  n next   a ask      ", "  g back   ? help     "]);
        expected.set_style(area, ratatui::style::Style::reset());
        assert_eq!(buf, expected);
        assert_eq!(drawn[3], (Rect::new(11, 1, 6, 1), 3));
        let mut buf = Buffer::empty(area);
        let drawn = draw(&keys, |key| key.label != "g", area, &mut buf);
        let label = buf[(2, 1)].style();
        assert_eq!(label.fg, Some(ratatui::style::Color::Reset));
        assert!(label.add_modifier.contains(ratatui::style::Modifier::DIM));
        buf.set_style(area, ratatui::style::Style::reset());
        assert_eq!(
            (buf, drawn.len()),
            (expected, 3),
            "in its place, and no click"
        );
    }
}
