//! The last rows of a screen: the keys that work now. `? help` is shown even where no other key fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::{below, from_column};
use crate::tui::keys::{Action, FooterKey};
use crate::tui::theme;

/// Columns between two keys.
const GAP: u16 = 3;
/// Blank columns at both ends of a row.
const EDGE: u16 = 2;
/// How many keys stand before the way out where it is moved.
const BEFORE_WAY_OUT: usize = 3;

/// Where a key is drawn, and its index in the list of keys.
pub type KeyArea = (Rect, usize);

/// Draws keys from the left in their order, and the last one, which should be help, at the right end of the last row.
/// Where not all fit, the last of those that need not stay are left out. Returns where each was drawn.
pub fn draw_keys(keys: &[FooterKey], area: Rect, buf: &mut Buffer) -> Vec<KeyArea> {
    let placed = place(keys, area.width, area.height).into_iter();
    let placed = placed.map(|(index, (row, column))| {
        let place = below(from_column(area, column), row);
        (draw_key(&keys[index], place, buf), index)
    });
    placed.collect()
}

/// The columns of keys in one row, with the blanks between them.
pub fn columns(keys: &[FooterKey]) -> u16 {
    let columns: u16 = keys.iter().map(|key| key_width(key) + GAP).sum();
    columns.saturating_sub(GAP)
}

/// Moves the way out before the keys that are left out where not all have room.
pub fn keep_way_out(keys: &mut Vec<FooterKey>, width: u16) {
    let back = keys.iter().position(|key| key.action == Action::Back);
    if let Some(back) = back.filter(|_| columns(keys) + 2 * EDGE > width) {
        let key = keys.remove(back);
        keys.insert(back.min(BEFORE_WAY_OUT), key);
    }
}

/// Draws one key from the first column of an area; returns its place.
pub fn draw_key(key: &FooterKey, area: Rect, buf: &mut Buffer) -> Rect {
    let line = Line::from_iter([
        Span::styled(&key.label, theme::ACCENT_STRONG),
        Span::styled(format!(" {}", key.word), theme::SECONDARY),
    ]);
    let place = Rect {
        height: 1,
        width: line.width() as u16,
        ..area
    };
    let place = place.intersection(area);
    line.render(place, buf);
    place
}

/// The index, row and column of each key that is drawn.
fn place(keys: &[FooterKey], width: u16, rows: u16) -> Vec<(usize, (u16, u16))> {
    let Some((last, others)) = keys.split_last() else {
        return Vec::new();
    };
    let column = width.saturating_sub(key_width(last) + EDGE);
    let help = (rows.saturating_sub(1), column);
    let mut shown: Vec<usize> = (0..others.len()).collect();
    let mut placed = place_all(others, &shown, width, help);
    while placed.is_none() && !shown.is_empty() {
        let less = shown.iter().rposition(|index| !others[*index].stays());
        shown.remove(less.unwrap_or(shown.len() - 1));
        placed = place_all(others, &shown, width, help);
    }
    let placed = placed.unwrap_or_default().into_iter();
    shown
        .into_iter()
        .zip(placed)
        .chain([(others.len(), help)])
        .collect()
}

/// The rows and columns of these keys; `None` where they do not fit before help.
fn place_all(
    keys: &[FooterKey],
    shown: &[usize],
    width: u16,
    help: (u16, u16),
) -> Option<Vec<(u16, u16)>> {
    let (mut row, mut column) = (0, EDGE);
    let mut placed = Vec::new();
    for index in shown {
        let end = |row: u16, column: u16| {
            let limit = if row == help.0 {
                help.1.saturating_sub(GAP)
            } else {
                width.saturating_sub(EDGE)
            };
            let end = column + key_width(&keys[*index]);
            (end <= limit).then_some(end + GAP)
        };
        if end(row, column).is_none() && row < help.0 {
            (row, column) = (row + 1, EDGE);
        }
        let next = end(row, column)?;
        placed.push((row, column));
        column = next;
    }
    Some(placed)
}

/// The columns of a key with its word.
pub fn key_width(key: &FooterKey) -> u16 {
    (key.label.width() + 1 + key.word.width()) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::input::Key;
    use crate::tui::keys::Action;

    fn key(label: char, word: &'static str, action: Action) -> FooterKey {
        FooterKey {
            label: label.to_string(),
            word: word.into(),
            action,
            key: Key::char(label),
        }
    }

    fn keys() -> [FooterKey; 3] {
        [
            key('n', "next", Action::NextStage),
            key('v', "later", Action::Read),
            key('?', "help", Action::Help),
        ]
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
        assert_eq!(alone(30, 1).0, ["  n next   v later    ? help  "]);
        assert_eq!(alone(21, 1).0, ["  n next     ? help  "]);
        assert_eq!(
            alone(20, 2).0,
            ["  n next   v later  ", "            ? help  "]
        );
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
                let key = &keys()[index];
                let words = format!("{} {}", key.label, key.word);
                assert_eq!(drawn, words, "at {width} columns");
            }
        }
    }

    #[test]
    fn a_pause_stays_where_other_keys_before_it_do_not_fit() {
        let keys = [
            key('n', "next", Action::NextStage),
            key('x', "covered", Action::Cover),
            key('p', "pause", Action::Pause),
            key('q', "leave", Action::Leave),
            key('?', "help", Action::Help),
        ];
        let shown = |width| {
            let placed = place(&keys, width, 1).into_iter();
            placed
                .map(|(index, _)| keys[index].label.as_str())
                .collect::<String>()
        };
        for (width, labels) in [
            (60, "nxpq?"),
            (44, "nxp?"),
            (30, "np?"),
            (22, "p?"),
            (9, "?"),
        ] {
            assert_eq!(shown(width), labels, "at {width} columns");
        }
    }
}
