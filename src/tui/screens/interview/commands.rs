//! What the commands do: the keys after Esc.

use super::{Focus, InterviewScreen, Panel};
use crate::domain::interview::{ClockReading, Refusal, Wait};
use crate::domain::session::event::Event;
use crate::tui::effect::{Effect, say};
use crate::tui::keys::Action;
use crate::tui::widgets::scroll::Scroll;

impl InterviewScreen {
    pub(super) fn command(&mut self, action: Action, now: ClockReading) -> Vec<Effect> {
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
            Action::Ask => return self.open_ask(),
            Action::Read => self.toggle_panel(Panel::Brief),
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
            Action::Leave => self.focus = Focus::Leaving,
            Action::Edit(edit) => return self.edit(edit, now),
            _ => {}
        }
        Vec::new()
    }

    /// The notes go out as they stand; the clock runs on meanwhile.
    fn open_editor(&mut self, now: ClockReading) -> Vec<Effect> {
        let stage = self.session().stage;
        self.interview
            .record_now(Event::EditorOpened { stage }, now);
        self.edited_outside = Some(stage);
        vec![Effect::EditOutside(self.notes[stage].rope().to_string())]
    }

    /// The notes come back as one edit; none where the editor failed, and they stay as they were. Whether they could
    /// be taken: a strict interview may have finished meanwhile.
    pub fn take_back(&mut self, text: Option<&str>, now: ClockReading) -> (Vec<Effect>, bool) {
        let stage = self.edited_outside.take().unwrap_or(self.session().stage);
        // However long the editor took, it was the candidate's work.
        let wait = Wait {
            began: now.awake,
            ..Wait::default()
        };
        let mut effects = self.pass(now, wait);
        if self.session().is_finished() {
            return (effects, text.is_none());
        }
        let full = text.is_some_and(|text| {
            let outcome = self.notes[stage].replace_all(text);
            !self.hand_over(stage, outcome, now)
        });
        self.interview
            .record_now(Event::EditorClosed { stage }, now);
        if full {
            effects.push(Effect::Say(
                "the edited notes are over 256 KiB and were not taken".into(),
            ));
        }
        (effects, !full)
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
            Err(Refusal::FirstStage) => say("this is the first stage"),
            Err(Refusal::NoTimeLeft) => say("that stage has no time left: strict keeps it closed"),
        }
    }

    pub(super) fn stage_changed(&mut self) {
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

    fn cover(&mut self, now: ClockReading) {
        if let Some(prompt) = self.choose_one() {
            self.panel = None;
            self.interview.toggle_covered(prompt, now);
        }
    }

    fn hint(&mut self, now: ClockReading) {
        if let Some(prompt) = self.choose_one() {
            self.interview.take_hint(prompt, now);
            self.toggle_panel(Panel::Hint(prompt));
        }
    }

    fn toggle_panel(&mut self, panel: Panel) {
        self.scroll = Scroll::default();
        self.panel = (self.panel.as_ref() != Some(&panel)).then_some(panel);
        if self.panel.is_none() {
            self.choose_one();
        }
    }
}
