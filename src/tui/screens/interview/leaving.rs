//! The dialog for leaving: what leaving does to the session is decided once, for what the dialog says, for its keys, and for
//! what it answers to any other key.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{Focus, InterviewScreen};
use crate::domain::interview::ClockReading;
use crate::domain::session::{RunState, Session};
use crate::tui::draw_context::DrawContext;
use crate::tui::effect::{Effect, Route, go};
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context, FooterKey};
use crate::tui::theme;
use crate::tui::widgets::boxes::draw_question;

/// Two presses of Ctrl-C within this time quit.
const TWICE: Duration = Duration::from_secs(2);

/// What leaving does to the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaving {
    Tutor,
    Unsaved,
    /// The first minute without notes: the session goes to the trash.
    FalseStart,
    Saved,
}

impl Leaving {
    /// What the answers do, in a drill or in an interview.
    fn text(self, session: &Session) -> String {
        let kind = if session.head.options.drill {
            "drill"
        } else {
            "interview"
        };
        let last = format!("A finished {kind} cannot be resumed.");
        match self {
            Self::Tutor => {
                "Nothing of the tutor is saved. The last page shows what you have learned.".into()
            }
            Self::Unsaved => "After leaving you choose what to do with the unsaved text.".into(),
            Self::FalseStart => {
                let with = match session.said_without_notes() {
                    with if with.is_empty() => with,
                    with => format!(" {with}"),
                };
                format!(
                    "Leaving moves this session{with} to the trash, because it has no notes. {last}"
                )
            }
            Self::Saved => format!("Nothing is lost by leaving. {last}"),
        }
    }
}

impl InterviewScreen {
    /// What leaving does to the session now.
    fn leaving(&self, is_saved: bool) -> Leaving {
        match is_saved {
            _ if self.is_tutor() => Leaving::Tutor,
            false => Leaving::Unsaved,
            true if self.session().is_false_start() => Leaving::FalseStart,
            true => Leaving::Saved,
        }
    }

    /// The keys that answer, with what each does.
    pub fn leave_keys(&self, own: &KeyMap, is_saved: bool) -> Vec<FooterKey> {
        let leaving = self.leaving(is_saved);
        let mut keys = own.box_keys(Context::Leaving);
        for key in &mut keys {
            match key.action {
                Action::SaveForLater if leaving != Leaving::Saved => key.word = "leave".into(),
                Action::Cancel if self.session().run == RunState::Paused => {
                    key.word = "stay paused".into();
                }
                _ => {}
            }
        }
        keys
    }

    pub(super) fn leaving_key(
        &mut self,
        action: Option<&Action>,
        now: ClockReading,
    ) -> Vec<Effect> {
        match action {
            Some(Action::CopyOrLeave) => {
                let asked = self.asked_to_leave.replace(now.awake);
                let is_twice = asked.is_some_and(|asked| now.awake.saturating_sub(asked) <= TWICE);
                is_twice.then_some(Effect::Quit).into_iter().collect()
            }
            Some(Action::SaveForLater) => {
                self.settle(true, now);
                go(Route::Home)
            }
            Some(Action::FinishNow) => {
                self.settle(true, now);
                self.interview.finish(now);
                go(Route::Finished)
            }
            Some(Action::Cancel) => {
                self.focus = Focus::Notes;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Draws the dialog over the middle of the screen; returns where its text begins.
    pub(super) fn draw_leaving(
        &self,
        context: &DrawContext<'_>,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let leaving = self.leaving(context.unsaved.is_none());
        let past_last = self.focus == Focus::Leaving { past_last: true };
        let title = match leaving {
            Leaving::Tutor => "Finish the tutor?",
            Leaving::Unsaved => "NOT SAVED. Leave?",
            Leaving::FalseStart | Leaving::Saved => {
                match (past_last, self.session().head.options.drill) {
                    (true, true) => "Finish the drill?",
                    (true, false) => "Finish the interview?",
                    (false, true) => "Leave the drill?",
                    (false, false) => "Leave the interview?",
                }
            }
        };
        let last = match (past_last, self.session().stages.len()) {
            (false, _) => "",
            (true, 1) => "There is no stage after this one. ",
            (true, _) => "This is the last stage. ",
        };
        let style = if leaving == Leaving::Unsaved {
            theme::ERROR
        } else {
            theme::ACCENT_STRONG
        };
        let keys = self.leave_keys(context.keys, context.unsaved.is_none());
        let title = Line::styled(title, style);
        let text = format!("{last}{}", leaving.text(self.session()));
        draw_question(title, &text, &keys, context, area, buf)
    }
}
