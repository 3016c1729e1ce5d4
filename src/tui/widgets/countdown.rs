//! The countdown as large digits and as text. The text is shown in every form.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{bars, put};
use crate::domain::session::timeline::{StageTime, Timeline, clock};
use crate::tui::theme;

/// Time left rounded up, or time over rounded down with a plus sign: `4:28`, `+0:12`, `1:02:03`.
pub fn clock_words(time: StageTime) -> String {
    if time.is_over() {
        format!("+{}", clock(time.over()))
    } else {
        clock(round_up(time.left()))
    }
}

/// [`clock_words`] and what it means: `4:28 left`, `+0:12 over`.
pub fn left_or_over(time: StageTime) -> String {
    let word = if time.is_over() { "over" } else { "left" };
    format!("{} {word}", clock_words(time))
}

/// `4:28 left of 10:00`, `+0:12 over 10:00`.
pub fn time_words(time: StageTime) -> String {
    let of = if time.is_over() { "" } else { " of" };
    format!("{}{of} {}", left_or_over(time), clock(time.planned))
}

/// `total 28:40 left`, `total +0:12 over`.
pub fn total_words(timeline: &Timeline) -> String {
    if timeline.left().is_zero() {
        format!("total +{} over", clock(timeline.past_end()))
    } else {
        format!("total {} left", clock(round_up(timeline.left())))
    }
}

/// Rounds up to a whole second.
pub fn round_up(time: Duration) -> Duration {
    Duration::from_secs(time.as_secs() + u64::from(time.subsec_nanos() > 0))
}

/// The style of the time of a stage in words and digits.
pub fn style(time: StageTime) -> Style {
    bars::time_style(time).patch(theme::STRONG)
}

/// The rows of the large digits, each of two rows of dots.
pub const DIGIT_ROWS: u16 = 3;

/// The columns of a text of digits, `:` and `+` in large digits.
pub fn digit_columns(words: &str) -> u16 {
    let columns = words
        .chars()
        .filter_map(figure)
        .map(|rows| columns(&rows) + 1);
    columns.sum::<u16>().saturating_sub(1)
}

/// Draws a text of digits, `:` and `+` in large digits.
pub fn draw_digits(words: &str, style: Style, area: Rect, buf: &mut Buffer) {
    for row in 0..DIGIT_ROWS {
        let figures = words.chars().filter_map(figure);
        let line: Vec<&str> = figures.map(|rows| rows[usize::from(row)]).collect();
        put(line.join(" ").trim_end(), style, row, area, buf);
    }
}

fn columns(rows: &[&str; 3]) -> u16 {
    rows[0].chars().count() as u16
}

/// The rows of a figure.
fn figure(character: char) -> Option<[&'static str; 3]> {
    Some(match character {
        '0' => ["█▀█", "█ █", "▀▀▀"],
        '1' => ["▄█ ", " █ ", "▀▀▀"],
        '2' => ["▀▀█", "█▀▀", "▀▀▀"],
        '3' => ["▀▀█", "▀▀█", "▀▀▀"],
        '4' => ["█ █", "▀▀█", "  ▀"],
        '5' => ["█▀▀", "▀▀█", "▀▀▀"],
        '6' => ["█▀▀", "█▀█", "▀▀▀"],
        '7' => ["▀▀█", "  █", "  ▀"],
        '8' => ["█▀█", "█▀█", "▀▀▀"],
        '9' => ["█▀█", "▀▀█", "▀▀▀"],
        ':' => ["▄", "▄", " "],
        '+' => [" ▄ ", "▀█▀", "   "],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(spent_ms: u64) -> StageTime {
        StageTime {
            planned: Duration::from_secs(600),
            spent: Duration::from_millis(spent_ms),
            entered: true,
        }
    }

    #[test]
    fn time_left_is_rounded_up_and_time_over_down() {
        let table = [
            (0, "10:00 left"),
            (1, "10:00 left"),
            (1000, "9:59 left"),
            (599_000, "0:01 left"),
            (599_999, "0:01 left"),
            (600_000, "+0:00 over"),
            (600_999, "+0:00 over"),
            (601_000, "+0:01 over"),
            (4_200_000, "+1:00:00 over"),
        ];
        for (spent, words) in table {
            assert_eq!(left_or_over(at(spent)), words, "at {spent} ms");
        }
    }

    #[test]
    fn every_figure_has_three_rows_of_one_width() {
        for character in "0123456789:+".chars() {
            let rows = figure(character).unwrap();
            let widths = rows.map(|row| row.chars().count());
            assert!(
                widths.iter().all(|width| *width == widths[0]),
                "{character}"
            );
        }
    }

    #[test]
    fn digits_stand_one_column_apart() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 13, 3));
        draw_digits("4:28", Style::new(), buf.area, &mut buf);
        let expected = ["█ █ ▄ ▀▀█ █▀█", "▀▀█ ▄ █▀▀ █▀█", "  ▀   ▀▀▀ ▀▀▀"];
        assert_eq!(buf, Buffer::with_lines(expected));
        assert_eq!(digit_columns("4:28"), 13);
    }
}
