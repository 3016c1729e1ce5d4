//! The last line of a screen: a message, and the keys that work now. `? help` is shown even where no other key fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::{from_column, put};
use crate::tui::theme;

/// Columns between two keys, on a wide and on a narrow line.
const GAPS: [usize; 2] = [3, 2];

/// Draws a message on the left and keys with what they do on the right. If not all keys fit, those at the end of the
/// list are left out, except the very last, which should be help.
pub fn draw(message: &(String, Style), keys: &[(String, &str)], area: Rect, buf: &mut Buffer) {
    let wanted = message.0.width() + 2;
    let room = usize::from(area.width).saturating_sub(wanted);
    draw_within(room, message, keys, area, buf);
}

/// The same, but the message is cut instead of the keys.
pub fn draw_keys_first(
    message: &(String, Style),
    keys: &[(String, &str)],
    area: Rect,
    buf: &mut Buffer,
) {
    draw_within(area.width.into(), message, keys, area, buf);
}

/// Draws both, the keys in at most `room` columns.
fn draw_within(
    room: usize,
    message: &(String, Style),
    keys: &[(String, &str)],
    area: Rect,
    buf: &mut Buffer,
) {
    let room = room.saturating_sub(2);
    let (shown, gap) = GAPS
        .map(|gap| (fitting(keys, gap, room + gap), gap))
        .into_iter()
        .max_by_key(|(shown, gap)| (shown.len(), *gap))
        .unwrap_or_default();
    let mut line = Line::default();
    for (index, (key, word)) in shown.into_iter().enumerate() {
        let gap = if index == 0 { 0 } else { gap };
        line.push_span(" ".repeat(gap));
        line.push_span(Span::styled(key, theme::KEY));
        line.push_span(format!(" {word}"));
    }
    let start = area.width.saturating_sub(line.width() as u16 + 1);
    let left = Rect {
        width: start.saturating_sub(3) + 1,
        ..area
    };
    put(&message.0, message.1, 0, from_column(left, 1), buf);
    line.render(from_column(area, start), buf);
}

fn words((key, word): &(String, &str)) -> String {
    format!("{key} {word}")
}

/// As many keys as fit in `room` columns, and always the last.
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
    fn help_is_shown_at_every_width() {
        for width in 7..40 {
            assert!(drawn(width, true).contains('?'), "at {width} columns");
            assert!(drawn(width, false).contains('?'), "at {width} columns");
        }
    }

    #[test]
    fn on_a_narrow_line_the_message_or_the_keys_are_whole() {
        assert_eq!(drawn(40, false), " message      n next   p pause   ? help ");
        assert_eq!(drawn(34, false), " message  n next  p pause  ? help ");
        assert_eq!(drawn(28, true), "  n next   p pause   ? help ");
        assert_eq!(drawn(25, false), " message  n next  ? help ");
    }
}
