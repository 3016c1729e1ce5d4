//! Lines of a page of text: headings of sections, and texts that hang under their own first letter behind a lead.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::markdown::StyledText;
use super::{fit, wrap};
use crate::tui::symbols::ellipsis;
use crate::tui::theme;

/// Adds a text behind a lead, wrapped so that it hangs under its own first letter.
pub fn hang(
    lines: &mut Vec<Line<'static>>,
    lead: Vec<Span<'static>>,
    text: &str,
    style: Style,
    width: usize,
) {
    let columns: usize = lead.iter().map(Span::width).sum();
    let rows = wrap(text, width.saturating_sub(columns)).into_iter();
    let rows = rows.map(|row| vec![Span::styled(row, style)]);
    push_hanging(lines, lead, rows);
}

/// Adds rows of a text, the first behind a lead and the others behind as many blanks.
fn push_hanging(
    lines: &mut Vec<Line<'static>>,
    lead: Vec<Span<'static>>,
    rows: impl Iterator<Item = Vec<Span<'static>>>,
) {
    let columns: usize = lead.iter().map(Span::width).sum();
    let mut lead = Some(lead);
    for row in rows {
        let before = lead.take();
        let mut spans = before.unwrap_or_else(|| vec![Span::raw(" ".repeat(columns))]);
        spans.extend(row);
        lines.push(Line::from(spans));
    }
}

/// Adds a text of pieces in their styles behind a lead, wrapped so that it hangs under its own first letter.
pub fn hang_styled(
    lines: &mut Vec<Line<'static>>,
    lead: Vec<Span<'static>>,
    pieces: &[(String, Style)],
    width: usize,
) {
    let columns: usize = lead.iter().map(Span::width).sum();
    let mut text = StyledText::default();
    for (piece, style) in pieces {
        text.push(piece, *style);
    }
    let mut wrapped = text.wrapped(width.saturating_sub(columns));
    if wrapped.is_empty() {
        wrapped.push(Vec::new());
    }
    push_hanging(lines, lead, wrapped.into_iter());
}

/// A text behind the same columns as the text of an entry.
pub fn below_lead(
    lines: &mut Vec<Line<'static>>,
    columns: usize,
    text: &str,
    style: Style,
    width: usize,
) {
    hang(
        lines,
        vec![Span::raw(" ".repeat(columns))],
        text,
        style,
        width,
    );
}

/// Adds the heading of a section, `Asked · 3 of 14`, below a blank row if it is not the first.
pub fn section(lines: &mut Vec<Line<'static>>, title: &str, count: &str) {
    lines.extend((!lines.is_empty()).then(Line::default));
    let mut heading = vec![Span::styled(title.to_owned(), theme::STRONG)];
    if !count.is_empty() {
        heading.push(Span::styled(format!(" · {count}"), theme::SECONDARY));
    }
    lines.push(Line::from(heading));
}

/// The last line of a text that has no room for the rest.
pub fn cut_line(line: &Line<'_>, width: usize) -> Line<'static> {
    let marker = line.spans.first().filter(|_| line.spans.len() > 1);
    let marker = marker.map(|span| Span::styled(span.content.to_string(), span.style));
    let used = marker.as_ref().map_or(0, Span::width);
    let text: String = line.spans[usize::from(marker.is_some())..]
        .iter()
        .map(|span| span.content.as_ref())
        .collect();
    let room = width.saturating_sub(used);
    let end = ellipsis(room);
    let text = fit(&format!("{text} {end}"), room);
    let text = if text.ends_with(end) {
        text
    } else {
        format!("{text}{end}")
    };
    marker.into_iter().chain([Span::raw(text)]).collect()
}
