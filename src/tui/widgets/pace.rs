//! The time of each stage against its plan, one row a stage, on one scale.

use ratatui::text::{Line, Span};

use super::{charts, column};
use crate::domain::session::pace::{Bar, Times};
use crate::domain::session::timeline::clock;
use crate::tui::theme;

/// Columns of a stage's short title, and of its time.
pub const NAME: usize = 9;
const TIME: usize = 5;
/// Columns of ` of 10:00`.
const PLAN: usize = 4 + TIME;
/// Columns around the bar: the blanks beside it and what a stage missed its plan by, at most `not run`.
const DIFFERENCE: usize = 10;
/// The widest bar.
const WIDEST: usize = 26;

/// `Setup     5:39 of  5:00 ━━━━━━━━━┃━  +0:39`, for stages with clean short titles; the plan where it is wanted.
pub fn lines<'a>(
    stages: impl IntoIterator<Item = (&'a str, Times, Bar)>,
    has_plan: bool,
    width: usize,
) -> Vec<Line<'static>> {
    let width = width.saturating_sub(if has_plan { PLAN } else { 0 });
    let bar = width.saturating_sub(NAME + TIME + DIFFERENCE).min(WIDEST) as u16;
    let rows = stages.into_iter().map(|(short, times, scaled)| {
        let plan = if has_plan {
            format!(" of {:>TIME$}", clock(times.planned))
        } else {
            String::new()
        };
        let mut spans = vec![Span::raw(format!(
            "{}{:>TIME$}{plan} ",
            column(short, NAME),
            clock(times.spent)
        ))];
        let drawn = charts::time(&scaled, bar);
        let used: usize = drawn.iter().map(Span::width).sum();
        spans.extend(drawn);
        let blanks = usize::from(bar + 2).saturating_sub(used);
        spans.push(Span::raw(" ".repeat(blanks)));
        spans.extend(beside_plan(&times));
        Line::from(spans)
    });
    rows.collect()
}

/// By how much a stage missed its plan: `+0:39` or `-1:06`; nothing for a stage that never ran.
fn beside_plan(times: &Times) -> Option<Span<'static>> {
    if !times.over.is_zero() {
        return Some(Span::styled(format!("+{}", clock(times.over)), theme::OVER));
    }
    if times.spent.is_zero() {
        return Some(Span::styled("not run", theme::SECONDARY));
    }
    let left = times.planned.saturating_sub(times.spent);
    (!left.is_zero()).then(|| Span::styled(format!("-{}", clock(left)), theme::GOOD))
}
