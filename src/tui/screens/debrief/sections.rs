//! Lays out the sections of a page: one below the other, or where the page has room the first two beside each other.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::judging::debrief_pages::{Section, SectionEntry};
use crate::domain::sanitize;
use crate::tui::theme;
use crate::tui::widgets::wrap;

/// From this width in columns on, two sections fit beside each other.
const BOTH: usize = 96;
/// Blanks between two sections beside each other.
const GAP: usize = 3;
/// The most columns of a line; longer lines are hard to read.
const WIDEST: usize = 100;
/// Blanks before what stands below an entry.
const INDENT: usize = 2;

/// The sections of a page.
#[derive(Debug, Default)]
pub(super) struct Sections {
    beside: Vec<Section>,
    below: Vec<Section>,
}

impl Sections {
    /// Sections below each other.
    pub fn below(below: Vec<Section>) -> Self {
        Self {
            beside: Vec::new(),
            below,
        }
    }

    /// Two sections beside each other where they fit, and others below them.
    pub fn beside(beside: [Section; 2], below: Vec<Section>) -> Self {
        Self {
            beside: beside.into(),
            below,
        }
    }

    /// The lines of the page at a width.
    pub fn lines(&self, width: usize) -> Vec<Line<'static>> {
        let mut lines = match &self.beside[..] {
            [left, right] if width >= BOTH => columns(left, right, width),
            sections => stacked(sections, width.min(WIDEST)),
        };
        for section in &self.below {
            lines.extend((!lines.is_empty()).then(Line::default));
            lines.extend(section_lines(section, width.min(WIDEST)));
        }
        lines
    }
}

fn stacked(sections: &[Section], width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for section in sections {
        lines.extend((!lines.is_empty()).then(Line::default));
        lines.extend(section_lines(section, width));
    }
    lines
}

/// Two sections beside each other, each in half of the width.
fn columns(left: &Section, right: &Section, width: usize) -> Vec<Line<'static>> {
    let half = width.saturating_sub(GAP) / 2;
    let mut left = section_lines(left, half).into_iter();
    let mut right = section_lines(right, half).into_iter();
    let mut lines = Vec::new();
    loop {
        let (a, b) = (left.next(), right.next());
        if a.is_none() && b.is_none() {
            return lines;
        }
        let mut line = a.unwrap_or_default();
        let blanks = (half + GAP).saturating_sub(line.width());
        line.push_span(Span::raw(" ".repeat(blanks)));
        line.spans.extend(b.unwrap_or_default().spans);
        lines.push(line);
    }
}

fn section_lines(section: &Section, width: usize) -> Vec<Line<'static>> {
    let mut heading = vec![Span::styled(sanitize::line(&section.title), theme::STRONG)];
    if !section.count.is_empty() {
        heading.push(Span::styled(
            format!(" · {}", section.count),
            theme::SECONDARY,
        ));
    }
    let mut lines = vec![Line::from(heading)];
    if section.entries.is_empty() {
        let empty = wrap(section.empty, width).into_iter();
        lines.extend(empty.map(|line| Line::styled(line, theme::SECONDARY)));
    }
    for entry in &section.entries {
        add_entry(entry, width, &mut lines);
    }
    lines
}

/// An entry: its lead in the accent, its text, and below it the details, each hanging under its own first letter.
fn add_entry(entry: &SectionEntry, width: usize, lines: &mut Vec<Line<'static>>) {
    let lead = if entry.lead.is_empty() {
        "- ".to_owned()
    } else {
        sanitize::line(&entry.lead) + "  "
    };
    let indent = lead.width();
    let style = if entry.details.is_empty() {
        theme::PLAIN
    } else {
        theme::STRONG
    };
    let text = sanitize::line(&entry.text);
    let mut lead = Some(Span::styled(lead, theme::ACCENT));
    for line in wrap(&text, width.saturating_sub(indent)) {
        let before = lead.take().unwrap_or_else(|| " ".repeat(indent).into());
        let mut spans = vec![before];
        spans.extend(with_result(line, style));
        lines.push(Line::from(spans));
    }
    for detail in &entry.details {
        let detail = sanitize::line(detail);
        for line in wrap(&detail, width.saturating_sub(indent.max(INDENT))) {
            let blanks = " ".repeat(indent.max(INDENT));
            lines.push(Line::raw(blanks + &line));
        }
    }
}

/// A line of text with the result behind its arrow in the accent.
fn with_result(line: String, style: Style) -> Vec<Span<'static>> {
    match line.rfind('→') {
        Some(at) => {
            let (before, result) = line.split_at(at);
            vec![
                Span::styled(before.to_owned(), style),
                Span::styled(result.to_owned(), theme::ACCENT),
            ]
        }
        None => vec![Span::styled(line, style)],
    }
}
