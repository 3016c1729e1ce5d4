//! The keys that work now, for the last line of the interview.

use super::InterviewScreen;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context, FooterKey};

impl InterviewScreen {
    /// The keys for the footer, help last. In the notes they are the most useful commands.
    pub(super) fn footer_keys(&self, own: &KeyMap, is_saved: bool) -> Vec<FooterKey> {
        let context = self.context();
        if context != Context::Notes {
            return own.footer_keys(context, |action| self.works(action, is_saved));
        }
        let is_useful = |action: &Action| {
            matches!(
                action,
                Action::NextStage
                    | Action::Ask
                    | Action::Hint
                    | Action::Cover
                    | Action::Answered
                    | Action::Read
                    | Action::WriteElsewhere
                    | Action::Pause
                    | Action::Leave
                    | Action::Help
            )
        };
        let mut keys = own.footer_keys(Context::Command, |action| {
            is_useful(action) && self.works(action, is_saved)
        });
        for key in &mut keys {
            key.label = format!("Esc {}", key.label);
        }
        keys
    }

    /// Whether a command would have an effect now.
    fn works(&self, action: &Action, is_saved: bool) -> bool {
        let session = self.session();
        let prompts = session.head.plan.stages[session.stage].prompts.len();
        match action {
            Action::PreviousStage => session.stage > 0,
            Action::Ask => self.interviewer.is_some(),
            Action::Answered => !session.stages[session.stage].follow_ups.is_empty(),
            Action::WriteElsewhere => !is_saved,
            Action::ChooseDown | Action::Cover | Action::Hint => prompts > 0,
            _ => true,
        }
    }
}
