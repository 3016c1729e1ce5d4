//! The box in which a question to the interviewer is typed: the text, the questions of the design that it may be, and
//! which of them Enter asks. It never shows an answer.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use crate::domain::content::design::Clarify;
use crate::domain::interview::asking::{Ask, Asking, row_text};
use crate::domain::interview::questions::Questions;
use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::tui::draw_context::DrawContext;
use crate::tui::input::Key;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context, FooterKey};
use crate::tui::theme;
use crate::tui::widgets::blocks::{Blocks, marker};
use crate::tui::widgets::boxes::{draw_border_keys, draw_box};
use crate::tui::widgets::footer::columns;
use crate::tui::widgets::list::Selection;
use crate::tui::widgets::text_input::TextInput;
use crate::tui::widgets::{below, put_lines, put_right, wrap};

/// The rows that a question of several keeps where the questions that match need all others; a longer one scrolls in them.
const LEAST_TYPED: u16 = 2;
/// A typed text is whole as long as it needs no more than this part of the notes' rows.
const TYPED_PART: u16 = 4;
/// Rows of the box beside text, heading and list: the border, and a blank row above the heading and below the list.
const OTHER_ROWS: usize = 4;

/// The typed question and its matches.
#[derive(Debug, Default)]
pub struct AskBox {
    typed: TextInput,
    asking: Asking,
    /// The rows, of which the selected one has the cursor.
    list: Selection,
    /// Whether the cursor was moved, so that Space marks a row.
    in_list: bool,
}

impl AskBox {
    /// Handles a key and the action it has in this box, other than Enter and Esc.
    pub fn on(&mut self, action: Option<&Action>, key: Key, questions: &Questions) {
        match action {
            Some(action) if self.list.act(action) => {
                self.in_list = true;
                if !self.asking.is_compound() {
                    self.asking.mark_only(&[self.chosen()]);
                }
            }
            None if self.in_list && self.asking.is_compound() && key.typed() == Some(' ') => {
                self.asking.toggle(self.chosen());
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

    /// Matches again after the typed text has changed.
    fn find(&mut self, questions: &Questions) {
        self.asking = Asking::new(&self.typed.text(), questions);
        self.list = Selection::of(self.asking.rows().len());
        self.in_list = false;
    }

    /// The index of the row with the cursor.
    fn chosen(&self) -> usize {
        self.list.selected().unwrap_or(0)
    }

    /// What Enter asks now; empty if nothing was typed.
    pub fn asks(&self) -> Vec<Ask> {
        self.asking.asks()
    }

    /// The lines above the list.
    fn heading(&self) -> (String, Style) {
        let (text, is_warning) = self.asking.heading();
        let style = if is_warning {
            theme::WARNING
        } else {
            theme::SECONDARY
        };
        (text, style)
    }

    /// The keys in the lower border, as many as fit.
    fn keys(&self, own: &KeyMap, width: u16) -> Vec<FooterKey> {
        let asks = self.asks();
        let asked = asks.iter().filter(|ask| ask.question.is_some()).count();
        let enter: Cow<'static, str> = match (asked, asks.len() - asked) {
            (0 | 1, 0) => "ask".into(),
            (0, _) => "state an assumption".into(),
            (2, 0) => "ask both".into(),
            (count, 0) => format!("ask {count}").into(),
            (count, rest) => format!("ask {count}, {rest} without answer").into(),
        };
        let short = match (asked, asks.len()) {
            (0, _) => enter.clone(),
            (1, 1) => "ask".into(),
            (count, all) if count == all => format!("ask {count}").into(),
            (count, all) => format!("ask {count} of {all}").into(),
        };
        let mut keys = own.box_keys(Context::Asking);
        if let Some(accept) = keys.iter().position(|key| key.action == Action::Accept) {
            keys[..=accept].rotate_right(1);
            keys[0].word = enter;
        }
        if self.asking.is_compound() {
            let select = FooterKey {
                label: "Space".into(),
                word: "select or not".into(),
                action: Action::Select,
                key: Key::char(' '),
            };
            keys.insert(keys.len() - 1, select);
        }
        shorten_keys(&mut keys, short, width);
        keys
    }

    /// How many rows the text being typed needs in so many columns.
    fn typed_rows(&self, width: u16) -> u16 {
        self.typed.rows_of_lines(width).iter().sum()
    }

    /// How many rows the box takes in all in so many columns.
    pub fn rows(&self, clarify: &[Clarify], session: &Session, columns: u16) -> usize {
        let width = usize::from(columns.saturating_sub(4));
        let heading = wrap(&self.heading().0, width).len();
        let list = self.list(clarify, session, width).rows();
        OTHER_ROWS + usize::from(self.typed_rows(width as u16)) + heading + list
    }

    /// Draws the box over the lower end of `notes`; returns where the caret is.
    pub fn draw(
        &mut self,
        clarify: &[Clarify],
        session: &Session,
        notes: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let width = usize::from(notes.width.saturating_sub(4));
        let (heading, style) = self.heading();
        let heading = wrap(&heading, width);
        let list = self.list(clarify, session, width);
        let rows = self.rows(clarify, session, notes.width);
        let rows = u16::try_from(rows).unwrap_or(u16::MAX);
        let height = notes.height.min(rows);
        // A very long text gives rows to the questions that match.
        let typed = self.typed_rows(width as u16);
        let least = typed.min(LEAST_TYPED.max(notes.height / TYPED_PART));
        let typed = typed.saturating_sub(rows - height).max(least);
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
        let drawn = list.draw(Some(self.chosen()), list_area, buf);
        for y in list_area.top()..list_area.bottom() {
            let item = drawn.item_at(list_area.x, y);
            let row = Rect {
                y,
                height: 1,
                ..list_area
            };
            let style = match item.and_then(|item| self.asking.rows().get(item)) {
                Some(_) if item == Some(self.chosen()) => theme::SELECTION,
                Some(row) if !row.is_marked => theme::SECONDARY,
                _ => theme::PLAIN,
            };
            buf.set_style(row, style);
        }
        caret
    }

    fn list(&self, clarify: &[Clarify], session: &Session, width: usize) -> Blocks {
        let mut blocks = Blocks::default();
        for (index, row) in self.asking.rows().iter().enumerate() {
            let ask = row.question.and_then(|question| clarify.get(question));
            let ask = sanitize::line(&row_text(ask, session));
            let mark = if row.is_marked && row.question.is_some() {
                "✓"
            } else {
                " "
            };
            let lead = format!("{}{mark} ", marker(index == self.chosen()));
            blocks.add(index, &lead, &ask, width, true);
        }
        blocks
    }
}

/// Makes the keys of the border fit into so many columns: Space has a shorter word, the arrows are left out, which every list
/// has, then Enter has a shorter word, and Space the shortest one.
fn shorten_keys(keys: &mut Vec<FooterKey>, enter: Cow<'static, str>, width: u16) {
    // A blank stands on both sides of the keys, and the text of the box leaves one of them.
    let is_wide = |keys: &[FooterKey]| columns(keys) + 2 > width;
    let shorten = |keys: &mut [FooterKey], action: Action, word: Cow<'static, str>| {
        if let Some(key) = keys.iter_mut().find(|key| key.action == action) {
            key.word = word;
        }
    };
    if is_wide(keys) {
        shorten(keys, Action::Select, "select".into());
    }
    if is_wide(keys) {
        keys.retain(|key| key.action != Action::Down);
    }
    if is_wide(keys) {
        shorten(keys, Action::Accept, enter);
    }
    if is_wide(keys) {
        shorten(keys, Action::Select, "mark".into());
    }
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
