//! The table of the finish: for each stage the time against its plan, and how many prompts are covered.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::session::finished::{Finished, of_all};
use crate::domain::session::time_table::TimeRow;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::{charts, column, pace};

/// The columns behind the titles, with the blanks before them.
const PLANNED: usize = 8;
const SPENT: usize = 8;
const NOTE: usize = 14;
const PROMPTS: usize = 11;
const FIGURES: usize = PLANNED + SPENT + NOTE + PROMPTS;
/// The blanks before a bar, and the columns of them with the end of the plan, which may follow those of the bar.
const BEFORE_BAR: &str = "  ";
const AROUND_BAR: usize = BEFORE_BAR.len() + 1;
const WIDEST_BAR: usize = 24;
const NARROWEST_BAR: usize = 6;

/// How wide the titles, which a blank follows, and the bars are.
struct Columns {
    title: usize,
    has_titles: bool,
    /// The columns of the longest bar, if bars have room.
    bar: Option<usize>,
}

impl Columns {
    fn of(stages: &[TimeRow], width: usize) -> Self {
        let widest = |name: fn(&TimeRow) -> &str| {
            let widths = stages.iter().map(|stage| name(stage).width());
            widths.max().unwrap_or(0).max("Total".len()) + 1
        };
        let titles = widest(|stage| &stage.title);
        let has_titles = titles + FIGURES <= width;
        let title = if has_titles {
            titles
        } else {
            widest(|stage| &stage.short)
        };
        let bar = width.saturating_sub(title + FIGURES + AROUND_BAR);
        let bar = bar.min(WIDEST_BAR);
        Self {
            title,
            has_titles,
            bar: (bar >= NARROWEST_BAR).then_some(bar),
        }
    }

    /// The columns of a bar with the blanks around it.
    fn around_bar(&self) -> usize {
        self.bar.map_or(0, |bar| bar + AROUND_BAR)
    }
}

/// The heads, a row for each stage, and one or two for all of them, in so many columns.
pub(super) fn lines(said: &Finished, width: usize) -> Vec<Line<'static>> {
    let stages = &said.times.rows;
    let columns = Columns::of(stages, width);
    let heads = format!(
        "{}{:>PLANNED$}{:>SPENT$}{:>rest$}",
        column("stage", columns.title),
        "planned",
        "spent",
        "prompts",
        rest = columns.around_bar() + NOTE + PROMPTS
    );
    let used = heads.width();
    let mut lines = vec![Line::styled(heads, theme::SECONDARY)];
    let stages = stages.iter().zip(&said.prompts);
    lines.extend(stages.map(|(stage, prompts)| stage_line(stage, *prompts, &columns)));
    lines.push(Line::styled("─".repeat(used), theme::SECONDARY));
    lines.extend(total_lines(said, &columns));
    lines
}

fn stage_line(stage: &TimeRow, prompts: (usize, usize), columns: &Columns) -> Line<'static> {
    let spent = stage.spent_text();
    let planned = clock(stage.times.planned);
    let name = column(pace::name(stage, columns.has_titles), columns.title);
    let mut spans = vec![Span::raw(format!(
        "{name}{planned:>PLANNED$}{spent:>SPENT$}"
    ))];
    if let Some(bar) = columns.bar {
        spans.push(Span::raw(BEFORE_BAR));
        let rest = columns.around_bar() - BEFORE_BAR.len();
        spans.extend(charts::time_in(&stage.bar, bar as u16, rest));
    }
    spans.push(pace::note(stage.difference, NOTE));
    spans.push(Span::raw(format!("{:>PROMPTS$}", of_all(prompts))));
    Line::from(spans)
}

/// The row of all stages. Where bars have no room and there is time over and time early, a second row has the latter.
fn total_lines(said: &Finished, columns: &Columns) -> Vec<Line<'static>> {
    let total = said.times.total;
    let name = column("Total", columns.title);
    let (planned, spent) = (clock(total.planned), clock(total.spent));
    let first = format!("{name}{planned:>PLANNED$}{spent:>SPENT$}");
    let blanks = " ".repeat(first.width());
    let bar = columns.bar.map(|_| columns.around_bar());
    let notes = pace::total(&said.times.differences, bar, NOTE).into_iter();
    let lines = notes.enumerate().map(|(row, notes)| {
        let start = if row == 0 { &first } else { &blanks };
        let mut spans = vec![Span::styled(start.clone(), theme::STRONG)];
        spans.extend(notes.map(|note| note.patch_style(theme::STRONG)));
        if row == 0 {
            let prompts = format!("{:>PROMPTS$}", of_all(said.all_prompts()));
            spans.push(Span::styled(prompts, theme::STRONG));
        }
        Line::from(spans)
    });
    lines.collect()
}
