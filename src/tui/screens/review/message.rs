//! The editor of the overall message: a floating box with a summary, up to three things to fix, and a goal. Every key is
//! saved like a mark, so closing the box loses nothing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::ReviewScreen;
use crate::domain::judging::message::{GoalOutcome, MOST_FIXES, Message, next_outcome};
use crate::domain::judging::review::Review;
use crate::domain::sanitize;
use crate::domain::session::event::Wall;
use crate::tui::draw_context::DrawContext;
use crate::tui::edit::EditAction as Edit;
use crate::tui::effect::{Effect, say, say_saved};
use crate::tui::input::Key;
use crate::tui::keys::{Action, Context};
use crate::tui::theme;
use crate::tui::widgets::boxes::{draw_border_fact, draw_border_keys, draw_dialog};
use crate::tui::widgets::scroll::around;
use crate::tui::widgets::text_input::{Clipboard, InputOutcome, TextInput};
use crate::tui::widgets::{below, fit, from_column, put, put_lines, put_right, row_of, wrap};

/// Longest text of a field, in characters.
const LONGEST: usize = 8000;
/// The widest box, in columns.
const WIDEST: u16 = 100;
const REFUSED: &str = "three things to fix are the most: shorten one, or put it into the summary";
const WHO_SEES: &str =
    "This opens the report. The candidate sees it after scoring every stage, once you publish.";

/// The fields of the message while it is typed.
#[derive(Debug)]
pub(super) struct MessageEditor {
    /// Summary, things to fix (one a line), goal.
    fields: [TextInput; 3],
    focus: usize,
    /// Whether a fourth thing to fix was just refused.
    is_refused: bool,
    /// What became of an earlier goal.
    earlier_goal: Option<GoalOutcome>,
}

/// The fields by their index.
const FIXES: usize = 1;
const GOAL: usize = 2;

impl MessageEditor {
    fn of(message: &Message, clipboard: &Clipboard) -> Self {
        let texts = [
            message.summary.clone(),
            message.fixes.join("\n"),
            message.goal.clone(),
        ];
        Self {
            fields: texts
                .map(|text| TextInput::with_lines(&text, LONGEST).with_clipboard(clipboard)),
            focus: 0,
            is_refused: false,
            earlier_goal: message.earlier_goal,
        }
    }

    fn message(&self) -> Message {
        let [summary, fixes, goal] = self.fields.each_ref().map(TextInput::text);
        let fixes = fixes.split('\n').map(str::to_owned);
        Message {
            summary,
            fixes: fixes.skip_while(String::is_empty).collect(),
            goal,
            earlier_goal: self.earlier_goal,
        }
    }

    /// Changes the field that has the keys; a change that would make a fourth thing to fix is taken back.
    fn edit(&mut self, change: impl FnOnce(&mut TextInput) -> InputOutcome) -> InputOutcome {
        let field = &mut self.fields[self.focus];
        let before = field.clone();
        let outcome = change(field);
        let lines = field.text().split('\n').count();
        self.is_refused = self.focus == FIXES && outcome.is_change() && lines > MOST_FIXES;
        if self.is_refused {
            self.fields[self.focus] = before;
            return InputOutcome::Same;
        }
        outcome
    }

    /// The rows of each field for its text in so many columns, at least one each, together at most `rows`.
    fn heights(&self, width: u16, rows: u16) -> [u16; 3] {
        let wanted = |field: &TextInput, width| -> u16 { field.rows_of_lines(width).iter().sum() };
        let mut heights = self.fields.each_ref().map(|field| wanted(field, width));
        heights[FIXES] = wanted(&self.fields[FIXES], width.saturating_sub(2));
        let excess = |heights: [u16; 3]| heights.iter().sum::<u16>().saturating_sub(rows);
        // The field that has the keys is cut last.
        for field in [1, 2, 0].map(|by| (self.focus + by) % 3) {
            let cut = excess(heights).min(heights[field].saturating_sub(1));
            heights[field] -= cut;
        }
        heights
    }
}

impl ReviewScreen {
    pub(super) fn open_message(&mut self) -> Vec<Effect> {
        self.message = Some(MessageEditor::of(&self.review.message, &self.clipboard));
        Vec::new()
    }

    /// Takes a key while the message is typed.
    pub(super) fn message_key(
        &mut self,
        action: Option<&Action>,
        key: Key,
        now: Wall,
    ) -> Vec<Effect> {
        let Some(editor) = &mut self.message else {
            return Vec::new();
        };
        match action {
            Some(Action::Back) => {
                self.message = None;
                self.fill_page();
                Vec::new()
            }
            Some(Action::Saved) => say_saved(),
            Some(Action::OtherPane | Action::PreviousPane) => {
                let by = if action == Some(&Action::OtherPane) {
                    1
                } else {
                    -1
                };
                editor.focus = around(editor.focus, by, editor.fields.len());
                editor.is_refused = false;
                Vec::new()
            }
            Some(Action::JudgeGoal) if self.earlier_goal.is_none() => {
                say("you have set no goal for this candidate before")
            }
            Some(Action::JudgeGoal) => {
                editor.earlier_goal = next_outcome(editor.earlier_goal);
                self.take_message(&InputOutcome::Changed, now)
            }
            // The goal is one line.
            Some(Action::Edit(Edit::Newline)) if editor.focus == GOAL => Vec::new(),
            _ => {
                let outcome = editor.edit(|field| field.on(action, key));
                self.take_message(&outcome, now)
            }
        }
    }

    pub(super) fn paste_into_message(&mut self, text: &str, now: Wall) -> Vec<Effect> {
        let Some(editor) = &mut self.message else {
            return Vec::new();
        };
        let text = match editor.focus {
            GOAL => text.split_whitespace().collect::<Vec<_>>().join(" "),
            FIXES => text.trim_end().to_owned(),
            _ => text.to_owned(),
        };
        let outcome = editor.edit(|field| field.paste(&text));
        self.take_message(&outcome, now)
    }

    /// Puts what is typed into the review.
    fn take_message(&mut self, outcome: &InputOutcome, now: Wall) -> Vec<Effect> {
        let Some(editor) = &self.message else {
            return Vec::new();
        };
        self.review.set_message(editor.message(), now);
        match outcome {
            InputOutcome::Full => say("a field of the message holds 8,000 characters"),
            InputOutcome::Cut(text) => vec![Effect::Copy(text.clone())],
            _ => Vec::new(),
        }
    }

    pub(super) fn draw_message(
        &mut self,
        area: Rect,
        context: &DrawContext<'_>,
        buf: &mut Buffer,
    ) -> Position {
        let candidate = sanitize::line(&self.session.head.candidate);
        let Some(editor) = &mut self.message else {
            return area.as_position();
        };
        let width = area.width.min(WIDEST);
        let text_width = width.saturating_sub(4);
        let who_sees = wrap(WHO_SEES, usize::from(text_width));
        let earlier = self.earlier_goal.as_ref();
        let earlier = earlier.map(|goal| format!("Goal of {}: {}", goal.set, goal.text));
        let others = 9 + who_sees.len() as u16 + 2 * u16::from(earlier.is_some());
        let room = area.height.saturating_sub(others + 2);
        let heights = editor.heights(text_width, room);
        let height = heights.iter().sum::<u16>() + others;
        let (state, state_style) = state(&self.review);
        let title = fit(&format!("Message to {candidate}"), usize::from(width) / 2);
        let title = Line::styled(title, theme::ACCENT_STRONG);
        let keys = if editor.is_refused {
            Line::styled(fit(REFUSED, usize::from(text_width)), theme::WARNING)
        } else {
            Line::default()
        };
        let inner = draw_dialog(title, keys, (width, height), area, buf);
        if !editor.is_refused {
            let keys = context
                .keys
                .footer(Context::Messaging, |action| match action {
                    Action::Help => false,
                    Action::JudgeGoal => earlier.is_some(),
                    _ => true,
                });
            draw_border_keys(&keys, inner, context.clicks, buf);
        }
        draw_border_fact(&state, state_style, inner, buf);
        let mut rest = below(inner.inner(Margin::new(1, 0)), 1);
        let mut caret = rest.as_position();
        for (field, height) in heights.into_iter().enumerate() {
            let is_focused = editor.focus == field;
            let at = draw_field(editor, field, height, rest, buf);
            if is_focused {
                caret = at;
            }
            rest = below(rest, height + 2);
        }
        if let Some(earlier) = earlier {
            draw_earlier(&earlier, editor.earlier_goal, rest, buf);
            rest = below(rest, 2);
        }
        put_lines(who_sees, theme::SECONDARY, rest, buf);
        caret
    }
}

/// Draws the goal of an earlier session and what became of it.
fn draw_earlier(goal: &str, outcome: Option<GoalOutcome>, area: Rect, buf: &mut Buffer) {
    let (word, style) = match outcome {
        None => ("open", theme::SECONDARY),
        Some(met @ GoalOutcome::Met) => (met.word(), theme::GOOD),
        Some(missed) => (missed.word(), theme::WARNING),
    };
    let row = row_of(area, 0);
    let room = usize::from(row.width).saturating_sub(word.len() + 2);
    put(&fit(goal, room), theme::PLAIN, 0, row, buf);
    put_right(word, style, row, buf);
}

/// Draws a field with its title; returns the position of its caret.
fn draw_field(
    editor: &mut MessageEditor,
    field: usize,
    height: u16,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let written = editor.message().to_fix().count();
    let (title, fact) = match field {
        FIXES if written < MOST_FIXES => (
            "To fix",
            format!("{written} of {MOST_FIXES}, Enter adds one"),
        ),
        FIXES => ("To fix", format!("{written} of {MOST_FIXES}")),
        GOAL => ("Goal for the next session", "one line".to_owned()),
        _ => ("Summary", "two or three sentences".to_owned()),
    };
    // The marker says without any color where the keys go.
    let (marker, style) = if editor.focus == field {
        ("▸ ", theme::ACCENT_STRONG)
    } else {
        ("", theme::STRONG)
    };
    put(&format!("{marker}{title}"), style, 0, area, buf);
    put_right(&fact, theme::SECONDARY, Rect { height: 1, ..area }, buf);
    let area = Rect {
        height,
        ..below(area, 1)
    };
    if field != FIXES {
        return editor.fields[field].draw(area, theme::PLAIN, buf);
    }
    let text = from_column(area, 2);
    let rows = editor.fields[field].rows_of_lines(text.width);
    // Numbers beside a field that scrolls would be beside the wrong lines.
    if rows.iter().sum::<u16>() <= height {
        let mut row = 0;
        for (number, rows) in (1..).zip(rows) {
            put(&format!("{number}"), theme::SECONDARY, row, area, buf);
            row += rows;
        }
    }
    editor.fields[field].draw(text, theme::PLAIN, buf)
}

/// Whether the review is published, for the border.
fn state(review: &Review) -> (String, Style) {
    let is_current = review
        .published
        .is_some_and(|published| !published.is_changed);
    let style = if is_current {
        theme::GOOD
    } else {
        theme::WARNING
    };
    (review.publication(), style)
}
