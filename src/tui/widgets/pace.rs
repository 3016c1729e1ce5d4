//! The time of each stage against its plan, one row a stage, on one scale.

use ratatui::text::{Line, Span};

use super::{charts, column};
use crate::domain::session::pace::{Bar, Times};
use crate::domain::session::time_words::{NOT_RUN, missed_words};
use crate::domain::session::timeline::clock;
use crate::tui::theme;

/// Columns of a stage's short title, and of its time.
pub const NAME: usize = 9;
const TIME: usize = 5;
/// Columns of ` of 10:00`.
const PLAN: usize = 4 + TIME;
/// Columns around the bar: the blanks beside it and what a stage missed its plan by, at most `10:00 early`.
const DIFFERENCE: usize = 14;
/// The widest bar.
const WIDEST: usize = 26;

/// `Setup     5:39 of  5:00 ━━━━━━━━━┃━  0:39 over`, for stages with clean short titles of a session that is finished or
/// not; the plan where it is wanted.
pub fn lines<'a>(
    stages: impl IntoIterator<Item = (&'a str, Times, Bar)>,
    is_finished: bool,
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
        spans.extend(beside_plan(&times, is_finished));
        Line::from(spans)
    });
    rows.collect()
}

/// By how much a stage missed its plan: `0:39 over`, `1:24 early`, before the finish `1:24 left`, or that it never ran.
pub fn beside_plan(times: &Times, is_finished: bool) -> Option<Span<'static>> {
    missed(times, is_finished).or_else(|| {
        let never_ran = times.spent.is_zero();
        never_ran.then(|| Span::styled(NOT_RUN, theme::SECONDARY))
    })
}

/// By how much a plan was missed, in words and the style of them; nothing where it was kept.
fn missed(times: &Times, is_finished: bool) -> Option<Span<'static>> {
    let style = match (times.over.is_zero(), is_finished) {
        (false, _) => theme::OVER,
        (true, true) => theme::GOOD,
        (true, false) => theme::PLAIN,
    };
    missed_words(times, is_finished).map(|words| Span::styled(words, style))
}
