//! The interview screen: it turns keys and clock readings into commands of `domain::interview`, whose events the app
//! writes.
//!
//! ```text
//!   Design   ✓ Setup 5:48 +0:48   ▸ Data ━━━━╌╌╌ 4:28 left   Model 10:00     widgets::timeline
//! ─ 2 Data Pipeline ────────────┬─ Notes · Data Pipeline ── ● recording · saved ─
//!   4:28   4:28 left of 10:00   │  6 text                                       widgets::countdown, notes
//!                               │
//!   Prompts · 2 of 11 covered   │                                               widgets::prompts
//!   Interviewer · 1 unanswered  │                                               conversation
//! ─ message ────────────────────┴─────────────────────────────────────────────────
//!   Esc n next   Esc a ask                                           Esc ? help   widgets::footer
//! ```
//! It does not touch files, clocks or other screens.

mod ask_box;
mod availability;
mod commands;
mod conversation;
mod dispatch;
mod draw;
mod footer;
mod interviewer;
mod leaving;
mod notices;
mod sums;
#[cfg(test)]
mod tests;
mod transcript;
mod tutor;

pub use interviewer::InterviewerBox;

use std::time::Duration;

use ratatui::layout::{Position, Rect};
use transcript::Transcript;

use crate::domain::interview::setup::ClockForm;
use crate::domain::interview::{ClockReading, Interview, Wait};
use crate::domain::session::event::Entry;
use crate::domain::session::{RunState, Session};
use crate::domain::tutor::Tutor;
use crate::tui::effect::{Effect, say};
use crate::tui::input::Input;
use crate::tui::keys::{Action, Context};
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
    /// How many questions were asked with the last Enter in the open stage.
    answers: usize,
    scroll: Scroll,
    clock: ClockForm,
    /// Whether the notes take the full width.
    wide: bool,
    /// `None` where the session's design cannot be read.
    interviewer: Option<InterviewerBox>,
    /// The stage whose notes are in an external editor.
    edited_outside: Option<usize>,
    /// The text to find in the notes.
    needle: TextInput,
    /// Whether the text was not found in the notes of this stage.
    missed: bool,
    /// The text that was last cut or copied, in any stage.
    copied: String,
    /// What is read of the interviewer, if it is open.
    transcript: Option<Transcript>,
    /// When Ctrl-C last asked to leave, on the awake clock.
    asked_to_leave: Option<Duration>,
    /// Where things were drawn last, for the mouse and the box over the notes.
    notes_area: Rect,
    notes_pane: Rect,
    clock_area: Rect,
    follow_up_area: Rect,
    prompts: Drawn,
    /// Whether the pane of the prompts had no room for the brief.
    brief_hidden: bool,
    wrapped: draw::Wrapped,
    settled: sums::Settled,
    /// The steps of the tutor, if this is the tutor.
    tutor: Option<Tutor>,
}

/// The part of the screen that gets the keys while the interview runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Notes,
    /// The commands are shown: the next key is one.
    Row,
    /// The arrows choose a prompt.
    Choosing,
    Reading,
    Asking,
    Finding,
    /// The leave dialog is open, which says so where the stage after the last one was wanted.
    Leaving {
        past_last: bool,
    },
}

/// The text that is shown in full until a prompt is chosen or marked, or another text is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Panel {
    Brief,
    Hint(usize),
}

impl InterviewScreen {
    /// Shows an interview that was just started or resumed.
    pub fn new(
        interview: Interview,
        interviewer: Option<InterviewerBox>,
        clock: ClockForm,
    ) -> Self {
        let session = interview.session();
        let stages = session.stages.iter();
        let mut untouched = stages.clone();
        let untouched = untouched.all(|state| state.covered.is_empty() && state.notes.is_empty());
        let notes = stages.map(|state| Notes::new(state.notes.rope().clone()));
        let notes: Vec<Notes> = notes.collect();
        Self {
            settled: sums::Settled::new(&notes, session.stage),
            notes,
            selected: vec![None; session.stages.len()],
            focus: Focus::Notes,
            panel: untouched.then_some(Panel::Brief),
            answers: 0,
            scroll: Scroll::default(),
            clock,
            wide: false,
            interviewer,
            edited_outside: None,
            needle: TextInput::default(),
            missed: false,
            copied: String::new(),
            transcript: None,
            asked_to_leave: None,
            notes_area: Rect::default(),
            notes_pane: Rect::default(),
            clock_area: Rect::default(),
            follow_up_area: Rect::default(),
            prompts: Drawn::default(),
            brief_hidden: false,
            wrapped: draw::Wrapped::default(),
            tutor: None,
            interview,
        }
    }

    pub fn session(&self) -> &Session {
        self.interview.session()
    }

    /// The prompt of the open stage on which hint and check act: the selected one, else the first open one.
    fn chosen(&self) -> Option<usize> {
        let stage = self.session().stage;
        self.selected[stage].or_else(|| first_open(self.session(), stage))
    }

    /// Advances the interview to `now`; `wait` is how long the loop meant to wait.
    pub fn pass(&mut self, now: ClockReading, wait: Wait) -> Vec<Effect> {
        let before = self.session().stage;
        self.hold_follow_ups(now);
        let left = self.settle_left_lines(now);
        let notices = self.interview.advance(now, wait);
        if self.session().stage != before {
            self.stage_changed();
        }
        self.advance_tutor(now);
        let settled = self.settle_left_lines(now);
        let effects = notices.iter().flat_map(|notice| self.effects_of(*notice));
        effects.chain(left).chain(settled).collect()
    }

    /// Behind the leave dialog no follow-up comes.
    fn hold_follow_ups(&mut self, now: ClockReading) {
        let is_leaving = matches!(self.focus, Focus::Leaving { .. });
        self.interview.hold_follow_ups(is_leaving, now);
    }

    /// The contexts of all parts of the screen.
    pub const CONTEXTS: [Context; 6] = [
        Context::Command,
        Context::Choosing,
        Context::Notes,
        Context::Transcript,
        Context::Paused,
        Context::Leaving,
    ];

    /// The context in which keys are looked up now.
    pub fn context(&self) -> Context {
        match (self.focus, self.session().run) {
            (Focus::Leaving { .. }, _) => Context::Leaving,
            (_, RunState::Paused) => Context::Paused,
            (Focus::Row, _) => Context::Command,
            (Focus::Choosing, _) => Context::Choosing,
            (Focus::Reading, _) => Context::Transcript,
            (Focus::Asking, _) => Context::Asking,
            (Focus::Finding, _) => Context::Finding,
            (Focus::Notes, _) => Context::Notes,
        }
    }

    /// The contexts in which keys are looked up now, that of the part with the keys first.
    pub fn focused_contexts(&self) -> Vec<Context> {
        match self.context() {
            // The commands are the keys of the notes that do most.
            Context::Notes | Context::Command => vec![Context::Command, Context::Notes],
            Context::Choosing => vec![Context::Choosing, Context::Command, Context::Notes],
            context @ (Context::Transcript | Context::Finding) => vec![context, Context::Command],
            context => vec![context],
        }
    }

    /// Closes the commands before help covers the screen.
    pub fn close_row(&mut self) {
        if self.focus == Focus::Row {
            self.focus = Focus::Notes;
        }
    }

    /// Takes one input, and computes the line that the caret leaves by it.
    pub fn on(&mut self, input: Input, now: ClockReading) -> Vec<Effect> {
        let mut effects = self.take_input(input, now);
        let settled = self.settle_left_lines(now);
        let is_said = |effect: &Effect| matches!(effect, Effect::Say(_));
        if !effects.iter().any(is_said) {
            effects.extend(settled);
        }
        effects
    }

    fn take_input(&mut self, input: Input, now: ClockReading) -> Vec<Effect> {
        match input {
            Input::Key(key) => {
                let effects = self.key(key, now);
                self.hold_follow_ups(now);
                return effects;
            }
            Input::Paste(text) => return self.paste(text, now),
            Input::Click {
                column,
                row,
                dragged,
            } => return self.click(column, row, dragged, now),
            Input::Wheel { up, .. } if self.transcript.is_some() => {
                if let Some(transcript) = &mut self.transcript {
                    transcript.wheel(up);
                }
            }
            Input::Wheel { column, row, up } if self.wheel_reads(Position::new(column, row)) => {
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

    /// Whether the wheel at a cell of the screen scrolls what the interviewer said, and not the notes.
    fn wheel_reads(&self, at: Position) -> bool {
        let is_open = self.panel.is_some() || self.shows_answer();
        is_open && !self.notes_area.contains(at)
    }

    fn paste(&mut self, text: String, now: ClockReading) -> Vec<Effect> {
        match self.context() {
            Context::Paused => return say("not pasted: the interview is paused"),
            Context::Leaving => return say("not pasted: the notes do not have the keys"),
            Context::Asking => self.asking_paste(&text),
            Context::Finding => {
                self.needle.paste(&text);
                self.find_typed();
            }
            _ => {
                self.close_transcript();
                return self.edit(Edit::Paste(text), now);
            }
        }
        Vec::new()
    }

    /// The events since the last call, to be written before the next frame.
    pub fn take_events(&mut self) -> Vec<Entry> {
        let entries = self.interview.take_outbox();
        self.advance_tutor_at(self.session().at);
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

    /// A click beside the keys closes the commands.
    fn click(&mut self, column: u16, row: u16, dragged: bool, now: ClockReading) -> Vec<Effect> {
        let at = Position::new(column, row);
        if matches!(
            self.context(),
            Context::Paused | Context::Leaving | Context::Transcript
        ) {
            return Vec::new();
        }
        if matches!(self.focus, Focus::Row | Focus::Choosing) {
            self.focus = Focus::Notes;
        }
        let stage = self.session().stage;
        if self.notes_area.contains(at) {
            self.focus = Focus::Notes;
            self.notes[stage].place_caret(column, row, dragged);
            return Vec::new();
        }
        let action = match self.prompts.item_at(column, row) {
            _ if dragged => None,
            // A second click marks the prompt.
            Some(prompt) => {
                let before = self.selected[stage].replace(prompt);
                (before == Some(prompt)).then_some(Action::Cover)
            }
            None if self.follow_up_area.contains(at) => Some(Action::Answered),
            None if self.clock_area.contains(at) => Some(Action::Clock),
            None => None,
        };
        action.map_or(Vec::new(), |action| self.command(action, now))
    }
}

/// The first prompt of a stage that is not covered, else the first one.
fn first_open(session: &Session, stage: usize) -> Option<usize> {
    let prompts = 0..session.head.plan.stages[stage].prompts.len();
    let covered = &session.stages[stage].covered;
    let mut open = prompts.clone().filter(|prompt| !covered.contains(prompt));
    open.next().or(prompts.clone().next())
}
