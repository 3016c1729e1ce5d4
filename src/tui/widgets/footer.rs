//! The last line: what is the matter, and the keys that work here and now. `? help` is the last to go.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::{from_column, put};
use crate::tui::theme;

/// Columns between two keys, where there is room and where there is not.
const GAPS: [usize; 2] = [3, 2];

/// Draws a message at the left and keys with their words at the right. Where there is no room for all, keys go from
/// the end of the list, the last of it never: put help there.
pub fn draw(message: &(String, Style), keys: &[(String, &str)], area: Rect, buf: &mut Buffer) {
    let wanted = message.0.width() + 2;
    draw_within(
        message,
        keys,
        usize::from(area.width).saturating_sub(wanted),
        area,
        buf,
    );
}

/// The same with the keys first: the message gets what room they leave.
pub fn draw_keys_first(
    message: &(String, Style),
    keys: &[(String, &str)],
    area: Rect,
    buf: &mut Buffer,
) {
    draw_within(message, keys, usize::from(area.width), area, buf);
}

fn draw_within(
    message: &(String, Style),
    keys: &[(String, &str)],
    room: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let room = room.saturating_sub(2);
    let (shown, gap) = GAPS
        .map(|gap| (fitting(keys, gap, room + gap), gap))
        .into_iter()
        .max_by_key(|(shown, gap)| (shown.len(), *gap))
        .unwrap_or_default();
    let taken: usize = shown.iter().map(|key| words(key).width() + gap).sum();
    let start = area
        .width
        .saturating_sub((taken + 1).saturating_sub(gap) as u16);
    let mut rest = from_column(area, start);
    let left = Rect {
        width: start.saturating_sub(3) + 1,
        ..area
    };
    put(&message.0, message.1, 0, from_column(left, 1), buf);
    for key in shown {
        put(&key.0, theme::KEY, 0, rest, buf);
        put(
            key.1,
            theme::PLAIN,
            0,
            from_column(rest, key.0.width() as u16 + 1),
            buf,
        );
        rest = from_column(rest, (words(key).width() + gap) as u16);
    }
}

fn words((key, word): &(String, &str)) -> String {
    format!("{key} {word}")
}

/// As many keys as fit `room` columns, the last always among them.
fn fitting<'a>(
    keys: &'a [(String, &'a str)],
    gap: usize,
    room: usize,
) -> Vec<&'a (String, &'a str)> {
    let Some((help, others)) = keys.split_last() else {
        return Vec::new();
    };
    let mut used = words(help).width() + gap;
    let mut shown: Vec<_> = others
        .iter()
        .take_while(|key| {
            used += words(key).width() + gap;
            used <= room
        })
        .collect();
    shown.push(help);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: u16, keys_first: bool) -> String {
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        let keys = [
            ("n".to_owned(), "next"),
            ("p".to_owned(), "pause"),
            ("?".to_owned(), "help"),
        ];
        let draw = if keys_first { draw_keys_first } else { draw };
        draw(&("message".to_owned(), theme::PLAIN), &keys, area, &mut buf);
        (0..width)
            .map(|x| buf[(x, 0)].symbol().to_owned())
            .collect()
    }

    #[test]
    fn help_is_the_last_to_go() {
        for width in 7..40 {
            assert!(drawn(width, true).contains('?'), "at {width} columns");
            assert!(drawn(width, false).contains('?'), "at {width} columns");
        }
    }

    #[test]
    fn who_is_first_is_whole_where_both_do_not_fit() {
        assert_eq!(drawn(40, false), " message      n next   p pause   ? help ");
        assert_eq!(drawn(34, false), " message  n next  p pause  ? help ");
        assert_eq!(drawn(28, true), "  n next   p pause   ? help ");
        assert_eq!(drawn(25, false), " message  n next  ? help ");
    }
}
