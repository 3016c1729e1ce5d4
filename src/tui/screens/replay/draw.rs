//! Draws the replay at every size; changes only which rows of the notes are in view.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{ReplayScreen, describe};
use crate::domain::sanitize;
use crate::domain::session::RunState;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::Action;
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::{
    REST, below, countdown, from_column, inset, put, put_right, rows, stages,
};

/// Shortest bar that is drawn, in columns.
const SHORTEST_BAR: usize = 10;
/// A comment on the bar.
const COMMENT: char = '◆';
/// What stands before the typed word.
const LABEL: &str = "first appearance of:";

impl ReplayScreen {
    /// Draws the screen, with the terminal's cursor at the last change or in the typed word.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let parts = ScreenFrame::new(frame.area(), &context.status(""), 1).with_title_rows(2);
        let [body, change, events] = rows(parts.content(parts.body), [REST, 1, 1]);
        let buf = frame.buffer_mut();
        self.draw_top(parts.title, buf);
        self.draw_position(below(parts.title, 1), buf);
        self.draw_time(below(parts.title, 2), buf);
        let heading = format!("Notes · {}", self.short(self.stage()));
        parts.draw_head(&[Heading::new(heading, true)], buf);
        let mut cursor = self.draw_notes(from_column(body, 1), buf);
        self.draw_change(change, buf);
        self.draw_events(events, buf);
        parts.draw_foot("", buf);
        if self.word.is_some() {
            cursor = self.draw_word(parts.clear_message(buf), buf);
        }
        self.draw_keys(context, &parts, buf);
        let area = frame.area();
        let x = cursor.x.min(area.right().saturating_sub(1));
        let y = cursor.y.min(area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(x, y));
    }

    fn draw_top(&self, area: Rect, buf: &mut Buffer) {
        let session = self.replay.session();
        let title = format!("Replay · {}", sanitize::line(&session.head.design.title));
        let shorts: Vec<String> = (0..session.stages.len())
            .map(|stage| self.short(stage))
            .collect();
        stages::draw(&title, &shorts, session.stage, area, buf);
    }

    /// Draws the time of the replay, its position in the whole, and the speed.
    fn draw_position(&self, area: Rect, buf: &mut Buffer) {
        let (at, end) = (self.replay.at(), self.replay.end());
        let time = format!("{} of {}", clock(at), clock(end));
        let state = if self.play.is_on() {
            "playing"
        } else {
            "stopped"
        };
        let speed = format!("{}x {state}", self.play.speed());
        let room = usize::from(area.width).saturating_sub(4);
        let bar = room.saturating_sub(time.width() + speed.width() + 2);
        let line = if bar < SHORTEST_BAR {
            format!("{time}  {speed}")
        } else {
            let starts = self.replay.stage_starts().map(|(start, _)| (start, '┿'));
            let comments = self.comments.iter();
            let comments = comments.map(|comment| (comment.place.at, COMMENT));
            let marks = starts.chain(comments);
            format!("{time} {} {speed}", position_bar(at, end, marks, bar))
        };
        put(&line, theme::PLAIN, 0, inset(area), buf);
    }

    /// Draws the countdown at the time of the replay, and at the right the skipped time.
    fn draw_time(&self, area: Rect, buf: &mut Buffer) {
        let session = self.replay.session();
        let timeline = session.timeline(self.replay.at()).as_shown();
        let Some(time) = timeline.stages.get(session.stage) else {
            return;
        };
        let run = match session.run {
            RunState::Running => "",
            RunState::Paused => ", paused",
            RunState::Finished => ", finished",
        };
        let (style, stage) = (countdown::style(*time), countdown::time_words(*time));
        let total = countdown::total_words(&timeline);
        let line = format!("{stage}, {total}{run}");
        put(&line, style, 0, inset(area), buf);
        if let Some(skipped) = self.play.skipped() {
            let skipped = format!("  skipped {}", clock(skipped));
            put_right(&skipped, theme::STRONG, inset(area), buf);
        }
    }

    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let stage = self.stage();
        let recent = self.recent_change();
        let Some(stage_state) = self.replay.session().stages.get(stage) else {
            return area.as_position();
        };
        let change = recent.as_ref().or(self.replay.change());
        let is_recent = recent.is_some();
        self.notes
            .draw((stage, stage_state), change, is_recent, area, buf)
    }

    /// Draws a description of the recent change, or the time of the last one.
    fn draw_change(&self, area: Rect, buf: &mut Buffer) {
        let area = inset(area);
        let line = match (self.recent_change(), self.replay.change()) {
            (Some(change), _) => describe::change(&change, usize::from(area.width)),
            (None, Some(change)) => format!("no change since {}", clock(change.at)),
            (None, None) if self.replay.session().damaged => {
                "the record has a hole: edits are left out up to the next whole notes".into()
            }
            (None, None) => "nothing written yet".into(),
        };
        put(&line, theme::PLAIN, 0, area, buf);
    }

    /// Draws the other recent events.
    fn draw_events(&self, area: Rect, buf: &mut Buffer) {
        let plan = &self.replay.session().head.plan;
        let mut recent = describe::RECENT;
        if self.play.is_on() {
            recent = recent.max(Duration::from_secs(self.play.speed().into()));
        }
        let comments = self.comments.iter();
        let comments = comments.map(|comment| (comment.place.at, comment.label.as_str()));
        let window = (self.replay.at(), recent);
        let events = describe::events(self.replay.happened(), comments, plan, window);
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
        let can_do = |action: &Action| self.is_reviewed || *action != Action::Comment;
        let mut keys = context.keys.footer(self.context(), can_do);
        for key in keys.iter_mut().filter(|key| key.action == Action::Play) {
            key.word = if self.play.is_on() { "stop" } else { "play" }.into();
        }
        parts.draw_keys(&keys, context.clicks, buf);
    }

    /// The short title of a stage; empty where there is none.
    pub(super) fn short(&self, stage: usize) -> String {
        let stage = self.replay.session().head.plan.stages.get(stage);
        stage.map_or(String::new(), |stage| sanitize::line(&stage.short))
    }
}

/// A bar of `width` columns: the part that was played, the rest, the marks at their times (a later one over an earlier
/// one), and the position.
fn position_bar(
    at: Duration,
    end: Duration,
    marks: impl Iterator<Item = (Duration, char)>,
    width: usize,
) -> String {
    let whole = end.as_millis().max(1);
    let last = width.saturating_sub(1);
    let column = |time: Duration| (time.as_millis().min(whole) * last as u128 / whole) as usize;
    let here = column(at);
    let mut bar: Vec<char> = (0..width)
        .map(|column| if column < here { '━' } else { '─' })
        .collect();
    for (time, mark) in marks {
        bar[column(time)] = mark;
    }
    if let Some(here) = bar.get_mut(here) {
        *here = '●';
    }
    bar.into_iter().collect()
}
