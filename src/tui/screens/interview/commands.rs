//! The commands of the interview: the keys after Esc.

use super::{Focus, InterviewScreen, Panel};
use crate::domain::interview::dialogue::Toggled;
use crate::domain::interview::{ClockReading, Refusal, Wait};
use crate::domain::session::event::Event;
use crate::tui::effect::{Effect, say};
use crate::tui::keys::Action;
use crate::tui::widgets::scroll::{Scroll, stepped};

impl InterviewScreen {
    pub(super) fn command(&mut self, action: Action, now: ClockReading) -> Vec<Effect> {
        if let Some(effects) = self.tutor_command(&action) {
            return effects;
        }
        match action {
            Action::NextStage => {
                let mut effects = self.settle(true, now);
                let result = self.interview.next_stage(now);
                effects.extend(self.after_move(result));
                return effects;
            }
            Action::PreviousStage => {
                let mut effects = self.settle(true, now);
                let result = self.interview.previous_stage(now);
                effects.extend(self.after_move(result));
                return effects;
            }
            Action::ChooseUp => self.move_selection(-1),
            Action::ChooseDown => self.move_selection(1),
            Action::Cover => self.cover(now),
            Action::Hint => self.hint(now),
            Action::Ask => return self.open_ask(),
            Action::Answered => return self.answered(now),
            Action::Read => self.open_transcript(),
            Action::Wide => self.wide = !self.wide,
            Action::Clock => {
                self.clock = self.clock.next();
                return say(format!("clock: {}", self.clock.word()));
            }
            Action::Compute => return self.compute_on_command(now),
            Action::Editor => return self.open_editor(now),
            Action::ScrollDown => self.scroll.by(5),
            Action::ScrollUp => self.scroll.by(-5),
            Action::Pause => self.interview.pause(now),
            Action::Leave => self.focus = Focus::Leaving { past_last: false },
            Action::WriteElsewhere => return vec![Effect::WriteElsewhere],
            Action::Edit(edit) => return self.type_edit(edit, now),
            _ => {}
        }
        Vec::new()
    }

    /// Hands the notes to the user's editor; the clock keeps running.
    fn open_editor(&mut self, now: ClockReading) -> Vec<Effect> {
        let stage = self.session().stage;
        self.interview
            .record_now(Event::EditorOpened { stage }, now);
        self.edited_outside = Some(stage);
        vec![Effect::EditOutside(self.notes[stage].rope().to_string())]
    }

    /// Takes the edited notes as one edit; `None` where the editor failed, which leaves the notes unchanged. The flag
    /// says whether the text could be taken: a strict interview may have finished meanwhile.
    pub fn take_back(&mut self, text: Option<&str>, now: ClockReading) -> (Vec<Effect>, bool) {
        let stage = self.edited_outside.take().unwrap_or(self.session().stage);
        // The time in the editor counts as the candidate's work, however long it took.
        let wait = Wait {
            began: now.awake,
            ..Wait::default()
        };
        let mut effects = self.pass(now, wait);
        if self.session().is_finished() {
            return (effects, text.is_none());
        }
        self.notes[stage].room = self.session().notes_room(stage);
        let full = text.is_some_and(|text| {
            let outcome = self.notes[stage].replace_all(text);
            !self.apply(stage, outcome, now)
        });
        self.interview
            .record_now(Event::EditorClosed { stage }, now);
        let settled = self.settle(true, now);
        effects.extend(settled);
        if full {
            effects.push(Effect::Say(
                "the edited notes are over 256 KiB, or 2 MiB in all, and were not taken".into(),
            ));
        }
        (effects, !full)
    }

    /// The notes of a stage as text; `None` if there is no such stage.
    pub fn notes_of(&self, stage: usize) -> Option<String> {
        self.notes.get(stage).map(|notes| notes.rope().to_string())
    }

    /// Makes the next [`InterviewScreen::take_back`] change this stage, whose editor was open when the program was killed.
    pub fn expect_edit_of(&mut self, stage: usize) {
        self.edited_outside = Some(stage);
    }

    fn after_move(&mut self, result: Result<(), Refusal>) -> Vec<Effect> {
        match result {
            Ok(()) => self.stage_changed(),
            Err(Refusal::LastStage) => self.focus = Focus::Leaving { past_last: true },
            Err(why) => return say(why.words()),
        }
        Vec::new()
    }

    pub(super) fn stage_changed(&mut self) {
        self.panel = None;
        self.answers = 0;
        if matches!(self.focus, Focus::Choosing | Focus::Row) || self.transcript.is_some() {
            self.close_transcript();
        }
    }

    /// Moves the selection of a prompt and closes the panel; the first move selects the first open prompt.
    fn move_selection(&mut self, by: isize) {
        let stage = self.session().stage;
        let count = self.session().head.plan.stages[stage].prompts.len();
        self.panel = None;
        self.selected[stage] = match self.selected[stage] {
            Some(index) => Some(stepped(index, by, count)),
            None => self.chosen(),
        };
    }

    /// The selected prompt, else the first open one, which becomes selected.
    fn selected_prompt(&mut self) -> Option<usize> {
        let stage = self.session().stage;
        self.selected[stage] = self.chosen();
        self.selected[stage]
    }

    fn cover(&mut self, now: ClockReading) {
        if let Some(prompt) = self.selected_prompt() {
            self.panel = None;
            self.interview.toggle_covered(prompt, now);
        }
    }

    fn hint(&mut self, now: ClockReading) {
        if let Some(prompt) = self.selected_prompt() {
            self.interview.take_hint(prompt, now);
            self.toggle_panel(Panel::Hint(prompt));
        }
    }

    fn answered(&mut self, now: ClockReading) -> Vec<Effect> {
        match self.interview.toggle_answered(now) {
            Toggled::Answered { left: 0 } => say("follow-up marked answered; Esc m undoes it"),
            Toggled::Answered { .. } => {
                say("follow-up marked answered; Esc m marks the one before it")
            }
            Toggled::Unanswered => say("follow-up marked unanswered"),
            Toggled::NoneAsked => say("the interviewer has asked nothing in this stage"),
        }
    }

    fn toggle_panel(&mut self, panel: Panel) {
        self.scroll = Scroll::default();
        self.panel = (self.panel.as_ref() != Some(&panel)).then_some(panel);
    }
}
