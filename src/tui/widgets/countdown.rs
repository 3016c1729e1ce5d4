//! The countdown as big digits, a bar and text. The text is shown in every form.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::session::timeline::{StageTime, Timeline, clock};
use crate::tui::theme;

/// The last minute of a stage is shown in another color, if the stage is longer than two.
const SHORT: Duration = Duration::from_secs(60);

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

/// `4:28 left of 10:00`, `+0:12 over, of 10:00`.
pub fn time_words(time: StageTime) -> String {
    let of = if time.is_over() { ", of" } else { " of" };
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

/// The style of the time of a stage.
pub fn style(time: StageTime) -> Style {
    if time.is_over() {
        theme::OVER
    } else if time.left() <= SHORT && time.planned > 2 * SHORT {
        theme::TIME_SHORT
    } else {
        theme::TIME
    }
}

/// Draws a bar on the first row of an area: the time spent, then the time left.
pub fn draw_bar(time: StageTime, area: Rect, buf: &mut Buffer) {
    let width = u128::from(area.width);
    let planned = time.planned.as_millis().max(1);
    let spent = (time.spent.as_millis().min(planned) * width / planned) as usize;
    let bar = "▓".repeat(spent) + &"░".repeat(usize::from(area.width) - spent);
    if area.height > 0 {
        buf.set_stringn(area.x, area.y, bar, usize::from(area.width), style(time));
    }
}

/// The size of the big digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigitSize {
    /// 3 rows, each of two rows of dots.
    Small,
    /// 6 rows.
    Large,
}

impl DigitSize {
    pub fn rows(self) -> u16 {
        match self {
            Self::Small => 3,
            Self::Large => 6,
        }
    }
}

/// Draws a text of digits, `:` and `+` in big digits; returns whether it fits.
pub fn draw_digits(
    words: &str,
    size: DigitSize,
    style: Style,
    area: Rect,
    buf: &mut Buffer,
) -> bool {
    let faces: Vec<&[&str; 6]> = words.chars().filter_map(face).collect();
    let width: usize = faces.iter().map(|face| face[0].len() + 1).sum();
    if usize::from(area.width) + 1 < width || area.height < size.rows() {
        return false;
    }
    for row in 0..size.rows() {
        let line: String = faces
            .iter()
            .map(|face| face_row(face, usize::from(row), size) + " ")
            .collect();
        buf.set_stringn(area.x, area.y + row, line, usize::from(area.width), style);
    }
    true
}

fn face_row(face: &[&str; 6], row: usize, size: DigitSize) -> String {
    let dots = |row: usize| face[row].bytes().map(|dot| dot == b'#');
    match size {
        DigitSize::Large => dots(row).map(|dot| if dot { '█' } else { ' ' }).collect(),
        DigitSize::Small => dots(2 * row)
            .zip(dots(2 * row + 1))
            .map(|halves| match halves {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            })
            .collect(),
    }
}

/// The six rows of dots of a character, from the top.
fn face(character: char) -> Option<&'static [&'static str; 6]> {
    let face: &[&str; 6] = match character {
        '0' => &[".##.", "#..#", "#..#", "#..#", "#..#", ".##."],
        '1' => &["..#.", ".##.", "..#.", "..#.", "..#.", ".###"],
        '2' => &["###.", "...#", ".##.", "#...", "#...", "####"],
        '3' => &["###.", "...#", ".##.", "...#", "...#", "###."],
        '4' => &["#..#", "#..#", "####", "...#", "...#", "...#"],
        '5' => &["####", "#...", "###.", "...#", "...#", "###."],
        '6' => &[".##.", "#...", "###.", "#..#", "#..#", ".##."],
        '7' => &["####", "...#", "..#.", "..#.", ".#..", ".#.."],
        '8' => &[".##.", "#..#", ".##.", "#..#", "#..#", ".##."],
        '9' => &[".##.", "#..#", "#..#", ".###", "...#", ".##."],
        ':' => &[".", "#", ".", ".", "#", "."],
        '+' => &["...", ".#.", "###", ".#.", "...", "..."],
        _ => return None,
    };
    Some(face)
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
    fn every_digit_is_six_rows_of_one_width() {
        for character in "0123456789:+".chars() {
            let face = face(character).unwrap();
            assert!(
                face.iter().all(|row| row.len() == face[0].len()),
                "{character}"
            );
        }
    }

    #[test]
    fn digits_that_do_not_fit_are_left_out() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 3));
        let area = buf.area;
        assert!(!draw_digits(
            "10:00",
            DigitSize::Small,
            theme::TIME,
            area,
            &mut buf
        ));
        assert_eq!(buf, Buffer::empty(area));
    }
}
