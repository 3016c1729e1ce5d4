//! What is typed or asked below the panes of a review: a comment, a question, the name of a file.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::comments::{self, CommentEditor, place_of};
use super::phrases::in_view;
use super::{Question, ReviewScreen};
use crate::domain::judging::phrase::Phrase;
use crate::domain::judging::publication;
use crate::domain::sanitize;
use crate::tui::theme;
use crate::tui::widgets::blocks::marker;
use crate::tui::widgets::frame::{self, Heading};
use crate::tui::widgets::text_input::TextInput;
use crate::tui::widgets::{below, inset, mark_selected, put, put_lines, row_of, wrap};

/// What merging does.
const MERGING: &str = "A sync service left a second copy of it. The later mark of each item counts, and all comments, notes and message texts are kept.";
/// What marking the rest does.
const MARKING_REST: &str = "These items have no mark yet. This scores the stage, and the next one that is not scored opens. z undoes it.";
/// The most rows of the text in an editor: so many, and in a high window its third.
const MOST_ROWS: u16 = 6;
const PART: u16 = 3;

impl ReviewScreen {
    pub(super) fn draw_editor(&mut self, area: Rect, buf: &mut Buffer) -> Position {
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
        draw_rule(&title, area, buf);
        let rows = text_rows(&editor.input, buf.area);
        let caret = editor.input.draw(field(area, rows), theme::PLAIN, buf);
        let phrases = below(inset(area), 1 + rows);
        let matching = editor.matching(&self.phrases);
        let selected = editor.selected.unwrap_or(0);
        let shown = in_view(&matching, selected, comments::MOST_PHRASES);
        for (row, (index, phrase)) in (0..).zip(shown) {
            let is_selected = editor.selected == Some(index);
            let line = format!("{} {}", marker(is_selected), sanitize::line(&phrase.line()));
            put(&line, theme::SECONDARY, row, phrases, buf);
            if is_selected {
                mark_selected(row_of(phrases, row), true, buf);
            }
        }
        caret
    }

    pub(super) fn draw_question(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let (scored, all) = self.scored();
        let left = self.unmarked();
        match &mut self.question {
            Some(Question::Rest) => {
                let short = sanitize::line(&self.session.head.plan.stages[self.stage].short);
                let items = if left == 1 { "item" } else { "items" };
                let title = format!("Mark {left} {items} of {short} as not shown?");
                draw_rule(&title, area, buf);
                put_wrapped(MARKING_REST, below(area, 1), buf);
                field(area, 2).as_position()
            }
            Some(Question::Reveal) => {
                draw_rule("Reveal the candidate's own marks?", area, buf);
                let warning = format!(
                    "{scored} of {all} stages are scored. What you have seen, you cannot unsee: revealing now goes on record."
                );
                put_wrapped(&warning, below(area, 1), buf);
                field(area, 2).as_position()
            }
            Some(Question::Publish(contents)) => {
                draw_rule(publication::question(&self.session), area, buf);
                put_wrapped(contents, below(area, 1), buf);
                field(area, 2).as_position()
            }
            Some(Question::Merge) => {
                draw_rule("Merge the copies of this review?", area, buf);
                put_wrapped(MERGING, below(area, 1), buf);
                field(area, 2).as_position()
            }
            Some(Question::Export(input)) => {
                draw_rule("Write the report to", area, buf);
                input.draw(field(area, 2), theme::PLAIN, buf)
            }
            None => area.as_position(),
        }
    }
}

/// The rows of a comment's editor on a screen: a title, the text, and while one of these phrases matches it, the phrases
/// that are shown at once.
pub(super) fn editor_rows(editor: &CommentEditor, phrases: &[Phrase], screen: Rect) -> u16 {
    let shown = if editor.matching(phrases).is_empty() {
        0
    } else {
        phrases.len().min(comments::MOST_PHRASES)
    };
    1 + text_rows(&editor.input, screen) + shown as u16
}

/// The rows of a text that is typed below the panes: two, and more where it is longer.
pub(super) fn text_rows(input: &TextInput, screen: Rect) -> u16 {
    let rows = input.rows_of_lines(screen.width.saturating_sub(2));
    let most = MOST_ROWS.max(screen.height / PART);
    rows.iter().sum::<u16>().clamp(2, most)
}

/// The area below a rule in which text is typed.
pub(super) fn field(area: Rect, rows: u16) -> Rect {
    let area = below(inset(area), 1);
    Rect {
        height: area.height.min(rows),
        ..area
    }
}

/// Draws a text wrapped to an area.
pub(super) fn put_wrapped(text: &str, area: Rect, buf: &mut Buffer) {
    let area = inset(area);
    let lines = wrap(text, usize::from(area.width));
    put_lines(lines, theme::PLAIN, area, buf);
}

/// Draws a line over the whole width with a title in it.
pub(super) fn draw_rule(title: &str, area: Rect, buf: &mut Buffer) {
    let line = Rect {
        height: area.height.min(1),
        ..area
    };
    frame::draw_rule(line, buf);
    frame::draw_heading(&Heading::new(title, true), line, buf);
}
