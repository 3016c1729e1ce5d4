//! The list of the coach's phrases over the message and over a note on a rubric item; typing filters it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::Line;

use super::ReviewScreen;
use crate::domain::judging::phrase::Phrase;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Key;
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::boxes::{draw_border_keys, draw_dialog};
use crate::tui::widgets::text_input::TextInput;
use crate::tui::widgets::{below, fit, mark_selected, put, row_of};

/// The widest box, in columns.
const WIDEST: u16 = 90;
/// The most phrases in the box at once.
const MOST: usize = 15;

/// The list while it is open.
#[derive(Debug, Default)]
pub(super) struct PhraseList {
    /// What the phrases are filtered by.
    filter: TextInput,
    selected: usize,
}

/// The phrases of so many rows with the selected one in view: their indexes, and each phrase.
pub(super) fn in_view<'a>(
    phrases: &[&'a Phrase],
    selected: usize,
    rows: usize,
) -> Vec<(usize, &'a Phrase)> {
    let first = (selected + 1).saturating_sub(rows);
    let all = phrases.iter().copied().enumerate();
    all.skip(first).take(rows).collect()
}

impl ReviewScreen {
    /// Opens the list over the text that is typed.
    pub(super) fn open_phrases(&mut self) -> Vec<Effect> {
        if self.phrases.is_empty() {
            return say("no phrases yet: Ctrl-T in a comment keeps its words as one");
        }
        self.phrase_list = Some(PhraseList::default());
        Vec::new()
    }

    fn filtered(&self) -> Vec<&Phrase> {
        let words = self.phrase_list.as_ref().map(|list| list.filter.text());
        let words = words.unwrap_or_default();
        let phrases = self.phrases.iter();
        phrases.filter(|phrase| phrase.has(&words)).collect()
    }

    /// Takes a key while the list is open.
    pub(super) fn phrase_key(
        &mut self,
        action: Option<&Action>,
        key: Key,
        now: Wall,
    ) -> Vec<Effect> {
        let last = self.filtered().len().saturating_sub(1);
        let Some(list) = &mut self.phrase_list else {
            return Vec::new();
        };
        match action {
            Some(Action::Accept) => {
                let selected = list.selected;
                let phrase = self.filtered().get(selected).map(|it| it.text.clone());
                self.phrase_list = None;
                return phrase.map_or_else(Vec::new, |text| self.paste(&text, now));
            }
            Some(Action::Back) => self.phrase_list = None,
            Some(Action::Up) => list.selected = list.selected.saturating_sub(1),
            Some(Action::Down) => list.selected = (list.selected + 1).min(last),
            _ => {
                if list.filter.on(action, key).is_change() {
                    list.selected = 0;
                }
            }
        }
        Vec::new()
    }

    /// Draws the list over the screen; returns where the caret is.
    pub(super) fn draw_phrases(
        &mut self,
        area: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let all = self.filtered();
        let rows = MOST.min(usize::from(area.height).saturating_sub(5));
        let selected = self.phrase_list.as_ref().map_or(0, |list| list.selected);
        let lines = in_view(&all, selected, rows);
        let lines: Vec<(bool, String)> = lines
            .into_iter()
            .map(|(index, phrase)| (index == selected, sanitize::line(&phrase.line())))
            .collect();
        let size = (area.width.min(WIDEST), rows as u16 + 4);
        let title = Line::styled("Your phrases", theme::ACCENT_STRONG);
        let inner = draw_dialog(title, Line::default(), size, area, buf);
        let keys = context.keys.footer(Context::Phrases, |_| true);
        draw_border_keys(&keys, inner, context.clicks, buf);
        let inner = inner.inner(Margin::new(1, 0));
        let list = below(inner, 2);
        for (row, (is_selected, line)) in (0..).zip(&lines) {
            let line = format!("{} {line}", marker(*is_selected));
            put(&fit(&line, list.width.into()), theme::PLAIN, row, list, buf);
            if *is_selected {
                mark_selected(row_of(list, row), true, buf);
            }
        }
        let field = Rect { height: 1, ..inner };
        match &mut self.phrase_list {
            Some(list) => list.filter.draw(field, theme::PLAIN, buf),
            None => field.as_position(),
        }
    }
}
