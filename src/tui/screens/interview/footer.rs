//! The keys that work now, for the last line of the interview.

use super::InterviewScreen;
use crate::tui::keys::remap::KeyMap;
use crate::tui::keys::{Action, Context, FooterKey};
use crate::tui::widgets::key_grid;

/// The most rows of commands in whole words.
const MOST_ROWS: u16 = 4;

impl InterviewScreen {
    /// The keys of all commands, each in a place of its own that does not depend on which are possible: in whole words
    /// where these fit into a few rows of so many columns, else in short ones. One that is not possible now is dim
    /// in its place.
    pub(super) fn command_keys(own: &KeyMap, is_saved: bool, columns: u16) -> Vec<FooterKey> {
        let short = own.footer(Context::Command, |action| {
            *action != Action::WriteElsewhere || !is_saved
        });
        let mut whole = short.clone();
        for key in &mut whole {
            if let Some(word) = whole_word(&key.action) {
                key.word = word.into();
            }
        }
        if key_grid::rows(&whole, columns) <= MOST_ROWS {
            whole
        } else {
            short
        }
    }

    /// The keys for the footer, help last. In the notes they are the most useful commands.
    pub(super) fn footer_keys(&self, own: &KeyMap, is_saved: bool) -> Vec<FooterKey> {
        let context = self.context();
        if context != Context::Notes {
            return own.screen_keys(context, |action| {
                self.availability(action, is_saved).is_ok()
            });
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

/// What a command does, in more words than a footer has room for.
fn whole_word(action: &Action) -> Option<&'static str> {
    Some(match action {
        Action::NextStage => "next stage",
        Action::PreviousStage => "back one stage",
        Action::ChooseDown => "choose a prompt",
        Action::Cover => "mark covered",
        Action::Answered => "mark answered",
        Action::Read => "read all",
        Action::Compute => "compute the line",
        Action::Editor => "edit in $EDITOR",
        Action::CloseRow => "back to notes",
        _ => return None,
    })
}
