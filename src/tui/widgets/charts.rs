//! Charts in lines of text: levels in words, the times of a table on one scale, and sparklines. The number always stands
//! beside the bar.

use ratatui::style::Style;
use ratatui::text::Span;

use super::push_padded;
use crate::domain::judging::rubric::level_text;
use crate::domain::session::pace::Bar;
use crate::tui::symbols;
use crate::tui::theme;

/// The blocks of a sparkline from the lowest to the highest.
const BLOCKS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// `━━ ━━ ╌╌ ╌╌ 2 solid`, or `-` without a level.
pub fn level(level: Option<u8>) -> Vec<Span<'static>> {
    bar_before(level, level_text(level))
}

/// `━━ ━━ ╌╌ ╌╌ 2`, or `-` without a level.
pub fn level_bar(level: Option<u8>) -> Vec<Span<'static>> {
    bar_before(
        level,
        level.map_or(String::new(), |number| number.to_string()),
    )
}

/// The steps of a level and a text in its style.
fn bar_before(level: Option<u8>, text: String) -> Vec<Span<'static>> {
    let Some(number) = level else {
        return vec![Span::styled("-", theme::SECONDARY)];
    };
    let style = theme::level(number);
    let mut spans = Vec::new();
    for step in 1..=4 {
        let (cells, style) = if step <= number {
            ("━━ ", style)
        } else {
            ("╌╌ ", theme::SECONDARY)
        };
        spans.push(Span::styled(cells, style));
    }
    spans.push(Span::styled(text, style));
    spans
}

/// `▄2`, or `·` and a blank without a level.
pub fn level_in_row(level: Option<u8>) -> Span<'static> {
    match level {
        Some(number) => Span::styled(
            format!("{}{number}", level_block(number)),
            theme::level(number),
        ),
        None => Span::styled("· ", theme::SECONDARY),
    }
}

/// `▄2 solid`, in ASCII without the block, or `-` without a level.
pub fn level_in_words(level: Option<u8>) -> Span<'static> {
    let level_shown = level.filter(|_| !symbols::are_ascii());
    let block = level_shown.map_or("", level_block);
    let style = theme::level(level.unwrap_or(0));
    Span::styled(format!("{block}{}", level_text(level)), style)
}

/// The block of a level in a row: its height grows with the level.
pub fn level_block(level: u8) -> &'static str {
    BLOCKS[usize::from(level.clamp(1, 4)) * 2 - 1]
}

/// A level as one column of a curve of levels: its block, in ASCII its digit.
pub fn level_step(level: u8) -> String {
    if symbols::are_ascii() {
        level.to_string()
    } else {
        level_block(level).to_owned()
    }
}

/// A time on a scale where 1 takes `width` columns: what was spent within the plan, what was left of it, the end of the
/// plan, and what went beyond it. It takes at most `width + 1` columns.
pub fn time(bar: &Bar, width: u16) -> Vec<Span<'static>> {
    let cells = |share: f64| (share * f64::from(width)).round() as usize;
    let (planned, within) = (cells(bar.planned), cells(bar.within));
    let mut over = cells(bar.over).min(usize::from(width).saturating_sub(planned));
    if over == 0 && bar.over > 0.0 && planned < usize::from(width) {
        over = 1;
    }
    vec![
        Span::styled("━".repeat(within), theme::ACCENT),
        Span::styled("╌".repeat(planned.saturating_sub(within)), theme::SECONDARY),
        Span::styled("┃", theme::PLAIN),
        Span::styled("━".repeat(over), theme::OVER),
    ]
}

/// The same with blanks up to so many columns.
pub fn time_in(bar: &Bar, width: u16, columns: usize) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    push_padded(&mut spans, time(bar, width), columns);
    spans
}

/// A bar of `value` where `most` takes `width` columns; a value above zero has at least one.
pub fn filled(value: f64, most: f64, width: u16, style: Style) -> Span<'static> {
    if value <= 0.0 || most <= 0.0 {
        return Span::raw("");
    }
    let cells = (value / most * f64::from(width)).round().max(1.0) as usize;
    Span::styled("━".repeat(cells.min(usize::from(width))), style)
}

/// A sparkline of mean levels from 1 to 4, on the scale of the levels; in ASCII a digit for each.
pub fn means(means: &[f64]) -> String {
    let block = |mean: &f64| {
        if symbols::are_ascii() {
            // Half a level is rounded up, as it is everywhere.
            return format!("{}", mean.round().clamp(1.0, 4.0));
        }
        BLOCKS[((mean * 2.0).round() as usize).clamp(1, 8) - 1].to_owned()
    };
    means.iter().map(block).collect()
}

/// A sparkline of whole numbers: zero is a blank, the largest is the full block.
pub fn sparkline(values: &[u64]) -> String {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let block = |value: &u64| match value {
        0 => " ",
        value => BLOCKS[((value * 8).div_ceil(most) as usize).clamp(1, 8) - 1],
    };
    values.iter().map(block).collect()
}

/// A sparkline of whole numbers over so many rows, the upper first.
pub fn sparkline_rows(values: &[u64], rows: usize) -> Vec<String> {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let steps = 8 * rows as u64;
    let height = |value: u64| (value * steps).div_ceil(most);
    let row = |above: u64| -> String {
        let cells = values.iter().map(|value| {
            // How much of the value's bar is in this row.
            match height(*value).saturating_sub(above).min(8) {
                0 => " ",
                filled => BLOCKS[filled as usize - 1],
            }
        });
        cells.collect()
    };
    (0..rows as u64)
        .rev()
        .map(|row_index| row(row_index * 8))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::symbols::Symbols;

    fn text(spans: &[Span<'_>]) -> String {
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn a_level_has_as_many_filled_steps_as_its_digit() {
        assert_eq!(text(&level(Some(2))), "━━ ━━ ╌╌ ╌╌ 2 solid");
        assert_eq!(text(&level(Some(4))), "━━ ━━ ━━ ━━ 4 exceptional");
        assert_eq!(text(&level(None)), "-");
        assert_eq!(text(&[level_in_words(Some(2))]), "▄2 solid");
        assert_eq!(text(&[level_in_words(None)]), "-");
        let row: Vec<Span<'_>> = (1..=4).map(|number| level_in_row(Some(number))).collect();
        assert_eq!(text(&row), "▂1▄2▆3█4");
    }

    #[test]
    fn a_time_bar_marks_the_end_of_the_plan_and_what_goes_beyond() {
        let bar = |planned, within, over| {
            text(&time(
                &Bar {
                    planned,
                    within,
                    over,
                },
                10,
            ))
        };
        assert_eq!(bar(1.0, 0.8, 0.0), "━━━━━━━━╌╌┃");
        assert_eq!(bar(0.5, 0.5, 0.3), "━━━━━┃━━━");
        // An overrun that is too short for a column still has one.
        assert_eq!(bar(0.5, 0.5, 0.01), "━━━━━┃━");
        assert_eq!(bar(0.0, 0.0, 0.0), "┃");
    }

    #[test]
    fn a_mean_is_rounded_half_up_to_a_level_where_it_is_a_digit() {
        symbols::set_in_use(Symbols::Ascii);
        assert_eq!(means(&[0.4, 1.5, 2.5, 3.4, 4.6]), "12334");
        symbols::set_in_use(Symbols::Unicode);
        assert_eq!(means(&[1.5, 2.5, 4.6]), "▃▅█");
    }

    #[test]
    fn a_sparkline_has_a_blank_for_zero_and_the_full_block_for_the_largest() {
        assert_eq!(sparkline(&[2, 5, 0, 7, 8]), "▂▅ ▇█");
        assert_eq!(sparkline(&[0, 0]), "  ");
        assert_eq!(sparkline(&[1, 800]), "▁█");
        assert_eq!(sparkline(&[]), "");
        assert_eq!(means(&[1.0, 2.4, 4.0]), "▂▅█");
        assert_eq!(sparkline_rows(&[0, 1, 8, 16], 2), ["   █", " ▁██"]);
        assert_eq!(
            text(&[filled(1.0, 100.0, 10, theme::OVER)]),
            "━",
            "a small value is seen"
        );
        assert_eq!(text(&[filled(0.0, 100.0, 10, theme::OVER)]), "");
    }
}
