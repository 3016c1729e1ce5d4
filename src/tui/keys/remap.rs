//! The keys that the user binds to actions, beside those of the table.
//!
//! A key of the user comes first in every context that has its action. The keys of the table keep working, except where the
//! user gave one of them to another action, so that nobody is locked out. The router turns a key of the user into the
//! key of the table before a screen sees it.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyModifiers};

use super::names::{NOT_LATIN, is_not_latin, name, parse};
use super::{
    ActionKeys, Context, FooterKey, Key, footer_keys, group, lineage, listed, pressed_name, rows,
    table, takes_text,
};
use crate::tui::keys::Action;
use crate::tui::symbols::shown;

/// Why keys cannot be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyMistake {
    /// No action has this name.
    UnknownAction,
    /// The text names no key.
    UnknownKey(String),
    /// The key has another action in the same context.
    Conflict { key: String, action: String },
    /// The action is only where this key types a character.
    Typed(String),
}

/// A key of the user for an action in a context.
#[derive(Debug, Clone, PartialEq)]
struct Rebound {
    context: Context,
    action: Action,
    key: Key,
    /// The key of the table that does the same.
    stands_for: Key,
}

/// The keys of the user.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeyMap {
    rebound: Vec<Rebound>,
    /// Whether going back from the open screen ends the program, which its footer says.
    back_quits: bool,
}

/// The keys of a user who has bound none.
pub static NONE: KeyMap = KeyMap {
    rebound: Vec::new(),
    back_quits: false,
};

/// The name of an action in the settings: `next-stage`.
pub fn action_name(action: &Action) -> String {
    let debug = format!("{action:?}");
    let mut words = String::new();
    for letter in debug.chars().take_while(char::is_ascii_alphanumeric) {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push('-');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// Whether the user may bind keys to an action. Editing and the keys with several digits are not single actions.
pub(super) fn is_open(action: &Action) -> bool {
    !matches!(action, Action::Edit(_) | Action::LikelyLine | Action::Speed)
}

/// The names of all actions that can have keys, sorted.
pub fn action_names() -> BTreeSet<String> {
    let rows = table().flat_map(|group| group.rows);
    let rows = rows.filter(|row| is_open(&row.action));
    rows.map(|row| action_name(&row.action)).collect()
}

impl KeyMap {
    /// Binds keys by the names of actions. A binding with a mistake is left out; the mistakes have its index.
    pub fn new<'a>(
        bindings: impl IntoIterator<Item = (&'a str, &'a [String])>,
    ) -> (Self, Vec<(usize, KeyMistake)>) {
        let (mut wanted, mut mistakes) = (Vec::new(), Vec::new());
        for (index, (action, keys)) in bindings.into_iter().enumerate() {
            for text in keys {
                match rebound(action, text) {
                    Ok(all) => wanted.extend(all.into_iter().map(|one| (index, one))),
                    Err(why) => mistakes.push((index, why)),
                }
            }
        }
        let mut map = Self::default();
        for (index, one) in &wanted {
            match conflict(one, &wanted) {
                Some(action) => {
                    let (key, action) = (name(one.key), action_name(&action));
                    let conflict = (*index, KeyMistake::Conflict { key, action });
                    if !mistakes.contains(&conflict) {
                        mistakes.push(conflict);
                    }
                }
                None => map.rebound.push(one.clone()),
            }
        }
        (map, mistakes)
    }

    /// The key of the table that a pressed key stands for in a context.
    pub fn translate(&self, context: Context, key: Key) -> Key {
        if self.rebound.is_empty() || takes_text(context) && key.typed().is_some() {
            return key;
        }
        if let Some(known) = self.find(context, key) {
            return known;
        }
        if !matches!(context, Context::Notes | Context::Choosing) {
            return key;
        }
        // In the notes a command has Alt, or is a function key.
        let plain = key.without(KeyModifiers::ALT);
        if plain == key && !matches!(key.code, KeyCode::F(_)) {
            return key;
        }
        let command = self.find(Context::Command, plain);
        command.map_or(key, |known| {
            Key::with(known.code, known.modifiers | KeyModifiers::ALT)
        })
    }

    fn find(&self, context: Context, key: Key) -> Option<Key> {
        let mut contexts = lineage(context).map(|group| group.context);
        contexts.find_map(|context| {
            let mut all = self.rebound.iter();
            let found = all.find(|one| one.context == context && one.key == key);
            found.map(|one| one.stands_for)
        })
    }

    /// The first key of the user for an action in a context.
    fn label(&self, context: Context, action: &Action) -> Option<String> {
        let mut contexts = lineage(context).map(|group| group.context);
        contexts.find_map(|context| {
            let mut all = self.rebound.iter();
            let found = all.find(|one| one.context == context && one.action == *action);
            found.map(|one| name(one.key))
        })
    }

    /// Says whether going back from the open screen ends the program.
    pub fn set_back_quits(&mut self, back_quits: bool) {
        self.back_quits = back_quits;
    }

    /// The keys for the footer of a context and what they do, if their action `works` now.
    pub fn footer(&self, context: Context, works: impl Fn(&Action) -> bool) -> Vec<FooterKey> {
        let mut keys = footer_keys(context, works);
        for key in &mut keys {
            if let Some(label) = self.label(context, &key.action) {
                key.label = label;
            }
            key.label = shown(&key.label).into_owned();
            if self.back_quits && key.action == Action::Back && context.is_outermost() {
                key.word = "quit".into();
            }
        }
        keys
    }

    /// The keys in the border of the box of a context: those of its footer without help, which stays below the screen.
    pub fn box_keys(&self, context: Context) -> Vec<FooterKey> {
        self.footer(context, |action| *action != Action::Help)
    }

    /// The keys of the footer below a screen: where a box has the keys, in whose border they are, help alone.
    pub fn screen_keys(&self, context: Context, works: impl Fn(&Action) -> bool) -> Vec<FooterKey> {
        let is_below = |action: &Action| *action == Action::Help || !context.has_box();
        self.footer(context, |action| is_below(action) && works(action))
    }

    /// What a question of a context, which has these keys, says of another one: which keys answer, those without Latin letters
    /// if the pressed one is not Latin.
    pub fn no_answer(&self, context: Context, keys: Vec<FooterKey>, pressed: Key) -> String {
        if is_not_latin(pressed) {
            let keys = self.without_letters(context, keys);
            return format!("{NOT_LATIN}: {}", listed(&keys));
        }
        if context == Context::Paused {
            return format!("paused: {}", listed(&keys));
        }
        format!("{}: no other key answers", listed(&keys))
    }

    /// The same keys by names without Latin letters, which the keyboard layout may not have; one that has none keeps its own.
    fn without_letters(&self, context: Context, mut keys: Vec<FooterKey>) -> Vec<FooterKey> {
        let entries = self.entries(context);
        for key in &mut keys {
            let mut same = entries.iter().filter(|entry| entry.action == key.action);
            let names = same.next().map_or(&[][..], |entry| &entry.names);
            let is_letter =
                |name: &str| name.len() == 1 && name.as_bytes()[0].is_ascii_alphabetic();
            if let Some(name) = names.iter().find(|name| !is_letter(name)) {
                key.label.clone_from(name);
            }
        }
        keys
    }

    /// Every action of a context with its keys, the inherited ones last.
    pub fn entries(&self, context: Context) -> Vec<ActionKeys> {
        let entries = rows(context).iter().filter_map(|row| {
            let action = &row.binding.action;
            let own = self.rebound.iter().filter(|one| {
                one.action == *action && lineage(context).any(|group| group.context == one.context)
            });
            let own = own.map(|one| pressed_name(context, one.key));
            // A key that the user gave to another action does not do this one any more.
            let table = row
                .keys
                .iter()
                .filter(|key| self.find(context, **key).is_none());
            let table = table.map(|key| pressed_name(context, *key));
            let mut names: Vec<String> = Vec::new();
            if let (Action::LikelyLine | Action::Speed, [first, .., last]) = (action, &*row.keys) {
                // One name for all digits, which have one label.
                names.push(format!("{}-{}", name(*first), name(*last)));
            } else {
                names.extend(own.chain(table));
            }
            let all = std::mem::take(&mut names).into_iter();
            for name in all {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            for name in &mut names {
                *name = shown(name).into_owned();
            }
            Some(ActionKeys {
                from: row.from,
                heading: group(row.from)?.heading,
                names,
                label: row.binding.help,
                word: row.binding.short,
                action: action.clone(),
                key: *row.keys.first()?,
            })
        });
        entries.collect()
    }
}

/// The key for the action in every context that binds the action itself.
fn rebound(action: &str, text: &str) -> Result<Vec<Rebound>, KeyMistake> {
    let key = parse(text).ok_or_else(|| KeyMistake::UnknownKey(text.to_owned()))?;
    let named = table().flat_map(|group| group.rows.iter().map(move |row| (group.context, row)));
    // The key that pauses continues, too, as it does in the table.
    let is_named = |row: &Action| {
        action_name(row) == action || (action == "pause" && *row == Action::Continue)
    };
    let named = named.filter(|(_, row)| is_open(&row.action) && is_named(&row.action));
    let named: Vec<_> = named.filter(|(_, row)| !row.keys.is_empty()).collect();
    if named.is_empty() {
        return Err(KeyMistake::UnknownAction);
    }
    let fits = |context: Context| !(takes_text(context) && key.typed().is_some());
    let all = named
        .iter()
        .filter(|(context, row)| fits(*context) && !row.keys.contains(&key));
    let all: Vec<Rebound> = all
        .map(|(context, row)| Rebound {
            context: *context,
            action: row.action.clone(),
            key,
            stands_for: row.keys[0],
        })
        .collect();
    if named.iter().all(|(context, _)| !fits(*context)) {
        return Err(KeyMistake::Typed(name(key)));
    }
    Ok(all)
}

/// The other action that a key of the user has in its context; `None` where there is none, or where the user gave that
/// action another key.
fn conflict(one: &Rebound, all: &[(usize, Rebound)]) -> Option<Action> {
    let twice = all.iter().map(|(_, other)| other);
    let twice = twice.clone().find(|other| {
        other.context == one.context && other.key == one.key && other.action != one.action
    });
    if let Some(twice) = twice {
        return Some(twice.action.clone());
    }
    let mut bound = lineage(one.context).flat_map(|group| group.rows);
    let taken = bound.find(|row| row.keys.contains(&one.key) && row.action != one.action)?;
    let is_moved = all.iter().any(|(_, other)| other.action == taken.action);
    (!is_moved).then(|| taken.action.clone())
}

#[cfg(test)]
mod tests;
