//! The table of the summary: a row for each stage, and one for all.

use std::time::Duration;

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Overview;
use crate::domain::session::pace::{Bar, Times};
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::pace::beside_plan;
use crate::tui::widgets::{charts, fit};

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

impl Overview {
    /// The stages with their levels, items and times, and all of them together.
    pub(super) fn table(&self, width: usize) -> Vec<Line<'static>> {
        let columns = Columns::of(width, &self.stages);
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
        lines.extend(self.stages.iter().map(|stage| stage.line(&columns)));
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
            columns.numbers(&format!("{shown} of {items}"), self.total)
        );
        let mut spans = vec![Span::styled(total, theme::STRONG)];
        match columns.bar {
            Some(bar) => {
                let over = format!("   {} over", clock(self.total.over));
                let early = format!("{} early", clock(self.total.unspent));
                spans.push(Span::raw(left(&over, bar + 4)));
                spans.push(Span::raw(format!("{early:>NOTE$}")));
                lines.push(Line::from(spans));
            }
            // Without bars the column has one note: what was lost, or where nothing was what was left.
            None if self.total.over.is_zero() || self.total.unspent.is_zero() => {
                spans.push(note(&self.total));
                lines.push(Line::from(spans));
            }
            None => {
                spans.push(note(&self.total));
                lines.push(Line::from(spans));
                let early = Times {
                    over: Duration::ZERO,
                    ..self.total
                };
                let blanks = columns.title + columns.level + columns.number_columns();
                let early = vec![Span::raw(" ".repeat(blanks)), note(&early)];
                lines.push(Line::from(early));
            }
        }
    }
}

/// A stage in the table.
#[derive(Debug)]
pub(super) struct StageRow {
    pub title: String,
    pub short: String,
    pub level: Option<u8>,
    pub shown: usize,
    pub items: usize,
    pub times: Times,
    pub bar: Bar,
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
    fn of(width: usize, stages: &[StageRow]) -> Self {
        let wide = TITLE + LEVEL + NUMBERS + NOTE;
        let bar = width.saturating_sub(wide + 4).min(WIDEST_BAR);
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
    fn numbers(&self, shown: &str, times: Times) -> String {
        let planned = match self.planned {
            0 => String::new(),
            columns => format!("{:>columns$}", clock(times.planned)),
        };
        let spent = clock(times.spent);
        format!("{shown:>SHOWN$}{planned}{spent:>SPENT$}")
    }

    fn number_columns(&self) -> usize {
        SHOWN + self.planned + SPENT
    }
}

impl StageRow {
    fn line(&self, columns: &Columns) -> Line<'static> {
        let name = if columns.has_titles {
            &self.title
        } else {
            &self.short
        };
        let mut spans = vec![Span::raw(left(name, columns.title))];
        let level = if columns.has_level_bars {
            charts::level(self.level)
        } else {
            vec![charts::level_in_words(self.level)]
        };
        push_padded(&mut spans, level, columns.level);
        let of = format!("{} of {}", self.shown, self.items);
        spans.push(Span::raw(columns.numbers(&of, self.times)));
        if let Some(bar) = columns.bar {
            spans.push(Span::raw("   "));
            push_padded(&mut spans, charts::time(&self.bar, bar as u16), bar + 1);
        }
        spans.push(note(&self.times));
        Line::from(spans)
    }
}

/// `0:37 early`, `0:39 over`, that the stage never ran, or blanks.
fn note(times: &Times) -> Span<'static> {
    let note = beside_plan(times, true).unwrap_or_default();
    Span::styled(format!("{:>NOTE$}", note.content), note.style)
}

/// A text cut and padded to a width, with at least one blank behind it.
fn left(text: &str, width: usize) -> String {
    let text = fit(text, width.saturating_sub(1));
    let blanks = width.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}

fn push_padded(spans: &mut Vec<Span<'static>>, added: Vec<Span<'static>>, width: usize) {
    let used: usize = added.iter().map(|span| span.content.width()).sum();
    spans.extend(added);
    spans.push(Span::raw(" ".repeat(width.saturating_sub(used))));
}
