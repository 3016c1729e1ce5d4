//! Dispatches keys to the leave dialog, the pause, the command row, a text input or the notes.

use std::time::Duration;

use crossterm::event::KeyModifiers;

use super::{Focus, InterviewScreen};
use crate::domain::interview::ClockReading;
use crate::tui::effect::{Effect, Route, go, say};
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context};
use crate::tui::widgets::notes::{EditAction as Edit, EditOutcome};

/// Two presses of Ctrl-C within this time quit.
const TWICE: Duration = Duration::from_secs(2);

impl InterviewScreen {
    /// The context in which a key is looked up, and the key to look up. A key with Alt is a command; in the command row,
    /// a key with Ctrl belongs to the notes.
    fn resolve(&self, key: Key) -> (Context, Key) {
        let plain = key.without(KeyModifiers::ALT);
        match self.context() {
            Context::Command | Context::Notes if key.has(KeyModifiers::ALT) => {
                (Context::Command, plain)
            }
            Context::Command if key.has(KeyModifiers::CONTROL) => (Context::Notes, key),
            context @ (Context::Leaving | Context::Paused) => (context, plain),
            context => (context, key),
        }
    }

    /// The action of a key now.
    pub fn action(&self, key: Key) -> Option<Action> {
        let (context, key) = self.resolve(key);
        keys::action(context, key)
    }

    pub(super) fn key(&mut self, key: Key, now: ClockReading) -> Vec<Effect> {
        let (context, key) = self.resolve(key);
        let action = keys::action(context, key);
        match context {
            Context::Leaving => self.leaving_key(action.as_ref(), now),
            Context::Paused => self.paused_key(action.as_ref(), key, now),
            Context::Asking => self.asking_key(action.as_ref(), key, now),
            Context::Finding => self.finding_key(action.as_ref(), key, now),
            Context::Command => self.command_key(action, key, now),
            _ => {
                self.focus = Focus::Notes;
                self.notes_key(action, key, now)
            }
        }
    }

    fn notes_key(&mut self, action: Option<Action>, key: Key, now: ClockReading) -> Vec<Effect> {
        match action {
            Some(Action::CommandRow) => self.focus = Focus::Row,
            Some(Action::Edit(Edit::Newline)) => {
                self.compute_at_line_end(now);
                return self.edit(Edit::Newline, now);
            }
            Some(Action::Edit(edit)) => return self.edit(edit, now),
            Some(Action::CopyOrLeave) => return self.copy_or_leave(now),
            Some(Action::Saved) => return say("already saved: every edit is, as you make it"),
            Some(Action::Find) => {
                self.needle.set("");
                self.missed = false;
                self.focus = Focus::Finding;
            }
            _ => {
                if let Some(character) = key.typed() {
                    return self.edit(Edit::Insert(character), now);
                }
            }
        }
        Vec::new()
    }

    pub(super) fn edit(&mut self, edit: Edit, now: ClockReading) -> Vec<Effect> {
        let stage = self.session().stage;
        if edit == Edit::PasteKept {
            self.notes[stage].copied.clone_from(&self.copied);
        }
        let outcome = self.notes[stage].act(edit, now.awake);
        let copied = match &outcome {
            EditOutcome::Copied(text) => text.clone(),
            EditOutcome::Cut(splice) => splice.removed.clone(),
            _ => String::new(),
        };
        if !self.apply(stage, outcome, now) {
            return say("the notes of this stage are full at 256 KiB: nothing was changed");
        }
        if copied.is_empty() {
            return Vec::new();
        }
        self.copied.clone_from(&copied);
        let message = "sent to the terminal's clipboard; Ctrl-V pastes it here";
        vec![Effect::Copy(copied), Effect::Say(message.into())]
    }

    /// Gives the interview the change that the editor made. Returns false where the notes were full.
    pub(super) fn apply(&mut self, stage: usize, outcome: EditOutcome, now: ClockReading) -> bool {
        match outcome {
            EditOutcome::Full => return false,
            EditOutcome::Changed(splice) | EditOutcome::Cut(splice) => {
                self.interview.apply_splice(stage, splice, now);
            }
            EditOutcome::Same | EditOutcome::Copied(_) => {}
        }
        true
    }

    /// Takes a key while finding: each change of the text selects the next match.
    fn finding_key(&mut self, action: Option<&Action>, key: Key, now: ClockReading) -> Vec<Effect> {
        match action {
            Some(Action::Back) => {
                // Without a selection, what is typed next does not replace the match.
                let stage = self.session().stage;
                let _ = self.notes[stage].act(Edit::Unselect, now.awake);
                self.focus = Focus::Notes;
            }
            Some(Action::Accept) => self.find(true),
            Some(Action::Up) => self.find(false),
            _ => {
                if self.needle.on(action, key).is_change() {
                    self.find(true);
                }
            }
        }
        Vec::new()
    }

    pub(super) fn find(&mut self, forward: bool) {
        let stage = self.session().stage;
        let needle = self.needle.text();
        self.missed = !needle.is_empty() && !self.notes[stage].find(&needle, forward);
    }

    fn copy_or_leave(&mut self, now: ClockReading) -> Vec<Effect> {
        let stage = self.session().stage;
        if self.notes[stage].selection().is_some() {
            return self.edit(Edit::Copy, now);
        }
        self.asked_to_leave = Some(now.awake);
        self.focus = Focus::Leaving;
        say("Ctrl-C again leaves; everything is kept")
    }

    fn leaving_key(&mut self, action: Option<&Action>, now: ClockReading) -> Vec<Effect> {
        match action {
            Some(Action::CopyOrLeave) => {
                let asked = self.asked_to_leave.replace(now.awake);
                let is_twice = asked.is_some_and(|asked| now.awake.saturating_sub(asked) <= TWICE);
                is_twice.then_some(Effect::Quit).into_iter().collect()
            }
            Some(Action::KeepForLater) => go(Route::Home),
            Some(Action::FinishNow) => {
                self.interview.finish(now);
                go(Route::Finished)
            }
            Some(Action::Stay) => {
                self.focus = Focus::Notes;
                Vec::new()
            }
            _ => say("l keeps it for later, f finishes it, s keeps working"),
        }
    }

    fn paused_key(&mut self, action: Option<&Action>, key: Key, now: ClockReading) -> Vec<Effect> {
        match action {
            Some(Action::Continue) => {
                self.interview.resume(now);
                say("the clock runs again")
            }
            Some(Action::Leave) => {
                self.focus = Focus::Leaving;
                if key == Key::ctrl('c') {
                    self.asked_to_leave = Some(now.awake);
                }
                Vec::new()
            }
            // Esc alone does nothing: the key after it has the same effect with or without it.
            Some(Action::Back) => Vec::new(),
            _ => say_paused(),
        }
    }

    /// Takes a command's key: one after Esc, or one with Alt.
    fn command_key(&mut self, action: Option<Action>, key: Key, now: ClockReading) -> Vec<Effect> {
        let Some(action) = action else {
            self.focus = Focus::Row;
            let name = keys::name(key);
            return say(format!("`{name}` is no command: ? lists them"));
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

/// Names the keys that work during a pause.
pub(super) fn say_paused() -> Vec<Effect> {
    say("paused: p, Space or Enter continues, q leaves")
}
