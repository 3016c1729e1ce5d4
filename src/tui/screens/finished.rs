//! After the finish: how the time went, and where the record is. Plain values in.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position};

use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::pace::Pace;
use crate::domain::session::timeline::clock;
use crate::tui::effect::{Effect, Place};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::footer;

/// The page shown once an interview is over.
#[derive(Debug)]
pub struct Finished {
    lines: Vec<String>,
    first: usize,
    rows: usize,
}

impl Finished {
    /// `folder` is where the session's files lie.
    pub fn new(session: &Session, folder: &str) -> Self {
        let pace = Pace::of(session);
        let mut lines = vec![
            format!(
                "{}: finished after {}",
                sanitize::line(&session.head.design.title),
                clock(pace.total.spent)
            ),
            String::new(),
            format!(
                "{:<28} {:>7} {:>7} {:>7} {:>7}  {}",
                "stage", "planned", "spent", "over", "unspent", "prompts"
            ),
        ];
        let stages = session.head.plan.stages.iter().zip(&session.pages);
        for ((stage, state), pace) in stages.zip(&pace.stages) {
            let times = pace.times;
            lines.push(format!(
                "{:<28} {:>7} {:>7} {:>7} {:>7}  {}/{}",
                sanitize::line(&stage.title),
                clock(times.planned),
                clock(times.spent),
                clock(times.over),
                clock(times.unspent),
                state.covered.len(),
                stage.prompts.len(),
            ));
        }
        let condition: Vec<&str> = session
            .condition()
            .iter()
            .map(|condition| condition.word())
            .collect();
        lines.extend([
            String::new(),
            format!("condition: {}", condition.join(", ")),
            format!("record: {folder}"),
            String::new(),
            "forty debrief              the debrief, at any time later".into(),
            "forty show last            the record, with the minute of every line".into(),
            "forty export last          the same as a page of Markdown".into(),
        ]);
        Self {
            lines,
            first: 0,
            rows: 1,
        }
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        let Input::Key(key) = input else {
            return Vec::new();
        };
        let last = self.lines.len().saturating_sub(self.rows);
        match keys::action(Context::Finished, *key) {
            Some(Action::Debrief) => return vec![Effect::Go(Place::Debrief)],
            Some(Action::Up) => self.first = self.first.saturating_sub(1),
            Some(Action::Down) => self.first = (self.first + 1).min(last),
            Some(Action::PageUp | Action::First) => self.first = 0,
            Some(Action::PageDown | Action::Last) => self.first = last,
            Some(Action::Back) => return vec![Effect::Go(Place::Home)],
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            _ => {}
        }
        Vec::new()
    }

    /// Draws the page; `saved` tells whether the whole record is on disk.
    pub fn draw(&mut self, frame: &mut Frame<'_>, message: Option<&str>, saved: bool) {
        let [body, foot] =
            Layout::vertical([Constraint::Min(1), Constraint::Length(1)]).areas(frame.area());
        self.rows = usize::from(body.height).saturating_sub(1);
        let buf = frame.buffer_mut();
        let width = usize::from(body.width).saturating_sub(2);
        for (row, line) in self
            .lines
            .iter()
            .skip(self.first)
            .take(self.rows)
            .enumerate()
        {
            let style = if row + self.first == 0 {
                theme::STRONG
            } else {
                theme::PLAIN
            };
            buf.set_stringn(body.x + 1, body.y + 1 + row as u16, line, width, style);
        }
        let (said, style) = if saved {
            (message.unwrap_or("saved"), theme::PLAIN)
        } else {
            (
                "NOT SAVED: the disk does not take it; trying each second",
                theme::WRONG,
            )
        };
        let scrolls = self.lines.len() > self.rows;
        let keys: Vec<_> = keys::footer(Context::Finished)
            .filter(|row| row.action != Action::PageDown || scrolls)
            .map(|row| (row.name.to_owned(), row.short))
            .collect();
        footer::draw((said, style), &keys, footer::First::Message, foot, buf);
        frame.set_cursor_position(Position::new(body.x + 1, body.y + 1));
    }
}
