//! Dispatches keys to the leave dialog, the pause, the commands, a text input or the notes.

use crossterm::event::{KeyCode, KeyModifiers};

use super::tutor::NO_FILES;
use super::{Focus, InterviewScreen};
use crate::domain::interview::ClockReading;
use crate::tui::effect::{Effect, Route, go, say, say_saved};
use crate::tui::input::Key;
use crate::tui::keys::{self, Action, Context, NOT_LATIN, is_not_latin};
use crate::tui::widgets::notes::{EditAction as Edit, EditOutcome};

impl InterviewScreen {
    /// The context in which a key is looked up, and the key to look up. A function key, a key after Esc and a key with
    /// Alt are commands; one with Ctrl always belongs to the notes.
    fn resolve(&self, key: Key) -> (Context, Key) {
        let plain = key.without(KeyModifiers::ALT);
        let is_command = plain != key
            || self.focus == Focus::Row
            || matches!(key.code, KeyCode::F(_)) && key.modifiers.is_empty();
        match self.context() {
            context @ (Context::Leaving | Context::Paused) => (context, known(context, plain)),
            Context::Asking => (Context::Asking, key),
            _ if is_command && plain.has(KeyModifiers::CONTROL) => (Context::Notes, plain),
            _ if is_command => (Context::Command, known(Context::Command, plain)),
            Context::Choosing if keys::action(Context::Choosing, key).is_none() => {
                (Context::Notes, key)
            }
            context => (context, key),
        }
    }

    /// The action of a key now.
    pub fn action(&self, key: Key) -> Option<Action> {
        let (context, key) = self.resolve(key);
        let action = keys::action(context, key);
        // Going back is no answer to the question about leaving.
        action.filter(|action| context != Context::Leaving || *action != Action::Back)
    }

    pub(super) fn key(&mut self, key: Key, now: ClockReading) -> Vec<Effect> {
        let (context, key) = self.resolve(key);
        let action = keys::action(context, key);
        self.dispatch(context, action, key, now)
    }

    /// The key that gives a command without Esc before it: with Alt, or a function key alone.
    pub fn as_command(&self, key: Key) -> Key {
        match key.code {
            KeyCode::F(_) => key,
            _ => Key::with(key.code, key.modifiers | KeyModifiers::ALT),
        }
    }

    fn dispatch(
        &mut self,
        context: Context,
        action: Option<Action>,
        key: Key,
        now: ClockReading,
    ) -> Vec<Effect> {
        match context {
            Context::Leaving => self.leaving_key(action.as_ref(), now),
            Context::Paused => self.paused_key(action.as_ref(), key, now),
            Context::Asking => self.asking_key(action.as_ref(), key, now),
            Context::Finding => self.finding_key(action.as_ref(), key, now),
            Context::Transcript => {
                self.transcript_key(action.as_ref());
                Vec::new()
            }
            Context::Choosing => self.choosing_key(action, now),
            Context::Command => self.command_key(action, key, now),
            _ => {
                self.close_transcript();
                self.notes_key(action, key, now)
            }
        }
    }

    /// Takes a key that chooses a prompt, marks it, or ends choosing.
    fn choosing_key(&mut self, action: Option<Action>, now: ClockReading) -> Vec<Effect> {
        match action {
            Some(Action::CommandRow) => self.focus = Focus::Row,
            Some(Action::CloseRow) => self.focus = Focus::Notes,
            Some(action) => return self.command(action, now),
            None => {}
        }
        Vec::new()
    }

    fn notes_key(&mut self, action: Option<Action>, key: Key, now: ClockReading) -> Vec<Effect> {
        match action {
            Some(Action::CommandRow) => self.focus = Focus::Row,
            Some(Action::Edit(edit)) => return self.type_edit(edit, now),
            Some(Action::CopyOrLeave) => return self.copy_or_leave(now),
            Some(Action::Saved) if self.is_tutor() => return say(NO_FILES),
            Some(Action::Saved) => return say_saved(),
            Some(Action::Find) => self.open_find(),
            _ => {
                if let Some(character) = key.typed() {
                    return self.edit(Edit::Insert(character), now);
                }
            }
        }
        Vec::new()
    }

    /// Does an edit of a key: Enter computes the line first.
    pub(super) fn type_edit(&mut self, edit: Edit, now: ClockReading) -> Vec<Effect> {
        let mut effects = Vec::new();
        if edit == Edit::Newline {
            effects = self.compute_at_line_end(now);
        }
        let edited = self.edit(edit, now);
        effects.extend(edited);
        effects
    }

    pub(super) fn edit(&mut self, edit: Edit, now: ClockReading) -> Vec<Effect> {
        let stage = self.session().stage;
        if edit == Edit::PasteKept {
            self.notes[stage].copied.clone_from(&self.copied);
        }
        self.notes[stage].room = self.session().notes_room(stage);
        let is_undo = matches!(edit, Edit::Undo | Edit::Redo);
        let outcome = self.notes[stage].act(edit, now.awake);
        let copied = match &outcome {
            EditOutcome::Copied(text) => text.clone(),
            EditOutcome::Cut(splice) => splice.removed.clone(),
            _ => String::new(),
        };
        if !self.apply(stage, outcome, now) {
            return say(
                "the notes are full, at 256 KiB a stage and 2 MiB in all: nothing was changed",
            );
        }
        if is_undo {
            self.settle_after_undo(now);
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
                self.settled.is_outdated = true;
                let interview = &self.interview;
                let touched = self.notes[stage]
                    .exchange_times(&splice, |lines| interview.touched(stage, lines));
                match touched {
                    Some(touched) => self.interview.restore(stage, &splice, &touched, now),
                    None => self.interview.apply_splice(stage, splice, now),
                }
            }
            EditOutcome::Same | EditOutcome::Copied(_) => {}
        }
        true
    }

    /// Takes a key while finding: each change of the text selects the next match.
    fn finding_key(&mut self, action: Option<&Action>, key: Key, now: ClockReading) -> Vec<Effect> {
        match action {
            Some(Action::Back) => {
                self.focus = if self.transcript.is_some() {
                    Focus::Reading
                } else {
                    // Without a selection, what is typed next does not replace the match.
                    let stage = self.session().stage;
                    let _ = self.notes[stage].act(Edit::Unselect, now.awake);
                    Focus::Notes
                };
            }
            Some(Action::Accept) => self.find(true),
            Some(Action::Up) => self.find(false),
            _ => {
                if self.needle.on(action, key).is_change() {
                    self.find_typed();
                }
            }
        }
        Vec::new()
    }

    pub(super) fn open_find(&mut self) {
        self.needle.set("");
        self.missed = false;
        self.focus = Focus::Finding;
    }

    /// Finds the text that is being typed.
    pub(super) fn find_typed(&mut self) {
        self.find_text(true, true);
    }

    /// Finds the next match, or the previous one.
    pub(super) fn find(&mut self, forward: bool) {
        self.find_text(forward, false);
    }

    fn find_text(&mut self, forward: bool, typing: bool) {
        let stage = self.session().stage;
        let needle = self.needle.text();
        self.missed = !needle.is_empty()
            && !if self.transcript.is_some() {
                self.find_in_transcript(&needle, forward, typing)
            } else {
                self.notes[stage].find(&needle, forward)
            };
    }

    fn copy_or_leave(&mut self, now: ClockReading) -> Vec<Effect> {
        let stage = self.session().stage;
        if self.notes[stage].selection().is_some() {
            return self.edit(Edit::Copy, now);
        }
        if self.is_tutor() {
            return go(Route::Home);
        }
        self.asked_to_leave = Some(now.awake);
        self.focus = Focus::Leaving { past_last: false };
        say("Ctrl-C again leaves")
    }

    fn paused_key(&mut self, action: Option<&Action>, key: Key, now: ClockReading) -> Vec<Effect> {
        match action {
            Some(Action::Continue) => {
                self.interview.resume(now);
                say("the clock runs again")
            }
            Some(Action::Leave) if self.is_tutor() => go(Route::Home),
            Some(Action::Leave) => {
                self.focus = Focus::Leaving { past_last: false };
                if key == Key::ctrl('c') {
                    self.asked_to_leave = Some(now.awake);
                }
                Vec::new()
            }
            // Esc alone does nothing: the key after it has the same effect with or without it. For a key that does nothing the
            // router says which do.
            _ => Vec::new(),
        }
    }

    /// Takes a command's key: one after Esc, or one with Alt.
    /// The commands close before the key acts, so that the next key is text again.
    fn command_key(&mut self, action: Option<Action>, key: Key, now: ClockReading) -> Vec<Effect> {
        self.close_transcript();
        match action {
            None if is_not_latin(key) => say(format!(
                "{NOT_LATIN}: F2 to F12 are commands too, F1 lists them"
            )),
            None => say(format!(
                "`{}` is no command: Esc ? lists them",
                keys::name(key)
            )),
            Some(Action::CloseRow) => {
                let stage = self.session().stage;
                let _ = self.notes[stage].act(Edit::Unselect, now.awake);
                Vec::new()
            }
            Some(action) => {
                if matches!(action, Action::ChooseUp | Action::ChooseDown) {
                    self.focus = Focus::Choosing;
                }
                self.command(action, now)
            }
        }
    }
}

/// The key, or with Caps Lock on the one in lower case that the context knows.
fn known(context: Context, key: Key) -> Key {
    match key.typed() {
        Some(letter) if keys::action(context, key).is_none() => {
            Key::char(letter.to_ascii_lowercase())
        }
        _ => key,
    }
}
