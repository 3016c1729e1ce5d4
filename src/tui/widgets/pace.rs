//! The time of each stage against its plan, one row a stage, on one scale.

use ratatui::text::{Line, Span};

use super::{charts, column};
use crate::domain::session::time_table::{PlanDifference, TimeRow};
use crate::domain::session::timeline::clock;
use crate::tui::theme;

/// Columns of a stage's short title, and of its time.
pub const NAME: usize = 9;
const TIME: usize = 5;
/// Columns of ` of 10:00`.
const PLAN: usize = 4 + TIME;
/// Columns around the bar: the blanks beside it and the difference from the plan, at most `10:00 early`.
const DIFFERENCE: usize = 14;
/// The widest bar.
const WIDEST: usize = 26;

/// `Setup     5:39 of  5:00 ━━━━━━━━━┃━  0:39 over`; the plan where it is wanted.
pub fn lines(rows: &[TimeRow], has_plan: bool, width: usize) -> Vec<Line<'static>> {
    let width = width.saturating_sub(if has_plan { PLAN } else { 0 });
    let bar = width.saturating_sub(NAME + TIME + DIFFERENCE).min(WIDEST) as u16;
    let rows = rows.iter().map(|row| {
        let plan = if has_plan {
            format!(" of {:>TIME$}", clock(row.times.planned))
        } else {
            String::new()
        };
        let mut spans = vec![Span::raw(format!(
            "{}{:>TIME$}{plan} ",
            column(&row.short, NAME),
            row.spent_text()
        ))];
        spans.extend(charts::time_in(&row.bar, bar, usize::from(bar) + 2));
        spans.extend(row.difference.map(difference));
        Line::from(spans)
    });
    rows.collect()
}

/// The title of a stage, or its short one where titles have no room.
pub fn name(row: &TimeRow, has_titles: bool) -> &str {
    if has_titles { &row.title } else { &row.short }
}

/// `0:39 over`, `1:24 early` or `not run` in its style.
pub fn difference(difference: PlanDifference) -> Span<'static> {
    let style = match difference {
        PlanDifference::Over(_) => theme::OVER,
        PlanDifference::Early(_) => theme::GOOD,
        PlanDifference::Left(_) => theme::PLAIN,
        PlanDifference::NotRun | PlanDifference::NotReached | PlanDifference::StagesNotRun(_) => {
            theme::SECONDARY
        }
    };
    Span::styled(difference.to_string(), style)
}

/// How a stage differs from its plan, right-aligned in so many columns; blanks where it was met.
pub fn note(of_stage: Option<PlanDifference>, columns: usize) -> Span<'static> {
    let note = of_stage.map(difference).unwrap_or_default();
    Span::styled(format!("{:>columns$}", note.content), note.style)
}

/// How all stages differ from their plans, behind the figures of the total: for each row of the screen what stands below
/// the bars, whose columns are given where there are bars, and right-aligned below the notes. Over and early share one row
/// where there are bars.
pub fn total(
    differences: &[PlanDifference],
    bar: Option<usize>,
    columns: usize,
) -> Vec<[Span<'static>; 2]> {
    let blanks = || Span::raw(" ".repeat(bar.unwrap_or(0)));
    match (differences, bar) {
        ([], _) => vec![[blanks(), note(None, columns)]],
        ([over @ PlanDifference::Over(_), next, others @ ..], Some(bar)) => {
            let over = difference(*over);
            let text = column(&format!("  {}", over.content), bar);
            let first = [Span::styled(text, over.style), note(Some(*next), columns)];
            let others = others.iter();
            let others = others.map(|it| [blanks(), note(Some(*it), columns)]);
            std::iter::once(first).chain(others).collect()
        }
        _ => {
            let notes = differences.iter();
            let notes = notes.map(|it| [blanks(), note(Some(*it), columns)]);
            notes.collect()
        }
    }
}
