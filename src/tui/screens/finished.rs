//! The page after the finish: planned and spent time by stage, and where the record is stored. After the tutor, which has no
//! record, it says what was learned.

use ratatui::Frame;

use crate::domain::session::Session;
use crate::domain::session::finished::{self, Place};
use crate::domain::tutor;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::input::Input;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::{put_lines, wrap_command};

/// The page shown once an interview is finished.
#[derive(Debug)]
pub struct FinishedScreen {
    content: Content,
    scroll: Scroll,
}

#[derive(Debug)]
enum Content {
    Session { session: Box<Session>, place: Place },
    Tutor { title: String, lines: Vec<String> },
}

impl Content {
    /// The title and the lines in so many columns.
    fn lay_out(&self, columns: usize) -> (String, Vec<String>) {
        match self {
            Self::Tutor { title, lines } => (title.clone(), lines.clone()),
            Self::Session { session, place } => {
                let said = finished::of(session, place, columns);
                let facts = said.facts.iter();
                // A path is wrapped like a command, so that it can be copied whole.
                let facts = facts.flat_map(|fact| wrap_command(fact, columns));
                // Enter opens the debrief here.
                let commands = said.commands.iter().skip(1);
                let commands = commands.flat_map(|line| wrap_command(line, columns));
                let parts = [said.table, facts.collect(), commands.collect()];
                (said.title, parts.join(&String::new()))
            }
        }
    }
}

impl FinishedScreen {
    /// `place` is where the session's record is.
    pub fn new(session: &Session, place: Place) -> Self {
        Self {
            content: Content::Session {
                session: Box::new(session.clone()),
                place,
            },
            scroll: Scroll::default(),
        }
    }

    /// The page after the tutor.
    pub fn after_tutor(session: &Session, own: &KeyMap) -> Self {
        let (title, lines) = tutor::lessons(session);
        let lines = lines.iter().map(|line| own.fill(line)).collect();
        Self {
            content: Content::Tutor { title, lines },
            scroll: Scroll::default(),
        }
    }

    /// The context in which keys are looked up.
    pub fn context(&self) -> Context {
        match self.content {
            Content::Tutor { .. } => Context::TutorEnd,
            Content::Session { .. } => Context::Finished,
        }
    }

    /// Whether an action is possible now.
    pub fn availability(&self, action: &Action) -> Availability {
        self.scroll.availability(action)
    }

    /// Takes one input.
    pub fn on(&mut self, input: &Input) -> Vec<Effect> {
        let Input::Key(key) = input else {
            return Vec::new();
        };
        match keys::action(self.context(), *key) {
            Some(Action::Debrief) => return go(Route::Debrief),
            Some(Action::Start) => return go(Route::Next),
            Some(Action::Tutor) => return go(Route::Tutor),
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
        let (status, heading) = match self.content {
            Content::Tutor { .. } => ("not recorded", "What you have learned"),
            Content::Session { .. } => ("saved", "Time by stage"),
        };
        let parts = ScreenFrame::new(frame.area(), &context.status(status), 1);
        let body = parts.text(parts.content(parts.body));
        let buf = frame.buffer_mut();
        let (title, lines) = self.content.lay_out(body.width.into());
        parts.draw_title((&title, theme::STRONG), ("", theme::PLAIN), buf);
        parts.draw_head(&[Heading::new(heading, true)], buf);
        let shown = self.scroll.lay_out(lines.len(), usize::from(body.height));
        put_lines(&lines[shown], theme::PLAIN, body, buf);
        let keys = context
            .keys
            .footer(self.context(), |action| self.availability(action).is_ok());
        parts.draw_foot(&self.scroll.position(), buf);
        parts.draw_keys(&keys, context.clicks, buf);
        frame.set_cursor_position(body.as_position());
    }
}
