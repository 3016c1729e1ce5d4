//! The assignments above the designs: the rows of the list, and what the coach says about the selected one.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::overview::{self, OpenAssignment};
use crate::domain::session::timeline::clock;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::list::ListItem;
use crate::tui::widgets::{fit, wrap_at_most};

/// The entries of the list, which the filter also finds by the word `assigned`.
pub(super) fn items(assignments: &[OpenAssignment]) -> impl Iterator<Item = ListItem> {
    assignments.iter().map(|one| {
        let texts = [&*one.title, one.design(), &one.coach, &one.due, "assigned"];
        ListItem::new(texts).under("assigned")
    })
}

pub(super) fn heading() -> Line<'static> {
    Line::styled("Assigned", theme::STRONG)
}

/// `▸ Fraud Detection   40:00   due 2026-12-05, tomorrow`, with the title in so many columns.
pub(super) fn row(
    one: &OpenAssignment,
    is_selected: bool,
    title: usize,
    width: usize,
) -> Line<'static> {
    let name = fit(&one.title, title);
    let blanks = " ".repeat(title.saturating_sub(name.width()));
    let lead = format!("{} {name}{blanks}", marker(is_selected));
    let style = if one.is_for_others() {
        theme::SECONDARY
    } else if one.is_pressing || one.unfinished.is_some() {
        theme::WARNING
    } else {
        theme::PLAIN
    };
    let (facts, style) = match (&one.problem, &one.unfinished) {
        _ if one.is_for_others() => (format!("  for {}, {}", one.others, one.due), style),
        (Some(_), None) => ("  ! cannot be started".to_owned(), theme::WARNING),
        (_, Some(_)) => (format!("  unfinished, {}", one.due), style),
        (None, None) => (
            format!(" {}  {}", clock(overview::total(&one.stages)), one.due),
            style,
        ),
    };
    // One blank stays before the divider.
    let room = width.saturating_sub(lead.width() + 1);
    let name = if one.is_for_others() && !is_selected {
        style
    } else {
        theme::entry(is_selected)
    };
    Line::from(vec![
        Span::styled(lead, name),
        Span::styled(fit(&facts, room), style),
    ])
}

/// Why it cannot be started and what the coach says about it, in at most so many rows; none without a message.
pub(super) fn message(one: &OpenAssignment, width: usize, rows: usize) -> Vec<Line<'static>> {
    let why = one
        .problem
        .as_ref()
        .map(|why| format!("Cannot be started: {why}."));
    let said: Vec<String> = why.into_iter().chain(one.said()).collect();
    if said.is_empty() || rows < 2 {
        return Vec::new();
    }
    let lines = wrap_at_most(&said.join("\n\n"), width, rows - 1).into_iter();
    lines.map(Line::raw).collect()
}
