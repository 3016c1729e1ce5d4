//! Marking a rubric item: the likeliest lines of the notes, and the line that shows it. Nothing is marked by itself.

mod likely;
mod search;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::notes_view::NotesView;
use super::{BETWEEN_NAMES, wrap_at_most};
use crate::domain::content::design::Design;
use crate::domain::judging::anchor::LinePosition;
use crate::domain::judging::evidence::PlacedEvidence;
use crate::domain::judging::ranking::Rankings;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::tui::input::Key;
use crate::tui::keys::{self, Context};
use crate::tui::theme;
use search::{LineSearch, SearchOutcome};

/// What is said below an item where no line is likely.
const NONE_LIKELY: &str = "None seems to show it: / searches all lines.";
/// The same where the notes are not beside it.
const NOT_LIKELY: &str = "No line seems to show it: / searches all lines.";
/// What is said where no line stands out among the likely ones.
const CHOOSE_ONE: &str = "No line stands out. A digit or / chooses one:";
/// What Space says where no line is chosen.
const CHOOSE_FIRST: &str = "choose the line that shows it: 1-9, / or J K";

/// The line at which the selected item would be marked as shown.
#[derive(Debug, Clone, Copy)]
enum ItemLine {
    /// The one chosen in the notes.
    Chosen,
    /// The line of an item that came after a mark, or none, while the user has chosen none for it: the notes stay at the
    /// line that was looked at.
    Proposed(Option<LinePosition>),
}

/// The selected rubric item of a stage with its likeliest lines, and the notes with the line that shows or may show it.
#[derive(Debug)]
pub struct EvidencePicker {
    pub notes: NotesView,
    pub item: usize,
    rankings: Rankings,
    /// The likeliest lines of the selected item.
    likely: Vec<LinePosition>,
    item_line: ItemLine,
    search: Option<LineSearch>,
    /// The sanitized short titles of the stages.
    titles: Vec<String>,
}

impl EvidencePicker {
    /// `design` is that of the session, if it can be read.
    pub fn new(session: &Session, design: Option<&Design>) -> Self {
        let notes = NotesView::new(&session.stages);
        let stages = session.head.plan.stages.iter();
        Self {
            item: 0,
            rankings: Rankings::of(session, design),
            notes,
            likely: Vec::new(),
            item_line: ItemLine::Chosen,
            search: None,
            titles: stages.map(|stage| sanitize::line(&stage.short)).collect(),
        }
    }

    /// Selects an item of a stage's rubric: the line that is marked for it, else the likeliest line if it is likely
    /// enough to be highlighted, else no line.
    pub fn select(&mut self, stage: usize, item: usize, marked: Option<PlacedEvidence<'_>>) {
        if let Some(position) = self.line_of(stage, item, marked) {
            self.choose(position);
        } else {
            self.item_line = ItemLine::Chosen;
            self.notes.show(stage, None);
        }
    }

    /// Selects the item after one that was marked at a line: the notes stay at that line, so that a comment goes there,
    /// and the line of the new item is only proposed. A line that the notes do not show is chosen.
    pub fn select_after(
        &mut self,
        seen: Option<LinePosition>,
        (stage, item): (usize, usize),
        marked: Option<PlacedEvidence<'_>>,
    ) {
        let line = self.line_of(stage, item, marked);
        let here = seen.map_or(self.notes.stage(), |seen| seen.stage);
        if let Some(elsewhere) = line.filter(|line| line.stage != here) {
            return self.choose(elsewhere);
        }
        if let Some(seen) = seen {
            self.choose(seen);
        }
        self.item_line = ItemLine::Proposed(line);
    }

    /// Makes an item the selected one; returns the line that is marked for it, or that likely shows it.
    fn line_of(
        &mut self,
        stage: usize,
        item: usize,
        marked: Option<PlacedEvidence<'_>>,
    ) -> Option<LinePosition> {
        self.item = item;
        let ranking = self.rankings.rank(stage, item);
        let line = match marked {
            Some(marked) => marked.position,
            None => ranking.highlighted(),
        };
        self.notes.set_likely(ranking.lines.clone());
        self.likely = ranking.lines;
        line
    }

    /// The line at which the selected item would be marked as shown.
    pub fn line(&self) -> Option<LinePosition> {
        match self.item_line {
            ItemLine::Chosen => self.notes.chosen(),
            ItemLine::Proposed(line) => line,
        }
    }

    /// The line of the selected item, where it is not the one chosen in the notes.
    pub fn proposed(&self) -> Option<LinePosition> {
        match self.item_line {
            ItemLine::Chosen => None,
            ItemLine::Proposed(line) => line,
        }
    }

    /// Makes the line that is chosen in the notes the line of the selected item: the user has moved there.
    pub fn take_chosen(&mut self) {
        self.item_line = ItemLine::Chosen;
    }

    /// Shows a line and chooses it.
    fn choose(&mut self, position: LinePosition) {
        self.item_line = ItemLine::Chosen;
        self.notes.show(position.stage, Some(position.line));
    }

    /// Chooses the likely line with the digit of a key. Returns what to say if there is none.
    pub fn choose_likely(&mut self, key: Key) -> Option<String> {
        let digit = key.typed().and_then(|typed| typed.to_digit(10))?;
        let index = (digit as usize).checked_sub(1)?;
        match (self.likely.get(index).copied(), self.likely.len()) {
            (Some(position), _) => {
                self.choose(position);
                None
            }
            (None, 0) => Some("no line is likely: / searches all lines".to_owned()),
            (None, 1) => Some("1 line is likely: / searches all lines".to_owned()),
            (None, count) => Some(format!("{count} lines are likely: / searches all lines")),
        }
    }

    /// What Space says where no line is chosen: how one is, or what to do where no line is likely.
    pub fn choose_first(&self) -> &'static str {
        if self.likely.is_empty() {
            "no line seems to show it: / searches a line, - marks it not shown"
        } else {
            CHOOSE_FIRST
        }
    }

    pub fn open_search(&mut self) {
        self.search = Some(LineSearch::new(&self.notes.lines()));
    }

    pub fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Handles a key while the words of a line are typed.
    pub fn search_key(&mut self, key: Key) {
        let Some(search) = &mut self.search else {
            return;
        };
        let action = keys::action(Context::LineSearch, key);
        match search.on(action.as_ref(), key) {
            SearchOutcome::Open => return,
            SearchOutcome::Chosen(Some(position)) => self.choose(position),
            SearchOutcome::Chosen(None) | SearchOutcome::Canceled => {}
        }
        self.search = None;
    }

    /// Pastes into the words of a search, if one is open.
    pub fn paste(&mut self, text: &str) {
        if let Some(search) = &mut self.search {
            search.paste(text);
        }
    }

    /// Draws the search, if one is open; returns the position of its caret.
    pub fn draw_search(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let search = self.search.as_mut()?;
        Some(search.draw(&self.notes.lines(), &self.titles, area, buf))
    }

    /// The chosen and the likely lines in one row, for a rubric beside the notes: `▸ 1 Data 3   2 Serving 3`. `marked` is
    /// the mark that the item has now.
    pub fn describe_line(&self, marked: Option<PlacedEvidence<'_>>) -> String {
        let mut parts = Vec::new();
        if let Some(marked) = marked.filter(|marked| !self.is_plainly_likely(*marked)) {
            let change = marked.change().map_or(String::new(), |change| {
                format!(": {} ({change})", marked.evidence.text.trim())
            });
            let place = self.short_place(marked.location());
            parts.push(format!("✓ {place}{change}"));
        }
        parts.extend(self.candidates(marked).into_iter().map(|(lead, line)| {
            let place = self.short_place(line);
            format!("{lead}{place}")
        }));
        if parts.is_empty() {
            return NONE_LIKELY.to_owned();
        }
        parts.join(BETWEEN_NAMES)
    }

    /// The same where the notes are not beside it: a row for the line that shows or may show the item, and for each likely
    /// line, with its words.
    pub fn describe_lines(&self, marked: Option<PlacedEvidence<'_>>) -> Vec<String> {
        let lines = self.notes.lines();
        let words = |position: LinePosition| {
            let stage = lines.get(position.stage);
            let line = stage.and_then(|stage| stage.get(position.line));
            line.map_or(String::new(), |line| sanitize::line(line.trim()))
        };
        let mut rows = Vec::new();
        if let Some(marked) = marked.filter(|marked| !self.is_plainly_likely(*marked)) {
            let change = marked
                .change()
                .map_or(String::new(), |change| format!(" ({change})"));
            let place = self.short_place(marked.location());
            let text = sanitize::line(marked.evidence.text.trim());
            rows.push(format!("✓ {place}{change}: {text}"));
        }
        rows.extend(self.candidates(marked).into_iter().map(|(lead, line)| {
            let place = self.short_place(line);
            format!("{lead}{place}: {}", words(line))
        }));
        if rows.is_empty() {
            rows.push(NONE_LIKELY.to_owned());
        }
        rows
    }

    /// Whether a mark is at one of the likely lines as it is, so that it needs no words of its own.
    fn is_plainly_likely(&self, marked: PlacedEvidence<'_>) -> bool {
        let is_likely = |line| self.likely.contains(&line);
        marked.change().is_none() && marked.position.is_some_and(is_likely)
    }

    /// The line at which the item would be marked and its likely lines, each behind its marker and its digit: `▸ 1 `, and
    /// with a check where it is marked.
    fn candidates(&self, marked: Option<PlacedEvidence<'_>>) -> Vec<(String, LinePosition)> {
        let chosen = self.line();
        let marked_at = marked.and_then(|marked| marked.position);
        let other = chosen.filter(|line| !self.likely.contains(line) && marked_at != Some(*line));
        let other = other.map(|line| ("▸ ".to_owned(), line));
        let likely = (1..).zip(&self.likely).map(|(digit, line): (usize, _)| {
            let is_marked = marked.is_some_and(|it| it.change().is_none());
            let marker = if is_marked && marked_at == Some(*line) {
                "✓ "
            } else if Some(*line) == chosen {
                "▸ "
            } else {
                ""
            };
            (format!("{marker}{digit} "), *line)
        });
        other.into_iter().chain(likely).collect()
    }

    /// `Data 3`.
    fn short_place(&self, position: LinePosition) -> String {
        let short = self.titles.get(position.stage).map_or("", String::as_str);
        format!("{short} {}", position.line.saturating_add(1))
    }

    /// The line that shows or may show the item, and the likely lines: always in so many rows, so that nothing else moves
    /// from item to item. In few rows the likely lines stand at the right end of the first, where they fit. `marked` is
    /// the mark that the item has now.
    pub fn proposal(
        &self,
        marked: Option<PlacedEvidence<'_>>,
        width: usize,
        rows: usize,
    ) -> Vec<Line<'static>> {
        let is_high = rows > 3;
        let is_chosen = self.notes.chosen().is_some();
        let likely = is_chosen.then(|| self.likely_row(width));
        let likely = likely.unwrap_or_default();
        let likely = Span::styled(likely, theme::SECONDARY);
        let has_row = is_high && likely.width() > 0;
        let mut proposed = self.proposed_words(marked);
        if let Some((head, _)) = proposed.as_mut().filter(|_| !is_high) {
            // The likely lines beside it stay: their row has no other place for them.
            let is_too_long = likely.width() > 0 && head.width() + likely.width() + 2 >= width;
            let minute = head.find(", minute ").filter(|_| is_too_long);
            if let Some(minute) = minute {
                head.replace_range(minute.., ":");
            }
        }
        let head = match &proposed {
            Some((head, _)) => head,
            None if self.likely.is_empty() => NOT_LIKELY,
            None => CHOOSE_ONE,
        };
        let head = wrap_at_most(head, width, if is_high { 2 } else { 1 });
        let room = rows.saturating_sub(head.len() + usize::from(has_row));
        let words = match proposed {
            Some((_, words)) => wrap_at_most(words.trim(), width, room),
            None => self.likely_rows(width, room),
        };
        let head = head.into_iter();
        let head = head.map(|line| Line::from(Span::styled(line, theme::STRONG)));
        let mut lines: Vec<Line<'static>> = head.collect();
        let blanks = width.saturating_sub(lines[0].width() + likely.width());
        if !has_row && blanks > 2 && likely.width() > 0 {
            lines[0].extend([Span::raw(" ".repeat(blanks)), likely.clone()]);
        }
        lines.extend(words.into_iter().take(room).map(Line::raw));
        if has_row {
            lines.resize(rows - 1, Line::default());
            lines.push(Line::from(likely));
        }
        lines.resize(rows, Line::default());
        lines
    }

    /// The heading and the words of the chosen or marked line; `None` if there is neither.
    fn proposed_words(&self, marked: Option<PlacedEvidence<'_>>) -> Option<(String, String)> {
        let chosen = self.notes.chosen();
        let is_marked = |marked: &PlacedEvidence<'_>| marked.position == chosen || chosen.is_none();
        if let Some(marked) = marked.filter(is_marked) {
            let change = marked
                .change()
                .map_or(String::new(), |change| format!(" ({change})"));
            let location = self.describe(marked.location());
            let head = format!("Shown by {location}{change}:");
            return Some((head, sanitize::line(&marked.evidence.text)));
        }
        let (words, minute) = self.notes.chosen_text()?;
        let location = self.describe(chosen?);
        Some((format!("Shown by? {location}, minute {minute}:"), words))
    }

    fn describe(&self, position: LinePosition) -> String {
        let short = self.titles.get(position.stage).map_or("", String::as_str);
        format!("{short}, line {}", position.line.saturating_add(1))
    }
}
