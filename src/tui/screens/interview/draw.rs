//! Draws the interview at every size; changes only where things were drawn.

mod dialogs;
mod left;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use super::footer::overrun_text;
use super::{Focus, InterviewScreen};
use crate::domain::interview::setup::ClockForm;
use crate::domain::sanitize;
use crate::domain::session::RunState;
use crate::domain::session::timeline::Timeline;
use crate::tui::draw_context::DrawContext;
use crate::tui::theme;
use crate::tui::widgets::notes::Look;
use crate::tui::widgets::{
    REST, below, countdown, fit, footer, from_column, put, rows, stages, wrap,
};

/// Below this width in columns, the left pane becomes three lines at the top.
const WIDE: u16 = 80;
/// Width of the left pane in columns, with its frame.
const LEFT: u16 = 28;

impl InterviewScreen {
    /// Draws the screen, with the terminal's cursor at the caret or at what is selected.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let timeline = self.interview.timeline(context.now).as_shown();
        let [head, body, foot] = rows(frame.area(), [1, REST, 1]);
        let buf = frame.buffer_mut();
        self.draw_head(head, buf);
        self.draw_foot(&timeline, context, foot, buf);
        let is_saved = context.unsaved.is_none();
        let left_needed = matches!(self.focus, Focus::Row | Focus::Asking);
        let mut cursor = if self.wide && !left_needed {
            let time = timeline.stages[self.session().stage];
            let line = format!(" {}", self.time_line(&timeline));
            put(&line, countdown::style(time), 0, body, buf);
            self.draw_notes(is_saved, below(body, 1), buf)
        } else if body.width >= WIDE {
            let [left, right] =
                Layout::horizontal([Constraint::Length(LEFT), Constraint::Min(1)]).areas(body);
            let at_prompt = self.draw_left(&timeline, left, buf);
            let caret = self.draw_notes(is_saved, right, buf);
            if left_needed { at_prompt } else { caret }
        } else {
            self.draw_narrow(&timeline, is_saved, body, buf)
        };
        match self.focus {
            Focus::Leaving => cursor = dialogs::draw_leaving(body, buf),
            Focus::Finding => cursor = self.draw_finding(foot, buf),
            _ => {}
        }
        frame.set_cursor_position(cursor);
    }

    fn draw_head(&self, area: Rect, buf: &mut Buffer) {
        let session = self.session();
        let title = sanitize::line(&session.head.design.title);
        let mark = if session.run == RunState::Paused {
            "="
        } else {
            "·"
        };
        stages::draw(&title, &self.shorts(), session.stage, mark, area, buf);
    }

    fn draw_foot(
        &self,
        timeline: &Timeline,
        context: &DrawContext<'_>,
        area: Rect,
        buf: &mut Buffer,
    ) {
        // The title of the notes also says when something is not saved, so that a message may hide it here.
        let status = match (context.message, context.unsaved) {
            (Some(message), _) => (message.to_owned(), theme::PLAIN),
            (None, Some(_)) => context.status(""),
            (None, None) => (overrun_text(timeline, &self.shorts()), theme::OVER),
        };
        // With the command row open, keys matter more than overruns, but less than a message.
        let draw = match self.focus {
            Focus::Row if context.message.is_none() => footer::draw_keys_first,
            _ => footer::draw,
        };
        draw(&status, &self.footer_keys(), area, buf);
    }

    fn shorts(&self) -> Vec<String> {
        let stages = self.session().head.plan.stages.iter();
        stages.map(|stage| sanitize::line(&stage.short)).collect()
    }

    /// The time left in the stage and in total, on one line.
    fn time_line(&self, timeline: &Timeline) -> String {
        let time = timeline.stages[self.session().stage];
        if self.clock == ClockForm::Hidden && !time.is_over() {
            return "clock hidden".to_owned();
        }
        let (stage, total) = (
            countdown::time_words(time),
            countdown::total_words(timeline),
        );
        format!("{stage}, {total}")
    }

    /// Draws the notes in their frame; returns where the caret is.
    fn draw_notes(&mut self, is_saved: bool, area: Rect, buf: &mut Buffer) -> Position {
        let session = self.interview.session();
        let stage = session.stage;
        let title = sanitize::line(&session.head.plan.stages[stage].title);
        let room = usize::from(area.width).saturating_sub(16);
        let title = fit(&format!("Notes · {title}"), room);
        let saved = if is_saved {
            Line::styled(" saved ", theme::QUIET)
        } else {
            Line::styled(" NOT SAVED ", theme::WRONG)
        };
        let block = Block::bordered()
            .title(format!(" {title} "))
            .title(saved.right_aligned())
            .border_style(theme::QUIET);
        let inner = block.inner(area);
        block.render(area, buf);
        self.notes_area = inner;
        if session.run == RunState::Paused {
            return dialogs::draw_pause(session.gaps.last(), session.at, inner, buf);
        }
        let look = Look {
            text: theme::PLAIN,
            minute: theme::QUIET,
            gutter: 3,
            touched: session.stages[stage].notes.touched_times(),
            ..Look::default()
        };
        let caret = self.notes[stage].render(inner, buf, &look);
        caret.unwrap_or(inner.as_position())
    }

    /// Draws the text to find in place of the status; returns where the caret is.
    fn draw_finding(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let label = if self.missed { "not here: " } else { "find: " };
        let half = Rect {
            width: area.width / 2,
            ..area
        };
        Clear.render(half, buf);
        put(label, theme::STRONG, 0, from_column(half, 1), buf);
        let input = from_column(half, label.len() as u16 + 1);
        self.needle.draw(input, theme::PLAIN, buf)
    }

    /// Draws stage, time and the selected prompt, one line each.
    fn draw_top(&self, timeline: &Timeline, area: Rect, buf: &mut Buffer) {
        let session = self.session();
        let plan = &session.head.plan.stages[session.stage];
        let style = countdown::style(timeline.stages[session.stage]);
        put(&sanitize::line(&plan.title), theme::STRONG, 0, area, buf);
        put(&self.time_line(timeline), style, 1, area, buf);
        if session.run != RunState::Paused {
            let selected = self.selected[session.stage].and_then(|index| plan.prompts.get(index));
            let prompt = selected.map_or("Esc r brief".to_owned(), |prompt| {
                format!("▸{}", sanitize::line(&prompt.ask))
            });
            put(&prompt, theme::PLAIN, 2, area, buf);
        }
    }

    /// Draws the body below 80 columns: three lines at the top, the notes below; the command row shows the left pane.
    fn draw_narrow(
        &mut self,
        timeline: &Timeline,
        is_saved: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let inner = from_column(area, 1);
        self.draw_top(timeline, inner, buf);
        let is_running = self.session().run == RunState::Running;
        let mut rest = below(area, 3);
        let panel = self.panel_text();
        if let Some((title, text)) = panel.filter(|_| is_running && self.focus != Focus::Row) {
            let lines = wrap(&text, usize::from(inner.width)).len() as u16 + 1;
            let panel = Rect {
                height: lines.min(rest.height / 2),
                ..below(inner, 3)
            };
            self.draw_panel(title, &text, panel, buf);
            rest = below(rest, panel.height);
        }
        let caret = self.draw_notes(is_saved, rest, buf);
        if matches!(self.focus, Focus::Row | Focus::Asking) && is_running {
            let left = Rect {
                width: (area.width / 2).max(LEFT).min(area.width),
                ..area
            };
            return self.draw_left(timeline, left, buf);
        }
        caret
    }
}
