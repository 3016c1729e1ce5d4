//! The table of the stages of two attempts: times, overruns, levels, rubric items and prompts, the earlier attempt first.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::compare::{
    Both, ComparedStage, Comparison, Coverage, Difference, Figures, MarkSource, SourceMarks,
};
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::{charts, fit};

/// The columns of a stage's title, at least and at most.
const TITLE: (usize, usize) = (8, 24);
/// The columns of both times, both overruns, both levels, the items, and both counts of prompts.
const TIMES: usize = 16;
const OVERS: usize = 17;
const LEVELS: usize = 10;
const ITEMS: usize = 9;
const PROMPTS: usize = 10;

/// Which columns have room.
struct Columns {
    title: usize,
    has_over: bool,
    has_prompts: bool,
    /// How many sources of marks have their levels.
    sources: usize,
}

/// `sam 2026-11-23 14:05, then sam 2026-11-24 14:05`.
pub(super) fn attempts(comparison: &Comparison, width: usize) -> String {
    let attempts = |format: &str| {
        let attempts = comparison.attempts.each_ref().map(|attempt| {
            let started = attempt.started.format(format);
            format!("{} {started}", sanitize::line(&attempt.candidate))
        });
        attempts.join(", then ")
    };
    let whole = attempts("%Y-%m-%d %H:%M");
    if whole.width() <= width {
        whole
    } else {
        fit(&attempts("%Y-%m-%d"), width)
    }
}

/// Whose marks the levels and items are.
pub(super) fn source(comparison: &Comparison) -> String {
    let marks = comparison
        .stages
        .first()
        .map_or(&[][..], |stage| &stage.marks);
    let sources: Vec<String> = marks.iter().map(source_name).collect();
    if sources.is_empty() {
        return "earlier → later".to_owned();
    }
    format!("earlier → later · marks: {}", sources.join(", "))
}

fn source_name(marks: &SourceMarks) -> String {
    match &marks.by {
        MarkSource::Candidate => "self".to_owned(),
        MarkSource::Coach(name) => sanitize::line(name),
    }
}

/// `3 lines removed, 5 added, 9 the same`.
pub(super) fn changes(text: &Difference) -> String {
    let s = if text.removed == 1 { "" } else { "s" };
    format!(
        "{} line{s} removed, {} added, {} the same",
        text.removed, text.added, text.same
    )
}

/// The heads, a row for each stage, and the total.
pub(super) fn lines(comparison: &Comparison, selected: usize, width: usize) -> Vec<Line<'static>> {
    let columns = Columns::of(comparison, width);
    let stages = comparison.stages.iter().enumerate();
    let stages = stages.map(|(index, stage)| columns.row(stage, index == selected));
    let heads = columns.heads(comparison);
    let total = columns.total(comparison.pace);
    std::iter::once(heads)
        .chain(stages)
        .chain([total])
        .collect()
}

impl Columns {
    fn of(comparison: &Comparison, width: usize) -> Self {
        let titles = comparison.stages.iter().map(|stage| stage.title.width());
        let title = titles.max().unwrap_or(0).clamp(TITLE.0, TITLE.1);
        let mut room = width.saturating_sub(4 + title + TIMES);
        let mut has = |columns: usize| {
            let fits = columns <= room;
            room -= if fits { columns } else { 0 };
            fits
        };
        let count = comparison
            .stages
            .first()
            .map_or(0, |stage| stage.marks.len());
        let sources = (0..count).take_while(|_| has(LEVELS + ITEMS)).count();
        Self {
            title,
            sources,
            has_over: has(OVERS),
            has_prompts: has(PROMPTS),
        }
    }

    fn heads(&self, comparison: &Comparison) -> Line<'static> {
        let mut heads = vec![format!("  {:<1$}{2:>TIMES$}", "stage", self.title, "time")];
        if self.has_over {
            heads.push(format!("{:>OVERS$}", "over"));
        }
        let marks = comparison
            .stages
            .first()
            .map_or(&[][..], |stage| &stage.marks);
        for marks in marks.iter().take(self.sources) {
            let name = fit(&source_name(marks), LEVELS - 3);
            heads.push(format!("   {:<1$}{2:>ITEMS$}", name, LEVELS - 3, "items"));
        }
        if self.has_prompts {
            heads.push(format!("{:>PROMPTS$}", "prompts"));
        }
        Line::styled(heads.concat(), theme::SECONDARY)
    }

    fn row(&self, stage: &ComparedStage, is_selected: bool) -> Line<'static> {
        let title = fit(&sanitize::line(&stage.title), self.title);
        let blanks = " ".repeat(self.title.saturating_sub(title.width()));
        let lead = format!("{} {title}{blanks}", marker(is_selected));
        let mut row = vec![Span::styled(lead, theme::entry(is_selected))];
        row.extend(self.times(stage.pace));
        for marks in stage.marks.iter().take(self.sources) {
            let [earlier, later] = marks.levels.map(charts::level_in_row);
            row.extend([Span::raw("   "), earlier, Span::raw(" → "), later]);
            row.extend(items(marks));
        }
        if self.has_prompts {
            let [earlier, later] = stage.prompts.map(covered);
            let both = format!("{earlier} → {later}");
            row.push(Span::raw(format!("{both:>PROMPTS$}")));
        }
        Line::from(row)
    }

    fn total(&self, pace: Both<Figures>) -> Line<'static> {
        let mut row = vec![Span::styled(
            format!("  {:<1$}", "Total", self.title),
            theme::STRONG,
        )];
        row.extend(self.times(pace.map(Some)));
        Line::from(row)
    }

    fn times(&self, pace: Both<Option<Figures>>) -> Vec<Span<'static>> {
        let spent = pace.map(|figures| figures.map_or("-".into(), |it| clock(it.shown.spent)));
        let both = format!("{:>5} → {:>5}", spent[0], spent[1]);
        let mut spans = vec![Span::raw(format!("{both:>TIMES$}"))];
        if self.has_over {
            let over = pace.map(|figures| figures.map(|it| it.shown.over).unwrap_or_default());
            let text = |over: std::time::Duration| {
                if over.is_zero() {
                    "-".to_owned()
                } else {
                    format!("+{}", clock(over))
                }
            };
            let style = |over: std::time::Duration| {
                if over.is_zero() {
                    theme::PLAIN
                } else {
                    theme::OVER
                }
            };
            let half = (OVERS - 3) / 2;
            spans.extend([
                Span::styled(format!("{:>half$}", text(over[0])), style(over[0])),
                Span::raw(" → "),
                Span::styled(format!("{:>half$}", text(over[1])), style(over[1])),
            ]);
        }
        spans
    }
}

/// How many rubric items were gained and lost.
fn items(marks: &SourceMarks) -> [Span<'static>; 2] {
    let (gained, lost) = (marks.gained.len(), marks.lost.len());
    let style = |count: usize, style| if count == 0 { theme::SECONDARY } else { style };
    [
        Span::styled(
            format!("{:>1$}", format!("+{gained}"), ITEMS - 3),
            style(gained, theme::GOOD),
        ),
        Span::styled(format!(" –{lost}"), style(lost, theme::OVER)),
    ]
}

fn covered(prompts: Option<Coverage>) -> String {
    prompts.map_or("-".to_owned(), |prompts| prompts.covered.to_string())
}
