//! What the candidate does with the prompts and with the interviewer's questions.

use super::asking::Ask;
use super::{ClockReading, Interview};
use crate::domain::content::design::Clarify;
use crate::domain::session::event::Event;

/// What became of a follow-up that was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toggled {
    /// It is answered, and so many of the stage are not.
    Answered {
        left: usize,
    },
    Unanswered,
    /// The stage has no follow-up yet.
    NoneAsked,
}

impl Interview {
    /// Marks a prompt of the open stage as covered, or as not covered if it was covered.
    pub fn toggle_covered(&mut self, prompt: usize, now: ClockReading) {
        let stage = self.session.stage;
        let covered = self.session.stages[stage].covered.contains(&prompt);
        let event = if covered {
            Event::Uncovered { stage, prompt }
        } else {
            Event::Covered { stage, prompt }
        };
        self.record(self.elapsed(now), event);
    }

    /// Records that a prompt's hint was shown, the first time only.
    pub fn take_hint(&mut self, prompt: usize, now: ClockReading) {
        let stage = self.session.stage;
        if self.session.stages[stage]
            .hints
            .iter()
            .all(|(taken, _)| *taken != prompt)
        {
            self.record(self.elapsed(now), Event::Hint { stage, prompt });
        }
    }

    /// Marks the newest unanswered follow-up of the open stage as answered; if all are answered, the one that was marked
    /// last as not answered.
    pub fn toggle_answered(&mut self, now: ClockReading) -> Toggled {
        let stage = self.session.stage;
        let state = &self.session.stages[stage];
        let last_marked = || state.follow_ups.iter().max_by_key(|asked| asked.answered);
        let event = if let Some(asked) = state.unanswered().next_back() {
            let follow_up = asked.follow_up;
            Event::FollowUpAnswered { stage, follow_up }
        } else if let Some(asked) = last_marked() {
            let follow_up = asked.follow_up;
            Event::FollowUpReopened { stage, follow_up }
        } else {
            return Toggled::NoneAsked;
        };
        let is_answered = matches!(event, Event::FollowUpAnswered { .. });
        self.record(self.elapsed(now), event);
        if is_answered {
            let left = self.session.stages[stage].unanswered().count();
            Toggled::Answered { left }
        } else {
            Toggled::Unanswered
        }
    }

    /// Holds follow-ups back while the candidate has a dialog open, behind which none would be read. Those that came due
    /// meanwhile come when it is closed, and at the end never.
    pub fn hold_follow_ups(&mut self, holds: bool, now: ClockReading) {
        if self.holds_follow_ups && !holds {
            self.held_until = self.elapsed(now);
        }
        self.holds_follow_ups = holds;
    }

    /// Records what was typed to the interviewer, the question of `clarify` that was asked with its answer, and where none
    /// was those that it may have been.
    pub fn ask(&mut self, ask: Ask, clarify: &[Clarify], now: ClockReading) {
        let matched = ask.question.and_then(|question| clarify.get(question));
        let close = ask.close.iter();
        let close = close.filter_map(|question| Some(clarify.get(*question)?.ask.clone()));
        let event = Event::Asked {
            stage: self.session.stage,
            typed: ask.typed,
            question: matched.map(|clarify| clarify.ask.clone()),
            answer: matched.map(|clarify| clarify.answer.clone()),
            close: close.collect(),
        };
        self.record(self.elapsed(now), event);
    }

    /// Records an event that explains an edit: a computed sum line, or the external editor.
    pub fn record_now(&mut self, event: Event, now: ClockReading) {
        self.record(self.elapsed(now), event);
    }
}
