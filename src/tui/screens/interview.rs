//! The interview: keys and clock readings to commands of `domain::interview`, whose events the app writes.
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
//!  debt or message                     Esc commands   Esc ? help     widgets::footer
//! ```
//! It must not touch a file, a clock or another screen.

mod commands;
mod dispatch;
mod draw;
mod footer;
mod interviewer;
mod sums;

pub use draw::Outlook;
pub use interviewer::Interviewer;

use std::time::Duration;

use ratatui::layout::Rect;

use crate::domain::interview::{Interview, Notice, Reading, Wait};
use crate::domain::sanitize;
use crate::domain::session::event::Entry;
use crate::domain::session::timeline::clock;
use crate::domain::session::{Run, Session};
use crate::tui::effect::{ClockForm, Effect, Place};
use crate::tui::input::Input;
use crate::tui::widgets::help::Help;
use crate::tui::widgets::line::LineInput;
use crate::tui::widgets::notes::{Action as Edit, Notes};

/// An interview on the screen.
#[derive(Debug)]
pub struct InterviewScreen {
    interview: Interview,
    /// One editor a stage; only the open stage's is shown.
    notes: Vec<Notes>,
    /// The chosen prompt of each stage; `None` until the first move to one.
    chosen: Vec<Option<usize>>,
    focus: Focus,
    panel: Option<Panel>,
    /// First shown line of the panel.
    scroll: usize,
    help: Option<Help>,
    clock: ClockForm,
    /// The notes over the full width.
    wide: bool,
    /// Nobody, where the session's design cannot be read.
    interviewer: Option<Interviewer>,
    /// The stage whose notes are in an external editor.
    edited_outside: Option<usize>,
    /// What is looked for in the notes.
    needle: LineInput,
    /// It is not in the notes of this stage.
    missed: bool,
    /// What was cut or copied in any stage.
    copied: String,
    /// When Ctrl-C last asked to leave, on the awake clock.
    asked_to_leave: Option<Duration>,
    /// Where things were drawn last, for the mouse.
    places: Places,
}

/// Who gets the keys while the interview runs.
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

/// What lies over the prompts.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Panel {
    /// The brief, and below it all that was said since.
    Brief,
    Hint(usize),
    Answer {
        question: String,
        answer: String,
    },
    /// The latest follow-up of the open stage.
    FollowUp,
}

#[derive(Debug, Default)]
struct Places {
    notes: Rect,
    prompts: Rect,
    /// Which prompt each row of `prompts` shows.
    prompt_rows: Vec<usize>,
}

impl InterviewScreen {
    /// Shows an interview that has just started or was taken up again.
    pub fn new(interview: Interview, interviewer: Option<Interviewer>, clock: ClockForm) -> Self {
        let session = interview.session();
        let pages = session.pages.iter();
        let untouched = session
            .pages
            .iter()
            .all(|page| page.covered.is_empty() && page.notes.is_empty());
        Self {
            notes: pages
                .map(|page| Notes::new(page.notes.rope().clone()))
                .collect(),
            chosen: vec![None; session.pages.len()],
            focus: Focus::Notes,
            panel: untouched.then_some(Panel::Brief),
            scroll: 0,
            help: None,
            clock,
            wide: false,
            interviewer,
            edited_outside: None,
            needle: LineInput::default(),
            missed: false,
            copied: String::new(),
            asked_to_leave: None,
            places: Places::default(),
            interview,
        }
    }

    pub fn session(&self) -> &Session {
        self.interview.session()
    }

    /// Lets time pass up to `now`; `wait` is how the loop waited for it.
    pub fn pass(&mut self, now: Reading, wait: Wait) -> Vec<Effect> {
        let before = self.session().stage;
        let notices = self.interview.pass(now, wait);
        if self.session().stage != before {
            self.stage_changed();
        }
        if notices.contains(&Notice::FollowUp) {
            self.scroll = 0;
            self.panel = Some(Panel::FollowUp);
        }
        notices
            .iter()
            .flat_map(|notice| self.told(*notice))
            .collect()
    }

    /// Takes one input.
    pub fn on(&mut self, input: Input, now: Reading) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.key(key, now),
            Input::Paste(_) if self.session().run == Run::Paused => dispatch::paused_words(),
            Input::Paste(_) if self.focus == Focus::Leaving || self.help.is_some() => {
                vec![Effect::Say(
                    "not pasted: the notes do not have the keys".into(),
                )]
            }
            Input::Paste(text) if self.focus == Focus::Asking => {
                self.asking_paste(&text, now);
                Vec::new()
            }
            Input::Paste(text) => self.edit(Edit::Paste(text), now),
            Input::Click {
                column,
                row,
                dragged,
            } => self.click(column, row, dragged),
            Input::Wheel { up, .. } if self.is_reading() => {
                self.scroll_panel(if up { -1 } else { 1 });
                Vec::new()
            }
            Input::Wheel { up, .. } => {
                let stage = self.session().stage;
                self.notes[stage].scroll(if up { -3 } else { 3 });
                Vec::new()
            }
            Input::Resize => Vec::new(),
        }
    }

    /// Everything that happened since the last call, to be written before the next frame.
    pub fn take_events(&mut self) -> Vec<Entry> {
        let entries = self.interview.take_outbox();
        for (editor, page) in self.notes.iter_mut().zip(&self.interview.session().pages) {
            editor.share(page.notes.rope());
        }
        entries
    }

    /// The program is about to end.
    pub fn leave(&mut self, now: Reading) {
        self.interview.leave(now);
    }

    /// The program was stopped between two readings, and knew of it.
    pub fn was_stopped(&mut self, before: Reading, after: Reading) {
        self.interview.was_stopped(before, after);
    }

    /// How long nothing will change on the screen by itself.
    pub fn wait(&self, now: Reading) -> Option<Duration> {
        self.interview.until_next_change(now)
    }

    fn told(&self, notice: Notice) -> Vec<Effect> {
        let title = |stage: usize| sanitize::line(&self.session().head.plan.stages[stage].title);
        match notice {
            Notice::OneMinuteLeft => vec![Effect::Say("one minute left".into())],
            Notice::TimeUp => vec![
                Effect::Ring,
                Effect::Say("time is up: Esc n goes on, what you write still counts".into()),
            ],
            Notice::StrictEntered(stage) => vec![
                Effect::Ring,
                Effect::Say(format!("time is up: now {}", title(stage))),
            ],
            Notice::FollowUp => vec![Effect::Say("the interviewer asks something".into())],
            Notice::StrictFinished => {
                let deaf = Effect::Deafen(Duration::from_secs(2));
                vec![Effect::Ring, deaf, Effect::Go(Place::Finished)]
            }
            Notice::Stopped(gap) => {
                vec![Effect::Say(format!(
                    "stopped for {}: not counted, on record",
                    clock(gap)
                ))]
            }
        }
    }

    fn is_reading(&self) -> bool {
        self.panel.is_some()
    }

    fn click(&mut self, column: u16, row: u16, dragged: bool) -> Vec<Effect> {
        let at = ratatui::layout::Position::new(column, row);
        if self.session().run != Run::Running || self.focus == Focus::Leaving || self.help.is_some()
        {
            return Vec::new();
        }
        let stage = self.session().stage;
        if self.places.notes.contains(at) {
            self.focus = Focus::Notes;
            self.notes[stage].place_caret(column, row, dragged);
        } else if self.places.prompts.contains(at) && !dragged {
            let row = usize::from(row - self.places.prompts.y);
            if let Some(prompt) = self.places.prompt_rows.get(row) {
                self.chosen[stage] = Some(*prompt);
            }
        }
        Vec::new()
    }

    /// The text of the open panel, cleaned, with its title.
    fn panel_text(&self) -> Option<(&'static str, String)> {
        let session = self.session();
        let (title, text) = match self.panel.as_ref()? {
            Panel::Brief => ("Brief", self.said()),
            Panel::Hint(prompt) => {
                let prompt = session.head.plan.stages[session.stage]
                    .prompts
                    .get(*prompt)?;
                ("Hint", format!("{}\n\n{}", prompt.ask, prompt.hint))
            }
            Panel::Answer { question, answer } => ("Answer", format!("{question}\n\n{answer}")),
            Panel::FollowUp => {
                let (_, ask, at) = session.pages[session.stage].follow_ups.last()?;
                ("The interviewer asks", format!("{} {ask}", clock(*at)))
            }
        };
        Some((title, sanitize::text(&text).into_owned()))
    }
}
