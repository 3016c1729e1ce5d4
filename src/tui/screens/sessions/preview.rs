//! The selected session beside a coach's list: its times, levels, first lines, and what the coach wrote about it.

use ratatui::text::{Line, Span};

use super::columns::{level_of, state};
use crate::domain::overview::{SelfLevels, SessionPreview, SessionRow};
use crate::domain::session::time_table::PlanDifference;
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::hanging::hang;
use crate::tui::widgets::pace::{self, NAME};
use crate::tui::widgets::session_preview::{self, first_lines};
use crate::tui::widgets::{charts, column};

/// The columns of a level as a bar with its digit, and the blanks behind it.
const LEVEL: usize = 16;

/// The lines in a pane of this size; parts that have no room are left out from the end. A gold session of a calibration
/// has no candidate's levels, and nobody for whom its review is published.
pub fn lines(
    row: &SessionRow,
    preview: Option<&SessionPreview>,
    is_gold: bool,
    (width, height): (usize, usize),
) -> Vec<Line<'static>> {
    let review = preview.filter(|_| !is_gold);
    let review = review.map_or(Vec::new(), |it| session_preview::review(it, width));
    let reserved = if review.is_empty() {
        0
    } else {
        review.len() + 1
    };
    let mut lines: Vec<Line<'static>> = Vec::new();
    for part in [about(row, width), times(row, width), levels(row, is_gold)] {
        add(part, height, &mut lines);
    }
    if let Some(preview) = preview {
        let room = height.saturating_sub(lines.len() + 1 + reserved);
        let first = first_lines(preview, width, room);
        // A heading without a line says nothing.
        if first.len() > 1 || room > 0 && preview.lines.is_empty() {
            add(first, height, &mut lines);
        }
    }
    add(review, height, &mut lines);
    lines
}

/// Adds a part below a blank row, if it has room.
fn add(part: Vec<Line<'static>>, height: usize, lines: &mut Vec<Line<'static>>) {
    let gap = usize::from(!lines.is_empty());
    if !part.is_empty() && (lines.is_empty() || lines.len() + gap + part.len() <= height) {
        lines.extend((gap > 0).then(Line::default));
        lines.extend(part);
    }
}

/// The design, and in one line what the session is.
fn about(row: &SessionRow, width: usize) -> Vec<Line<'static>> {
    let (word, style) = state(row);
    let reviews = match row.others {
        0 => String::new(),
        others => format!(" · reviewed by {others} more"),
    };
    let rest = format!(" · {}{reviews}", row.condition);
    let mut lines = Vec::new();
    hang(&mut lines, Vec::new(), &row.design, theme::STRONG, width);
    let state = vec![Span::styled(word, style)];
    hang(&mut lines, state, &rest, theme::PLAIN, width);
    lines
}

/// The whole time, and each stage as a bar on one scale.
fn times(row: &SessionRow, width: usize) -> Vec<Line<'static>> {
    if row.stages.is_empty() {
        return Vec::new();
    }
    let times = row.time_table();
    let total = &times.total;
    let over = times.differences.iter();
    let over = over.filter(|difference| matches!(difference, PlanDifference::Over(_)));
    let spent = [format!(
        "{} of {}",
        clock(total.spent),
        clock(total.planned)
    )];
    let heading = spent.into_iter().chain(over.map(PlanDifference::to_string));
    let heading = heading.collect::<Vec<_>>().join(", ");
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{:<NAME$}", "Time"), theme::STRONG),
        Span::raw(heading),
    ])];
    lines.extend(pace::lines(&times.rows, false, width));
    lines
}

/// The coach's level of each stage beside the candidate's, as far as the coach may see it.
fn levels(row: &SessionRow, is_gold: bool) -> Vec<Line<'static>> {
    let is_scored = row.own_levels.iter().any(Option::is_some);
    if !is_scored && row.self_levels == SelfLevels::None {
        return Vec::new();
    }
    let heads = if is_gold {
        "mine".to_owned()
    } else if is_scored {
        format!("{:<LEVEL$}candidate", "mine")
    } else {
        "hidden until you have scored".to_owned()
    };
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{:<NAME$}", "Levels"), theme::STRONG),
        Span::styled(heads, theme::SECONDARY),
    ])];
    if !is_scored {
        return lines;
    }
    for (index, (short, ..)) in row.stages.iter().enumerate() {
        let own = row.own_levels.get(index).copied().flatten();
        let mut spans = vec![Span::raw(column(short, NAME))];
        let bar = charts::level_bar(own);
        let used: usize = bar.iter().map(Span::width).sum();
        spans.extend(bar);
        spans.push(Span::raw(" ".repeat(LEVEL.saturating_sub(used))));
        match &row.self_levels {
            _ if is_gold => {}
            SelfLevels::Levels(digits) => {
                let level = digits.chars().nth(index).and_then(level_of);
                spans.extend(charts::level_bar(level));
            }
            SelfLevels::Hidden if index == 0 => {
                spans.push(Span::styled("hidden until scored", theme::SECONDARY));
            }
            SelfLevels::Hidden => {}
            SelfLevels::None => spans.extend(charts::level_bar(None)),
        }
        lines.push(Line::from(spans));
    }
    lines
}
