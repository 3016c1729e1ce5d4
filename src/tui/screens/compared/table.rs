//! The table of the stages of two attempts: times, overruns, levels, rubric items and prompts, the earlier attempt first.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::compare::{
    Attempt, Both, ComparedStage, ComparedTimes, Comparison, Coverage, Difference, MarkSource,
    SourceMarks,
};
use crate::domain::sanitize;
use crate::domain::session::time_table::PlanDifference;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::{charts, fit};

/// The most columns of a stage's title.
const TITLE: usize = 24;
/// The columns of both levels with the items, both times, both overruns, and both counts of prompts, with the blanks
/// before them.
const LEVELS: usize = 10;
const ITEMS: usize = 9;
const TIMES: usize = 16;
/// The columns of both times where a stage is `not run` in the later attempt alone.
const TIMES_OR_NOT_RUN: usize = 20;
const OVERS: usize = 17;
const PROMPTS: usize = 11;
/// What stands between an earlier value and a later one.
const ARROW: &str = " → ";

/// Which columns have room, in their order.
struct Columns {
    title: usize,
    is_short: bool,
    /// How many sources of marks have their levels.
    sources: usize,
    /// How wide the times are.
    times: usize,
    has_over: bool,
    has_prompts: bool,
}

/// `sam 2026-11-23 14:05, then 2026-11-24 14:05`: a name stands once where both have it, and in little room neither time
/// nor year, and then no name. On one day the time stays, `sam 2026-11-23 14:05, then 15:10 drill`, and the day goes.
pub(super) fn attempts(comparison: &Comparison, width: usize) -> String {
    let [earlier, later] = &comparison.attempts;
    let is_one = earlier.candidate == later.candidate;
    let is_one_day = earlier.started.date_naive() == later.started.date_naive();
    let attempts = |format: &str, has_names: bool, has_drill: bool| {
        let started = |attempt: &Attempt, format: &str| {
            let drill = if has_drill && attempt.is_drill() {
                " drill"
            } else {
                ""
            };
            format!("{}{drill}", attempt.started.format(format))
        };
        let named = |attempt: &Attempt, started: String| {
            let name = sanitize::line(&attempt.candidate);
            format!("{name} {started}")
        };
        let first = started(earlier, format);
        let second = started(later, if is_one_day { "%H:%M" } else { format });
        match (has_names, is_one) {
            (true, true) => format!("{}, then {second}", named(earlier, first)),
            (true, false) => format!("{}, then {}", named(earlier, first), named(later, second)),
            (false, _) => format!("{first}, then {second}"),
        }
    };
    let forms = if is_one_day {
        [
            ("%Y-%m-%d %H:%M", true),
            ("%Y-%m-%d %H:%M", false),
            ("%m-%d %H:%M", true),
            ("%m-%d %H:%M", false),
            ("%H:%M", false),
        ]
    } else {
        [
            ("%Y-%m-%d %H:%M", true),
            ("%Y-%m-%d", true),
            ("%Y-%m-%d", false),
            ("%m-%d", true),
            ("%m-%d", false),
        ]
    };
    // Of one candidate the year says more than the name.
    let forms = forms
        .into_iter()
        .filter(|(format, has_names)| *has_names || is_one || !format.contains("%Y"));
    let forms = forms.flat_map(|(format, has_names)| {
        [true, false].map(|has_drill| attempts(format, has_names, has_drill))
    });
    let forms: Vec<String> = forms.collect();
    let fitting = forms.iter().find(|form| form.width() <= width);
    let shortest = forms.last().map_or("", String::as_str);
    fit(fitting.map_or(shortest, String::as_str), width)
}

/// Whose marks the levels and items are.
pub(super) fn source(comparison: &Comparison) -> String {
    let sources: Vec<String> = marks_of(comparison).iter().map(source_name).collect();
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
    /// The columns in so many. The levels come first, then the times; where not all columns fit beside whole titles of the
    /// stages, short ones stand there.
    fn of(comparison: &Comparison, width: usize) -> Self {
        let stages = comparison.stages.iter();
        let longest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0).min(TITLE);
        let whole = longest(&mut stages.clone().map(|stage| stage.title.width()));
        let short = longest(&mut stages.map(|stage| stage.short.width()));
        let columns = Self::with_title(comparison, whole, width);
        if columns.is_whole(comparison) {
            return columns;
        }
        Self {
            is_short: true,
            ..Self::with_title(comparison, short.max("stage".len()), width)
        }
    }

    fn with_title(comparison: &Comparison, title: usize, width: usize) -> Self {
        let mut room = width.saturating_sub(4 + title);
        let mut has = |columns: usize| {
            let fits = columns <= room;
            room -= if fits { columns } else { 0 };
            fits
        };
        let mut sources = 0;
        // The candidate's marks come before the times, those of coaches after them.
        let has_first = !marks_of(comparison).is_empty() && has(LEVELS + ITEMS);
        sources += usize::from(has_first);
        let times = times_width(comparison);
        has(times);
        let more = marks_of(comparison).iter().skip(1);
        sources += more.take_while(|_| has(LEVELS + ITEMS)).count();
        let has_prompts = has(PROMPTS);
        Self {
            title,
            is_short: false,
            sources,
            times,
            has_over: has(OVERS),
            has_prompts,
        }
    }

    /// Whether no column is left out.
    fn is_whole(&self, comparison: &Comparison) -> bool {
        self.sources == marks_of(comparison).len() && self.has_over && self.has_prompts
    }

    fn heads(&self, comparison: &Comparison) -> Line<'static> {
        let mut heads = vec![format!("  {:<1$}", "stage", self.title)];
        for marks in marks_of(comparison).iter().take(self.sources) {
            let name = fit(&source_name(marks), LEVELS - 3);
            heads.push(format!("   {:<1$}{2:>ITEMS$}", name, LEVELS - 3, "items"));
        }
        heads.push(head("time", self.times));
        if self.has_over {
            heads.push(head("over", OVERS));
        }
        if self.has_prompts {
            heads.push(head("prompts", PROMPTS));
        }
        Line::styled(heads.concat().trim_end().to_owned(), theme::SECONDARY)
    }

    fn row(&self, stage: &ComparedStage, is_selected: bool) -> Line<'static> {
        let title = if self.is_short {
            &stage.short
        } else {
            &stage.title
        };
        let title = fit(&sanitize::line(title), self.title);
        let blanks = " ".repeat(self.title.saturating_sub(title.width()));
        let lead = format!("{} {title}{blanks}", marker(is_selected));
        let mut row = vec![Span::styled(lead, theme::entry(is_selected))];
        for marks in stage.marks.iter().take(self.sources) {
            row.push(Span::raw("   "));
            match marks.levels {
                [None, None] => row.push(Span::raw(format!("{:<1$}", "-", LEVELS - 3))),
                levels => {
                    let [earlier, later] = levels.map(charts::level_in_row);
                    row.extend([earlier, Span::raw(ARROW), later]);
                }
            }
            row.extend(items(marks, stage.absence.is_some()));
        }
        row.extend(self.times(stage.pace, ComparedTimes::spent_text));
        if self.has_prompts {
            let plain = |prompts| (covered(prompts), theme::PLAIN);
            row.extend(both(stage.prompts.map(plain), PROMPTS));
        }
        Line::from(row)
    }

    fn total(&self, pace: Both<ComparedTimes>) -> Line<'static> {
        let levels = " ".repeat(self.sources * (LEVELS + ITEMS));
        let mut row = vec![Span::styled(
            format!("  {:<1$}{levels}", "Total", self.title),
            theme::STRONG,
        )];
        row.extend(self.times(pace.map(Some), |it| clock(it.shown.spent)));
        Line::from(row)
    }

    fn times(
        &self,
        pace: Both<Option<ComparedTimes>>,
        spent: fn(&ComparedTimes) -> String,
    ) -> Vec<Span<'static>> {
        let spent = |figures: Option<ComparedTimes>| figures.as_ref().map_or("-".into(), spent);
        let spent = pace.map(|figures| (spent(figures), theme::PLAIN));
        let mut spans = both(spent, self.times);
        if self.has_over {
            let over = |figures: Option<ComparedTimes>| {
                figures.map(|it| it.shown.over).unwrap_or_default()
            };
            let over = pace.map(|figures| match over(figures) {
                over if over.is_zero() => ("-".to_owned(), theme::PLAIN),
                over => (format!("+{}", clock(over)), theme::OVER),
            });
            spans.extend(both(over, OVERS));
        }
        spans
    }
}

/// The columns of both times, with room for words where a stage was not run in the later attempt alone.
fn times_width(comparison: &Comparison) -> usize {
    let is_wide = |stage: &ComparedStage| match stage.pace {
        [earlier, Some(later)] => !later.is_run() && earlier.is_none_or(|earlier| earlier.is_run()),
        _ => false,
    };
    if comparison.stages.iter().any(is_wide) {
        TIMES_OR_NOT_RUN
    } else {
        TIMES
    }
}

/// Whose marks both attempts have.
fn marks_of(comparison: &Comparison) -> &[SourceMarks] {
    let first = comparison.stages.first();
    first.map_or(&[], |stage| &stage.marks)
}

/// The columns of an earlier and of a later value in a column that begins with blanks.
fn halves(columns: usize) -> (usize, usize) {
    let later = (columns - ARROW.width() - 2) / 2;
    (columns - ARROW.width() - later, later)
}

/// The head of a column of two values: it ends with the earlier one, or where it is longer with the pair.
fn head(text: &str, columns: usize) -> String {
    let (earlier, _) = halves(columns);
    let end = if text.len() + 2 > earlier {
        earlier + ARROW.width() + 1
    } else {
        earlier
    };
    format!("{:<columns$}", format!("{text:>end$}"))
}

/// An earlier and a later value with their styles, the arrows of all rows below each other; one dash where both are
/// missing, and `not run` once where neither was.
fn both([earlier, later]: Both<(String, Style)>, columns: usize) -> Vec<Span<'static>> {
    let (before, after) = halves(columns);
    let first = Span::styled(format!("{:>before$}", earlier.0), earlier.1);
    let is_none = |value: &str| value == "-" || value == PlanDifference::NotRun.to_string();
    if earlier.0 == later.0 && is_none(&later.0) {
        let rest = ARROW.width() + after;
        return vec![first, Span::raw(" ".repeat(rest))];
    }
    vec![
        first,
        Span::raw(ARROW),
        Span::styled(format!("{:<after$}", later.0), later.1),
    ]
}

/// How many rubric items were gained and lost; a dash where both attempts have no level, or one does not have the stage.
fn items(marks: &SourceMarks, is_absent: bool) -> Vec<Span<'static>> {
    if is_absent || marks.levels == [None, None] {
        return vec![Span::raw(format!("{:>ITEMS$}", "-"))];
    }
    let (gained, lost) = (marks.gained.len(), marks.lost.len());
    let style = |count: usize, style| if count == 0 { theme::SECONDARY } else { style };
    vec![
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
