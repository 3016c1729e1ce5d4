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
use crate::tui::widgets::boxes::{WIDEST, draw_border_keys, draw_dialog};
use crate::tui::widgets::list::{ListItem, ListRow, ListState};
use crate::tui::widgets::{below, fit, put};

/// The most phrases in the box at once.
const MOST: usize = 15;

impl ReviewScreen {
    /// Opens the list over the text that is typed.
    pub(super) fn open_phrases(&mut self) -> Vec<Effect> {
        if self.phrases.is_empty() {
            return say("no phrases yet: Ctrl-T in a comment keeps its words as one");
        }
        let phrases = self.phrases.iter().map(Phrase::line);
        let items = phrases.map(|line| ListItem::new([line.as_str()]));
        let mut list = ListState::new(items.collect());
        list.act(&Action::Filter);
        self.phrase_list = Some(list);
        Vec::new()
    }

    /// Takes a key while the list is open.
    pub(super) fn phrase_key(
        &mut self,
        action: Option<&Action>,
        key: Key,
        now: Wall,
    ) -> Vec<Effect> {
        let Some(list) = &mut self.phrase_list else {
            return Vec::new();
        };
        match action {
            Some(Action::Accept) => {
                let selected = list.selected();
                let phrase = selected.and_then(|index| self.phrases.get(index));
                let phrase = phrase.map(|phrase| phrase.text.clone());
                self.phrase_list = None;
                return phrase.map_or_else(Vec::new, |text| self.paste(&text, now));
            }
            Some(Action::Back) => self.phrase_list = None,
            _ => _ = list.filter_key(action, key),
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
        let rows = MOST.min(usize::from(area.height).saturating_sub(5)) as u16;
        let size = (area.width.min(WIDEST), rows + 4);
        let title = Line::styled("Your phrases", theme::ACCENT_STRONG);
        let inner = draw_dialog(title, Line::default(), size, area, buf);
        let keys = context.keys.footer(Context::Phrases, |_| true);
        draw_border_keys(&keys, inner, context.clicks, buf);
        let inner = inner.inner(Margin::new(1, 0));
        let area = Rect {
            height: rows.min(inner.height.saturating_sub(2)),
            ..below(inner, 2)
        };
        let Some(list) = &mut self.phrase_list else {
            return inner.as_position();
        };
        let selected = list.selected();
        for (row, shown) in (0..).zip(list.lay_out(area)) {
            if let ListRow::Entry(index) = shown
                && let Some(phrase) = self.phrases.get(*index)
            {
                let marker = marker(selected == Some(*index));
                let line = format!("{marker} {}", sanitize::line(&phrase.line()));
                put(&fit(&line, area.width.into()), theme::PLAIN, row, area, buf);
            }
        }
        list.draw_selection(buf);
        list.draw_filter(Rect { height: 1, ..inner }, buf)
    }
}
