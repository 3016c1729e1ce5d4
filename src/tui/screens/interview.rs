//! The interview screen: it turns keys and clock readings into commands of `domain::interview`, whose events the app
//! writes.
//!
//! ```text
//!  title        1 Setup ▸2 Data  3 Model  4 Serving  5 Monitor  ·   widgets::stages
//! ┌ stage ────────────┐┌ Notes · stage ────────────────── saved ┐
//! │ 4:28              ││ 6 text                                 │   widgets::countdown, widgets::notes
//! │ 4:28 left of 10:00││                                        │
//! │ total 28:40 left  ││                                        │
//! │ Prompts 2/9       ││                                        │   widgets::prompts
//! │ Interviewer       ││                                        │
//! └───────────────────┘└────────────────────────────────────────┘
//!  message                              Esc commands   Esc ? help     widgets::footer
//! ```
//! It does not touch files, clocks or other screens.

mod commands;
mod dispatch;
mod draw;
mod footer;
mod interviewer;
mod sums;

pub use interviewer::Interviewer;

use std::time::Duration;

use ratatui::layout::Rect;

use crate::domain::interview::setup::ClockForm;
use crate::domain::interview::{ClockReading, Interview, Notice, Wait};
use crate::domain::sanitize;
use crate::domain::session::event::Entry;
use crate::domain::session::timeline::clock;
use crate::domain::session::{RunState, Session};
use crate::tui::effect::{Effect, Route, say};
use crate::tui::input::Input;
use crate::tui::keys::Context;
use crate::tui::widgets::blocks::Drawn;
use crate::tui::widgets::notes::{EditAction as Edit, Notes};
use crate::tui::widgets::scroll::{Scroll, WHEEL};
use crate::tui::widgets::text_input::TextInput;

/// An interview on the screen.
#[derive(Debug)]
pub struct InterviewScreen {
    interview: Interview,
    /// One editor a stage; only the open stage's is shown.
    notes: Vec<Notes>,
    /// The selected prompt of each stage; `None` until a prompt is first selected.
    selected: Vec<Option<usize>>,
    focus: Focus,
    panel: Option<Panel>,
    scroll: Scroll,
    clock: ClockForm,
    /// Whether the notes take the full width.
    wide: bool,
    /// `None` where the session's design cannot be read.
    interviewer: Option<Interviewer>,
    /// The stage whose notes are in an external editor.
    edited_outside: Option<usize>,
    /// The text to find in the notes.
    needle: TextInput,
    /// Whether the text was not found in the notes of this stage.
    missed: bool,
    /// The text that was last cut or copied, in any stage.
    copied: String,
    /// When Ctrl-C last asked to leave, on the awake clock.
    asked_to_leave: Option<Duration>,
    /// Where notes and prompts were drawn last, for the mouse.
    notes_area: Rect,
    prompts: Drawn,
}

/// The part of the screen that gets the keys while the interview runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Notes,
    /// The command row is open.
    Row,
    Asking,
    Finding,
    /// The leave dialog is open.
    Leaving,
}

/// The text shown in place of the prompts.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Panel {
    /// The brief, and below it everything that the interviewer has said.
    Brief,
    Hint(usize),
    Answer {
        question: String,
        answer: String,
    },
    /// The latest follow-up of the open stage.
    FollowUp,
}

impl InterviewScreen {
    /// Shows an interview that was just started or resumed.
    pub fn new(interview: Interview, interviewer: Option<Interviewer>, clock: ClockForm) -> Self {
        let session = interview.session();
        let stages = session.stages.iter();
        let mut untouched = stages.clone();
        let untouched = untouched.all(|state| state.covered.is_empty() && state.notes.is_empty());
        let notes = stages.map(|state| Notes::new(state.notes.rope().clone()));
        Self {
            notes: notes.collect(),
            selected: vec![None; session.stages.len()],
            focus: Focus::Notes,
            panel: untouched.then_some(Panel::Brief),
            scroll: Scroll::default(),
            clock,
            wide: false,
            interviewer,
            edited_outside: None,
            needle: TextInput::default(),
            missed: false,
            copied: String::new(),
            asked_to_leave: None,
            notes_area: Rect::default(),
            prompts: Drawn::default(),
            interview,
        }
    }

    pub fn session(&self) -> &Session {
        self.interview.session()
    }

    /// Advances the interview to `now`; `wait` is how long the loop meant to wait.
    pub fn pass(&mut self, now: ClockReading, wait: Wait) -> Vec<Effect> {
        let before = self.session().stage;
        let notices = self.interview.advance(now, wait);
        if self.session().stage != before {
            self.stage_changed();
        }
        if notices.contains(&Notice::FollowUp) {
            self.scroll = Scroll::default();
            self.panel = Some(Panel::FollowUp);
        }
        let effects = notices.iter().flat_map(|notice| self.effects_of(*notice));
        effects.collect()
    }

    /// The contexts that the help of this screen lists.
    pub const HELP: [Context; 4] = [
        Context::Command,
        Context::Notes,
        Context::Paused,
        Context::Leaving,
    ];

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        match (self.focus, self.session().run) {
            (Focus::Leaving, _) => Context::Leaving,
            (_, RunState::Paused) => Context::Paused,
            (Focus::Row, _) => Context::Command,
            (Focus::Asking, _) => Context::Asking,
            (Focus::Finding, _) => Context::Finding,
            (Focus::Notes, _) => Context::Notes,
        }
    }

    /// Closes the command row before help covers the screen.
    pub fn close_row(&mut self) {
        if self.focus == Focus::Row {
            self.focus = Focus::Notes;
        }
    }

    /// Takes one input.
    pub fn on(&mut self, input: Input, now: ClockReading) -> Vec<Effect> {
        match input {
            Input::Key(key) => return self.key(key, now),
            Input::Paste(text) => return self.paste(text, now),
            Input::Click {
                column,
                row,
                dragged,
            } => self.click(column, row, dragged),
            Input::Wheel { up, .. } if self.panel.is_some() => {
                self.scroll.by(if up { -1 } else { 1 });
            }
            Input::Wheel { up, .. } => {
                let stage = self.session().stage;
                self.notes[stage].scroll(if up { -WHEEL } else { WHEEL });
            }
            Input::Resize => {}
        }
        Vec::new()
    }

    fn paste(&mut self, text: String, now: ClockReading) -> Vec<Effect> {
        match self.context() {
            Context::Paused => return dispatch::say_paused(),
            Context::Leaving => return say("not pasted: the notes do not have the keys"),
            Context::Asking => self.asking_paste(&text),
            Context::Finding => {
                self.needle.paste(&text);
                self.find(true);
            }
            _ => return self.edit(Edit::Paste(text), now),
        }
        Vec::new()
    }

    /// The events since the last call, to be written before the next frame.
    pub fn take_events(&mut self) -> Vec<Entry> {
        let entries = self.interview.take_outbox();
        for (editor, state) in self.notes.iter_mut().zip(&self.interview.session().stages) {
            editor.share(state.notes.rope());
        }
        entries
    }

    /// Records that the program is about to end.
    pub fn leave(&mut self, now: ClockReading) {
        self.interview.leave(now);
    }

    /// Records that the program was stopped between two clock readings.
    pub fn was_stopped(&mut self, before: ClockReading, after: ClockReading) {
        self.interview.was_stopped(before, after);
    }

    /// How long the screen stays unchanged without input.
    pub fn wait(&self, now: ClockReading) -> Option<Duration> {
        self.interview.until_next_change(now)
    }

    fn effects_of(&self, notice: Notice) -> Vec<Effect> {
        match notice {
            Notice::OneMinuteLeft => say("one minute left"),
            Notice::TimeUp => vec![
                Effect::Ring,
                Effect::Say("time is up: Esc n continues, what you write still counts".into()),
            ],
            Notice::StrictEntered(stage) => {
                let title = sanitize::line(&self.session().head.plan.stages[stage].title);
                let message = format!("time is up: now {title}");
                vec![Effect::Ring, Effect::Say(message)]
            }
            Notice::FollowUp => say("the interviewer asks something"),
            Notice::StrictFinished => {
                let deaf = Effect::Deafen(Duration::from_secs(2));
                vec![Effect::Ring, deaf, Effect::Go(Route::Finished)]
            }
            Notice::Stopped(gap) => {
                let gap = clock(gap);
                say(format!("stopped for {gap}: not counted, on record"))
            }
        }
    }

    fn click(&mut self, column: u16, row: u16, dragged: bool) {
        if matches!(self.context(), Context::Paused | Context::Leaving) {
            return;
        }
        let stage = self.session().stage;
        let at = ratatui::layout::Position::new(column, row);
        if self.notes_area.contains(at) {
            self.focus = Focus::Notes;
            self.notes[stage].place_caret(column, row, dragged);
        } else if let Some(prompt) = self.prompts.item_at(column, row).filter(|_| !dragged) {
            self.selected[stage] = Some(prompt);
        }
    }

    /// The title and the sanitized text of the open panel.
    fn panel_text(&self) -> Option<(&'static str, String)> {
        let session = self.session();
        let (title, text) = match self.panel.as_ref()? {
            Panel::Brief => ("Brief", self.transcript()),
            Panel::Hint(prompt) => {
                let plan = &session.head.plan.stages[session.stage];
                let prompt = plan.prompts.get(*prompt)?;
                ("Hint", format!("{}\n\n{}", prompt.ask, prompt.hint))
            }
            Panel::Answer { question, answer } => ("Answer", format!("{question}\n\n{answer}")),
            Panel::FollowUp => {
                let (_, ask, at) = session.stages[session.stage].follow_ups.last()?;
                ("The interviewer asks", format!("{} {ask}", clock(*at)))
            }
        };
        Some((title, sanitize::text(&text).into_owned()))
    }
}
