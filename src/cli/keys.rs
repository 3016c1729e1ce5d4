//! The keys that the settings bind to other actions: the key table of the screens tells which there are, and the mistakes
//! get their places in the file, and what cannot be used is told from what is in use.

use crate::app::config::Config;
use crate::content::{self, Diagnostic, Severity};
use crate::tui::keys;
use crate::tui::keys::remap::{KeyMap, KeyMistake, action_names};

/// The keys of the settings. Their mistakes are added to those of the file.
pub fn bind(config: &mut Config) -> KeyMap {
    let bound = config.bound.iter();
    let bindings = bound.map(|bound| (bound.action.as_str(), bound.keys.as_slice()));
    let (map, mistakes) = KeyMap::new(bindings);
    for (index, why) in mistakes {
        let bound = &mut config.bound[index];
        bound.is_unknown = why == KeyMistake::UnknownAction;
        let is_refused = |key: &String| is_about(&why, key);
        let refused = bound.keys.extract_if(.., |key| is_refused(key));
        bound.refused.extend(refused);
        let (message, hint) = describe(&bound.action, &why);
        let mistake = Diagnostic::new(Severity::Error, bound.position, &message, &hint);
        config.mistakes.push(mistake);
    }
    config.mistakes.sort_by_key(|one| (one.line, one.column));
    map
}

/// Whether a mistake is about the key that was given by this name.
fn is_about(why: &KeyMistake, given: &str) -> bool {
    match why {
        KeyMistake::UnknownAction => true,
        KeyMistake::UnknownKey(text) => text == given,
        KeyMistake::Conflict { key, .. } | KeyMistake::Typed(key) => {
            keys::parse(given).is_some_and(|parsed| keys::name(parsed) == *key)
        }
    }
}

fn describe(action: &str, why: &KeyMistake) -> (String, String) {
    match why {
        KeyMistake::UnknownAction => {
            let names = action_names();
            let near = content::nearest(action, names.iter().map(String::as_str));
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "docs/settings.md lists the actions".to_owned(),
            };
            (format!("there is no action `{action}`"), hint)
        }
        KeyMistake::UnknownKey(key) => (
            format!("`{key}` is no key"),
            "write a character, F1 to F12, or a name such as Enter, PgUp, Ctrl-N or Alt-Up"
                .to_owned(),
        ),
        KeyMistake::Conflict { key, action: other } => (
            format!("`{key}` is the key of `{other}` where `{action}` works too"),
            format!("choose another key, or give `{other}` another one"),
        ),
        KeyMistake::Typed(key) => (
            format!("`{key}` types a character where `{action}` works"),
            "choose a key with Ctrl, or a function key".to_owned(),
        ),
    }
}
