//! After the finish: how the time went, and where the record is. Plain values in.

use ratatui::Frame;

use crate::domain::sanitize;
use crate::domain::session::Session;
use crate::domain::session::pace::Pace;
use crate::domain::session::timeline::clock;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::input::Input;
use crate::tui::keys::{self, Action, Context};
use crate::tui::theme;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::{REST, below, footer, inset, put, rows};

/// The page shown once an interview is over.
#[derive(Debug)]
pub struct Finished {
    lines: Vec<String>,
    scroll: Scroll,
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
        let stages = session.head.plan.stages.iter().zip(&session.stages);
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
            scroll: Scroll::default(),
        }
    }

    /// Where keys are looked up.
    pub fn context(&self) -> Context {
        Context::Finished
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
        let [body, foot] = rows(frame.area(), [REST, 1]);
        let body = below(inset(body), 1);
        let buf = frame.buffer_mut();
        let shown = self
            .scroll
            .lay_out(self.lines.len(), usize::from(body.height));
        let first = shown.start;
        for (row, line) in (0..body.height).zip(&self.lines[shown]) {
            let is_title = first == 0 && row == 0;
            let style = if is_title {
                theme::STRONG
            } else {
                theme::PLAIN
            };
            put(line, style, row, body, buf);
        }
        let status = context.status("saved");
        let scrolls = self.scroll.scrolls();
        let keys = keys::footer(self.context(), |action| {
            *action != Action::PageDown || scrolls
        });
        footer::draw(&status, &keys, foot, buf);
        frame.set_cursor_position(body.as_position());
    }
}
