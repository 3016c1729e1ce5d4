//! The prompts of a stage: each with one column for its sign, in as many rows as it is given, with the chosen one in view.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::blocks::Drawn;
use super::{fit, mark_selected, put_spans, wrap};
use crate::tui::theme;

/// Rows below the chosen prompt that stay in view where the list scrolls.
const CONTEXT: usize = 3;

/// What stands before a covered prompt.
const CHECK: &str = "✓ ";

/// Columns before the words: the sign and a blank.
pub const LEAD: u16 = 2;

/// A prompt wrapped to the columns of the list.
#[derive(Debug, Clone)]
pub struct WrappedPrompt {
    pub lines: Rc<Vec<Line<'static>>>,
    /// How many of the lines are the prompt; a hint may follow.
    pub ask: usize,
    pub is_covered: bool,
}

/// The words of a prompt behind `lead`, wrapped to so many columns; those of a covered one that is chosen behind a check,
/// since the sign before it says that it is chosen.
pub fn ask_lines(lead: &str, ask: &str, has_check: bool, width: usize) -> Vec<Line<'static>> {
    let before = format!("{lead}{}", if has_check { CHECK } else { "" });
    let lines = wrap(&format!("{before}{ask}"), width).into_iter();
    let lines = lines.map(|line| match line.strip_prefix(&before) {
        Some(words) if has_check => Line::from_iter([
            Span::raw(lead.to_owned()),
            Span::styled(CHECK, theme::GOOD),
            Span::raw(words.to_owned()),
        ]),
        _ => Line::raw(line),
    });
    lines.collect()
}

/// Draws the prompts in these numbers of rows; the chosen one is reversed where the list has the keys.
pub fn draw(
    prompts: &[WrappedPrompt],
    rows: &[usize],
    (chosen, has_keys): (Option<usize>, bool),
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let area = area.intersection(buf.area);
    let mut lines: Vec<(usize, Line<'_>)> = Vec::new();
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
fn lines_of(prompt: &WrappedPrompt, rows: usize, is_chosen: bool, width: u16) -> Vec<Line<'_>> {
    let style = match (is_chosen, prompt.is_covered) {
        (true, _) => theme::STRONG,
        (false, true) => theme::SECONDARY,
        (false, false) => theme::PLAIN,
    };
    let rows = rows.max(1);
    let shown = rows.min(prompt.lines.len());
    let cut = (shown < prompt.lines.len()).then(|| {
        let rest = prompt.lines[shown - 1..].iter().map(Line::to_string);
        let room = usize::from(width).saturating_sub(LEAD.into());
        Line::raw(fit(&rest.collect::<Vec<_>>().join(" "), room))
    });
    let whole = shown - usize::from(cut.is_some());
    let marked = (0..shown).map(|row| {
        let lead = if row == 0 {
            sign(is_chosen, prompt.is_covered)
        } else if row < prompt.ask {
            Span::raw("  ")
        } else {
            // The lines of a hint have their own marker.
            Span::raw("")
        };
        let text = if row < prompt.ask {
            style
        } else {
            Style::new()
        };
        let line = match &cut {
            Some(cut) if row == whole => cut.clone(),
            _ => borrowed(&prompt.lines[row]),
        };
        let spans = line.spans.into_iter().map(|span| {
            let style = text.patch(span.style);
            span.style(style)
        });
        std::iter::once(lead).chain(spans).collect::<Line<'_>>()
    });
    marked.collect()
}

/// The same line, whose texts are not copied.
fn borrowed<'a>(line: &'a Line<'_>) -> Line<'a> {
    let spans = line.spans.iter();
    let spans = spans.map(|span| Span::styled(&*span.content, span.style));
    spans.collect()
}

/// The sign before a prompt: whether it is chosen, covered or open. The check of a covered one that is chosen stands
/// before its words, by [`ask_lines`].
fn sign(is_chosen: bool, is_covered: bool) -> Span<'static> {
    match (is_chosen, is_covered) {
        (true, _) => Span::styled("▸ ", theme::ACCENT),
        (false, true) => Span::styled(CHECK, theme::GOOD),
        (false, false) => Span::styled("· ", theme::SECONDARY),
    }
}
