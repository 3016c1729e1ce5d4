//! Lays out the sections of a page below each other, with one text column for all of them.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::judging::debrief_pages::{NO_BREAK, Section, SectionEntry};
use crate::domain::sanitize;
use crate::tui::theme;
use crate::tui::widgets::hanging::{below_lead, hang, section};
use crate::tui::widgets::wrap;

/// The most columns of a line; longer lines are hard to read.
const WIDEST: usize = 120;
/// The least columns before the text: a time, and two blanks.
const LEAD: usize = 7;
/// The columns before the text of a page where nothing has a time or a line.
const MARK: usize = 2;

/// The sections of a page.
#[derive(Debug, Default)]
pub(super) struct Sections {
    all: Vec<Section>,
    /// The section and in it the entry for which the page was opened.
    wanted: Option<(usize, usize)>,
    /// Whether the page was not drawn since, so that it begins there.
    pub is_new: bool,
}

/// The lines of a page, and which of them begins the entry for which it was opened.
#[derive(Debug, Default)]
pub(super) struct SectionLines {
    pub lines: Vec<Line<'static>>,
    pub wanted: Option<usize>,
}

impl Sections {
    pub fn new(sections: Vec<Section>) -> Self {
        Self {
            all: sections,
            ..Self::default()
        }
    }

    /// Opens the page at the first entry with this text.
    pub fn open_at(&mut self, text: Option<&str>) {
        let sections = self.all.iter().enumerate();
        let mut found = sections.filter_map(|(section, it)| {
            let entry = (it.entries.iter()).position(|entry| Some(&*entry.text) == text)?;
            Some((section, entry))
        });
        self.wanted = found.next();
        self.is_new = true;
    }

    /// The lines of the page at a width.
    pub fn lines(&self, width: usize) -> SectionLines {
        let width = width.min(WIDEST);
        let lead = self.lead();
        let mut lines = Vec::new();
        let mut wanted = None;
        for (at, it) in self.all.iter().enumerate() {
            section(&mut lines, &sanitize::line(&it.title), &it.count);
            if it.entries.is_empty() {
                let empty = wrap(it.empty, width).into_iter();
                lines.extend(empty.map(|line| Line::styled(line, theme::SECONDARY)));
            }
            let mut stage = "";
            for (index, entry) in it.entries.iter().enumerate() {
                if entry.place.stage != stage {
                    stage = &entry.place.stage;
                    let stage = format!("  {}", sanitize::line(stage));
                    lines.push(Line::styled(stage, theme::SECONDARY));
                }
                if self.wanted == Some((at, index)) {
                    wanted = Some(lines.len());
                }
                add_entry(entry, lead, width, &mut lines);
            }
        }
        SectionLines { lines, wanted }
    }

    /// The columns before every text of the page.
    fn lead(&self) -> usize {
        let entries = self.all.iter().flat_map(|section| &section.entries);
        let places = entries.map(|entry| entry.place.at.width());
        match places.max().unwrap_or(0) {
            0 => MARK,
            widest => LEAD.max(widest + 2),
        }
    }
}

/// An entry: its time or line in the accent, its text, and below it the details, all in one column.
fn add_entry(entry: &SectionEntry, lead: usize, width: usize, lines: &mut Vec<Line<'static>>) {
    let at = if entry.place.at.is_empty() {
        "·".to_owned()
    } else {
        sanitize::line(&entry.place.at)
    };
    let blanks = " ".repeat(lead.saturating_sub(at.width() + if lead == MARK { 1 } else { 2 }));
    let after = " ".repeat(lead.saturating_sub(blanks.len() + at.width()));
    let style = if entry.details.is_empty() {
        theme::PLAIN
    } else {
        theme::STRONG
    };
    let text = sanitize::line(&entry.text);
    let from = lines.len();
    let before = vec![Span::styled(format!("{blanks}{at}{after}"), theme::ACCENT)];
    hang(lines, before, &text, style, width);
    color_result(&mut lines[from..], style);
    for detail in &entry.details {
        below_lead(lines, lead, &sanitize::line(detail), theme::PLAIN, width);
    }
}

/// Gives the result behind the last arrow of some lines the accent, and ordinary blanks.
fn color_result(lines: &mut [Line<'static>], style: Style) {
    let has_arrow =
        |line: &Line<'_>| (line.spans.last()).is_some_and(|span| span.content.contains('→'));
    let arrow = lines.iter().rposition(has_arrow);
    for (index, line) in lines.iter_mut().enumerate() {
        let Some(text) = line.spans.pop() else {
            continue;
        };
        let text = text.content.replace(NO_BREAK, " ");
        let at = match arrow {
            Some(arrow) if index == arrow => text.rfind('→').unwrap_or(0),
            Some(arrow) if index > arrow => 0,
            _ => text.len(),
        };
        let (before, result) = text.split_at(at);
        line.push_span(Span::styled(before.to_owned(), style));
        line.push_span(Span::styled(result.to_owned(), theme::ACCENT));
    }
}
