//! One table of key bindings by context. Dispatch, footer and help are made from it, so that they agree. A context
//! inherits the bindings of its parent. `remap` has the keys that the user adds.

mod context;
pub mod remap;
mod table;
#[cfg(test)]
mod tests;

use std::iter::successors;

use crossterm::event::{KeyCode, KeyModifiers};

use super::edit::EditAction as Edit;
use super::input::Key;
use crate::domain::sanitize;
pub use context::Context;
pub use table::Action;
use table::table;

/// The bindings of one context.
struct ContextBindings {
    context: Context,
    parent: Option<Context>,
    /// The heading in the help.
    heading: &'static str,
    rows: &'static [Binding],
}

/// One row of the table. It also gets the keys to which the parent binds the same action.
struct Binding {
    keys: &'static [Key],
    action: Action,
    /// The key in the footer; if empty, the first key.
    label: &'static str,
    /// One or two words for the footer; if empty, the footer leaves the binding out.
    short: &'static str,
    /// A line for the help; if empty, the help leaves the binding out.
    help: &'static str,
}

/// A binding with all keys that it has in a context, inherited ones too.
struct ActiveBinding {
    keys: Vec<Key>,
    binding: &'static Binding,
}

const fn row(
    keys: &'static [Key],
    action: Action,
    short: &'static str,
    help: &'static str,
) -> Binding {
    labeled(keys, action, "", short, help)
}

const fn labeled(
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    short: &'static str,
    help: &'static str,
) -> Binding {
    Binding {
        keys,
        action,
        label,
        short,
        help,
    }
}

const fn k(code: KeyCode) -> Key {
    Key::plain(code)
}

const fn c(character: char) -> Key {
    Key::char(character)
}

const fn ctrl(code: KeyCode) -> Key {
    Key::with(code, KeyModifiers::CONTROL)
}

const fn shift(code: KeyCode) -> Key {
    Key::with(code, KeyModifiers::SHIFT)
}

fn group(context: Context) -> Option<&'static ContextBindings> {
    table().find(|group| group.context == context)
}

/// The bindings of a context, of its parent, and so on.
fn lineage(context: Context) -> impl Iterator<Item = &'static ContextBindings> {
    successors(group(context), |child| group(child.parent?))
}

/// Whether plain characters are typed in a context. The options are the parent of a text, but no text themselves.
fn takes_text(context: Context) -> bool {
    let is_text = |group: &ContextBindings| group.context == Context::Text;
    context != Context::Options && lineage(context).any(is_text)
}

/// What a key does in a context. In a text, a move with Shift selects.
pub fn action(context: Context, key: Key) -> Option<Action> {
    let takes_text = takes_text(context);
    if takes_text && key.typed().is_some() {
        return None;
    }
    let selects = takes_text || context == Context::Command;
    let bound = |key: Key| {
        let mut rows = lineage(context).flat_map(|group| group.rows);
        rows.find(|row| row.keys.contains(&key))
            .map(|row| &row.action)
    };
    match bound(key) {
        None if selects => match bound(key.without(KeyModifiers::SHIFT))? {
            Action::Edit(Edit::Move { to, .. }) => Some(Action::Edit(Edit::Move {
                to: *to,
                select: true,
            })),
            _ => None,
        },
        found => found.cloned(),
    }
}

/// The bindings of a context: its own, then those it inherits and does not override.
fn rows(context: Context) -> Vec<ActiveBinding> {
    let Some(group) = group(context) else {
        return Vec::new();
    };
    let mut inherited = group.parent.map_or_else(Vec::new, rows);
    let is_bound = |key: &Key| group.rows.iter().any(|own| own.keys.contains(key));
    let is_typed = |key: &Key| takes_text(context) && key.typed().is_some();
    for row in &mut inherited {
        row.keys.retain(|key| !is_bound(key) && !is_typed(key));
    }
    let own = group.rows.iter().map(|binding| {
        let same = (inherited.iter_mut()).filter(|row| row.binding.action == binding.action);
        let more = same.flat_map(|row| std::mem::take(&mut row.keys));
        ActiveBinding {
            keys: binding.keys.iter().copied().chain(more).collect(),
            binding,
        }
    });
    let mut rows: Vec<ActiveBinding> = own.collect();
    rows.extend(inherited.into_iter().filter(|row| !row.keys.is_empty()));
    rows
}

/// A key in a footer.
#[derive(Debug, Clone, PartialEq)]
pub struct FooterKey {
    /// The name of the key.
    pub label: String,
    /// One or two words.
    pub word: &'static str,
    pub action: Action,
}

/// The keys for the footer of a context and what they do, if their action `works` now.
fn footer_keys(context: Context, works: impl Fn(&Action) -> bool) -> Vec<FooterKey> {
    let rows = rows(context).into_iter();
    let rows = rows.filter(|row| !row.binding.short.is_empty() && works(&row.binding.action));
    rows.map(|row| {
        let first = || row.keys.first().map_or(String::new(), |key| name(*key));
        let label = match row.binding.label {
            "" => first(),
            label => label.to_owned(),
        };
        FooterKey {
            label,
            word: row.binding.short,
            action: row.binding.action.clone(),
        }
    })
    .collect()
}

/// The help of a context: its heading, then keys and what they do. Bindings with the same text are joined.
fn help(context: Context) -> (&'static str, Vec<(String, &'static str)>) {
    let mut lines: Vec<(String, &'static str)> = Vec::new();
    for row in rows(context) {
        let names: Vec<String> = row.keys.iter().map(|key| name(*key)).collect();
        let (names, words) = (names.join(" "), row.binding.help);
        match lines.iter_mut().find(|(_, known)| *known == words) {
            _ if words.is_empty() => {}
            Some((joined, _)) => *joined = format!("{joined} {names}"),
            None => lines.push((names, words)),
        }
    }
    (group(context).map_or("", |group| group.heading), lines)
}

/// The name of a key: `n`, `Ctrl-Z`, `PgUp`.
pub fn name(key: Key) -> String {
    let with = |modifier, prefix| if key.has(modifier) { prefix } else { "" };
    let code = match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(character) if key.has(KeyModifiers::CONTROL) => {
            character.to_uppercase().to_string()
        }
        KeyCode::Char(character) => sanitize::shown(character).to_string(),
        KeyCode::Up => "↑".to_owned(),
        KeyCode::Down => "↓".to_owned(),
        KeyCode::Left => "←".to_owned(),
        KeyCode::Right => "→".to_owned(),
        KeyCode::PageUp => "PgUp".to_owned(),
        KeyCode::PageDown => "PgDn".to_owned(),
        KeyCode::BackTab => "Shift-Tab".to_owned(),
        KeyCode::F(number) => format!("F{number}"),
        other => format!("{other:?}"),
    };
    let ctrl = with(KeyModifiers::CONTROL, "Ctrl-");
    let alt = with(KeyModifiers::ALT, "Alt-");
    let shift = with(KeyModifiers::SHIFT, "Shift-");
    format!("{ctrl}{alt}{shift}{code}")
}
