//! One table of key bindings by context. Dispatch, footer, help, palette, man page and `docs/keys.md` are made from it, so
//! that they agree. A context inherits the bindings of its parent. `remap` has the keys that the user adds, `manual` the
//! table as text, and `shell` the commands that only the command line has.

mod context;
pub mod manual;
mod names;
mod placeholders;
pub mod remap;
pub mod shell;
mod table;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::iter::successors;
use std::sync::LazyLock;

use crossterm::event::{KeyCode, KeyModifiers};

use super::edit::EditAction as Edit;
use super::input::Key;
pub use context::Context;
pub use names::{NOT_LATIN, is_not_latin, name, parse};
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
    /// What the action does, as one line in the imperative.
    help: &'static str,
}

/// A binding with all keys that it has in a context, inherited ones too.
struct ActiveBinding {
    keys: Vec<Key>,
    binding: &'static Binding,
    /// The context that binds it.
    from: Context,
}

/// Whether an action is possible now: what it stands at, which may be empty, or why it is not possible.
pub type Availability = Result<String, String>;

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

/// The bindings of a context: its own, then those it inherits and does not override. Every frame asks for them, so they
/// are put together once.
fn rows(context: Context) -> &'static [ActiveBinding] {
    static ALL: LazyLock<Vec<(Context, Vec<ActiveBinding>)>> = LazyLock::new(|| {
        table()
            .map(|group| (group.context, merge(group.context)))
            .collect()
    });
    let found = ALL.iter().find(|(of, _)| *of == context);
    found.map_or(&[], |(_, rows)| rows)
}

fn merge(context: Context) -> Vec<ActiveBinding> {
    let Some(group) = group(context) else {
        return Vec::new();
    };
    let mut inherited = group.parent.map_or_else(Vec::new, merge);
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
            from: context,
        }
    });
    let mut rows: Vec<ActiveBinding> = own.collect();
    rows.extend(inherited.into_iter().filter(|row| !row.keys.is_empty()));
    rows
}

/// A key in a footer or in the border of a box.
#[derive(Debug, Clone, PartialEq)]
pub struct FooterKey {
    /// The name of the key.
    pub label: String,
    /// One or two words.
    pub word: Cow<'static, str>,
    pub action: Action,
    /// The key of the table that a click stands for.
    pub key: Key,
}

impl FooterKey {
    /// Whether the key stays where the footer is too narrow for all.
    pub fn stays(&self) -> bool {
        matches!(
            self.action,
            Action::Help | Action::Pause | Action::Continue | Action::Quit
        )
    }
}

/// `y publish, n not yet`.
fn listed(keys: &[FooterKey]) -> String {
    let keys = keys.iter().map(|key| format!("{} {}", key.label, key.word));
    keys.collect::<Vec<_>>().join(", ")
}

/// The keys for the footer of a context and what they do, if their action `works` now.
fn footer_keys(context: Context, works: impl Fn(&Action) -> bool) -> Vec<FooterKey> {
    let rows = rows(context).iter();
    let rows = rows.filter(|row| !row.binding.short.is_empty() && works(&row.binding.action));
    let keys = rows.filter_map(|row| {
        let key = *row.keys.first()?;
        let label = match row.binding.label {
            "" => name(key),
            label => label.to_owned(),
        };
        Some(FooterKey {
            label,
            word: row.binding.short.into(),
            action: row.binding.action.clone(),
            key,
        })
    });
    keys.collect()
}

/// An action with its keys, for help, palette and manual.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionKeys {
    /// The context that binds the action, and its heading.
    pub from: Context,
    pub heading: &'static str,
    /// The names of its keys, that of the user first.
    pub names: Vec<String>,
    /// What the action does.
    pub label: &'static str,
    /// The word for it in the footer; empty where it is not there.
    pub word: &'static str,
    pub action: Action,
    /// The key of the table that does it.
    pub key: Key,
}

/// Whether an action is a command that has a meaning by its name: no editing of a text, no moving in a list, and no key
/// that stands for several.
pub fn is_command(action: &Action) -> bool {
    !matches!(
        action,
        Action::Edit(_)
            | Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
            | Action::Accept
            | Action::Clear
            | Action::LikelyLine
            | Action::DoStep
            | Action::Speed
            | Action::CommandRow
            | Action::CloseRow
            | Action::Palette
    )
}

/// What an action does, in the words of a context that binds it; empty where the context does not.
pub fn label(context: Context, action: &Action) -> &'static str {
    let mut rows = lineage(context).flat_map(|group| group.rows);
    rows.find(|row| row.action == *action)
        .map_or("", |row| row.help)
}

/// The name of a key as it is pressed: a command of the interview comes after Esc.
fn pressed_name(context: Context, key: Key) -> String {
    let is_letter = !matches!(key.code, KeyCode::F(_)) && !key.has(KeyModifiers::CONTROL);
    if context == Context::Command && is_letter {
        format!("Esc {}", name(key))
    } else {
        name(key)
    }
}
