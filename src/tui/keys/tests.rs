//! Rules for every context of the table.

use std::fmt::Write;

use super::remap::{action_name, is_open};
use super::*;
use Context::{Command, Home, Notes, Page, Sessions};

#[test]
fn no_key_does_two_things_in_one_context() {
    for group in table() {
        let keys: Vec<Key> = group
            .rows
            .iter()
            .flat_map(|row| row.keys)
            .copied()
            .collect();
        for (index, key) in keys.iter().enumerate() {
            let again = keys[index + 1..].contains(key);
            assert!(!again, "{:?}: {}", group.context, name(*key));
        }
    }
}

#[test]
fn every_action_has_a_label_that_no_other_action_of_its_context_has() {
    for group in table() {
        let rows = rows(group.context);
        for (index, row) in rows.iter().enumerate() {
            let label = row.binding.help;
            let (context, action) = (group.context, &row.binding.action);
            assert!(!label.is_empty(), "{context:?}: {action:?} has no label");
            let mut others = rows[index + 1..].iter();
            let again = others.any(|other| other.binding.help == label);
            assert!(!again, "{context:?}: two actions are labeled `{label}`");
        }
    }
}

#[test]
fn every_context_has_one_group_and_every_row_a_key() {
    for group in table() {
        let same = table().filter(|other| other.context == group.context);
        assert_eq!(same.count(), 1, "{:?}", group.context);
        for row in rows(group.context) {
            assert!(
                !row.keys.is_empty(),
                "{:?}: {}",
                group.context,
                row.binding.help
            );
        }
    }
}

#[test]
fn every_key_in_the_help_does_what_its_row_says() {
    for group in table() {
        for row in rows(group.context) {
            for &key in &row.keys {
                let does = action(group.context, key);
                assert_eq!(
                    does.as_ref(),
                    Some(&row.binding.action),
                    "{:?} {}",
                    group.context,
                    name(key)
                );
            }
        }
    }
}

#[test]
fn every_command_has_a_key_that_no_terminal_confuses() {
    for row in rows(Command) {
        let is_plain = |key: &&Key| !matches!(key.code, KeyCode::F(_)) && key.modifiers.is_empty();
        let plain = row.keys.iter().filter(is_plain);
        assert!(plain.count() > 0, "{}", row.binding.help);
    }
}

#[test]
fn every_command_has_a_key_that_is_no_letter() {
    for context in [Command, Context::Paused, Context::Leaving, Context::Unsaved] {
        for row in group(context).unwrap().rows {
            let is_letter = |key: &Key| {
                let is_letter = matches!(key.code, KeyCode::Char(c) if c.is_alphabetic());
                is_letter && key.modifiers.is_empty()
            };
            let is_typed = row.keys.iter().any(is_letter);
            let letters = row.keys.iter().all(is_letter);
            assert!(!(is_typed && letters), "{context:?}: {}", row.help);
        }
    }
}

#[test]
fn a_context_inherits_what_it_does_not_bind_itself() {
    let table = [
        (Home, Key::char('j'), Some(Action::Down)),
        (Home, Key::char('q'), Some(Action::Quit)),
        (Sessions, Key::char(' '), Some(Action::Select)),
        (Sessions, Key::char('q'), Some(Action::Back)),
        (Page, Key::ctrl('l'), Some(Action::Redraw)),
        (Notes, Key::ctrl('z'), Some(Action::Edit(Edit::Undo))),
        (Notes, Key::char('q'), None),
    ];
    for (context, key, wanted) in table {
        assert_eq!(action(context, key), wanted, "{context:?} {}", name(key));
    }
}

/// The page `docs/keys.md`.
fn page_of_keys() -> String {
    let mut page = String::from(
        "# Keys\n\n\
         All keys of every screen. The last column is the name by which `[keys]` in `config.toml` gives the action other\n\
         keys ([settings.md](settings.md)).\n\n\
",
    );
    page.push_str(&textwrap::fill(manual::IN_THE_NOTES, 118));
    page.push('\n');
    for section in manual::sections() {
        _ = write!(page, "\n## {}\n\n", section.heading);
        if let Some(parent) = section.inherits {
            _ = write!(page, "Also the keys of \"{parent}\".\n\n");
        }
        page.push_str("| key | action | name |\n|---|---|---|\n");
        for entry in section.entries {
            let keys: Vec<String> = entry.names.iter().map(|name| code(name)).collect();
            let name = match &entry.action {
                action if is_open(action) => format!("`{}`", action_name(action)),
                _ => String::new(),
            };
            let (keys, label) = (keys.join(" "), entry.label);
            _ = writeln!(page, "| {keys} | {label} | {name} |");
        }
    }
    page
}

/// A key as code in a cell of a table.
fn code(name: &str) -> String {
    format!("`{}`", name.replace('|', "\\|"))
}

#[test]
fn the_page_of_keys_is_made_from_the_table() {
    // FORTY_BLESS=1 writes the page again.
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let wanted = page_of_keys();
    if std::env::var_os("FORTY_BLESS").is_some() {
        crate::store::files::replace(&path, wanted.as_bytes()).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == wanted,
        "docs/keys.md is not current: FORTY_BLESS=1 cargo test --lib keys"
    );
}

#[test]
fn no_digit_leaves_what_is_not_saved() {
    for digit in '0'..='9' {
        let action = action(Context::Unsaved, Key::char(digit));
        assert_ne!(action, Some(Action::LeaveUnsaved), "{digit}");
    }
}
