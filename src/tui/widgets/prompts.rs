//! The prompts of a stage: each with a marker, in as many rows as it is given, with the chosen one in view.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::blocks::Drawn;
use super::{fit, mark_selected, put_spans};
use crate::tui::theme;

/// Rows below the chosen prompt that stay in view where the list scrolls.
const CONTEXT: usize = 3;

/// A prompt wrapped to the columns of the list.
#[derive(Debug, Clone)]
pub struct Prompt {
    pub lines: Vec<Line<'static>>,
    /// How many of the lines are the prompt; a hint may follow.
    pub ask: usize,
    pub is_covered: bool,
}

/// Draws the prompts in these numbers of rows; the chosen one is reversed where the list has the keys.
pub fn draw(
    prompts: &[Prompt],
    rows: &[usize],
    (chosen, has_keys): (Option<usize>, bool),
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let area = area.intersection(buf.area);
    let mut lines: Vec<(usize, Line<'static>)> = Vec::new();
    for (index, (prompt, rows)) in prompts.iter().zip(rows).enumerate() {
        let own = lines_of(prompt, *rows, chosen == Some(index), area.width);
        lines.extend(own.into_iter().map(|line| (index, line)));
    }
    let height = usize::from(area.height);
    let end = lines.iter().rposition(|(index, _)| Some(*index) == chosen);
    let lowest = end.map_or(0, |end| (end + 1 + CONTEXT).saturating_sub(height));
    // The first row of a chosen prompt that does not fit whole is in view.
    let start = lines.iter().position(|(index, _)| Some(*index) == chosen);
    let first = lowest
        .min(lines.len().saturating_sub(height))
        .min(start.unwrap_or(0));
    let mut drawn = Drawn::new(area);
    for (y, (index, line)) in (area.top()..area.bottom()).zip(lines.into_iter().skip(first)) {
        let is_chosen = Some(index) == chosen;
        put_spans(&line, (area.x, y), area.width, buf);
        if is_chosen && has_keys {
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            mark_selected(row, true, buf);
        }
        drawn.add(index, is_chosen);
    }
    drawn
}

/// The lines of one prompt, cut to its rows.
fn lines_of(prompt: &Prompt, rows: usize, is_chosen: bool, width: u16) -> Vec<Line<'static>> {
    let style = match (is_chosen, prompt.is_covered) {
        (true, _) => theme::STRONG,
        (false, true) => theme::SECONDARY,
        (false, false) => theme::PLAIN,
    };
    let rows = rows.max(1);
    let mut lines: Vec<Line<'static>> = prompt.lines.iter().take(rows).cloned().collect();
    if rows < prompt.lines.len()
        && let Some(last) = lines.last_mut()
    {
        let room = usize::from(width).saturating_sub(2);
        let rest: Vec<String> = prompt.lines[rows - 1..]
            .iter()
            .map(Line::to_string)
            .collect();
        *last = Line::raw(fit(&rest.join(" "), room));
    }
    let marked = lines.into_iter().enumerate().map(|(row, line)| {
        let marker = if row == 0 {
            markers(is_chosen, prompt.is_covered)
        } else {
            blanks(row, prompt)
        };
        let text = if row < prompt.ask {
            style
        } else {
            Style::new()
        };
        let spans = line.spans.into_iter().map(|span| {
            let style = text.patch(span.style);
            span.style(style)
        });
        marker.into_iter().chain(spans).collect::<Line<'_>>()
    });
    marked.collect()
}

/// The lines of a hint have their own marker.
fn blanks(row: usize, prompt: &Prompt) -> Vec<Span<'static>> {
    if row < prompt.ask {
        vec![Span::raw("  ")]
    } else {
        Vec::new()
    }
}

/// The marker in the slot: chosen, covered or open. A chosen one that is covered has the mark behind its words.
fn markers(is_chosen: bool, is_covered: bool) -> Vec<Span<'static>> {
    match (is_chosen, is_covered) {
        (true, _) => vec![Span::styled("▸ ", theme::ACCENT)],
        (false, true) => vec![Span::styled("✓ ", theme::GOOD)],
        (false, false) => vec![Span::styled("· ", theme::SECONDARY)],
    }
}
