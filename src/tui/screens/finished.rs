//! The page after the finish: planned and spent time by stage, and where the record is stored.

use ratatui::Frame;

use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::pace::Pace;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::put_lines;
use crate::tui::widgets::scroll::Scroll;

/// The page shown once an interview is finished.
#[derive(Debug)]
pub struct FinishedScreen {
    title: String,
    lines: Vec<String>,
    scroll: Scroll,
}

impl FinishedScreen {
    /// `folder` is the sanitized path of the session's folder.
    pub fn new(session: &Session, folder: &str) -> Self {
        let pace = Pace::of(session);
        let design = sanitize::line(&session.head.design.title);
        let row = |stage: &str, times: [&str; 4], prompts: &str| {
            let times = times.map(|time| format!("{time:>7} ")).concat();
            format!("{stage:<28} {times} {prompts}")
        };
        let times = ["planned", "spent", "over", "unspent"];
        let mut lines = vec![row("stage", times, "prompts")];
        let stages = session.head.plan.stages.iter().zip(&session.stages);
        for ((stage, state), pace) in stages.zip(&pace.stages) {
            let times = pace.times;
            let times = [times.planned, times.spent, times.over, times.unspent].map(clock);
            let prompts = format!("{}/{}", state.covered.len(), stage.prompts.len());
            let title = sanitize::line(&stage.title);
            lines.push(row(&title, times.each_ref().map(String::as_str), &prompts));
        }
        let condition = session.condition();
        let condition: Vec<&str> = condition.iter().map(|condition| condition.word()).collect();
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
            title: format!("{design}: finished after {}", clock(pace.total.spent)),
            lines,
            scroll: Scroll::default(),
        }
    }

    /// The context in which keys are looked up.
    pub fn context(&self) -> Context {
        Context::Finished
    }

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        if *action == Action::PageDown && !self.scroll.scrolls() {
            return Err("all of it is in view".to_owned());
        }
        Ok(String::new())
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        let Input::Key(key) = input else {
            return Vec::new();
        };
        match keys::action(self.context(), *key) {
            Some(Action::Debrief) => return go(Route::Debrief),
            Some(Action::Back) => return go(Route::Home),
            Some(action) => {
                self.scroll.act(&action);
            }
            None => {}
        }
        Vec::new()
    }

    /// Draws the page.
    pub fn draw(&mut self, frame: &mut Frame<'_>, context: &DrawContext<'_>) {
        let parts = ScreenFrame::new(frame.area(), &context.status("saved"), 1);
        let body = parts.text(parts.content(parts.body));
        let buf = frame.buffer_mut();
        parts.draw_title((&self.title, theme::STRONG), ("", theme::PLAIN), buf);
        parts.draw_head(&[Heading::new("Time by stage", true)], buf);
        let shown = self
            .scroll
            .lay_out(self.lines.len(), usize::from(body.height));
        put_lines(&self.lines[shown], theme::PLAIN, body, buf);
        let keys = context
            .keys
            .footer(self.context(), |action| self.availability(action).is_ok());
        parts.draw_foot(&self.scroll.position(), buf);
        parts.draw_keys(&keys, context.clicks, buf);
        frame.set_cursor_position(body.as_position());
    }
}
