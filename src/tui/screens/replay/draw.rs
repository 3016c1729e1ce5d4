//! How the replay looks, at every size. Reads the state; changes only the view of the notes.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::{ReplayScreen, words};
use crate::domain::sanitize;
use crate::domain::session::RunState;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::keys::{self, Action};
use crate::tui::theme;
use crate::tui::widgets::{
    REST, countdown, footer, from_column, inset, put, put_right, rows, stages,
};

/// A shorter bar tells nothing.
const SHORTEST_BAR: usize = 10;

impl ReplayScreen {
    /// Draws the screen, with the real cursor at the change, or at the word that is typed.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let [top, moment, time, rule, body, change, near, foot] =
            rows(frame.area(), [1, 1, 1, 1, REST, 1, 1, 1]);
        let buf = frame.buffer_mut();
        self.draw_top(top, buf);
        self.draw_moment(moment, buf);
        self.draw_time(time, buf);
        self.draw_rule(rule, buf);
        let mut cursor = self.draw_notes(body, buf);
        self.draw_change(change, buf);
        self.draw_near(near, buf);
        if self.word.is_some() {
            cursor = self.draw_word(foot, buf);
        } else {
            self.draw_foot(context, foot, buf);
        }
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
        stages::draw(&title, &shorts, session.stage, "", area, buf);
    }

    /// The moment of the whole, where it lies, and how fast it goes.
    fn draw_moment(&self, area: Rect, buf: &mut Buffer) {
        let (at, end) = (self.replay.at(), self.replay.end());
        let moment = format!("{} of {}", clock(at), clock(end));
        let state = if self.play.is_on() {
            "playing"
        } else {
            "stopped"
        };
        let speed = format!("{}x {state}", self.play.speed());
        let room = usize::from(area.width).saturating_sub(2);
        let bar = room.saturating_sub(moment.width() + speed.width() + 2);
        let line = if bar < SHORTEST_BAR {
            format!("{moment}  {speed}")
        } else {
            let starts = self.replay.stage_starts().map(|(start, _)| start);
            format!("{moment} {} {speed}", position_bar(at, end, starts, bar))
        };
        put(&line, theme::PLAIN, 0, from_column(area, 1), buf);
    }

    /// The countdown as it stood, and at the right what was skipped.
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
        let (stage, total) = (
            countdown::time_words(*time),
            countdown::total_words(&timeline),
        );
        let words = format!("{stage}, {total}{run}");
        put(
            &words,
            countdown::style(*time),
            0,
            from_column(area, 1),
            buf,
        );
        if let Some(skipped) = self.play.skipped() {
            let words = format!("  skipped {} ", clock(skipped));
            put_right(&words, theme::STRONG, area, buf);
        }
    }

    fn draw_rule(&self, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width);
        put(&"─".repeat(width), theme::QUIET, 0, area, buf);
        let heading = format!(" Notes · {} ", self.short(self.stage()));
        put(&heading, theme::STRONG, 0, area, buf);
    }

    fn draw_notes(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        let stage = self.stage();
        let fresh = self.fresh();
        let Some(page) = self.replay.session().stages.get(stage) else {
            return area.as_position();
        };
        let is_fresh = fresh.is_some();
        let change = fresh.as_ref().or(self.replay.change());
        self.sheet.draw((stage, page), change, is_fresh, area, buf)
    }

    /// The change in words, or since when there was none.
    fn draw_change(&self, area: Rect, buf: &mut Buffer) {
        let area = inset(area);
        let words = match (self.fresh(), self.replay.change()) {
            (Some(change), _) => words::change(&change, usize::from(area.width)),
            (None, Some(change)) => format!("no change since {}", clock(change.at)),
            (None, None) if self.replay.session().damaged => {
                "the record has a hole: edits are left out up to the next whole notes".into()
            }
            (None, None) => "nothing written yet".into(),
        };
        put(&words, theme::PLAIN, 0, area, buf);
    }

    fn draw_near(&self, area: Rect, buf: &mut Buffer) {
        let plan = &self.replay.session().head.plan;
        let second = Duration::from_secs(self.play.speed().into());
        let near = if self.play.is_on() {
            words::NEAR.max(second)
        } else {
            words::NEAR
        };
        let words = words::happened(self.replay.happened(), plan, self.replay.at(), near);
        put(&words, theme::PLAIN, 0, inset(area), buf);
    }

    /// The word that is typed, in place of the footer; where the caret stands.
    fn draw_word(&mut self, area: Rect, buf: &mut Buffer) -> Position {
        Clear.render(area, buf);
        let label = " first appearance of: ";
        // Help would take room from the word; F1 opens it all the same.
        let keys = keys::footer(self.context(), |action| *action != Action::Help);
        footer::draw_keys_first(&(String::new(), theme::PLAIN), &keys, area, buf);
        put(label, theme::STRONG, 0, area, buf);
        // The keys at the right keep their room where there is enough of it.
        let keys = if area.width >= 60 { 20 } else { 0 };
        let field = from_column(area, label.width() as u16);
        let field = Rect {
            width: field.width.saturating_sub(keys),
            ..field
        };
        match &mut self.word {
            Some(word) => word.draw(field, theme::PLAIN, buf),
            None => field.as_position(),
        }
    }

    fn draw_foot(&self, context: &DrawContext<'_>, area: Rect, buf: &mut Buffer) {
        let mut keys = keys::footer(self.context(), |_| true);
        for (_, short) in keys.iter_mut().filter(|(_, short)| *short == "play") {
            *short = if self.play.is_on() { "stop" } else { "play" };
        }
        let status = context.status("");
        footer::draw(&status, &keys, area, buf);
    }

    fn short(&self, stage: usize) -> String {
        let stage = self.replay.session().head.plan.stages.get(stage);
        stage.map_or(String::new(), |stage| sanitize::line(&stage.short))
    }
}

/// Done, to come, where stages start and where the moment is, on `width` columns.
fn position_bar(
    at: Duration,
    end: Duration,
    starts: impl Iterator<Item = Duration>,
    width: usize,
) -> String {
    let whole = end.as_millis().max(1);
    let last = width.saturating_sub(1);
    let column = |moment: Duration| (moment.as_millis().min(whole) * last as u128 / whole) as usize;
    let here = column(at);
    let mut bar: Vec<char> = (0..width)
        .map(|column| if column < here { '━' } else { '─' })
        .collect();
    for start in starts {
        bar[column(start)] = '┿';
    }
    if let Some(here) = bar.get_mut(here) {
        *here = '●';
    }
    bar.into_iter().collect()
}
