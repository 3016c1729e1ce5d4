//! The last line: what is the matter, and the keys that work here and now. `? help` is the last to go.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::fit;
use crate::tui::theme;

/// Columns between two keys, where there is room and where there is not.
const GAPS: [usize; 2] = [3, 2];

/// Who gets the room where there is not enough for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    Message,
    Keys,
}

/// Draws a message at the left and keys with their words at the right. Where there is no room for all, keys go from
/// the end of the list, the last of it never: put help there.
pub fn draw(
    message: (&str, Style),
    keys: &[(String, &str)],
    first: First,
    area: Rect,
    buf: &mut Buffer,
) {
    let width = usize::from(area.width);
    if area.height == 0 || width == 0 {
        return;
    }
    let wanted = match first {
        First::Message => message.0.width() + 2,
        First::Keys => 0,
    };
    let room = width.saturating_sub(wanted + 2);
    let (shown, gap) = GAPS
        .map(|gap| (fitting(keys, gap, room + gap), gap))
        .into_iter()
        .max_by_key(|(shown, gap)| (shown.len(), *gap))
        .unwrap_or_default();
    let taken: usize = shown.iter().map(|key| words(key).width() + gap).sum();
    let mut x = width.saturating_sub((taken + 1).saturating_sub(gap));
    let room = x.saturating_sub(3);
    let left = area.x + 1.min(area.width - 1);
    buf.set_stringn(left, area.y, fit(message.0, room), room, message.1);
    for key in shown {
        let at = |x: usize| area.x + x.min(width - 1) as u16;
        buf.set_stringn(at(x), area.y, &key.0, width.saturating_sub(x), theme::KEY);
        let after = x + key.0.width() + 1;
        buf.set_stringn(
            at(after),
            area.y,
            key.1,
            width.saturating_sub(after),
            theme::PLAIN,
        );
        x += words(key).width() + gap;
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

    fn drawn(width: u16, first: First) -> String {
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        let keys = [
            ("n".to_owned(), "next"),
            ("p".to_owned(), "pause"),
            ("?".to_owned(), "help"),
        ];
        draw(("message", theme::PLAIN), &keys, first, area, &mut buf);
        (0..width)
            .map(|x| buf[(x, 0)].symbol().to_owned())
            .collect()
    }

    #[test]
    fn help_is_the_last_to_go() {
        for width in 7..40 {
            assert!(
                drawn(width, First::Keys).contains('?'),
                "at {width} columns"
            );
            assert!(
                drawn(width, First::Message).contains('?'),
                "at {width} columns"
            );
        }
    }

    #[test]
    fn who_is_first_is_whole_where_both_do_not_fit() {
        assert_eq!(
            drawn(40, First::Message),
            " message      n next   p pause   ? help "
        );
        assert_eq!(
            drawn(34, First::Message),
            " message  n next  p pause  ? help "
        );
        assert_eq!(drawn(28, First::Keys), "  n next   p pause   ? help ");
        assert_eq!(drawn(25, First::Message), " message  n next  ? help ");
    }
}
