//! The countdown as large digits and as text. The text is shown in every form.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{bars, put};
pub use crate::domain::session::time_words::{
    clock_words, left_or_over, round_up, time_words, total_words,
};
use crate::domain::session::timeline::StageTime;
use crate::tui::theme;

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
