//! Draws the notes in their pane, and the brief below the caret while they are empty.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::super::{InterviewScreen, Panel};
use super::GUTTER;
use crate::domain::sanitize;
use crate::tui::keys::remap::KeyMap;
use crate::tui::symbols::ellipsis;
use crate::tui::theme;
use crate::tui::widgets::frame::{LEAD, ScreenFrame};
use crate::tui::widgets::notes::NotesLook;
use crate::tui::widgets::{below, from_column, put_styled, wrap};

/// The most columns of the text of the notes.
const WIDEST_NOTES: u16 = 100;
/// The most columns of the brief in empty notes.
const WIDEST_BRIEF: usize = 72;

impl InterviewScreen {
    /// Draws the notes in their pane; returns where the caret is.
    pub(super) fn draw_notes(
        &mut self,
        pane: Rect,
        own: &KeyMap,
        parts: &ScreenFrame,
        buf: &mut Buffer,
    ) -> Position {
        let text = parts.text(pane);
        let content = parts.content(pane);
        let step = self.tutor_step(own, text.width);
        let rows = step.len() as u16;
        put_styled(&step, parts.text(content), buf);
        let pane = below(pane, rows);
        // The minutes begin in the column before the text of other panes.
        let left = from_column(below(content, rows), LEAD - 1);
        let inner = Rect {
            width: (text.width + 1).min(WIDEST_NOTES + GUTTER),
            ..left
        };
        (self.notes_pane, self.notes_area) = (pane, inner);
        let session = self.interview.session();
        let stage = session.stage;
        let look = NotesLook {
            text: theme::PLAIN,
            minute: theme::SECONDARY,
            gutter: GUTTER,
            result: Some(theme::ACCENT),
            touched: session.stages[stage].notes.touched_times(),
            ..NotesLook::default()
        };
        let caret = self.notes[stage].render(inner, buf, &look);
        let caret = caret.unwrap_or(inner.as_position());
        if self.brief_hidden && self.brief_is_new() {
            self.draw_brief_below(caret, inner, buf);
        }
        caret
    }

    /// Whether the brief is open and nothing is typed yet: then empty notes have room for it.
    pub(super) fn brief_is_new(&self) -> bool {
        let stage = self.session().stage;
        self.panel == Some(Panel::Brief) && self.notes[stage].is_empty()
    }

    /// Draws the brief into the empty notes, below the caret, until the first character is typed.
    fn draw_brief_below(&self, caret: Position, notes: Rect, buf: &mut Buffer) {
        let area = below(from_column(notes, caret.x.saturating_sub(notes.x)), 2);
        let width = usize::from(area.width).saturating_sub(1).min(WIDEST_BRIEF);
        let about = "The brief, until you type. It is not part of your notes.";
        let brief = sanitize::text(&self.session().head.plan.brief);
        let mut lines = wrap(about, width);
        let about_rows = lines.len();
        let rows = usize::from(area.height);
        let brief = wrap(&brief, width);
        // Where it has room only so, it has no blank row before it.
        lines.extend((lines.len() + brief.len() < rows).then(String::new));
        lines.extend(brief);
        let is_cut = lines.len() > rows;
        lines.truncate(rows);
        if let Some(last) = lines.last_mut().filter(|_| is_cut) {
            let rest = format!("{}  Esc r", ellipsis(width));
            let text = format!("{last}{}", " ".repeat(rest.width()));
            let kept = wrap(&text, width.saturating_sub(rest.width()));
            *last = format!("{}{rest}", kept.first().map_or("", |line| line.trim_end()));
        }
        // The brief is the text to read, and the words before it are not.
        let lines = lines.into_iter().enumerate().map(|(row, line)| {
            let is_about = row < about_rows;
            let style = if is_about {
                theme::SECONDARY
            } else {
                theme::PLAIN
            };
            Line::styled(line, style)
        });
        put_styled(&lines.collect::<Vec<_>>(), area, buf);
    }
}
