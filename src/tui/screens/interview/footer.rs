//! The keys that work now, for the last line of the interview.

use super::InterviewScreen;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context, FooterKey};

impl InterviewScreen {
    /// The keys for the footer, help last. In the notes they are the most useful commands.
    pub(super) fn footer_keys(&self, own: &KeyMap, is_saved: bool) -> Vec<FooterKey> {
        let context = self.context();
        if context != Context::Notes {
            let mut keys = own.footer(context, |action| {
                self.availability(action, is_saved).is_ok()
            });
            if context == Context::Leaving {
                // The dialog has a row for each choice.
                keys.retain(|key| key.action == Action::Help);
            }
            return keys;
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
        let mut keys = own.footer(Context::Command, |action| {
            is_useful(action) && self.availability(action, is_saved).is_ok()
        });
        for key in &mut keys {
            key.label = format!("Esc {}", key.label);
            key.key = self.as_command(key.key);
        }
        keys
    }
}
