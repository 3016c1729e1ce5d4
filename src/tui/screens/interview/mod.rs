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

mod draw;
mod footer;

pub use draw::Outlook;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::Rect;

use crate::domain::clean;
use crate::domain::event::Entry;
use crate::domain::interview::{Interview, Notice, Reading, Refusal};
use crate::domain::session::{Run, Session};
use crate::domain::timeline::clock;
use crate::tui::effect::{ClockForm, Effect, Place};
use crate::tui::input::{Input, Key};
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::help::Help;
use crate::tui::widgets::notes::{Action as Edit, Notes, Outcome};

/// Ctrl-C twice within this leaves.
const TWICE: Duration = Duration::from_secs(2);

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
    /// What was cut or copied here.
    kept: String,
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
    /// The leave dialog is open.
    Leaving,
}

/// What lies over the prompts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panel {
    Brief,
    Hint(usize),
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
    pub fn new(interview: Interview, clock: ClockForm) -> Self {
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
            kept: String::new(),
            asked_to_leave: None,
            places: Places::default(),
            interview,
        }
    }

    pub fn session(&self) -> &Session {
        self.interview.session()
    }

    /// Lets time pass up to `now`; `planned` is how long the loop meant to wait.
    pub fn pass(&mut self, now: Reading, planned: Duration) -> Vec<Effect> {
        let before = self.session().stage;
        let notices = self.interview.pass(now, planned);
        if self.session().stage != before {
            self.stage_changed();
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
            Input::Paste(_) if self.session().run == Run::Paused => paused_words(),
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
    pub fn take_events(&mut self, now: Reading) -> Vec<Entry> {
        self.settle(now);
        self.interview.take_outbox()
    }

    /// The program is about to end.
    pub fn leave(&mut self, now: Reading) {
        self.settle(now);
        self.interview.leave(now);
    }

    /// The program was stopped between two readings, and knew of it.
    pub fn was_stopped(&mut self, before: Reading, after: Reading) {
        self.settle(before);
        self.interview.was_stopped(before, after);
    }

    /// How long nothing will change on the screen by itself.
    pub fn wait(&self, now: Reading) -> Option<Duration> {
        self.interview.until_next_second(now)
    }

    /// The edits of this turn go into the log, as the smallest change they make together.
    fn settle(&mut self, now: Reading) {
        let stage = self.session().stage;
        if let Some(edit) = self.notes[stage].take_change() {
            self.interview.edit(stage, edit, now);
        }
    }

    fn told(&self, notice: Notice) -> Vec<Effect> {
        let title = |stage: usize| self.session().head.plan.stages[stage].title.clone();
        match notice {
            Notice::OneMinuteLeft => vec![Effect::Say("one minute left".into())],
            Notice::TimeUp => vec![
                Effect::Ring,
                Effect::Say("time is up: n goes on, what you write still counts".into()),
            ],
            Notice::StrictEntered(stage) => vec![
                Effect::Ring,
                Effect::Say(format!("time is up: now {}", title(stage))),
            ],
            Notice::StrictFinished => vec![Effect::Ring, Effect::Go(Place::Finished)],
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

    fn key(&mut self, key: Key, now: Reading) -> Vec<Effect> {
        if let Some(help) = &mut self.help {
            if help.on(key) {
                self.help = None;
            }
            return Vec::new();
        }
        if self.focus == Focus::Leaving {
            return self.leaving_key(key, now);
        }
        if self.session().run == Run::Paused {
            return self.paused_key(key, now);
        }
        if key.has(KeyModifiers::ALT) {
            return self.command_key(key.without(KeyModifiers::ALT), now);
        }
        if self.focus == Focus::Row && !key.has(KeyModifiers::CONTROL) {
            return self.command_key(key, now);
        }
        self.focus = Focus::Notes;
        self.notes_key(key, now)
    }

    fn notes_key(&mut self, key: Key, now: Reading) -> Vec<Effect> {
        if key == Key::plain(KeyCode::Esc) {
            let stage = self.session().stage;
            let _ = self.notes[stage].act(Edit::Unselect, now.awake);
            self.focus = Focus::Row;
            return Vec::new();
        }
        match keys::action(Context::Notes, key) {
            Some(Action::Edit(edit)) => self.edit(edit, now),
            Some(Action::CopyOrLeave) => self.copy_or_leave(now),
            Some(Action::Saved) => vec![Effect::Say(
                "already saved: every edit is, as you make it".into(),
            )],
            Some(Action::Help) => self.open_help(),
            Some(Action::Redraw) => vec![Effect::Redraw],
            _ => key.typed().map_or_else(Vec::new, |character| {
                self.edit(Edit::Insert(character), now)
            }),
        }
    }

    fn edit(&mut self, edit: Edit, now: Reading) -> Vec<Effect> {
        let stage = self.session().stage;
        if edit == Edit::PasteKept {
            self.notes[stage].keep(self.kept.clone());
        }
        match self.notes[stage].act(edit, now.awake) {
            Outcome::Same | Outcome::Changed => Vec::new(),
            Outcome::Full => {
                vec![Effect::Say(
                    "the notes of this stage are full at 256 KiB: what is there stays".into(),
                )]
            }
            Outcome::Copied(text) | Outcome::Cut(text) => {
                self.kept.clone_from(&text);
                let words = "sent to the terminal's clipboard; Ctrl-V pastes it here";
                vec![Effect::Copy(text), Effect::Say(words.into())]
            }
        }
    }

    fn copy_or_leave(&mut self, now: Reading) -> Vec<Effect> {
        let stage = self.session().stage;
        if self.notes[stage].selection().is_some() {
            return self.edit(Edit::Copy, now);
        }
        self.asked_to_leave = Some(now.awake);
        self.focus = Focus::Leaving;
        vec![Effect::Say(
            "Ctrl-C again leaves; everything is kept".into(),
        )]
    }

    fn leaving_key(&mut self, key: Key, now: Reading) -> Vec<Effect> {
        if key == Key::ctrl('c') {
            let asked = self.asked_to_leave.replace(now.awake);
            let twice = asked.is_some_and(|asked| now.awake.saturating_sub(asked) <= TWICE);
            return if twice {
                vec![Effect::Quit]
            } else {
                Vec::new()
            };
        }
        match keys::action(Context::Leaving, key.without(KeyModifiers::ALT)) {
            Some(Action::Keep) => vec![Effect::Go(Place::Kept)],
            Some(Action::FinishNow) => {
                self.settle(now);
                self.interview.finish(now);
                vec![Effect::Go(Place::Finished)]
            }
            Some(Action::Stay) => {
                self.focus = Focus::Notes;
                Vec::new()
            }
            _ => vec![Effect::Say(
                "l keeps it for later, f finishes it, s stays".into(),
            )],
        }
    }

    fn paused_key(&mut self, key: Key, now: Reading) -> Vec<Effect> {
        match keys::action(Context::Paused, key.without(KeyModifiers::ALT)) {
            Some(Action::GoOn) => {
                self.interview.go_on(now);
                vec![Effect::Say("the clock runs again".into())]
            }
            Some(Action::Leave) => {
                self.focus = Focus::Leaving;
                if key == Key::ctrl('c') {
                    self.asked_to_leave = Some(now.awake);
                }
                Vec::new()
            }
            // What follows it counts, with or without it.
            _ if key == Key::plain(KeyCode::Esc) => Vec::new(),
            _ => paused_words(),
        }
    }

    /// A key after Esc, or with Alt: the same thing.
    fn command_key(&mut self, key: Key, now: Reading) -> Vec<Effect> {
        let Some(action) = keys::action(Context::Command, key) else {
            self.focus = Focus::Row;
            return vec![Effect::Say(format!(
                "{} is no command: ? lists them",
                name_of(key)
            ))];
        };
        self.settle(now);
        self.focus = match action {
            Action::ChooseUp
            | Action::ChooseDown
            | Action::Cover
            | Action::ScrollUp
            | Action::ScrollDown => Focus::Row,
            _ => Focus::Notes,
        };
        self.command(action, now)
    }

    fn command(&mut self, action: Action, now: Reading) -> Vec<Effect> {
        match action {
            Action::NextStage => {
                let went = self.interview.next_stage(now);
                return self.went(went);
            }
            Action::PreviousStage => {
                let went = self.interview.previous_stage(now);
                return self.went(went);
            }
            Action::ChooseUp => self.choose(-1),
            Action::ChooseDown => self.choose(1),
            Action::Cover => self.cover(now),
            Action::Hint => self.hint(now),
            Action::Read => self.toggle_panel(Panel::Brief),
            Action::ScrollDown => self.scroll_panel(5),
            Action::ScrollUp => self.scroll_panel(-5),
            Action::Pause => self.interview.pause(now),
            Action::Leave => self.focus = Focus::Leaving,
            Action::Edit(edit) => return self.edit(edit, now),
            Action::Help => return self.open_help(),
            _ => {}
        }
        Vec::new()
    }

    fn went(&mut self, went: Result<(), Refusal>) -> Vec<Effect> {
        match went {
            Ok(()) => {
                self.stage_changed();
                Vec::new()
            }
            Err(Refusal::LastStage) => {
                self.focus = Focus::Leaving;
                Vec::new()
            }
            Err(Refusal::FirstStage) => vec![Effect::Say("this is the first stage".into())],
            Err(Refusal::NoTimeLeft) => vec![Effect::Say(
                "that stage has no time left: strict keeps it closed".into(),
            )],
        }
    }

    fn stage_changed(&mut self) {
        if self.panel != Some(Panel::Brief) {
            self.panel = None;
        }
        if self.panel.is_none() {
            let stage = self.session().stage;
            self.chosen[stage].get_or_insert(0);
        }
    }

    /// Moves the choice; the first move of all closes the brief and chooses the first prompt.
    fn choose(&mut self, by: isize) {
        let stage = self.session().stage;
        let last = self.session().head.plan.stages[stage]
            .prompts
            .len()
            .saturating_sub(1);
        self.panel = None;
        self.chosen[stage] = Some(match self.chosen[stage] {
            Some(place) => place.saturating_add_signed(by).min(last),
            None => 0,
        });
    }

    fn choose_one(&mut self) -> Option<usize> {
        let stage = self.session().stage;
        let any = !self.session().head.plan.stages[stage].prompts.is_empty();
        any.then(|| *self.chosen[stage].get_or_insert(0))
    }

    fn cover(&mut self, now: Reading) {
        if let Some(prompt) = self.choose_one() {
            self.panel = None;
            self.interview.toggle_covered(prompt, now);
        }
    }

    fn hint(&mut self, now: Reading) {
        if let Some(prompt) = self.choose_one() {
            self.interview.take_hint(prompt, now);
            self.toggle_panel(Panel::Hint(prompt));
        }
    }

    fn toggle_panel(&mut self, panel: Panel) {
        self.scroll = 0;
        self.panel = (self.panel != Some(panel)).then_some(panel);
        if self.panel.is_none() {
            self.choose_one();
        }
    }

    /// The drawing stops it at the panel's end.
    fn scroll_panel(&mut self, by: isize) {
        self.scroll = self.scroll.saturating_add_signed(by);
    }

    fn open_help(&mut self) -> Vec<Effect> {
        self.help = Some(Help::of(&[
            Context::Command,
            Context::Notes,
            Context::Paused,
            Context::Leaving,
        ]));
        Vec::new()
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
        let prompts = &session.head.plan.stages[session.stage].prompts;
        match self.panel? {
            Panel::Brief => Some(("Brief", clean::text(&session.head.plan.brief).into_owned())),
            Panel::Hint(prompt) => {
                let prompt = prompts.get(prompt)?;
                Some((
                    "Hint",
                    clean::text(&format!("{}\n\n{}", prompt.ask, prompt.hint)).into_owned(),
                ))
            }
        }
    }
}

fn paused_words() -> Vec<Effect> {
    vec![Effect::Say(
        "paused: p, Space or Enter go on, q leaves".into(),
    )]
}

/// A key as a person calls it, for saying that it does nothing.
fn name_of(key: Key) -> String {
    match key.code {
        KeyCode::Char(character) => format!("`{}`", clean::shown(character)),
        KeyCode::F(number) => format!("F{number}"),
        other => format!("{other:?}"),
    }
}
