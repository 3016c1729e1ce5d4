//! The lines of the progress: levels over time, overruns, own levels beside a coach's, and practice by week.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::progress::{Progress, StageCalibration, StageProgress};
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::{charts, column, wrap};

/// The columns of the stages' names.
const NAME: usize = 9;
/// The columns of the numbers behind the sparkline of the levels.
const NUMBERS: usize = 6 + 6 + 6 + 8;
/// The columns of the bar of an overrun, and of the numbers behind it.
const OVER: (usize, usize) = (8 + 12, 20);
/// The most columns of a gap on either side, and the gap in levels that fills them.
const GAP: usize = 8;
const WIDEST_GAP: f64 = 0.8;
/// The columns of the numbers behind it.
const GAP_NUMBERS: usize = 6 + 6 + 6;
/// The columns of the bar of the known cards.
const CARDS_BAR: usize = 16;
/// The most weeks that are shown.
const WEEKS: usize = 8;

/// The lines in a pane of so many columns; with `height` rows, the parts that do not fit are left out from the
/// end.
pub fn lines(progress: &Progress, width: usize, height: Option<usize>) -> Vec<Line<'static>> {
    if progress.stages.iter().all(|stage| stage.timed == 0) {
        let empty = empty(progress);
        return wrap(&empty, width).into_iter().map(Line::raw).collect();
    }
    // Whether the last line of a part is a legend, which is left out first.
    let parts = [
        (levels(progress, width), false),
        (overruns(progress, width), false),
        (calibration(progress, width), true),
        (practice(progress, width), false),
        (cards(progress, width), false),
    ];
    let height = height.unwrap_or(usize::MAX);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (index, (mut part, has_legend)) in parts.into_iter().enumerate() {
        if part.is_empty() {
            continue;
        }
        // Practice and cards are one block.
        let gap = usize::from(!lines.is_empty() && index < 4);
        let room = height.saturating_sub(lines.len() + gap);
        if has_legend && part.len() == room + 1 {
            part.pop();
        }
        if part.len() > room && !lines.is_empty() {
            continue;
        }
        lines.extend((gap > 0).then(Line::default));
        lines.extend(part);
    }
    lines
}

/// Why there is no progress, and what to do.
fn empty(progress: &Progress) -> String {
    let next = "Press Enter on a design at home; levels appear after the debrief.";
    if progress.drills > 0 {
        return format!("No finished session yet: a drill of one stage has no levels. {next}");
    }
    format!("No finished session yet. {next}")
}

fn levels(progress: &Progress, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(NAME + NUMBERS).max(1);
    let head = Span::styled(column("Level", NAME + room), theme::STRONG);
    let heads = format!("{:>6}{:>6}{:>6}{:>8}", "first", "last", "mean", "change");
    let mut lines = vec![Line::from(vec![
        head,
        Span::styled(heads, theme::SECONDARY),
    ])];
    let weakest = progress.weakest().map(|(stage, _)| stage.id.as_str());
    for stage in &progress.stages {
        let skipped = stage.levels.len().saturating_sub(room);
        let shown = stage.levels.iter().skip(skipped);
        let blocks =
            shown.map(|(_, level)| Span::styled(charts::level_step(*level), theme::level(*level)));
        let mut spans = vec![Span::raw(column(&stage.short, NAME))];
        spans.extend(blocks);
        let blanks = room.saturating_sub(stage.levels.len());
        let number = |level: Option<u8>| level.map_or("-".to_owned(), |level| level.to_string());
        let mean = stage
            .mean()
            .map_or("-".to_owned(), |mean| format!("{mean:.1}"));
        let is_weakest = weakest == Some(stage.id.as_str());
        let style = if is_weakest {
            theme::WARNING
        } else {
            theme::PLAIN
        };
        spans.extend([
            Span::raw(" ".repeat(blanks)),
            Span::raw(format!(
                "{:>6}{:>6}",
                number(stage.first()),
                number(stage.last())
            )),
            Span::styled(format!("{mean:>6}"), style),
            Span::raw(format!("{:>8}", stage.change_text())),
        ]);
        lines.push(Line::from(spans));
    }
    lines
}

fn overruns(progress: &Progress, width: usize) -> Vec<Line<'static>> {
    let bar = OVER.0.min(width.saturating_sub(NAME + OVER.1)).max(1);
    let most = progress
        .stages
        .iter()
        .map(StageProgress::shown_mean_over)
        .max();
    let most = most.unwrap_or_default().as_secs_f64();
    let head = Span::styled("Time lost to overruns", theme::STRONG);
    let of = format!("  mean of {} finished", progress.finished);
    let of = if head.width() + of.width() <= width {
        of
    } else {
        format!("  mean of {}", progress.finished)
    };
    let mut lines = vec![Line::from(vec![head, Span::styled(of, theme::SECONDARY)])];
    for stage in &progress.stages {
        let over = stage.shown_mean_over();
        let filled = charts::filled(over.as_secs_f64(), most, bar as u16, theme::OVER);
        let blanks = bar.saturating_sub(filled.content.width());
        let often = format!("{} of {}", stage.overruns, stage.timed);
        lines.push(Line::from(vec![
            Span::raw(column(&stage.short, NAME)),
            filled,
            Span::raw(format!(
                "{}{:>8}{often:>12}",
                " ".repeat(blanks),
                clock(over)
            )),
        ]));
    }
    lines
}

/// The gaps as bars that go left of the line where the candidate is harder than the coach, and right where easier.
fn calibration(progress: &Progress, width: usize) -> Vec<Line<'static>> {
    if progress
        .stages
        .iter()
        .all(|stage| stage.calibration.is_none())
    {
        return Vec::new();
    }
    let side = width.saturating_sub(NAME + 1 + GAP_NUMBERS) / 2;
    let side = side.clamp(1, GAP);
    let s = if progress.reviews == 1 { "" } else { "s" };
    let columns = NAME + 2 * side + 1;
    let head = Span::styled(format!("{:<columns$}", "Self against coach"), theme::STRONG);
    let heads = format!("{:>6}{:>6}{:>6}", "self", "coach", "gap");
    let mut lines = vec![Line::from(vec![
        head,
        Span::styled(heads, theme::SECONDARY),
    ])];
    for stage in &progress.stages {
        let Some(compared) = stage.calibration else {
            continue;
        };
        let (left, right) = gap_cells(&compared, side);
        lines.push(Line::from(vec![
            Span::raw(column(&stage.short, NAME)),
            Span::styled(format!("{:>side$}", "━".repeat(left)), theme::ACCENT),
            Span::raw("┃"),
            Span::styled(format!("{:<side$}", "━".repeat(right)), theme::ACCENT),
            Span::raw(format!(
                "{:>6.1}{:>6.1}{:>6}",
                compared.own,
                compared.coach,
                compared.gap_text()
            )),
        ]));
    }
    let reviews = format!("{} review{s}", progress.reviews);
    let whole = format!("{reviews}; left: you are harder, right: easier");
    let legend = if whole.width() <= width {
        whole
    } else {
        format!("{reviews}; left: harder, right: easier")
    };
    lines.push(Line::styled(legend, theme::SECONDARY));
    lines
}

/// How many cells of so many a gap takes left and right of the line.
fn gap_cells(compared: &StageCalibration, side: usize) -> (usize, usize) {
    let share = compared.gap().abs() / WIDEST_GAP;
    let cells = ((share * side as f64).round() as usize).min(side);
    if compared.gap() < 0.0 {
        (cells, 0)
    } else {
        (0, cells)
    }
}

fn practice(progress: &Progress, width: usize) -> Vec<Line<'static>> {
    let minutes = progress.weeks.iter().map(|(_, time)| time.as_secs() / 60);
    let minutes: Vec<u64> = minutes.collect();
    let text = |count: usize| {
        let last = &minutes[minutes.len().saturating_sub(count)..];
        let numbers: Vec<String> = last.iter().map(u64::to_string).collect();
        let line = charts::sparkline(last);
        let unit = if last == [1] { "minute" } else { "minutes" };
        (line, format!("  {} {unit} a week", numbers.join(" ")))
    };
    let fits = |(line, numbers): &(String, String)| NAME + line.width() + numbers.width() <= width;
    let shown = (1..=WEEKS).rev().map(text).find(fits);
    let Some((line, numbers)) = shown.filter(|_| !minutes.is_empty()) else {
        return Vec::new();
    };
    vec![Line::from(vec![
        Span::styled(column("Practice", NAME), theme::STRONG),
        Span::styled(line, theme::ACCENT),
        Span::raw(numbers),
    ])]
}

/// How many concept cards are known, as a bar and in numbers.
fn cards(progress: &Progress, width: usize) -> Vec<Line<'static>> {
    let Some(counts) = progress.cards.filter(|counts| counts.total > 0) else {
        return Vec::new();
    };
    let text = format!("  {}", counts.text());
    let bar = CARDS_BAR.min(width.saturating_sub(NAME + text.width()));
    let known = bar * counts.known / counts.total;
    vec![Line::from(vec![
        Span::styled(column("Cards", NAME), theme::STRONG),
        Span::styled("━".repeat(known), theme::ACCENT),
        Span::styled("╌".repeat(bar - known), theme::SECONDARY),
        Span::raw(text),
    ])]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::NaiveDate;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::domain::symbols::Symbols;
    use crate::tui::symbols;
    use crate::tui::widgets::put_styled;

    #[test]
    fn the_minutes_of_each_week_have_a_curve_and_their_numbers_in_ascii_too() {
        let weeks =
            [10, 40].map(|minutes| (NaiveDate::default(), Duration::from_secs(minutes * 60)));
        let progress = Progress {
            weeks: weeks.into(),
            ..Progress::default()
        };
        for symbols in [Symbols::Unicode, Symbols::Ascii] {
            let area = Rect::new(0, 0, 60, 1);
            let mut buf = Buffer::empty(area);
            put_styled(&practice(&progress, 60), area, &mut buf);
            symbols::write(symbols, &mut buf);
            let row: String = buf
                .content
                .iter()
                .map(ratatui::buffer::Cell::symbol)
                .collect();
            let curve = row
                .split("  10 40 minutes a week")
                .next()
                .unwrap_or_default();
            let last: Vec<char> = curve.chars().rev().take(3).collect();
            let is_drawn = last[0] != ' ' && last[1] != ' ' && last[0] != last[1];
            assert!(is_drawn && last[2] == ' ', "{row}");
        }
    }
}
