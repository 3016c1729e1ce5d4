//! Which key goes where: the help, the leave dialog, the pause, the command row or the notes.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};

use super::{Focus, InterviewScreen};
use crate::domain::interview::Reading;
use crate::domain::sanitize;
use crate::domain::session::Run;
use crate::tui::effect::{Effect, Place};
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::notes::{Action as Edit, Outcome};

/// Ctrl-C twice within this leaves.
const TWICE: Duration = Duration::from_secs(2);

impl InterviewScreen {
    pub(super) fn key(&mut self, key: Key, now: Reading) -> Vec<Effect> {
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
        match self.focus {
            Focus::Asking => return self.asking_key(key, now),
            Focus::Finding => return self.finding_key(key, now),
            _ => {}
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
            self.focus = Focus::Row;
            return Vec::new();
        }
        match keys::action(Context::Notes, key) {
            Some(Action::Edit(Edit::Newline)) => {
                self.compute_at_line_end(now);
                self.edit(Edit::Newline, now)
            }
            Some(Action::Edit(edit)) => self.edit(edit, now),
            Some(Action::CopyOrLeave) => self.copy_or_leave(now),
            Some(Action::Saved) => vec![Effect::Say(
                "already saved: every edit is, as you make it".into(),
            )],
            Some(Action::Find) => {
                self.needle.clear();
                self.missed = false;
                self.focus = Focus::Finding;
                Vec::new()
            }
            Some(Action::Help) => self.open_help(),
            Some(Action::Redraw) => vec![Effect::Redraw],
            _ => key.typed().map_or_else(Vec::new, |character| {
                self.edit(Edit::Insert(character), now)
            }),
        }
    }

    pub(super) fn edit(&mut self, edit: Edit, now: Reading) -> Vec<Effect> {
        let stage = self.session().stage;
        if edit == Edit::PasteKept {
            self.notes[stage].copied.clone_from(&self.copied);
        }
        let outcome = self.notes[stage].act(edit, now.awake);
        let copied = match &outcome {
            Outcome::Copied(text) => text.clone(),
            Outcome::Cut(splice) => splice.removed.clone(),
            _ => String::new(),
        };
        if !self.hand_over(stage, outcome, now) {
            let words = "the notes of this stage are full at 256 KiB: what is there stays";
            return vec![Effect::Say(words.into())];
        }
        if copied.is_empty() {
            return Vec::new();
        }
        self.copied.clone_from(&copied);
        let words = "sent to the terminal's clipboard; Ctrl-V pastes it here";
        vec![Effect::Copy(copied), Effect::Say(words.into())]
    }

    /// Gives the interview the change that the editor made. False where there was no room for one.
    pub(super) fn hand_over(&mut self, stage: usize, outcome: Outcome, now: Reading) -> bool {
        match outcome {
            Outcome::Full => return false,
            Outcome::Changed(splice) | Outcome::Cut(splice) => {
                self.interview.type_in(stage, splice, now);
            }
            Outcome::Same | Outcome::Copied(_) => {}
        }
        true
    }

    /// A key while looking for something: each letter goes to the next place that fits.
    fn finding_key(&mut self, key: Key, now: Reading) -> Vec<Effect> {
        let stage = self.session().stage;
        let forward = match keys::action(Context::Finding, key) {
            Some(Action::Back) => {
                // What is typed next goes behind the place that was found, not over it.
                let _ = self.notes[stage].act(Edit::Unselect, now.awake);
                self.focus = Focus::Notes;
                return Vec::new();
            }
            Some(Action::Take) => true,
            Some(Action::Up) => false,
            _ if self.needle.on(key, now.awake) => true,
            _ => return Vec::new(),
        };
        let needle = self.needle.text();
        self.missed = !needle.is_empty() && !self.notes[stage].find(&needle, forward);
        Vec::new()
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
        if action == Action::CloseRow {
            let stage = self.session().stage;
            let _ = self.notes[stage].act(Edit::Unselect, now.awake);
        }
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
}

/// What keys do while the interview stands.
pub(super) fn paused_words() -> Vec<Effect> {
    vec![Effect::Say(
        "paused: p, Space or Enter go on, q leaves".into(),
    )]
}

/// A key as a person calls it, for saying that it does nothing.
fn name_of(key: Key) -> String {
    match key.code {
        KeyCode::Char(character) => format!("`{}`", sanitize::shown(character)),
        KeyCode::F(number) => format!("F{number}"),
        other => format!("{other:?}"),
    }
}
