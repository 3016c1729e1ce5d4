//! The table of the summary: a row for each stage, and one for all.

use std::time::Duration;

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Overview;
use crate::domain::session::time_table::TimeRow;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::{charts, fit, pace, push_padded};

/// Columns for the titles of the stages, and for the columns behind them.
const TITLE: usize = 26;
const LEVEL: usize = 26;
/// The least columns of a stage's name.
const SHORT: usize = 9;
const DENSE_LEVEL: usize = 18;
const SHOWN: usize = 8;
const PLANNED: usize = 8;
const SPENT: usize = 7;
const NUMBERS: usize = SHOWN + PLANNED + SPENT;
const NOTE: usize = 12;
/// The widest and the narrowest bar of a time.
const WIDEST_BAR: usize = 24;
const NARROWEST_BAR: usize = 8;
/// The blanks before a bar, and the columns of them with the end of the plan, which may follow those of the bar.
const BEFORE_BAR: &str = "   ";
const AROUND_BAR: usize = BEFORE_BAR.len() + 1;

impl Overview {
    /// The stages with their levels, items and times, and all of them together.
    pub(super) fn table(&self, width: usize) -> Vec<Line<'static>> {
        let columns = Columns::of(width, &self.times.rows);
        let heads = format!(
            "{}{}{:>SHOWN$}{:>planned$}{:>SPENT$}",
            left("stage", columns.title),
            left("level", columns.level),
            "shown",
            if columns.planned > 0 { "planned" } else { "" },
            "spent",
            planned = columns.planned
        );
        let mut lines = vec![Line::styled(heads, theme::SECONDARY)];
        let stages = self.stages.iter().zip(&self.times.rows);
        lines.extend(stages.map(|(stage, time)| stage.line(time, &columns)));
        lines.push(Line::styled("─".repeat(width), theme::SECONDARY));
        self.add_total(&mut lines, &columns);
        lines
    }

    fn add_total(&self, lines: &mut Vec<Line<'static>>, columns: &Columns) {
        let weakest = self.weakest.clone().unwrap_or_default();
        let (shown, items) = self.shown;
        let total = format!(
            "{}{}{}",
            left("Total", columns.title),
            left(&weakest, columns.level),
            columns.numbers(
                &format!("{shown} of {items}"),
                self.times.total.planned,
                &clock(self.times.total.spent)
            )
        );
        let blanks = " ".repeat(total.width());
        let bar = columns.bar.map(|bar| bar + AROUND_BAR);
        let notes = pace::total(&self.times.differences, bar, NOTE).into_iter();
        lines.extend(notes.enumerate().map(|(row, notes)| {
            let start = if row == 0 { &total } else { &blanks };
            let mut spans = vec![Span::styled(start.clone(), theme::STRONG)];
            spans.extend(notes);
            Line::from(spans)
        }));
    }
}

/// What the marks say of a stage.
#[derive(Debug)]
pub(super) struct StageRow {
    pub level: Option<u8>,
    pub shown: usize,
    pub items: usize,
}

/// How wide the columns of the table are. Where it is narrow, first the bars of the times go, then those of the levels,
/// then the planned times; stages have their short names where a title would be cut.
struct Columns {
    title: usize,
    has_titles: bool,
    /// Zero leaves the planned times out.
    planned: usize,
    level: usize,
    has_level_bars: bool,
    bar: Option<usize>,
}

impl Columns {
    fn of(width: usize, stages: &[TimeRow]) -> Self {
        let wide = TITLE + LEVEL + NUMBERS + NOTE;
        let bar = width.saturating_sub(wide + AROUND_BAR).min(WIDEST_BAR);
        let has_level_bars = width >= wide;
        let narrow = DENSE_LEVEL + NUMBERS + NOTE + SHORT;
        let planned = if width < narrow { 0 } else { PLANNED };
        let rest = width.saturating_sub(narrow - SHORT - PLANNED + planned);
        let title = if has_level_bars {
            TITLE
        } else {
            rest.clamp(SHORT, TITLE)
        };
        Self {
            title,
            has_titles: stages.iter().all(|stage| stage.title.width() < title),
            planned,
            level: if has_level_bars { LEVEL } else { DENSE_LEVEL },
            has_level_bars,
            bar: (bar >= NARROWEST_BAR).then_some(bar),
        }
    }

    /// `5 of 8`, the planned and the spent time, right-aligned.
    fn numbers(&self, shown: &str, planned: Duration, spent: &str) -> String {
        let planned = match self.planned {
            0 => String::new(),
            columns => format!("{:>columns$}", clock(planned)),
        };
        format!("{shown:>SHOWN$}{planned}{spent:>SPENT$}")
    }
}

impl StageRow {
    fn line(&self, time: &TimeRow, columns: &Columns) -> Line<'static> {
        let name = pace::name(time, columns.has_titles);
        let mut spans = vec![Span::raw(left(name, columns.title))];
        let level = if columns.has_level_bars {
            charts::level(self.level)
        } else {
            vec![charts::level_in_words(self.level)]
        };
        push_padded(&mut spans, level, columns.level);
        let of = format!("{} of {}", self.shown, self.items);
        spans.push(Span::raw(columns.numbers(
            &of,
            time.times.planned,
            &time.spent_text(),
        )));
        if let Some(bar) = columns.bar {
            spans.push(Span::raw(BEFORE_BAR));
            spans.extend(charts::time_in(&time.bar, bar as u16, bar + 1));
        }
        spans.push(pace::note(time.difference, NOTE));
        Line::from(spans)
    }
}

/// A text cut and padded to a width, with at least one blank behind it.
fn left(text: &str, width: usize) -> String {
    let text = fit(text, width.saturating_sub(1));
    let blanks = width.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}
