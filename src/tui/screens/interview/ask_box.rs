//! The box in which a question to the interviewer is typed: the text, the questions of the design that it may be, and
//! which of them Enter asks. It never shows an answer.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::domain::content::design::Clarify;
use crate::domain::interview::questions::{MOST, Matches, Part, Questions, Verdict};
use crate::domain::sanitize;
use crate::tui::draw_context::DrawContext;
use crate::tui::input::Key;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context, FooterKey};
use crate::tui::theme;
use crate::tui::widgets::blocks::{Blocks, marker};
use crate::tui::widgets::footer::key_width;
use crate::tui::widgets::text_input::TextInput;
use crate::tui::widgets::{below, draw_border_keys, draw_box, put_lines, put_right, wrap};

/// Rows of the question being typed; a longer one scrolls in them.
const TYPED_ROWS: u16 = 2;
/// Rows of the box beside text, heading and list: the border, and a blank row above the heading and below the list.
const OTHER_ROWS: usize = 4;
const ASSUME: &str = "None of these: I will state an assumption";

/// The typed question and its matches.
#[derive(Debug, Default)]
pub struct AskBox {
    typed: TextInput,
    found: Matches,
    rows: Vec<Row>,
    /// Index of the row with the cursor.
    chosen: usize,
    /// Whether the cursor was moved, so that Space marks a row.
    in_list: bool,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Index of the question; `None` is the choice to ask none of them.
    question: Option<usize>,
    /// Index of the part of the text that matches it.
    part: Option<usize>,
    /// Whether Enter asks it.
    is_marked: bool,
}

/// What Enter asks: a typed text, and the index of the question that it stands for.
pub type Ask = (String, Option<usize>);

impl AskBox {
    /// Handles a key and the action it has in this box, other than Enter and Esc.
    pub fn on(&mut self, action: Option<&Action>, key: Key, questions: &Questions) {
        match action {
            Some(Action::Up) => self.choose(self.chosen.saturating_sub(1)),
            Some(Action::Down) => self.choose(self.chosen + 1),
            None if self.in_list && self.is_compound() && key.typed() == Some(' ') => {
                self.toggle();
            }
            _ => {
                if self.typed.on(action, key).is_change() {
                    self.find(questions);
                }
            }
        }
    }

    pub fn paste(&mut self, text: &str, questions: &Questions) {
        self.typed.paste(text);
        self.find(questions);
    }

    /// What Enter asks now: each marked question, and each part of a compound question that none matches. Empty if
    /// nothing was typed.
    pub fn asks(&self) -> Vec<Ask> {
        let whole = self.typed.text().trim().to_owned();
        if whole.is_empty() {
            return Vec::new();
        }
        let parts = &self.found.parts;
        let marked = self.rows.iter().filter(|row| row.is_marked);
        let mut asks: Vec<Ask> = marked
            .filter_map(|row| {
                let part = row.part.and_then(|part| parts.get(part));
                let typed = part.filter(|_| parts.len() > 1);
                let typed = typed.map_or(&whole, |part| &part.typed);
                Some((typed.clone(), Some(row.question?)))
            })
            .collect();
        if asks.is_empty() {
            return vec![(whole, None)];
        }
        let unmatched = self.unmatched().map(|part| (part.typed.clone(), None));
        asks.extend(unmatched);
        asks
    }

    /// Matches again after the typed text has changed.
    fn find(&mut self, questions: &Questions) {
        self.found = questions.find(&self.typed.text());
        self.chosen = 0;
        self.in_list = false;
        self.rows = rows_of(&self.found);
    }

    fn choose(&mut self, row: usize) {
        self.in_list = true;
        self.chosen = row.min(self.rows.len().saturating_sub(1));
        if !self.is_compound() {
            for (index, row) in self.rows.iter_mut().enumerate() {
                row.is_marked = index == self.chosen;
            }
        }
    }

    fn toggle(&mut self) {
        if let Some(row) = self.rows.get_mut(self.chosen) {
            row.is_marked = !row.is_marked;
        }
    }

    /// Whether several parts were typed, so that several questions can be marked.
    fn is_compound(&self) -> bool {
        self.found.parts.len() > 1
    }

    /// The parts of a compound question that no row of the list stands for.
    fn unmatched(&self) -> impl Iterator<Item = &Part> {
        let parts = self.found.parts.iter().enumerate();
        let has_row = |index| self.rows.iter().any(|row| row.part == Some(index));
        let without = parts.filter(move |(index, _)| self.is_compound() && !has_row(*index));
        without.map(|(_, part)| part)
    }

    /// The lines above the list.
    fn heading(&self) -> (String, Style) {
        let matched = self.rows.iter().filter(|row| row.part.is_some()).count();
        let unmatched = self.unmatched().map(|part| part.typed.as_str());
        let unmatched: Vec<&str> = unmatched.collect();
        let text = match self.found.verdict() {
            _ if self.rows.is_empty() => "Type a question in your own words.".to_owned(),
            Verdict::Closest => {
                let text = "No question matches well. Closest questions:".to_owned();
                return (text, theme::WARNING);
            }
            Verdict::None => "No question matches.".to_owned(),
            Verdict::Match if matched > 1 => {
                format!("{matched} questions match, one for each part")
            }
            Verdict::Match => "1 question matches".to_owned(),
        };
        if unmatched.is_empty() {
            return (text, theme::SECONDARY);
        }
        let unmatched = sanitize::line(&unmatched.join("”, “"));
        (
            format!("{text}. None matches “{unmatched}”."),
            theme::WARNING,
        )
    }

    /// The keys in the lower border, as many as fit.
    fn keys(&self, own: &KeyMap, width: u16) -> Vec<FooterKey> {
        let asks = self.asks();
        let asked = asks.iter().filter(|(_, question)| question.is_some());
        let enter = match asked.count() {
            0 if asks.is_empty() => "ask".into(),
            0 => "state an assumption".into(),
            1 => "ask".into(),
            2 => "ask both".into(),
            count => format!("ask {count}").into(),
        };
        let mut keys = own.footer(Context::Asking, |action| *action != Action::Help);
        if let Some(accept) = keys.iter().position(|key| key.action == Action::Accept) {
            keys[..=accept].rotate_right(1);
            keys[0].word = enter;
        }
        if self.is_compound() {
            let select = FooterKey {
                label: "Space".into(),
                word: "select or not".into(),
                action: Action::Select,
                key: Key::char(' '),
            };
            keys.insert(keys.len() - 1, select);
        }
        let columns = |keys: &[FooterKey]| keys.iter().map(|key| key_width(key) + 3).sum::<u16>();
        while keys.len() > 2 && columns(&keys) > width {
            keys.remove(1);
        }
        keys
    }

    /// Draws the box over the lower end of `notes`; returns where the caret is.
    pub fn draw(
        &mut self,
        clarify: &[Clarify],
        notes: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let width = usize::from(notes.width.saturating_sub(4));
        let (heading, style) = self.heading();
        let heading = wrap(&heading, width);
        let list = self.list(clarify, width);
        let long = self.typed.text().width() >= width;
        let typed = if long { TYPED_ROWS } else { 1 };
        let rows = OTHER_ROWS + usize::from(typed) + heading.len() + list.rows();
        let height = notes.height.min(u16::try_from(rows).unwrap_or(u16::MAX));
        let area = Rect {
            y: notes.bottom() - height,
            height,
            ..notes
        };
        let title = Line::styled("Ask the interviewer", theme::ACCENT_STRONG);
        let list_area = draw_box(title, Line::default(), area, buf);
        let keys = self.keys(context.keys, width as u16);
        draw_border_keys(&keys, list_area, context.clicks, buf);
        draw_clock_note(area, buf);
        let text = list_area.inner(Margin::new(1, 0));
        let input = Rect {
            height: typed.min(text.height),
            ..text
        };
        let caret = self.typed.draw(input, theme::PLAIN, buf);
        let rest = below(text, typed + 1);
        put_lines(&heading, style, rest, buf);
        let list_area = below(list_area, typed + 1 + heading.len() as u16);
        let drawn = list.draw(Some(self.chosen), list_area, buf);
        for y in list_area.top()..list_area.bottom() {
            let item = drawn.item_at(list_area.x, y);
            let row = Rect {
                y,
                height: 1,
                ..list_area
            };
            let style = match item.and_then(|item| self.rows.get(item)) {
                Some(_) if item == Some(self.chosen) => theme::SELECTION,
                Some(row) if !row.is_marked => theme::SECONDARY,
                _ => theme::PLAIN,
            };
            buf.set_style(row, style);
        }
        caret
    }

    fn list(&self, clarify: &[Clarify], width: usize) -> Blocks {
        let mut blocks = Blocks::default();
        for (index, row) in self.rows.iter().enumerate() {
            let ask = row.question.and_then(|question| clarify.get(question));
            let ask = ask.map_or(ASSUME.to_owned(), |clarify| sanitize::line(&clarify.ask));
            let mark = if row.is_marked && row.question.is_some() {
                "✓"
            } else {
                " "
            };
            let lead = format!("{}{mark} ", marker(index == self.chosen));
            blocks.add(index, &lead, &ask, width, true);
        }
        blocks
    }
}

/// The rows of the list: what Enter asks first, then other questions that the text may mean. Where nothing matches, the
/// first row asks nothing.
fn rows_of(found: &Matches) -> Vec<Row> {
    let parts = found.parts.iter().enumerate();
    let mut rows: Vec<Row> = parts
        .filter_map(|(index, part)| {
            let question = Some(part.question()?);
            Some(Row {
                question,
                part: Some(index),
                is_marked: true,
            })
        })
        .collect();
    rows.truncate(MOST);
    if rows.is_empty() && !found.parts.is_empty() {
        rows.push(Row {
            question: None,
            part: None,
            is_marked: true,
        });
    }
    let mut others: Vec<_> = found
        .parts
        .iter()
        .flat_map(|part| &part.candidates)
        .collect();
    others.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    for candidate in others {
        let question = Some(candidate.question);
        let questions = rows.iter().filter(|row| row.question.is_some()).count();
        if questions < MOST && rows.iter().all(|row| row.question != question) {
            rows.push(Row {
                question,
                part: None,
                is_marked: false,
            });
        }
    }
    rows
}

/// Draws at the right end of the upper border that the clock runs, where the title leaves room.
fn draw_clock_note(area: Rect, buf: &mut Buffer) {
    let note = " the clock is running ";
    let line = Rect {
        height: 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    if line.width >= 48 {
        put_right(note, theme::SECONDARY, line, buf);
    }
}
