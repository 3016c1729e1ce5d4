//! What is typed or asked over a review: the boxes of a comment and a note below the panes, and the questions.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::Line;

use super::comments::{self, CommentEditor, place_of};
use super::{Question, ReviewScreen};
use crate::domain::judging::phrase::Phrase;
use crate::domain::judging::publication;
use crate::domain::sanitize;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::Context;
use crate::tui::theme;
use crate::tui::widgets::blocks::{Blocks, marker};
use crate::tui::widgets::boxes::{WIDEST, draw_border_keys, draw_box, draw_dialog, draw_question};
use crate::tui::widgets::{below, fit};

/// What merging does.
const MERGING: &str = "A sync service left a second copy of it. The later mark of each item counts, and all comments, notes and message texts are kept.";
/// What marking the rest does.
const MARKING_REST: &str = "These items have no mark yet. This scores the stage, and the next one that is not scored opens. z undoes it.";
/// The rows of a box beside its text: both borders.
const BORDERS: u16 = 2;

impl ReviewScreen {
    /// The rows below the panes for the box of a comment or a note.
    pub(super) fn lower_rows(&self, screen: Rect) -> u16 {
        match (&self.editor, &self.item_note) {
            (Some(editor), _) => editor_rows(editor, &self.phrases, screen),
            (None, Some(note)) => BORDERS + note.input.rows_in_box(screen.width, screen.height),
            (None, None) => 0,
        }
    }

    /// Draws the box in which a comment is typed.
    pub(super) fn draw_editor(
        &mut self,
        area: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let Some(editor) = &mut self.editor else {
            return area.as_position();
        };
        let anchor = &editor.draft.anchor;
        let place = place_of(&self.session, anchor);
        let on = if anchor.is_on_stage() {
            place
        } else {
            let first = anchor.text.lines().find(|line| !line.trim().is_empty());
            format!(
                "{place}: {}",
                sanitize::line(first.unwrap_or_default().trim())
            )
        };
        let title = format!("{} · on {on}", editor.draft.kind.word());
        let inner = draw_lower(&title, Context::Commenting, area, context, buf);
        let rows = (editor.input.rows_in_box(area.width, buf.area.height)).min(inner.height);
        let field = Rect {
            height: rows,
            ..inner
        };
        let caret = editor.input.draw(field, theme::PLAIN, buf);
        let phrases = below(inner, rows);
        let mut blocks = Blocks::default();
        for (index, phrase) in editor.matching(&self.phrases).into_iter().enumerate() {
            let lead = format!("{} ", marker(editor.selected == Some(index)));
            let line = sanitize::line(&phrase.line());
            blocks.add(index, &lead, &line, phrases.width.into(), false);
        }
        buf.set_style(phrases.intersection(buf.area), theme::SECONDARY);
        blocks.draw(editor.selected, phrases, buf);
        caret
    }

    /// Draws the box in which the note on an item is typed.
    pub(super) fn draw_item_note(
        &mut self,
        area: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let Some(editor) = &mut self.item_note else {
            return area.as_position();
        };
        let field = draw_lower(&editor.title, Context::ItemNote, area, context, buf);
        editor.input.draw(field, theme::PLAIN, buf)
    }

    /// Draws the open question over the middle of the screen.
    pub(super) fn draw_question(
        &mut self,
        area: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let keys = context.keys.box_keys(self.context());
        let (scored, all) = self.scored();
        let (title, text) = match &mut self.question {
            Some(Question::Export(input)) => {
                let columns = area.width.min(WIDEST);
                let rows = input.rows_in_box(columns, area.height);
                let title = Line::styled("Write the report to", theme::ACCENT_STRONG);
                let size = (columns, BORDERS + rows);
                let inner = draw_dialog(title, Line::default(), size, area, buf);
                draw_border_keys(&keys, inner, context.clicks, buf);
                return input.draw(inner.inner(Margin::new(1, 0)), theme::PLAIN, buf);
            }
            Some(Question::Rest) => {
                let left = self.unmarked();
                let short = sanitize::line(&self.session.head.plan.stages[self.stage].short);
                let items = if left == 1 { "item" } else { "items" };
                let title = format!("Mark {left} {items} of {short} as not shown?");
                (title, MARKING_REST.to_owned())
            }
            Some(Question::Reveal) => {
                let warning = format!(
                    "{scored} of {all} stages are scored. What you have seen, you cannot unsee: revealing now is recorded."
                );
                ("Reveal the candidate's self-scores?".to_owned(), warning)
            }
            Some(Question::Publish(contents)) => {
                let [title, seen] = publication::question(&self.session);
                (title.to_owned(), format!("{seen}\n{contents}"))
            }
            Some(Question::Merge) => {
                let title = "Merge the copies of this review?".to_owned();
                (title, MERGING.to_owned())
            }
            None => return area.as_position(),
        };
        let title = Line::styled(title, theme::ACCENT_STRONG);
        draw_question(title, &text, &keys, context, area, buf)
    }
}

/// Draws an empty box with its keys below the panes, over a dim screen; returns the area for its text.
fn draw_lower(
    title: &str,
    keys: Context,
    area: Rect,
    context: &DrawContext<'_>,
    buf: &mut Buffer,
) -> Rect {
    let title = fit(title, usize::from(area.width.saturating_sub(6)));
    let title = Line::styled(title, theme::ACCENT_STRONG);
    let inner = draw_box(title, Line::default(), area, buf);
    let keys = context.keys.box_keys(keys);
    draw_border_keys(&keys, inner, context.clicks, buf);
    inner.inner(Margin::new(1, 0))
}

/// The rows of a comment's editor on a screen: the borders, the text, and while one of these phrases matches it, the phrases
/// that are shown at once.
pub(super) fn editor_rows(editor: &CommentEditor, phrases: &[Phrase], screen: Rect) -> u16 {
    let shown = if editor.has_match(phrases) {
        phrases.len().min(comments::MOST_PHRASES)
    } else {
        0
    };
    BORDERS + editor.input.rows_in_box(screen.width, screen.height) + shown as u16
}
