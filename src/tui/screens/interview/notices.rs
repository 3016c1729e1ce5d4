//! What is said and rung when something happens by itself: the last minute, a stage whose time is up, a follow-up, a stop.

use std::time::Duration;

use super::InterviewScreen;
use crate::domain::interview::Notice;
use crate::domain::sanitize;
use crate::domain::session::timeline::clock;
use crate::tui::effect::{Effect, Route, StatusMessage, say};

/// How long it is said that a minute is left, or that the time of a stage is up: later it is no longer true.
const NOTICE: Duration = Duration::from_secs(5);

impl InterviewScreen {
    /// What the screen does about a notice.
    pub(super) fn effects_of(&self, notice: Notice) -> Vec<Effect> {
        match notice {
            Notice::OneMinuteLeft => {
                let message = StatusMessage::warning(self.one_minute_left());
                vec![Effect::SayFor(NOTICE, message)]
            }
            Notice::TimeUp => {
                let session = self.session();
                let is_last = session.stage + 1 == session.stages.len();
                let next = if is_last {
                    "Esc q leaves"
                } else {
                    "Esc n is the next stage"
                };
                let message = if self.is_tutor() {
                    "time is up".to_owned()
                } else {
                    format!("time is up: {next}")
                };
                // Then the sentence about the overrun takes its place, though no key is pressed.
                vec![Effect::Ring, Effect::SayFor(NOTICE, message.into())]
            }
            Notice::StrictEntered(stage) => {
                let title = sanitize::line(&self.session().head.plan.stages[stage].title);
                let message = format!("time is up: now {title}");
                vec![Effect::Ring, Effect::Say(message)]
            }
            Notice::FollowUp => say("the interviewer has a follow-up"),
            Notice::StrictFinished => {
                let deaf = Effect::Deafen(Duration::from_secs(2));
                let message = "time is up: strict ended the interview".to_owned();
                let finished = Effect::Go(Route::Finished);
                vec![Effect::Ring, deaf, Effect::Say(message), finished]
            }
            Notice::Stopped(gap) => {
                let gap = clock(gap);
                say(format!("stopped for {gap}: not counted, but recorded"))
            }
        }
    }

    /// What is said when the last minute of the open stage begins: `1:00 left in Data`.
    fn one_minute_left(&self) -> String {
        let session = self.session();
        let stage = &session.head.plan.stages[session.stage];
        format!("1:00 left in {}", sanitize::line(&stage.short))
    }
}
