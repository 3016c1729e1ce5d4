//! The page after the finish: planned and spent time by stage, and where the record is stored. After the tutor, which has no
//! record, it says what was learned.

mod table;

use std::time::Duration;

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::domain::session::Session;
use crate::domain::session::condition::Condition;
use crate::domain::session::finished::{self, Place};
use crate::domain::session::timeline::clock;
use crate::domain::tutor;
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::input::Input;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{self, Action, Availability, Context};
use crate::tui::theme;
use crate::tui::widgets::frame::{Heading, ScreenFrame};
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::{put_styled, wrap_command, wrap_path};

/// The page shown once an interview is finished.
#[derive(Debug)]
pub struct FinishedScreen {
    content: Content,
    scroll: Scroll,
}

#[derive(Debug)]
enum Content {
    Session {
        session: Box<Session>,
        place: Place,
    },
    Tutor {
        title: String,
        lines: Vec<String>,
        /// How long the interview is that Enter starts.
        next: Option<Duration>,
    },
}

impl Content {
    /// The title, the condition and the lines in so many columns, with what each word of the condition means; where all of
    /// them need more than so many rows, without blank rows. `debrief` is the name of the key that opens the debrief.
    fn lay_out(
        &self,
        (columns, rows): (usize, usize),
        debrief: &str,
    ) -> (String, String, Vec<Line<'static>>) {
        match self {
            Self::Tutor { title, lines, .. } => {
                let lines = lines.iter().flat_map(|line| wrap_command(line, columns));
                let lines = lines.map(Line::raw);
                (title.clone(), String::new(), lines.collect())
            }
            Self::Session { session, place } => {
                let said = finished::of(session, place);
                let mut lines = table::lines(&said, columns);
                lines.push(Line::default());
                lines.push(Line::from(vec![
                    Span::styled(debrief.to_owned(), theme::ACCENT_STRONG),
                    Span::styled(" scores the notes", theme::STRONG),
                ]));
                lines.push(Line::default());
                lines.extend(labeled(
                    "candidate",
                    wrap_command(&said.candidate, columns.saturating_sub(LABEL)),
                ));
                lines.extend(labeled(
                    "record",
                    wrap_path(&said.folder, columns.saturating_sub(LABEL)),
                ));
                lines.push(Line::default());
                // The first command opens the debrief, which has its key here.
                let commands = said.commands.iter().skip(1);
                let commands = commands.flat_map(|line| wrap_command(line, columns));
                lines.extend(commands.map(|line| Line::styled(line, theme::SECONDARY)));
                let meanings = meanings(session, columns);
                if !meanings.is_empty() {
                    lines.push(Line::default());
                    lines.extend(meanings);
                }
                while lines.len() > rows
                    && let Some(blank) = lines.iter().rposition(|line| line.width() == 0)
                {
                    lines.remove(blank);
                }
                (said.title, said.condition, lines)
            }
        }
    }
}

/// What each word of a session's condition means, but of one with none.
fn meanings(session: &Session, columns: usize) -> Vec<Line<'static>> {
    let conditions = session.condition().into_iter();
    let conditions = conditions.filter(|condition| *condition != Condition::Clean);
    let texts = conditions.map(|it| format!("{}: {}.", it.word(), it.meaning()));
    let lines = texts.flat_map(|text| wrap_command(&text, columns));
    let lines = lines.map(|line| Line::styled(line, theme::SECONDARY));
    lines.collect()
}

/// The columns of a label before a fact.
const LABEL: usize = 11;

/// The lines of a fact behind its label.
fn labeled(label: &'static str, lines: Vec<String>) -> impl Iterator<Item = Line<'static>> {
    lines.into_iter().enumerate().map(move |(row, line)| {
        let label = if row == 0 { label } else { "" };
        Line::from(vec![
            Span::styled(format!("{label:<LABEL$}"), theme::SECONDARY),
            Span::raw(line),
        ])
    })
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

    /// The page after the tutor. `next` are the design and the length of the interview that Enter starts.
    pub fn after_tutor(session: &Session, next: Option<(String, Duration)>, own: &KeyMap) -> Self {
        let starts = next.as_ref().map(|(title, time)| (title.as_str(), *time));
        let (title, lines) = tutor::lessons(session, starts);
        let lines = lines.iter().map(|line| own.fill(line)).collect();
        let next = next.map(|(_, time)| time);
        Self {
            content: Content::Tutor { title, lines, next },
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
        match self.content {
            Content::Tutor { next: None, .. } if *action == Action::Start => {
                Err("there is no design to start".to_owned())
            }
            _ => self.scroll.availability(action),
        }
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
        let mut keys = context
            .keys
            .footer(self.context(), |action| self.availability(action).is_ok());
        if let Content::Tutor {
            next: Some(time), ..
        } = self.content
        {
            for key in keys.iter_mut().filter(|key| key.action == Action::Start) {
                key.word = format!("{}, {}", key.word, clock(time)).into();
            }
        }
        let debrief = keys.iter().find(|key| key.action == Action::Debrief);
        let debrief = debrief.map_or("", |key| &key.label);
        let (title, condition, lines) = self
            .content
            .lay_out((body.width.into(), body.height.into()), debrief);
        parts.draw_title((&title, theme::STRONG), ("", theme::PLAIN), buf);
        parts.draw_head(&[Heading::new(heading, true).with(condition)], buf);
        let shown = self.scroll.lay_out(lines.len(), usize::from(body.height));
        put_styled(&lines[shown], body, buf);
        parts.draw_foot(&self.scroll.position(), buf);
        parts.draw_keys(&keys, context.clicks, buf);
        frame.set_cursor_position(body.as_position());
    }
}
