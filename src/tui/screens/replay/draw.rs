//! Draws the replay at every size; changes only which rows of the notes are in view.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::notes::GUTTER;
use super::{ReplayScreen, describe};
use crate::domain::sanitize;
use crate::domain::session::RunState;
use crate::domain::session::plan::Plan;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::Action;
use crate::tui::theme;
use crate::tui::widgets::frame::{self, Heading, ScreenFrame};
use crate::tui::widgets::{
    REST, below, countdown, from_column, inset, mark_selected, put, put_styled, row_of, rows,
};

/// What stands before the typed word.
const LABEL: &str = "first appearance of:";
/// From this width in columns on, the events are beside the notes, else the recent ones are below them.
const WIDE: u16 = 100;
/// The share of the notes in the width, in percent.
const NOTES: u16 = 58;
/// The fewest rows of the notes.
const LEAST_NOTES: u16 = 7;
/// The most rows of the timeline.
const TIMELINE: u16 = 6;

impl ReplayScreen {
    /// Draws the screen, with the terminal's cursor at the last change or in the typed word.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let is_wide = frame.area().width >= WIDE;
        self.is_wide = is_wide;
        let parts = ScreenFrame::new(frame.area(), &context.status(""), 1);
        let buf = frame.buffer_mut();
        self.draw_title(&parts, buf);
        let below_notes = if is_wide { 0 } else { 3 };
        let rest = parts
            .body
            .height
            .saturating_sub(LEAST_NOTES + below_notes + 1);
        let [legend, marks, short] = self.timeline.legend(parts.text(parts.body).width.into());
        let heading = Heading::new("Timeline", false).with(legend);
        let heading = heading.or_fact(marks).or_fact(short);
        parts.draw_head(&[heading], buf);
        let area = parts.content(parts.body);
        let gap = area.y - parts.body.y;
        let height = rest.saturating_sub(2 * gap).clamp(2, TIMELINE);
        let text = Rect {
            height,
            ..parts.text(area)
        };
        let plan = &self.replay.session().head.plan;
        self.timeline.draw(self.replay.at(), plan, text, buf);
        let lower = below(area, height + gap);
        let mut cursor = if is_wide {
            self.draw_panes(&parts, lower, gap, buf)
        } else {
            self.draw_one_pane(&parts, lower, buf)
        };
        if self.word.is_some() {
            cursor = self.draw_word(parts.clear_message(buf), buf);
        }
        self.draw_keys(context, &parts, buf);
        let area = frame.area();
        let x = cursor.x.min(area.right().saturating_sub(1));
        let y = cursor.y.min(area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(x, y));
    }

    /// Draws whose session it is, and at the right whether it plays, how fast, and what was skipped.
    fn draw_title(&self, parts: &ScreenFrame, buf: &mut Buffer) {
        let head = &self.replay.session().head;
        let [candidate, design] =
            [&head.candidate, &head.design.title].map(|it| sanitize::line(it));
        let title = format!("Replay · {candidate} · {design}");
        let speed = self.play.speed();
        let state = if self.play.is_on() {
            format!("▸ playing at {speed}x")
        } else {
            let (at, end) = (clock(self.replay.at()), clock(self.replay.end()));
            format!("stopped at {at} of {end} · {speed}x")
        };
        let skipped = self.play.skipped();
        let skipped = skipped.map_or(String::new(), |time| format!("   skipped {}", clock(time)));
        let right = state + &skipped;
        parts.draw_title((&title, theme::STRONG), (&right, theme::ACCENT), buf);
    }

    /// The heading of the notes: time and stage, and the countdown of that time.
    fn notes_heading(&self) -> Heading {
        let session = self.replay.session();
        let at = self.replay.at();
        let timeline = session.timeline(at).as_shown();
        let run = match session.run {
            RunState::Running => "",
            RunState::Paused => ", paused",
            RunState::Finished => ", finished",
        };
        let title = format!("Notes · {} at {}", self.short(self.stage()), clock(at));
        let heading = Heading::new(title, true);
        let Some(time) = timeline.stages.get(session.stage) else {
            return heading;
        };
        let (style, stage) = (countdown::style(*time), countdown::time_words(*time));
        let total = countdown::total_words(&timeline);
        // The time of the replay is whole before the total, and before the stage's plan.
        let left = countdown::left_or_over(*time);
        let heading = heading.with_styled(format!("{stage} · {total}{run}"), style);
        let heading = heading.or_fact(format!("{stage}{run}"));
        heading.or_fact(format!("{left}{run}"))
    }

    /// Draws notes and events beside each other below a line with their headings and so many blank rows; returns where the
    /// cursor is.
    fn draw_panes(
        &mut self,
        parts: &ScreenFrame,
        area: Rect,
        gap: u16,
        buf: &mut Buffer,
    ) -> Position {
        let left = area.width * NOTES / 100;
        let notes = Rect {
            width: left,
            ..area
        };
        let events = Rect {
            x: area.x + left + 1,
            width: area.width.saturating_sub(left + 1),
            ..area
        };
        let at = self.replay.at();
        let list = Heading::new("Events", false).with(self.events.position(at));
        frame::draw_rule(area, buf);
        for (heading, pane) in [(self.notes_heading(), notes), (list, events)] {
            frame::draw_heading(&heading, row_of(pane, 0), buf);
        }
        frame::draw_split(area, area.x + left, buf);
        let (cursor, _) = self.draw_notes(from_column(below(notes, 1 + gap), 1), buf);
        self.draw_list(parts, below(events, 1 + gap), buf);
        parts.draw_foot("", buf);
        parts.join_foot(area.x + left, buf);
        cursor
    }

    /// Draws the notes with the last change and the recent events below them, or all events in their place; returns where
    /// the cursor is.
    fn draw_one_pane(&mut self, parts: &ScreenFrame, area: Rect, buf: &mut Buffer) -> Position {
        frame::draw_rule(area, buf);
        let line = row_of(area, 0);
        if self.shows_events {
            let at = self.replay.at();
            let heading = Heading::new("Events", true).with(self.events.position(at));
            frame::draw_heading(&heading, line, buf);
            let list = below(area, 1);
            self.draw_list(parts, list, buf);
            parts.draw_foot("", buf);
            return list.as_position();
        }
        frame::draw_heading(&self.notes_heading(), line, buf);
        let [notes, lower] = rows(below(area, 1), [REST, 2]);
        let (cursor, used) = self.draw_notes(from_column(notes, 1), buf);
        // The rows that the notes leave go to the events, as many as they need.
        let spare = notes.height.saturating_sub(used);
        let width = parts.text(lower).width + frame::LEAD;
        let (lines, _) =
            (self.events).lines(self.replay.at(), width.into(), usize::from(spare) + 1);
        let spare = (lines.len() as u16).saturating_sub(1);
        let lower = Rect {
            y: lower.y - spare,
            height: lower.height + spare,
            ..lower
        };
        let heading = Heading::new("Events", false).with(self.events.position(self.replay.at()));
        let rule = row_of(lower, 0);
        frame::draw_rule(rule, buf);
        frame::draw_heading(&heading, rule, buf);
        let events = below(lower, 1);
        if events.height > 1 {
            self.draw_list(parts, events, buf);
        } else {
            self.draw_events(parts, events, buf);
        }
        parts.draw_foot("", buf);
        cursor
    }

    /// Draws the list of all events in a pane.
    fn draw_list(&self, parts: &ScreenFrame, pane: Rect, buf: &mut Buffer) {
        let text = parts.text(pane);
        let list = Rect {
            width: text.width + frame::LEAD,
            ..pane
        };
        let at = self.replay.at();
        let (lines, current) = (self.events).lines(at, list.width.into(), list.height.into());
        put_styled(&lines, list, buf);
        let current = Rect {
            height: current.len() as u16,
            ..below(pane, current.start as u16)
        };
        mark_selected(current.intersection(buf.area), true, buf);
    }

    /// Draws the notes, and on the row behind their text the last change; returns where the cursor is, and how many rows
    /// both take.
    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) -> (Position, u16) {
        let stage = self.stage();
        let recent = self.recent_change();
        let stages = &self.replay.session().stages;
        let change = recent.as_ref().or(self.replay.change());
        let is_recent = recent.is_some();
        let notes = Rect {
            height: area.height.saturating_sub(1),
            ..area
        };
        let plan = &self.replay.session().head.plan;
        let title = |stage: usize| short_of(plan, stage);
        let (cursor, used) =
            (self.notes).draw((stage, stages), title, change, is_recent, notes, buf);
        self.draw_change(from_column(below(area, used), GUTTER), buf);
        (cursor, used + 1)
    }

    /// Draws a description of the recent change, or the time of the last one.
    fn draw_change(&self, area: Rect, buf: &mut Buffer) {
        let line = match (self.recent_change(), self.replay.change()) {
            (Some(change), last) => {
                let change = last.map_or(change.clone(), |last| change.from_line_of(last));
                describe::change(&change, usize::from(area.width))
            }
            (None, Some(change)) => format!("no change since {}", clock(change.at)),
            (None, None) if self.replay.session().damaged => {
                "the record has a hole: edits are left out up to the next whole notes".into()
            }
            (None, None) => "nothing written yet".into(),
        };
        put(&line, theme::SECONDARY, 0, area, buf);
    }

    /// Draws the recent events in one row, or where there are none the last one.
    fn draw_events(&self, parts: &ScreenFrame, area: Rect, buf: &mut Buffer) {
        let plan = &self.replay.session().head.plan;
        let mut recent = describe::RECENT;
        if self.play.is_on() {
            recent = recent.max(Duration::from_secs(self.play.speed().into()));
        }
        let comments = self.comments.iter();
        let comments = comments.map(|comment| (comment.place.at, comment.label.as_str()));
        let window = (self.replay.at(), recent);
        let events = describe::events(self.replay.happened(), comments, plan, window);
        if events.is_empty() {
            return self.draw_list(parts, area, buf);
        }
        put(&events, theme::PLAIN, 0, inset(area), buf);
    }

    /// Draws the typed word in the foot line; returns where the caret is.
    fn draw_word(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        put(LABEL, theme::STRONG, 0, area, buf);
        let field = from_column(area, LABEL.width() as u16 + 1);
        match &mut self.word {
            Some(word) => word.draw(field, theme::PLAIN, buf),
            None => field.as_position(),
        }
    }

    fn draw_keys(&self, context: &DrawContext<'_>, parts: &ScreenFrame, buf: &mut Buffer) {
        let can_do = |action: &Action| match action {
            Action::Comment => self.is_reviewed,
            Action::OtherPane => !self.is_wide,
            _ => true,
        };
        let mut keys = context.keys.footer(self.context(), can_do);
        let other = keys.iter_mut().find(|key| key.action == Action::OtherPane);
        if let Some(key) = other.filter(|_| self.shows_events) {
            key.word = "notes".into();
        }
        for key in keys.iter_mut().filter(|key| key.action == Action::Play) {
            key.word = if self.play.is_on() { "stop" } else { "play" }.into();
        }
        parts.draw_keys(&keys, context.clicks, buf);
    }

    /// The short title of a stage; empty where there is none.
    pub(super) fn short(&self, stage: usize) -> String {
        short_of(&self.replay.session().head.plan, stage)
    }
}

fn short_of(plan: &Plan, stage: usize) -> String {
    let stage = plan.stages.get(stage);
    stage.map_or(String::new(), |stage| sanitize::line(&stage.short))
}
