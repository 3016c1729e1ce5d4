//! Fills the names of keys into texts that name actions.

use super::remap::{KeyMap, action_name};
use super::{Action, Context};

impl KeyMap {
    /// The text with the key of a command in place of each action's name in braces: `Esc {ask}` becomes `Esc a`. The
    /// commands are those of the interview and of the dialog for leaving it.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for context in [Context::Command, Context::Leaving] {
            let is_named = |action: &Action| text.contains(&placeholder(action));
            for key in self.footer(context, is_named) {
                filled = filled.replace(&placeholder(&key.action), &key.label);
            }
        }
        filled
    }
}

fn placeholder(action: &Action) -> String {
    format!("{{{}}}", action_name(action))
}
